/** From what a caller sends to a checked template: fetching, parsing, transforms. */
import { Fault } from "#aws/fault";
import { resourceFacts } from "#aws/resource-facts";
import { parseTemplate } from "#languages/cfn-yaml";
import { Evaluator } from "#languages/cloudformation/evaluate";
import { attributesAsked, checkReferences } from "#languages/cloudformation/graph";
import { BODY_BYTES, S3_TEMPLATE_BYTES } from "#languages/cloudformation/limits";
import { expandLoops } from "#languages/cloudformation/loops";
import { type GivenParameter, refValue } from "#languages/cloudformation/parameters";
import { expandSnippets, type MacroCall, snippetMacros } from "#languages/cloudformation/snippets";
import {
  checkNulls,
  readTemplate,
  type Template,
  transformCalls,
  transformsOf,
} from "#languages/cloudformation/template";
import {
  isObject,
  type Json,
  type JsonObject,
  TemplateError,
} from "#languages/cloudformation/values";
import { BodyTooLarge, type ResponseBody } from "#protocol/http";
import { wholeBody } from "#protocol/response-body";
import { validationError } from "./errors.ts";
import { HOSTED, type MacroFacts, runMacro, withSnippets } from "./macros.ts";
import { environment } from "./plan.ts";
import type { Ctx } from "./stacks.ts";

export interface TemplateSource {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
}

/** Runs what judges templates; their errors become AWS's ValidationError. */
export function judged<T>(work: () => T): T {
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(refuse) as T) : result;
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): never {
  if (error instanceof TemplateError) throw validationError(error.message);
  throw error;
}

/** The text of a template in the request or in S3. */
export async function templateText(ctx: Ctx, source: TemplateSource): Promise<string | undefined> {
  const { TemplateBody: body, TemplateURL: url } = source;
  if (body !== undefined && url !== undefined)
    throw validationError("You cannot specify both TemplateBody and TemplateURL");
  if (body !== undefined) {
    if (Buffer.byteLength(body) > BODY_BYTES)
      throw validationError(
        `1 validation error detected: Value '${body.slice(0, 100)}...' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${BODY_BYTES}`,
      );
    return body;
  }
  return url === undefined ? undefined : fetchObject(ctx, url);
}

/** Bucket and key of an S3 URL in either style. */
export function objectOf(url: string): { Bucket: string; Key: string; VersionId?: string } {
  const bad = () => validationError("TemplateURL must be a supported URL.");
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw bad();
  }
  const path = decodeURIComponent(parsed.pathname).slice(1);
  const VersionId = parsed.searchParams.get("versionId") ?? undefined;
  const version = VersionId === undefined ? {} : { VersionId };
  if (parsed.protocol === "s3:") return { Bucket: parsed.host, Key: path, ...version };
  const virtual = /^(.+)\.s3[.-]/.exec(parsed.hostname);
  if (virtual !== null) return { Bucket: virtual[1]!, Key: path, ...version };
  const slash = path.indexOf("/");
  if (slash < 1 || slash === path.length - 1) throw bad();
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1), ...version };
}

