/**
 * The SAM transform, AWS::Serverless-2016-10-31: serverless resources as the CloudFormation they
 * stand for. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/
 *
 * What it does not know it refuses by name; nothing is dropped silently.
 */
import { WHOLE_FRACTIONS } from "../cfn-yaml.ts";
import { httpApi } from "./apis/http.ts";
import { addImplicitApis } from "./apis/implicit.ts";
import { nameVersions, restApi } from "./apis/rest.ts";
import { webSocketApi } from "./apis/websocket.ts";
import { capacityProvider } from "./capacity-providers.ts";
import { connector } from "./connectors/connector.ts";
import { unfoldConnectors } from "./connectors/embedded.ts";
import { Deployments } from "./deployments.ts";
import { DuplicateId, InvalidResource, InvalidTemplate, SamCause, SamError } from "./errors.ts";
import { serverlessFunction } from "./functions/function.ts";
import { graphQLApi } from "./graphql/api.ts";
import { applyGlobals } from "./globals.ts";
import { parameterValues, withChangedIds, withMappings, withReferences } from "./intrinsics.ts";
import { layerVersion } from "./layers.ts";
import { microvmImage } from "./microvm-images.ts";
import { networkConnector } from "./network-connectors.ts";
import { stateMachine } from "./state-machines/machine.ts";
import { simpleTable } from "./tables.ts";
import { application } from "./applications.ts";
import { order27, truthy } from "./python.ts";
import { readResource, type Resource } from "./resource.ts";
import { webFunction } from "./web-functions/function.ts";
import { isObject, type Json, type Made, type SamType, type Scope } from "./scope.ts";

export { SamError } from "./errors.ts";

export interface SamOptions {
  readonly parameterValues: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly partition: string;
  readonly accountId?: string;
  /** Epoch seconds; `AlwaysDeploy` makes the id of a deployment of them. */
  readonly nowSeconds?: number;
  /** ARNs of managed policies by name. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  /** The address of a published application's template. */
  readonly resolveApplication?: (id: string, version: string) => unknown;
}

/** A translator that writes its resources itself. */
type Translate = (scope: Scope, id: string, resource: Json) => Made;

const TYPES: Readonly<Record<string, SamType | Translate>> = {
  "AWS::Serverless::Function": serverlessFunction,
  "AWS::Serverless::Api": restApi,
  "AWS::Serverless::HttpApi": httpApi,
  "AWS::Serverless::WebSocketApi": webSocketApi,
  "AWS::Serverless::SimpleTable": simpleTable,
  "AWS::Serverless::LayerVersion": layerVersion,
  "AWS::Serverless::Application": application,
  "AWS::Serverless::StateMachine": stateMachine,
  "AWS::Serverless::CapacityProvider": capacityProvider,
  "AWS::Serverless::MicrovmImage": microvmImage,
  "AWS::Serverless::NetworkConnector": networkConnector,
  "AWS::Serverless::WebFunction": webFunction,
  "AWS::Serverless::Connector": connector,
  "AWS::Serverless::GraphQLApi": graphQLApi,
};

/** Functions and state machines come first: they add to the APIs; connectors join what is made. */
const ORDER: readonly (readonly string[])[] = [
  ["AWS::Serverless::Function"],
  ["AWS::Serverless::WebFunction"],
  ["AWS::Serverless::StateMachine"],
  ["AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi"],
  [],
  ["AWS::Serverless::Connector"],
];

/** Made resources that may take the id of the template's resource of the other type. */
const SAME_ID: Readonly<Record<string, readonly string[]>> = {
  "AWS::Lambda::Function": ["AWS::Serverless::Function"],
  "AWS::Lambda::WebFunction": ["AWS::Serverless::WebFunction"],
  "AWS::Lambda::LayerVersion": ["AWS::Serverless::LayerVersion"],
  "AWS::Lambda::CapacityProvider": ["AWS::Serverless::CapacityProvider"],
  "AWS::Lambda::MicrovmImage": ["AWS::Serverless::MicrovmImage"],
  "AWS::Lambda::NetworkConnector": ["AWS::Serverless::NetworkConnector"],
  "AWS::ApiGateway::RestApi": ["AWS::Serverless::Api"],
  "AWS::ApiGatewayV2::Api": ["AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi"],
  "AWS::S3::Bucket": ["AWS::S3::Bucket"],
  "AWS::SNS::Topic": ["AWS::SNS::Topic"],
  "AWS::DynamoDB::Table": ["AWS::Serverless::SimpleTable"],
  "AWS::CloudFormation::Stack": ["AWS::Serverless::Application"],
  "AWS::Cognito::UserPool": ["AWS::Cognito::UserPool"],
  "AWS::ApiGateway::DomainName": ["AWS::ApiGateway::DomainName"],
  "AWS::ApiGateway::BasePathMapping": ["AWS::ApiGateway::BasePathMapping"],
  "AWS::ApiGateway::DomainNameV2": ["AWS::ApiGateway::DomainNameV2"],
  "AWS::ApiGateway::BasePathMappingV2": ["AWS::ApiGateway::BasePathMappingV2"],
  "AWS::StepFunctions::StateMachine": ["AWS::Serverless::StateMachine"],
  "AWS::AppSync::GraphQLApi": ["AWS::Serverless::GraphQLApi"],
};

