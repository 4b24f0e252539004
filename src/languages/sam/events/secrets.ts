/** What a function's role needs to reach the secrets of brokers, clusters and registries. */
import { InvalidEvent, InvalidResource } from "../errors.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { isA } from "../properties.ts";
import { pythonRepr, pythonStr, truthy } from "../python.ts";
import { isObject, type Json, sub } from "../scope.ts";
import { demandOfEvent, type Event } from "./event.ts";

const allowed = (Action: string[], Resource: unknown): Json => ({
  Action,
  Effect: "Allow",
  Resource,
});
const secret = (uri: unknown): Json => allowed(["secretsmanager:GetSecretValue"], uri);

const NETWORK = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeVpcs",
  "ec2:DescribeSubnets",
  "ec2:DescribeSecurityGroups",
];

const ofAccount = (service: string, resource: string): Json =>
  sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);

/** The statement for the key of the secrets, where the event names one. */
function keyStatements({ name, properties }: Event): Json[] {
  const key = properties["SecretsManagerKmsKeyId"];
  if (!truthy(key)) return [];
  demandOfEvent(name, "SecretsManagerKmsKeyId", key, "string");
  return [allowed(["kms:Decrypt"], ofAccount("kms", `key/${key}`))];
}

/**
 * Of an `MQ` or a `DocumentDB` event.
 * @throws InvalidEvent
 */
export function brokerStatements(event: Event): Json[] {
  const { type, properties } = event;
  const types = type === "MQ" ? ["BASIC_AUTH", "VIRTUAL_HOST"] : ["BASIC_AUTH"];
  const uri = basicAuth(event, types);
  if (type === "MQ")
    return [
      secret(uri),
      allowed(["mq:DescribeBroker"], properties["Broker"]),
      ...keyStatements(event).map((one) => ({ ...one, Action: "kms:Decrypt" })),
    ];
  return [
    secret(uri),
    allowed(["rds:DescribeDBClusterParameters"], ofAccount("rds", "cluster-pg:*")),
    allowed(["rds:DescribeDBSubnetGroups"], ofAccount("rds", "subgrp:*")),
    allowed(["rds:DescribeDBClusters"], properties["Cluster"]),
    allowed(NETWORK, "*"),
    ...keyStatements(event),
  ];
}

/** The secret by which a broker is opened. */
function basicAuth({ name, type, properties }: Event, types: readonly string[]): unknown {
  const refuse = (words: string): never => {
    throw new InvalidEvent(name, words);
  };
  const given = properties["SourceAccessConfigurations"];
  if (!truthy(given)) refuse(`No SourceAccessConfigurations for Amazon ${type} event provided.`);
  if (!Array.isArray(given))
    return refuse("Provided SourceAccessConfigurations cannot be parsed into a list.");
  let uri: unknown;
  given.forEach((one, index) => {
    const path = `SourceAccessConfigurations[${index}]`;
    demandOfEvent(name, path, one, "map");
    demandOfEvent(name, `${path}.Type`, (one as Json)["Type"], "string");
    if (!types.includes((one as Json)["Type"] as string))
      refuse(
        `Invalid property Type specified in SourceAccessConfigurations. The supported values are: ${pythonRepr(types)}.`,
      );
    if ((one as Json)["Type"] !== "BASIC_AUTH") return;
    if (truthy(uri))
      refuse("Multiple BASIC_AUTH properties specified in SourceAccessConfigurations.");
    uri = (one as Json)["URI"];
    if (!truthy(uri)) refuse("No BASIC_AUTH URI property specified in SourceAccessConfigurations.");
  });
  if (!truthy(uri)) refuse("No BASIC_AUTH property specified in SourceAccessConfigurations.");
  return uri;
}

const MECHANISMS = [
  "SASL_SCRAM_256_AUTH",
  "SASL_SCRAM_512_AUTH",
  "BASIC_AUTH",
  "CLIENT_CERTIFICATE_TLS_AUTH",
  "OAUTHBEARER_AUTH",
  "IAM_AUTH",
  "IAM_OAUTHBEARER_AUTH",
];
const WITHOUT_SECRET = ["IAM_AUTH", "IAM_OAUTHBEARER_AUTH"];
const OAUTH = [
  "OAUTHBEARER_SCOPE",
  "OAUTHBEARER_AUDIENCE",
  "OAUTHBEARER_LOGICAL_CLUSTER",
  "OAUTHBEARER_IDENTITY_POOL",
];

/**
 * Of a `SelfManagedKafka` event.
 * @throws InvalidEvent, InvalidResource
 */
export function kafkaStatements(event: Event, resolve: (value: unknown) => unknown): Json[] {
  const { name, properties } = event;
  const refuse = (words: string): never => {
    throw new InvalidEvent(name, words);
  };
  const { KafkaBootstrapServers: servers, Topics: topics } = properties;
  const access = properties["SourceAccessConfigurations"];
  if (!truthy(servers))
    refuse("No KafkaBootstrapServers provided for self managed kafka as an event source");
  if (!truthy(topics)) refuse("No Topics provided for self managed kafka as an event source");
  if ((Array.isArray(topics) ? topics : Object.keys(topics as Json)).length !== 1)
    refuse("Topics for self managed kafka only supports single configuration entry.");
  if (!truthy(access))
    refuse("No SourceAccessConfigurations for self managed kafka event provided.");
  const { mechanism, root, inVpc } = kafkaAccess(name, access);
  return [
    ...[mechanism, root].filter(truthy).map(secret),
    ...(inVpc ? [allowed(NETWORK, "*")] : []),
    ...keyStatements(event),
    ...registryStatements(name, properties["SchemaRegistryConfig"], resolve),
  ];
}

