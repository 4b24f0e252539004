/**
 * `EventInvokeConfig`: how often asynchronous invocations are tried, and where their results go.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html
 */
import { InvalidResource } from "../errors.ts";
import {
  invokePolicy,
  publishPolicy,
  putObjectPolicy,
  sendMessagePolicy,
} from "../events/event.ts";
import { IF_NEEDS_THREE, ifArguments, isIf, isNoValue, withParameters } from "../intrinsics.ts";
import { demand } from "../properties.ts";
import { idHash, pythonStr, truthy } from "../python.ts";
import { type Given, Resource } from "../resource.ts";
import { type Json, makeIf, ref, type Scope } from "../scope.ts";

const TYPES = "['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']";

const POLICIES: ReadonlyMap<unknown, (id: string, arn: unknown) => Json> = new Map([
  ["SQS", sendMessagePolicy],
  ["SNS", publishPolicy],
  [
    "EventBridge",
    (id: string, Resource: unknown): Json => ({
      PolicyName: `${id}EventBridgePolicy`,
      PolicyDocument: { Statement: [{ Action: "events:PutEvents", Effect: "Allow", Resource }] },
    }),
  ],
  ["Lambda", invokePolicy],
  ["S3Bucket", putObjectPolicy],
]);

export interface Invocations {
  readonly resources: Resource[];
  /** What the function's role needs to send to the destinations. */
  readonly policies: Json[];
}

/** @throws InvalidResource */
export function eventInvokeConfig(
  scope: Scope,
  given: Given,
  alias: Resource | undefined,
): Invocations {
  const out: Invocations = { resources: [], policies: [] };
  if (!truthy(given.properties["EventInvokeConfig"])) return out;
  const config = withParameters(scope.values, given.properties["EventInvokeConfig"]) as Json;
  const id = `${given.id}EventInvokeConfig`;
  const to: Json = {};
  const destinations = config["DestinationConfig"];
  if (truthy(destinations)) {
    const path = "EventInvokeConfig.DestinationConfig";
    demand(given.id, path, destinations, "map");
    for (const name of ["OnSuccess", "OnFailure"]) {
      const one = (destinations as Json)[name];
      if (one === undefined || one === null) continue;
      demand(given.id, `${path}.${name}`, one, "map");
      const made = sharedDestination(scope, given, name, (config) =>
        destination(scope, given, { ...(one as Json), ...config }, id, id + name),
      );
      to[name] = { Destination: made.arn };
      if (made.resource !== undefined) out.resources.push(made.resource);
      out.policies.push(made.policy);
    }
  }
  out.resources.push(
    new Resource(
      id,
      "AWS::Lambda::EventInvokeConfig",
      {
        FunctionName: ref(given.id),
        Qualifier: alias === undefined ? "$LATEST" : alias.properties["Name"],
        DestinationConfig: to,
        MaximumEventAgeInSeconds: config["MaximumEventAgeInSeconds"],
        MaximumRetryAttempts: config["MaximumRetryAttempts"],
      },
      given.attributes,
      alias === undefined ? undefined : [alias.id],
    ),
  );
  return out;
}

/** Functions that have a destination from the globals all send to the one made for the first. */
function sharedDestination(
  scope: Scope,
  given: Given,
  name: string,
  make: (config: Json) => Destination,
): Destination {
  const places = (scope.notes.get("destinations") ?? new Map()) as Map<unknown, unknown>;
  scope.notes.set("destinations", places);
  const config = given.properties["EventInvokeConfig"] as Json;
  const place = (config["DestinationConfig"] as Json)[name];
  const made = make(places.has(place) ? { Destination: places.get(place) } : {});
  places.set(place, made.arn);
  return made;
}

interface Destination {
  readonly resource: Resource | undefined;
  readonly arn: unknown;
  readonly policy: Json;
}

/** A destination; a queue or a topic is made where none is named, or only under a condition. */
function destination(
  scope: Scope,
  given: Given,
  config: Json,
  configId: string,
  id: string,
): Destination {
  const type = config["Type"];
  const policy = POLICIES.get(type);
  if (policy === undefined)
    throw new InvalidResource(given.id, `'Type: ${pythonStr(type)}' must be one of ${TYPES}`);
  const arn = config["Destination"] ?? undefined;
  const choice = conditional(scope, arn, configId);
  if (arn !== undefined && choice === undefined)
    return { resource: undefined, arn, policy: policy(id, arn) };
  if (type !== "SQS" && type !== "SNS")
    throw new InvalidResource(given.id, "Destination is required if Type is not ['SQS', 'SNS']");
  const resource =
    type === "SQS"
      ? new Resource(`${id}Queue`, "AWS::SQS::Queue", {}, given.shared)
      : new Resource(`${id}Topic`, "AWS::SNS::Topic", {}, given.shared);
  const condition = both(scope, given, choice?.condition);
  if (truthy(condition)) resource.attributes["Condition"] = condition;
  const own = type === "SQS" ? resource.getAtt("Arn") : resource.ref();
  const to = choice === undefined ? own : makeIf(choice.condition, own, choice.otherwise);
  return { resource, arn: to, policy: policy(id, to) };
}

/** Under which condition a destination is to be made, where `Fn::If` leaves it open. */
function conditional(
  scope: Scope,
  arn: unknown,
  id: string,
): { condition: string; otherwise: unknown } | undefined {
  if (!isIf(arn)) return undefined;
  const choice = ifArguments(arn);
  if (choice === undefined)
    throw new InvalidResource(id, `Malformed 'Destination' property: ${IF_NEEDS_THREE}.`);
  const [condition, yes, no] = choice;
  if (isNoValue(yes) === isNoValue(no)) return undefined;
  if (isNoValue(yes)) return { condition, otherwise: no };
  const not = `NOT${condition}${idHash(id)}`;
  if (scope.conditions !== undefined)
    scope.conditions[not] = { "Fn::Not": [{ Condition: condition }] };
  return { condition: not, otherwise: yes };
}

/** The condition of a function and one of its destinations, together. */
function both(scope: Scope, { id, shared }: Given, condition: string | undefined): unknown {
  const own = shared["Condition"] as string | undefined;
  if (own === undefined || condition === undefined) return own ?? condition;
  const name = `${own}AND${condition}${idHash(id)}`;
  if (scope.conditions !== undefined)
    scope.conditions[name] = {
      "Fn::And": [{ Condition: { Condition: own } }, { Condition: { Condition: condition } }],
    };
  return name;
}
