/**
 * Globals: properties every resource of a type starts from.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
import { InvalidGlobals, InvalidResource, SamError } from "./errors.ts";
import { isIntrinsic } from "./intrinsics.ts";
import { pythonRepr } from "./python.ts";
import { isObject, type Json } from "./scope.ts";

const PREFIX = "AWS::Serverless::";

/** The properties that each section may have, in AWS's order, which its error text shows. */
const SECTIONS: Readonly<Record<string, string>> = {
  Function:
    "Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig " +
    "Environment Tags PropagateTags Tracing KmsKeyArn AutoPublishAlias " +
    "AutoPublishAliasAllProperties Layers DeploymentPreference RolePath PermissionsBoundary " +
    "ReservedConcurrentExecutions ProvisionedConcurrencyConfig AssumeRolePolicyDocument " +
    "EventInvokeConfig FileSystemConfigs CodeSigningConfigArn Architectures SnapStart " +
    "EphemeralStorage FunctionUrlConfig RuntimeManagementConfig LoggingConfig RecursiveLoop " +
    "SourceKMSKeyArn TenancyConfig DurableConfig CapacityProviderConfig FunctionScalingConfig " +
    "PublishToLatestPublished VersionDeletionPolicy",
  Api:
    "Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables " +
    "EndpointConfiguration MethodSettings BinaryMediaTypes MinimumCompressionSize Cors " +
    "GatewayResponses AccessLogSetting CanarySetting TracingEnabled OpenApiVersion Domain " +
    "AlwaysDeploy PropagateTags SecurityPolicy EndpointAccessMode",
  HttpApi:
    "Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain " +
    "RouteSettings FailOnWarnings PropagateTags",
  SimpleTable: "SSESpecification",
  StateMachine: "PropagateTags",
  LayerVersion: "PublishLambdaVersion",
  CapacityProvider:
    "VpcConfig OperatorRole Tags InstanceRequirements ScalingConfig KmsKeyArn PropagateTags " +
    "LoggingConfig ManagedResourceTags",
  MicrovmImage:
    "BuildRoleArn BaseImageArn BaseImageVersion Logging EgressNetworkConnectors " +
    "CpuConfigurations Resources AdditionalOsCapabilities Hooks EnvironmentVariables Tags " +
    "PropagateTags",
  NetworkConnector: "OperatorRole Tags PropagateTags",
  WebSocketApi:
    "AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint " +
    "DisableSchemaValidation Domain FailOnWarnings IpAddressType PropagateTags " +
    "RouteSelectionExpression RouteSettings StageVariables Tags",
};

/** Where a resource's own value does not simply merge with the global one, by section and path. */
const RULES: Readonly<Record<string, "replace" | "prune">> = {
  "Function.Architectures": "replace",
  "CapacityProvider.InstanceRequirements.Architectures": "replace",
  "CapacityProvider.ManagedResourceTags": "prune",
};

/** What functions have from the globals as one: a destination that is made is made for all of them. */
const SHARED = "Function.EventInvokeConfig";

/**
 * Merges the globals into the resources and takes the section out of the template.
 * @throws SamError
 */
export function applyGlobals(template: Json): void {
  if (!Object.hasOwn(template, "Globals")) return;
  const globals = template["Globals"];
  checkGlobals(globals);
  for (const [id, resource] of Object.entries(template["Resources"] as Record<string, Json>)) {
    const type = resource["Type"];
    if (typeof type !== "string" || !type.startsWith(PREFIX)) continue;
    const section = type.slice(PREFIX.length);
    if (!Object.hasOwn(globals, section)) continue;
    const from = without(id, globals[section]!, resource["IgnoreGlobals"]);
    resource["Properties"] = merged(section, from, resource["Properties"] ?? {});
  }
  delete template["Globals"];
}

function checkGlobals(globals: unknown): asserts globals is Record<string, Json> {
  const refuse = (words: string): never => {
    throw new SamError([new InvalidGlobals(words)]);
  };
  if (!isObject(globals)) return refuse("It must be a non-empty dictionary");
  for (const [section, properties] of Object.entries(globals)) {
    if (!Object.hasOwn(SECTIONS, section))
      refuse(
        `'${section}' is not supported. Must be one of the following values - ${pythonRepr(Object.keys(SECTIONS).sort())}`,
      );
    if (!isObject(properties)) return refuse("Value of ${section} must be a dictionary");
    const supported = SECTIONS[section]!.split(" ");
    for (const name of Object.keys(properties))
      if (!supported.includes(name))
        refuse(
          `'${name}' is not a supported property of '${section}'. Must be one of the following values - ${pythonRepr(supported)}`,
        );
  }
}

/** The globals but for those that a resource says it ignores. */
function without(id: string, globals: Json, ignored: unknown): Json {
  if (!ignored || (Array.isArray(ignored) && ignored.length === 0)) return globals;
  if (ignored === "*") return {};
  const invalid = (end: string) =>
    new SamError([
      new InvalidResource(
        id,
        `Resource ${id} has invalid resource attribute 'IgnoreGlobals'${end}.`,
      ),
    ]);
  if (!Array.isArray(ignored)) throw invalid("");
  const left = { ...globals };
  for (const name of ignored) {
    if (!Object.hasOwn(left, name)) throw invalid(` on item '${name}'`);
    delete left[name];
  }
  return left;
}

const form = (value: unknown): "map" | "list" | "other" => {
  if (Array.isArray(value)) return "list";
  return isObject(value) && !isIntrinsic(value) ? "map" : "other";
};

/** Maps merge, lists add up, anything else is the resource's own. */
function merged(path: string, global: unknown, own: unknown): unknown {
  if (form(global) !== form(own) || form(own) === "other") return own;
  const rule = RULES[path];
  if (rule === "replace") return own;
  if (Array.isArray(own)) return structuredClone([...(global as unknown[]), ...own]);
  const from = global as Json;
  const prune = rule === "prune" && Object.keys(own as Json).length > 0;
  const out = new Map(
    Object.entries(prune ? {} : from).map(([key, value]) => [
      key,
      `${path}.${key}`.startsWith(SHARED) ? value : structuredClone(value),
    ]),
  );
  for (const [key, value] of Object.entries(own as Json))
    out.set(key, Object.hasOwn(from, key) ? merged(`${path}.${key}`, from[key], value) : value);
  return Object.fromEntries(out);
}
