/** boto3 against Brume: each tour is a function of the Python files in compat/boto3. */
import { join } from "node:path";
import { installed, testWith, world } from "./client.ts";
import { copyOrders, driveOrders, looksOfBoto3 } from "./orders.ts";

const python = installed("boto3/bin/python");
const it = testWith(python.missing);
// Signatures and policies are checked as AWS checks them.
const begun = world(["--iam", "enforce"]);

const TOURS: Readonly<Record<string, readonly string[]>> = {
  storage: ["s3_transfer", "s3_signed_urls", "s3_pages_and_resources", "dynamodb_table"],
  security: ["iam_and_sts", "kms_keys", "ssm_and_secrets"],
  compute: ["lambda_and_logs", "cloudwatch_metrics"],
  // From here on the clock is moved ahead; the others take it for the real one.
  messages: ["sqs_queues", "sns_topics", "fan_out", "poison_messages", "ordered_messages"],
  events: [
    ...["event_rules", "table_streams", "rest_api", "scheduled_rule", "archive_and_replay"],
    ...["api_destination", "schedules", "discovered_schemas"],
  ],
  streams: ["enriched_pipe", "kinesis_records", "firehose_delivery", "injected_faults"],
};

it("the application comes up, a second deployment changes nothing, it goes", async () => {
  const one = await begun();
  const template = copyOrders(one.folder);
  const script = join(import.meta.dir, "boto3", "orders.py");
  const env = { PYTHONDONTWRITEBYTECODE: "1" };
  const outputs = await one.must(python.file, [script, "deploy", template], { env });
  await driveOrders(one.brume.url, JSON.parse(outputs), looksOfBoto3(one, "boto3"));
  await one.must(python.file, [script, "again", template], { env });
  await one.must(python.file, [script, "delete", template], { env });
});

for (const [file, tours] of Object.entries(TOURS))
  for (const tour of tours)
    it(`${file}: ${tour.replaceAll("_", " ")}`, async () => {
      const script = join(import.meta.dir, "boto3", "tour.py");
      const env = { PYTHONDONTWRITEBYTECODE: "1" };
      await (await begun()).must(python.file, [script, file, tour], { env });
    });
