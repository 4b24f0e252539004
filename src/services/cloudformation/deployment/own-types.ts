/** AWS::CloudFormation::*, and custom resources: what waits for someone outside. */
import { createHash } from "node:crypto";
import type { Made, ResourceContext } from "#kernel/resource";
import { type Json, type JsonObject, TemplateError } from "#languages/cloudformation/values";
import { nestedStack } from "./nested.ts";
import { suffixOf } from "../stacks.ts";
import type { Run, Step } from "./run.ts";

export interface OwnType {
  readonly properties: readonly string[] | "any";
  replaces?(changed: readonly string[]): boolean;
  begin(run: Run, step: Step, context: ResourceContext): Promise<Made | "waiting">;
}

export function ownTypes(type: string): OwnType | undefined {
  if (type === "AWS::CloudFormation::CustomResource" || type.startsWith("Custom::"))
    return customResource;
  switch (type) {
    case "AWS::CloudFormation::Stack":
      return nestedStack;
    case "AWS::CloudFormation::WaitConditionHandle":
      return waitHandle;
    case "AWS::CloudFormation::WaitCondition":
      return waitCondition;
    case "AWS::CloudFormation::Macro":
      return macro;
    case "AWS::CDK::Metadata":
      return cdkMetadata;
    default:
      return undefined;
  }
}

/** Where answers are put; services/index.ts gives the path to this service. */
export const ANSWERS = "/_aws/cloudformation/answers/";
const CUSTOM_TIMEOUT_SECONDS = 3_600;
const WAIT_LIMIT_SECONDS = 43_200;

/** An unguessable token that is the same for the same step. */
const tokenOf = (run: Run, step: Step, salt: string) =>
  createHash("sha256")
    .update(
      `${run.stack.id}|${step.logicalId}|${step.generation}|${run.work.id}|${salt}|${run.stack.createdAt}`,
    )
    .digest("hex");

/** The id that the request of a step's token has. */
export const requestIdOf = (token: string): string =>
  `${token.slice(0, 8)}-${token.slice(8, 12)}-4${token.slice(13, 16)}-a${token.slice(17, 20)}-${token.slice(20, 32)}`;

const seconds = (value: Json, fallback: number, most: number, name: string): number => {
  if (value === undefined) return fallback;
  const read = Number(value);
  if (!Number.isInteger(read) || read < 0 || read > most)
    throw new TemplateError(`${name} must be a whole number of at most ${most} seconds`);
  return read;
};

/** Everything as text, as Lambda functions behind custom resources are given it. */
function texts(value: Json): Json {
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, texts(item)]));
  return value === null || value === undefined ? value : String(value);
}

const customResource: OwnType = {
  properties: "any",
  replaces: (changed) => changed.includes("ServiceToken"),
  async begin(run, step) {
    const properties = step.action === "Delete" ? step.previous : step.desired;
    const service = properties["ServiceToken"];
    if (typeof service !== "string" || !service.startsWith("arn:"))
      throw new TemplateError("Invalid service token.");
    const { ServiceTimeout, ...rest } = properties;
    const limit = seconds(
      ServiceTimeout,
      CUSTOM_TIMEOUT_SECONDS,
      CUSTOM_TIMEOUT_SECONDS,
      "ServiceTimeout",
    );
    const token = tokenOf(run, step, step.action);
    const request = {
      RequestType: step.action,
      ServiceToken: service,
      // Who answers runs here: the name that the stack's caller has for this place may mean nothing to it.
      ResponseURL: `${run.ctx.kernel.options.origin()}${ANSWERS}${token}`,
      StackId: run.stack.id,
      RequestId: requestIdOf(token),
      LogicalResourceId: step.logicalId,
      ResourceType: step.type,
      ...(step.physicalId === undefined || step.action === "Create"
        ? {}
        : { PhysicalResourceId: step.physicalId }),
      ResourceProperties: texts(rest),
      ...(step.action === "Update" ? { OldResourceProperties: texts(step.previous) } : {}),
    };
    // The wait stands before the request goes out: the answer may be quicker than its return.
    await run.wait(step, { until: run.ctx.clock.now() + limit * 1_000 }, token);
    await send(run, service, request);
    return "waiting";
  },
};