function kafkaAccess(name: string, access: unknown) {
  const refuse = (words: string): never => {
    throw new InvalidEvent(name, words);
  };
  if (!Array.isArray(access))
    return refuse("SourceAccessConfigurations for self managed kafka event should be a list.");
  let mechanism: unknown;
  let root: unknown;
  const seen = new Set<string>();
  for (const one of access as Json[]) {
    if (!isA(one, "map"))
      throw new InvalidResource(name, "Property 'SourceAccessConfigurations' should be a map.");
    const type = one["Type"] as string;
    if (MECHANISMS.includes(type)) {
      if (seen.has("mechanism"))
        refuse(
          "Multiple auth mechanism properties specified in SourceAccessConfigurations for self managed kafka event.",
        );
      seen.add("mechanism");
      if (WITHOUT_SECRET.includes(type)) continue;
      checkUri(name, one["URI"], "auth mechanism");
      mechanism = one["URI"];
    } else if (
      ["VPC_SUBNET", "VPC_SECURITY_GROUP", "SERVER_ROOT_CA_CERTIFICATE", ...OAUTH].includes(type)
    ) {
      checkUri(name, one["URI"], type);
      seen.add(type);
      if (type === "SERVER_ROOT_CA_CERTIFICATE") root = one["URI"];
    } else refuse("Invalid SourceAccessConfigurations Type provided for self managed kafka event.");
  }
  const inVpc = seen.has("VPC_SUBNET");
  if (inVpc !== seen.has("VPC_SECURITY_GROUP"))
    refuse(
      "VPC_SUBNET and VPC_SECURITY_GROUP in SourceAccessConfigurations for SelfManagedKafka must be both provided.",
    );
  return { mechanism, root, inVpc };
}

function checkUri(name: string, uri: unknown, what: string): void {
  const words = `for ${what} URI property specified in SourceAccessConfigurations for self managed kafka event.`;
  if (!truthy(uri)) throw new InvalidEvent(name, `No ${words.slice("for ".length)}`);
  if (typeof uri !== "string" && !isIntrinsic(uri))
    throw new InvalidEvent(name, `Wrong Type ${words}`);
}

/**
 * Of a registry of schemas.
 * @throws InvalidEvent
 */
export function registryStatements(
  name: string,
  config: unknown,
  resolve: (value: unknown) => unknown,
): Json[] {
  if (!truthy(config)) return [];
  checkRegistry(name, config);
  const access = (truthy(config["AccessConfigs"]) ? config["AccessConfigs"] : []) as Json[];
  const statements = access.map((one) => secret(one["URI"]));
  const uri = config["SchemaRegistryURI"];
  const now = isObject(uri) ? resolve(uri) : uri;
  // The look at the parameters shows in the output, but for the outermost reference.
  if (isObject(uri) && isObject(now))
    for (const [key, value] of Object.entries(uri))
      if (typeof value === "object") uri[key] = now[key];
  const registry = registryName(pythonStr(isObject(now) ? now["Fn::Sub"] : now));
  if (registry === undefined) return statements;
  return [
    ...statements,
    allowed(["glue:GetRegistry"], uri),
    allowed(["glue:GetSchemaVersion"], [ofAccount("glue", `schema/${registry}/*`)]),
  ];
}

function registryName(arn: string): string | undefined {
  if (!arn.startsWith("arn")) return undefined;
  const last = arn.split(":")[5];
  return last?.startsWith("registry/") ? last.slice("registry/".length) : undefined;
}

function checkRegistry(name: string, config: unknown): asserts config is Json {
  const refuse = (words: string): never => {
    throw new InvalidEvent(name, words);
  };
  demandOfEvent(name, "SchemaRegistryConfig", config, "map");
  const given = config as Json;
  for (const field of ["SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs"])
    if (!Object.hasOwn(given, field))
      refuse(`Missing required field ${field} in SchemaRegistryConfig`);
  if (given["EventRecordFormat"] !== "JSON" && given["EventRecordFormat"] !== "SOURCE")
    refuse("EventRecordFormat in SchemaRegistryConfig must be either 'JSON' or 'SOURCE'");
  if (!Array.isArray(given["SchemaValidationConfigs"]))
    refuse("SchemaValidationConfigs must be a list");
  const access = given["AccessConfigs"];
  if (!truthy(access)) return;
  if (!Array.isArray(access)) return refuse("AccessConfigs in SchemaRegistryConfig must be a list");
  for (const one of access)
    if (!isObject(one) || !Object.hasOwn(one, "Type") || !Object.hasOwn(one, "URI"))
      refuse("Each AccessConfig must be a dict with 'Type' and 'URI' fields");
}
