/**
 * The SAM transform, AWS::Serverless-2016-10-31: serverless resources as the CloudFormation they
 * stand for. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/
 *
 * What it does not know it refuses by name; nothing is dropped silently.
 */
import { InvalidResource, SamError } from "./errors.ts";
import { addImplicitApis, restApi, httpApi } from "./apis.ts";
import { serverlessFunction } from "./functions.ts";
import { withGlobals } from "./globals.ts";
import { application, layerVersion, simpleTable, stateMachine } from "./others.ts";
import { isObject, type Json, type Made, type Scope } from "./scope.ts";

export { SamError } from "./errors.ts";

export interface SamOptions {
  readonly parameterValues: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly partition: string;
  readonly accountId?: string;
  /** ARNs of managed policies by name. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  readonly resolveApplication?: (id: string, version: string) => unknown;
}

const RESOURCES_LIMIT = 500;

type Translate = (scope: Scope, id: string, resource: Json) => Made;

const TYPES: Readonly<Record<string, Translate>> = {
  "AWS::Serverless::Function": serverlessFunction,
  "AWS::Serverless::Api": restApi,
  "AWS::Serverless::HttpApi": httpApi,
  "AWS::Serverless::SimpleTable": simpleTable,
  "AWS::Serverless::LayerVersion": layerVersion,
  "AWS::Serverless::Application": application,
  "AWS::Serverless::StateMachine": stateMachine,
};

/** Functions come first: they add to the APIs. */
const ORDER = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"];

/**
 * @param template Parsed, intrinsic functions in their long form; not changed.
 * @throws SamError with AWS's message.
 */
export function transform(template: unknown, options: SamOptions): Json {
  if (
    !isObject(template) ||
    !isObject(template["Resources"]) ||
    Object.keys(template["Resources"]).length === 0
  )
    throw new SamError([new InvalidResource(undefined, "'Resources' section is required")]);
  if (Object.keys(template["Resources"]).length > RESOURCES_LIMIT)
    throw new SamError([
      new InvalidResource(undefined, `The template has more than ${RESOURCES_LIMIT} resources`),
    ]);
  const whole = withGlobals(structuredClone(template) as Json);
  const resources = whole["Resources"] as Record<string, Json>;
  const scope: Scope = { options, template: whole, resources, generated: new Map() };
  const problems: InvalidResource[] = [];
  const attempt = (id: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof InvalidResource)) throw error;
      problems.push(error.of(id));
    }
  };
  addImplicitApis(scope);
  const ids = Object.keys(resources).sort((a, b) => rank(resources[a]!) - rank(resources[b]!));
  const replaced = new Map<string, Record<string, unknown>>();
  for (const id of ids) {
    const resource = resources[id]!;
    const type = isObject(resource) ? String(resource["Type"]) : "";
    if (!type.startsWith("AWS::Serverless::")) continue;
    attempt(id, () => {
      const translate = TYPES[type];
      if (translate === undefined)
        throw new InvalidResource(id, `The resource type ${type} is not supported yet.`);
      if ("Connectors" in resource)
        throw new InvalidResource(id, "Connectors are not supported yet.");
      replaced.set(id, translate(scope, id, resource));
    });
  }
  if (problems.length > 0) throw new SamError(problems);
  const out: Record<string, unknown> = {};
  for (const id of Object.keys(resources)) {
    const made = replaced.get(id);
    if (made === undefined) out[id] = resources[id];
    else Object.assign(out, made);
  }
  for (const [id, made] of scope.generated) out[id] = made;
  const { Globals: _, Transform: given, ...rest } = whole;
  const others = (Array.isArray(given) ? given : [given]).filter(
    (name) => name !== undefined && name !== "AWS::Serverless-2016-10-31",
  );
  return { ...rest, ...(others.length > 0 ? { Transform: others } : {}), Resources: out };
}

function rank(resource: Json): number {
  const at = ORDER.indexOf(String(resource?.["Type"]));
  return at < 0 ? ORDER.length : at;
}