async function send(run: Run, service: string, request: JsonObject): Promise<void> {
  const region = service.split(":")[3] || run.ctx.region;
  if (service.includes(":lambda:")) {
    await run.ctx.call(
      "lambda",
      "Invoke",
      {
        FunctionName: service,
        InvocationType: "Event",
        Payload: Buffer.from(JSON.stringify(request)),
      } as never,
      { region },
    );
  } else if (service.includes(":sns:")) {
    await run.ctx.call(
      "sns",
      "Publish",
      {
        TopicArn: service,
        Subject: "AWS CloudFormation custom resource request",
        Message: JSON.stringify(request),
      },
      { region },
    );
  } else throw new TemplateError("Invalid service token.");
}

const waitHandle: OwnType = {
  properties: [],
  async begin(run, step) {
    if (step.action === "Delete") {
      const token = step.physicalId?.split("/").at(-1) ?? "";
      await run.ctx.update((tx) => tx.answer.remove({ token }));
      return { id: step.physicalId! };
    }
    const token = tokenOf(run, step, "handle");
    const { account, region } = run.ctx;
    await run.ctx.update((tx) =>
      tx.answer.put({
        token,
        account,
        region,
        stackId: run.stack.id,
        logicalId: step.logicalId,
        kind: "wait",
      }),
    );
    return { id: `${run.work.origin}${ANSWERS}${token}` };
  },
};

const waitCondition: OwnType = {
  properties: ["Count", "Handle", "Timeout"],
  replaces: () => true,
  async begin(run, step) {
    const id = `${run.stack.id}/${step.logicalId}/${suffixOf(run.stack.id, step.logicalId, step.generation)}`;
    if (step.action === "Delete") return { id: step.physicalId ?? id };
    const definition = run.template.resources.get(step.logicalId);
    const policy = run.evaluator.value(definition?.creationPolicy) as JsonObject | undefined;
    const signal = policy?.["ResourceSignal"] as JsonObject | undefined;
    const needs = Number(signal?.["Count"] ?? step.desired["Count"] ?? 1);
    const limit =
      signal === undefined
        ? seconds(step.desired["Timeout"], 300, WAIT_LIMIT_SECONDS, "Timeout")
        : duration(String(signal["Timeout"] ?? "PT5M"));
    await run.wait(step, { until: run.ctx.clock.now() + limit * 1_000, needs, signals: {} });
    return "waiting";
  },
};

/** What the CDK notes about itself in every template: nothing is made of it, as in AWS. */
const cdkMetadata: OwnType = {
  properties: ["Analytics"],
  begin: async (run, step) => ({
    id: step.physicalId ?? suffixOf(run.stack.id, step.logicalId, step.generation),
  }),
};

const macro: OwnType = {
  properties: ["Description", "FunctionName", "Name"],
  replaces: (changed) => changed.includes("Name"),
  async begin(run, step) {
    if (step.action === "Delete") {
      await run.ctx.update((tx) => tx.macro.remove({ name: step.physicalId! }));
      return { id: step.physicalId! };
    }
    const { Name, FunctionName, Description } = step.desired;
    const name = String(Name);
    await run.ctx.update(async (tx) => {
      const taken = step.action === "Create" && (await tx.macro.find({ name })) !== undefined;
      if (taken) throw new TemplateError(`${name} already exists`);
      await tx.macro.put({
        name,
        functionName: String(FunctionName),
        ...(Description === undefined ? {} : { description: String(Description) }),
      });
    });
    return { id: name };
  },
};

/** Seconds of an ISO 8601 duration such as PT1H30M. */
function duration(text: string): number {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text);
  if (match === null) throw new TemplateError(`Invalid CreationPolicy Timeout: ${text}`);
  return Math.min(
    Number(match[1] ?? 0) * 3_600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0),
    WAIT_LIMIT_SECONDS,
  );
}