async function fetchObject(ctx: Ctx, url: string): Promise<string> {
  let got: { Body?: unknown };
  try {
    got = await ctx.call("s3", "GetObject", objectOf(url));
  } catch (error) {
    if (error instanceof Fault && error.code !== "ValidationError")
      throw validationError(
        `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
      );
    throw error;
  }
  try {
    return Buffer.from(await wholeBody(got.Body as ResponseBody, S3_TEMPLATE_BYTES)).toString();
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    throw validationError(`Template may not exceed ${S3_TEMPLATE_BYTES} bytes in size.`);
  }
}

/** @throws Fault ValidationError unless the text is a JSON or YAML object. */
export function parsed(text: string): JsonObject {
  const json = text.trimStart().startsWith("{");
  let value: Json;
  try {
    value = parseTemplate(text);
  } catch (error) {
    const at = /line (\d+),? column (\d+)/.exec((error as Error).message);
    const where = at === null ? "" : ` (line ${at[1]}, column ${at[2]})`;
    throw validationError(
      `Template format error: ${json ? "JSON" : "YAML"} not well-formed.${where}`,
    );
  }
  if (!isObject(value)) throw validationError("Template format error: unsupported structure.");
  return value;
}

export interface Processed {
  readonly template: Template;
  /** After transforms, as JSON text. */
  readonly text: string;
  readonly transforms: readonly string[];
}

/**
 * Applies the transforms a template declares and checks the outcome.
 * @param macros Whether macros and includes are run, or left out because the template is only read.
 */
export async function process(
  ctx: Ctx,
  raw: JsonObject,
  stackName: string,
  given: readonly GivenParameter[],
  previous: ReadonlyMap<string, string> | undefined,
  macros: "run" | "leave" = "run",
): Promise<Processed> {
  const declared = judged(() => transformsOf(raw));
  const snippets = judged(() => snippetMacros(raw));
  const values = parameterValues(raw, given, previous);
  const evaluator = parametersAlone(ctx, raw, stackName, values);
  const facts = { evaluator, parameters: referred(raw, values) };
  let current = raw;
  if (snippets.length > 0)
    current =
      macros === "run"
        ? await judged(() => withSnippets(ctx, current, facts))
        : await judged(() => withoutSnippets(current));
  for (const call of [...judged(() => transformCalls(current))].sort(byRank)) {
    if (call.name === "AWS::LanguageExtensions")
      current = judged(() => expandLoops(current, (value) => evaluator.value(value)));
    else if (call.name === "AWS::Serverless-2016-10-31")
      current = await serverless(ctx, current, values);
    else if (macros === "run") current = await transformed(ctx, current, call, facts);
  }
  const { Transform: _declared, ...rest } = current;
  const kept = declared.filter((name) => name === "AWS::LanguageExtensions");
  const whole = kept.length > 0 ? { ...rest, Transform: kept } : rest;
  const transforms = [...new Set([...declared, ...snippets])];
  const unrun = macros === "leave" && transforms.some((name) => !HOSTED.has(name));
  return {
    template: judged(() => checked(whole, !unrun)),
    text: JSON.stringify(whole),
    transforms,
  };
}

/** A macro's answer to all of a template but its Transform section. */
async function transformed(
  ctx: Ctx,
  current: JsonObject,
  call: Pick<MacroCall, "name" | "parameters">,
  facts: MacroFacts,
): Promise<JsonObject> {
  const { Transform, ...fragment } = current;
  const answer = await judged(() => runMacro(ctx, { ...call, fragment }, facts));
  if (!isObject(answer))
    throw validationError(
      `Received malformed response from transform ${ctx.account}::${call.name}`,
    );
  return { ...answer, Transform };
}

/** A template whose macros are not run: what they would have seen is left standing. */
async function withoutSnippets(raw: JsonObject): Promise<JsonObject> {
  return (await expandSnippets(raw, async ({ fragment }) => fragment)) as JsonObject;
}

/** Loops are written out before macros read the template; SAM reads what all others have made of it. */
const byRank = (a: { name: string }, b: { name: string }) => rank(a.name) - rank(b.name);
const rank = (name: string) => {
  if (name === "AWS::LanguageExtensions") return 0;
  return HOSTED.has(name) ? (name === "AWS::Include" ? 2 : 3) : 1;
};

/** @param known Whether its types are its own: a macro that has not run may make others of them. */
function checked(raw: JsonObject, known: boolean): Template {
  checkNulls(raw);
  const template = readTemplate(raw);
  if (known) checkTypes(template);
  checkReferences(template);
  if (known) checkAttributes(template);
  return template;
}

/** Types that have no facts: users' own, and what the CDK notes about itself. */
const FREE = /^(Custom::.+|AWS::CDK::Metadata)$/;
/** Types that only a transform knows. */
const TRANSFORMED = /^AWS::Serverless::/;

function checkTypes(template: Template): void {
  const types = [...new Set([...template.resources.values()].map(({ type }) => type))];
  const unknown = types.filter(
    (type) => TRANSFORMED.test(type) || (!FREE.test(type) && resourceFacts(type) === undefined),
  );
  if (unknown.length > 0)
    throw new TemplateError(
      `Template format error: Unrecognized resource types: [${unknown.join(", ")}]`,
    );
}

/** CloudFormation's own types have attributes that the template chooses, as a nested stack's outputs. */
function checkAttributes(template: Template): void {
  for (const { logicalId, attribute } of attributesAsked(template)) {
    const type = template.resources.get(logicalId)?.type ?? "";
    const facts = type.startsWith("AWS::CloudFormation::") ? undefined : resourceFacts(type);
    if (facts === undefined) continue;
    if (facts.attributes.some((name) => attribute === name || attribute.startsWith(`${name}.`)))
      continue;
    throw new TemplateError(
      `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
    );
  }
}

/** The parameters' texts that transforms may read, as far as they are known. */
function parameterValues(
  raw: JsonObject,
  given: readonly GivenParameter[],
  previous: ReadonlyMap<string, string> | undefined,
): Map<string, string> {
  const out = new Map<string, string>();
  const section = raw["Parameters"];
  if (isObject(section))
    for (const [name, definition] of Object.entries(section))
      if (isObject(definition) && definition["Default"] !== undefined)
        out.set(name, String(definition["Default"]));
  for (const { key, value, usePrevious } of given) {
    const text = usePrevious ? previous?.get(key) : value;
    if (text !== undefined) out.set(key, text);
  }
  return out;
}