/**
 * @param template Parsed, intrinsic functions in their long form; not changed.
 * @throws SamError with AWS's message.
 */
export function transform(template: unknown, options: SamOptions): Json {
  checkForm(template);
  const whole = withFractions(template);
  if (!orderAsEver(whole)) return translated(whole, options, false);
  try {
    return translated(whole, options, true);
  } catch (error) {
    // Which fault is met first, and told, goes by the order in which the template is written.
    if (error instanceof SamError) translated(withFractions(template), options, false);
    throw error;
  }
}

function translated(whole: Json, options: SamOptions, asPython27: boolean): Json {
  const values = parameterValues(whole, options);
  const problems: SamCause[] = [];
  const scope = prepared(whole, options, values, asPython27, problems);
  for (const [id, type] of inOrder(scope.resources)) {
    try {
      translate(scope, id, type, problems);
    } catch (error) {
      if (!(error instanceof SamCause)) throw error;
      problems.push(error instanceof InvalidResource ? error.of(id) : error);
    }
  }
  addDeployments(scope, problems);
  for (const [id, made] of scope.generated) scope.output[id] = made;
  if (problems.length > 0) throw new SamError(problems);
  return finished(scope);
}

/**
 * A copy of the template in which whole numbers that were written with a fraction are boxed: they
 * look different in what ids are hashed of.
 */
function withFractions(template: Json): Json {
  const whole = structuredClone(template);
  for (const path of (template as { [WHOLE_FRACTIONS]?: string[][] })[WHOLE_FRACTIONS] ?? []) {
    let at: unknown = whole;
    for (const key of path.slice(0, -1))
      at = typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Json)[key] : 0;
    const last = path.at(-1)!;
    if (typeof at === "object" && at !== null && typeof (at as Json)[last] === "number")
      (at as Json)[last] = Object((at as Json)[last]);
  }
  return whole;
}

function unboxed(value: unknown): unknown {
  if (value instanceof Number) return value.valueOf();
  if (Array.isArray(value)) return value.map(unboxed);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unboxed(inner)]));
}

function checkForm(template: unknown): asserts template is Json {
  const refuse = (words: string): never => {
    throw new SamError([new InvalidTemplate(words)]);
  };
  const resources = isObject(template) ? template["Resources"] : undefined;
  if (!isObject(resources) || Object.keys(resources).length === 0)
    return refuse("'Resources' section is required");
  if (!Object.values(resources).every(isObject))
    return refuse(
      "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.",
    );
  for (const [id, resource] of Object.entries(resources as Record<string, Json>)) {
    const condition = resource["Condition"];
    if (truthy(condition) && typeof condition !== "string")
      return refuse("Every Condition member must be a string.");
    if (!SERVERLESS.has(resource["Type"]) || resource["Properties"] === undefined) continue;
    if (!isObject(resource["Properties"]))
      throw new SamError([new InvalidResource(id, "Attribute 'Properties' should be a map.")]);
  }
}

/** The types whose form is checked before all else. */
const SERVERLESS: ReadonlySet<unknown> = new Set(
  [
    "Api",
    "Function",
    "WebFunction",
    "SimpleTable",
    "Application",
    "LayerVersion",
    "HttpApi",
    "WebSocketApi",
    "StateMachine",
    "CapacityProvider",
    "MicrovmImage",
    "NetworkConnector",
  ].map((name) => `AWS::Serverless::${name}`),
);

/**
 * The order of resources shows in the ids of API deployments, so templates with an API are walked
 * as the first version of SAM, in Python 2.7, did.
 */
function orderAsEver(whole: Json): boolean {
  const resources = whole["Resources"] as Record<string, Json>;
  if (!Object.values(resources).some(hasRestApi) && !hasDefaultAuthorizer(whole)) return false;
  whole["Resources"] = Object.fromEntries(
    order27(Object.keys(resources)).map((id) => [id, resources[id]]),
  );
  return true;
}

const eventsOf = (resource: Json): Json[] => {
  const properties = resource["Properties"];
  const events = isObject(properties) ? properties["Events"] : undefined;
  return isObject(events) ? Object.values(events).filter(isObject) : [];
};

function hasRestApi(resource: Json): boolean {
  if (resource["Type"] === "AWS::Serverless::Api") return true;
  return (
    (resource["Type"] === "AWS::Serverless::Function" ||
      resource["Type"] === "AWS::Serverless::StateMachine") &&
    eventsOf(resource).some((event) => event["Type"] === "Api")
  );
}

function hasDefaultAuthorizer(whole: Json): boolean {
  const at = (value: unknown, ...path: string[]): unknown =>
    path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
  const everywhere = Boolean(at(whole, "Globals", "HttpApi", "Auth", "DefaultAuthorizer"));
  return Object.values(whole["Resources"] as Record<string, Json>).some((resource) =>
    resource["Type"] === "AWS::Serverless::HttpApi"
      ? everywhere || Boolean(at(resource, "Properties", "Auth", "DefaultAuthorizer"))
      : everywhere &&
        resource["Type"] === "AWS::Serverless::Function" &&
        eventsOf(resource).some((event) => event["Type"] === "HttpApi"),
  );
}

