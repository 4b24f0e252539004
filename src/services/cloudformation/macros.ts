/**
 * Macros: Lambda functions that rewrite templates, and AWS::Include, which puts text of S3's in.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html
 */
import { Fault } from "#aws/fault";
import { parseTemplate } from "#languages/cfn-yaml";
import { S3_TEMPLATE_BYTES } from "#languages/cloudformation/limits";
import { expandSnippets, type MacroCall } from "#languages/cloudformation/snippets";
import { isObject, type Json, type JsonObject } from "#languages/cloudformation/values";
import type { ResponseBody } from "#protocol/http";
import { wholeBody } from "#protocol/response-body";
import { validationError } from "./errors.ts";
import type { Ctx } from "./stacks.ts";

/** Transforms that are no functions of the account's. */
export const HOSTED: ReadonlySet<string> = new Set([
  "AWS::Include",
  "AWS::LanguageExtensions",
  "AWS::Serverless-2016-10-31",
]);

/** What macros may know of the stack they work for. */
export interface MacroFacts {
  /** Parameters as far as they are given, by name; a list's as a list. */
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  /** Works out the parameters of AWS::Include, which may refer to the template's. */
  readonly evaluator: { value(value: Json): Json };
}

/** Replaces every Fn::Transform of a template. @throws Fault ValidationError. */
export async function withSnippets(
  ctx: Ctx,
  raw: JsonObject,
  facts: MacroFacts,
): Promise<JsonObject> {
  const whole = await expandSnippets(raw, (call) => runMacro(ctx, call, facts));
  if (!isObject(whole)) throw validationError("Template format error: unsupported structure.");
  return whole;
}

/** A macro's answer to a part of a template. @throws Fault ValidationError in AWS's words. */
export function runMacro(ctx: Ctx, call: MacroCall, facts: MacroFacts): Promise<Json> {
  if (call.name === "AWS::Include") return include(ctx, call, facts);
  return invoke(ctx, call, facts);
}

async function include(ctx: Ctx, call: MacroCall, facts: MacroFacts): Promise<Json> {
  const failed = (why: string) => validationError(`Transform AWS::Include failed with: ${why}.`);
  const location = facts.evaluator.value(call.parameters["Location"]);
  const place = typeof location === "string" ? /^s3:\/\/([^/]+)\/(.+)$/.exec(location) : null;
  if (place === null) throw failed("The location parameter is not a valid S3 uri");
  let text: string;
  try {
    const got = await ctx.call("s3", "GetObject", { Bucket: place[1]!, Key: place[2]! });
    text = Buffer.from(await wholeBody(got.Body as ResponseBody, S3_TEMPLATE_BYTES)).toString();
  } catch (error) {
    if (error instanceof Fault) throw failed(error.message.replace(/\.$/, ""));
    throw failed(`The S3 object is larger than ${S3_TEMPLATE_BYTES} bytes`);
  }
  let snippet: Json;
  try {
    snippet = parseTemplate(text);
  } catch {
    snippet = undefined;
  }
  if (!isObject(snippet))
    throw failed("The specified S3 object's content should be valid Yaml/JSON");
  return Object.assign(Object.create(null), call.fragment, snippet);
}

async function invoke(ctx: Ctx, call: MacroCall, facts: MacroFacts): Promise<Json> {
  const macro = await ctx.view((tx) => tx.macro.find({ name: call.name }));
  if (macro === undefined) throw validationError(`No transform named ${call.name} found.`);
  const name = `${ctx.account}::${call.name}`;
  const request = {
    accountId: ctx.account,
    fragment: call.fragment,
    transformId: name,
    requestId: ctx.chance.uuid(),
    region: ctx.region,
    params: call.parameters,
    templateParameterValues: Object.fromEntries(facts.parameters),
  };
  const output = await ctx
    .call("lambda", "Invoke", {
      FunctionName: macro.functionName,
      Payload: new TextEncoder().encode(JSON.stringify(request)),
    })
    .catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      throw validationError(`Failed to execute transform ${name}: ${error.message}`);
    });
  if (output.FunctionError !== undefined)
    throw validationError(`Transform ${name} failed without an error message.`);
  const answer = answerOf(output.Payload as Uint8Array | undefined);
  if (answer?.["requestId"] !== request.requestId || typeof answer["status"] !== "string")
    throw validationError(`Received malformed response from transform ${name}`);
  if (answer["status"].toLowerCase() !== "success") {
    const why = answer["errorMessage"];
    throw validationError(
      typeof why === "string"
        ? `Transform ${name} failed with: ${why}`
        : `Transform ${name} failed without an error message.`,
    );
  }
  if (!Object.hasOwn(answer, "fragment"))
    throw validationError(`Received malformed response from transform ${name}`);
  return answer["fragment"];
}

function answerOf(payload: Uint8Array | undefined): JsonObject | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(payload ?? []).toString());
    return isObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