/** What `Ref` gives for each parameter that is known before transforms have run. */
function referred(
  raw: JsonObject,
  values: ReadonlyMap<string, string>,
): Map<string, string | string[]> {
  const types = isObject(raw["Parameters"]) ? raw["Parameters"] : {};
  return new Map(
    [...values].map(([name, text]) => {
      const definition = types[name];
      const type = isObject(definition) ? String(definition["Type"]) : "String";
      return [name, refValue(type, text)] as const;
    }),
  );
}

/** Works out values that name nothing but parameters, mappings and conditions. */
function parametersAlone(
  ctx: Ctx,
  raw: JsonObject,
  stackName: string,
  values: ReadonlyMap<string, string>,
): { value(value: Json): Json } {
  let made: Evaluator | undefined;
  const evaluator = (): Evaluator => {
    const template = readTemplate({
      Resources: { None: { Type: "AWS::CloudFormation::WaitConditionHandle" } },
      Transform: raw["Transform"],
      ...(raw["Mappings"] === undefined ? {} : { Mappings: raw["Mappings"] }),
      ...(isObject(raw["Conditions"]) ? { Conditions: raw["Conditions"] } : {}),
    });
    const parameters = referred(raw, values);
    return new Evaluator(
      environment(ctx, { template, stackId: "", stackName, parameters, notificationArns: [] }),
    );
  };
  return {
    value(value) {
      made ??= evaluator();
      return made.value(value);
    },
  };
}

async function serverless(
  ctx: Ctx,
  raw: JsonObject,
  values: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  // Loaded on first use: most templates have no part of it.
  const { transform, SamError } = await import("#languages/sam/transform");
  const options = {
    parameterValues: Object.fromEntries(values),
    region: ctx.region,
    partition: ctx.partition,
    accountId: ctx.account,
    managedPolicies: await managedPolicies(ctx, raw),
  };
  try {
    return transform(raw, options);
  } catch (error) {
    // AWS's transform too breaks on some templates that no check of its own foresaw.
    const why =
      error instanceof SamError
        ? error.message
        : `Internal transform failure. (${(error as Error).message})`;
    throw validationError(`Transform AWS::Serverless-2016-10-31 failed with: ${why}`);
  }
}

/** ARNs of AWS's managed policies by name, asked for only when a template names policies. */
async function managedPolicies(ctx: Ctx, raw: JsonObject): Promise<Record<string, string>> {
  const out: Record<string, string> = Object.create(null);
  if (!/"(Policies|Tracing)":/.test(JSON.stringify(raw))) return out;
  let Marker: string | undefined;
  do {
    const page = await ctx.call(
      "iam",
      "ListPolicies",
      { Scope: "AWS", MaxItems: 1000, ...(Marker === undefined ? {} : { Marker }) },
      { trusted: true },
    );
    for (const { PolicyName, Arn } of page.Policies ?? []) out[PolicyName!] = Arn!;
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker !== undefined);
  return out;
}

const IAM_TYPES: Readonly<Record<string, string | undefined>> = {
  "AWS::IAM::AccessKey": undefined,
  "AWS::IAM::Group": "GroupName",
  "AWS::IAM::InstanceProfile": "InstanceProfileName",
  "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
  "AWS::IAM::Policy": undefined,
  "AWS::IAM::Role": "RoleName",
  "AWS::IAM::User": "UserName",
  "AWS::IAM::UserToGroupAddition": undefined,
};

/** The capabilities a template needs, and the resources that need them. */
export function capabilitiesOf(
  template: Template,
  transforms: readonly string[],
): { names: string[]; reason?: string } {
  const iam = [...template.resources.values()].filter(({ type }) => Object.hasOwn(IAM_TYPES, type));
  const named = iam.some(({ type, properties }) => {
    const key = IAM_TYPES[type];
    return key !== undefined && properties[key] !== undefined;
  });
  const names: string[] = [];
  const reasons: string[] = [];
  if (iam.length > 0) {
    names.push(named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM");
    reasons.push(
      `The following resource(s) require capabilities: [${[...new Set(iam.map(({ type }) => type))].join(", ")}]`,
    );
  }
  const nested = [...template.resources.values()].some(
    ({ type }) => type === "AWS::CloudFormation::Application",
  );
  if (transforms.length > 0 || nested) {
    names.push("CAPABILITY_AUTO_EXPAND");
    if (transforms.length > 0)
      reasons.push(`The following transform(s) require capabilities: [${transforms.join(", ")}]`);
  }
  return { names, ...(reasons.length > 0 ? { reason: reasons.join(". ") } : {}) };
}