/** The state of the transform, once the globals and the implicit APIs are in the template. */
function prepared(
  whole: Json,
  options: SamOptions,
  values: Map<string, unknown>,
  asPython27: boolean,
  problems: SamCause[],
): Scope {
  const mappings = whole["Mappings"];
  withMappings(mappings, undefined);
  const scope: Scope = {
    options,
    template: whole,
    resources: whole["Resources"] as Record<string, Json>,
    output: {},
    conditions: isObject(whole["Conditions"]) ? { ...whole["Conditions"] } : undefined,
    mappings,
    values,
    changedIds: new Map(),
    referable: new Map(),
    asPython27,
    deployments: new Deployments(options.partition),
    notes: new Map(),
    generated: new Map(),
  };
  addImplicitApis(scope);
  applyGlobals(whole);
  nameVersions(scope);
  unfoldConnectors(scope.resources, problems);
  Object.assign(scope.output, structuredClone(scope.resources));
  return scope;
}

/** The serverless resources in the order of their translation. */
function inOrder(resources: Record<string, Json>): [string, SamType | Translate | undefined][] {
  const others = ORDER.findIndex((types) => types.length === 0);
  const rank = (type: string) => {
    const at = ORDER.findIndex((types) => types.includes(type));
    return at < 0 ? others : at;
  };
  return Object.entries(resources)
    .flatMap(([id, { Type }]) =>
      typeof Type === "string" && Type.startsWith("AWS::Serverless::") ? [{ id, Type }] : [],
    )
    .sort((a, b) => rank(a.Type) - rank(b.Type))
    .map(({ id, Type }) => [id, Object.hasOwn(TYPES, Type) ? TYPES[Type] : undefined]);
}

function translate(
  scope: Scope,
  id: string,
  type: SamType | Translate | undefined,
  problems: SamCause[],
): void {
  const resource = scope.resources[id]!;
  if (type === undefined)
    throw new InvalidResource(id, `The resource type ${resource["Type"]} is not supported yet.`);
  if (typeof type === "function") {
    const made = type(scope, id, resource);
    delete scope.output[id];
    Object.assign(scope.output, made);
    return;
  }
  const made = type.translate(
    scope,
    readResource(id, resource, type.properties, (properties) =>
      type.before?.(scope, id, properties),
    ),
  );
  refer(scope, id, type, made);
  delete scope.output[id];
  for (const one of made) {
    const there = scope.resources[one.id];
    const same = SAME_ID[one.type] ?? [];
    if (there !== undefined && !same.includes(String(there["Type"])))
      problems.push(new DuplicateId(id, one.id, one.type));
    else scope.output[one.id] = one.write();
  }
}

/** Keeps the ids of made resources that the template may refer to through this one. */
function refer(scope: Scope, id: string, type: SamType, made: readonly Resource[]): void {
  for (const [name, madeType] of Object.entries(type.referable ?? {})) {
    const last = made.findLast((one) => one.type === madeType);
    if (last === undefined) continue;
    const names = scope.referable.get(id) ?? new Map<string, string>();
    scope.referable.set(id, names.set(name, last.id));
  }
}

function addDeployments(scope: Scope, problems: SamCause[]): void {
  for (const made of scope.deployments.shared(scope.conditions))
    scope.output[made.id] = made.write();
  for (const id of scope.deployments.ids()) {
    try {
      const made = scope.deployments.group(id);
      scope.output[made.id] = made.write();
    } catch (error) {
      if (!(error instanceof SamCause)) throw error;
      problems.push(error);
    }
  }
}

/** The whole template, with references to what the transform made. */
function finished(scope: Scope): Json {
  const { Transform: given, Resources: _, Conditions: conditions, ...rest } = scope.template;
  const others = (Array.isArray(given) ? given : [given]).filter(
    (name) => name !== undefined && name !== "AWS::Serverless-2016-10-31",
  );
  const whole: Json = {
    ...rest,
    ...(others.length > 0 ? { Transform: others } : {}),
    ...(conditions === undefined ? {} : { Conditions: scope.conditions ?? conditions }),
    Resources: scope.output,
  };
  return unboxed(
    withReferences(
      scope.referable,
      withChangedIds(scope.changedIds, withChangedDependencies(scope.changedIds, whole)),
    ),
  ) as Json;
}

/** `DependsOn` with changed ids, wherever it stands. */
function withChangedDependencies(changed: ReadonlyMap<string, string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withChangedDependencies(changed, item));
  if (!isObject(value)) return value;
  const now = (id: unknown): unknown => (typeof id === "string" ? (changed.get(id) ?? id) : id);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "DependsOn" && (Array.isArray(inner) || typeof inner === "string")
        ? Array.isArray(inner)
          ? inner.map(now)
          : now(inner)
        : withChangedDependencies(changed, inner),
    ]),
  );
}
