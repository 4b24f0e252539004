/**
 * Custom domains of APIs: the domain, the mappings of paths onto APIs, records in Route 53.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-domainconfiguration.html
 */
import { InvalidResource } from "../errors.ts";
import { checkNames, demand, demandGiven, passed, type Properties } from "../properties.ts";
import { Dict27, idHash, truthy } from "../python.ts";
import { Resource } from "../resource.ts";
import { getAtt, isObject, type Json, ref, type Scope } from "../scope.ts";

/** What is made of an API's domain. */
export interface Domain {
  readonly resources: Resource[];
  /** `AWS::ApiGateway::DomainNameAccessAssociation`, which stands last. */
  readonly association?: Resource;
}

/** The API that a domain is of. */
export interface DomainOf {
  readonly scope: Scope;
  readonly apiId: string;
  readonly shared: Json;
}

const TRUSTSTORE = ["TruststoreUri", "TruststoreVersion"];
const ENDPOINTS = ["EDGE", "REGIONAL", "PRIVATE"];
const named = (...names: string[]): Properties =>
  Object.fromEntries(names.map((name) => [name, passed()]));
/** What a domain's resource may have of the properties given for it. */
const OPTIONAL: Readonly<Record<string, Properties>> = {
  "AWS::ApiGateway::DomainName": named(
    "SecurityPolicy",
    "EndpointAccessMode",
    "OwnershipVerificationCertificateArn",
  ),
  "AWS::ApiGateway::DomainNameV2": named("SecurityPolicy", "EndpointAccessMode", "Policy"),
};

/**
 * The domain of a REST API.
 * @param noted The domain as the id of the deployment is a hash of it; gets what is added.
 * @throws InvalidResource
 */
export function restDomain(of: DomainOf, given: unknown, noted: Dict27): Domain {
  const { apiId, shared } = of;
  demand(apiId, "Domain", given, "map");
  const domain = given as Json;
  demandGiven(apiId, "Domain.DomainName", domain["DomainName"]);
  demandGiven(apiId, "Domain.CertificateArn", domain["CertificateArn"]);
  const isPrivate = domain["EndpointConfiguration"] === "PRIVATE";
  const type = isPrivate ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName";
  const id = `ApiGatewayDomainName${isPrivate ? "V2" : ""}${idHash(domain["DomainName"])}`;
  if (!isPrivate) noted.set("ApiDomainName", id);
  const endpoint = domain["EndpointConfiguration"] ?? "REGIONAL";
  if (domain["EndpointConfiguration"] !== endpoint) noted.set("EndpointConfiguration", endpoint);
  if (!ENDPOINTS.includes(endpoint as string))
    throw new InvalidResource(
      apiId,
      "EndpointConfiguration for Custom Domains must be one of ['EDGE', 'REGIONAL', 'PRIVATE'].",
    );
  const made = new Resource(
    id,
    type,
    { DomainName: domain["DomainName"], EndpointConfiguration: { Types: [endpoint] } },
    shared,
  );
  const certificate = endpoint === "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn";
  made.properties[certificate] = domain["CertificateArn"];
  if (truthy(domain["IpAddressType"]))
    (made.properties["EndpointConfiguration"] as Json)["IpAddressType"] = domain["IpAddressType"];
  if (!isPrivate) made.properties["MutualTlsAuthentication"] = restTls(apiId, domain);
  addOptional(made, domain);
  const mappings = restMappings(of, domain, id, isPrivate);
  const association = isPrivate ? associationOf(of, domain["AccessAssociation"], id) : undefined;
  const records = restRecords(of, { ...domain, EndpointConfiguration: endpoint }, id, noted);
  const resources = [made, ...mappings, ...(records === undefined ? [] : [records])];
  return association === undefined ? { resources } : { resources, association };
}

function addOptional(made: Resource, domain: Json): void {
  const names = [
    "SecurityPolicy",
    "EndpointAccessMode",
    "Policy",
    "OwnershipVerificationCertificateArn",
  ];
  for (const name of names) {
    if (!truthy(domain[name])) continue;
    checkNames(made.id, made.type, { [name]: domain[name] }, OPTIONAL[made.type]!);
    made.properties[name] = domain[name];
  }
}

function truststore(tls: Json): Json {
  return Object.fromEntries(
    TRUSTSTORE.filter((name) => truthy(tls[name])).map((name) => [name, tls[name]]),
  );
}

function restTls(apiId: string, domain: Json): Json | undefined {
  const tls = domain["MutualTlsAuthentication"];
  if (!truthy(tls)) return undefined;
  demand(apiId, "Domain.MutualTlsAuthentication", tls, "map");
  if (!Object.keys(tls as Json).every((key) => TRUSTSTORE.includes(key)))
    throw new InvalidResource(
      apiId,
      "Available Domain.MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion'].",
    );
  return truststore(tls as Json);
}

function basePaths(given: unknown): unknown[] | undefined {
  if (!truthy(given)) return undefined;
  if (typeof given === "string") return [given];
  return Array.isArray(given) ? given : undefined;
}

function restMappings(of: DomainOf, domain: Json, id: string, isPrivate: boolean): Resource[] {
  const { apiId, shared } = of;
  const type = `AWS::ApiGateway::BasePathMapping${isPrivate ? "V2" : ""}`;
  const common = {
    [isPrivate ? "DomainNameArn" : "DomainName"]: ref(id),
    RestApiId: ref(apiId),
    Stage: ref(`${apiId}.Stage`),
  };
  const paths = basePaths(domain["BasePath"]);
  if (paths === undefined) return [new Resource(`${apiId}BasePathMapping`, type, common, shared)];
  const normal = Object.hasOwn(domain, "NormalizeBasePath") ? domain["NormalizeBasePath"] : true;
  for (const [index, path] of paths.entries())
    demand(apiId, `Domain.BasePath[${index}]`, path, "string");
  return (paths as string[]).map((path) => {
    const letters = path.replace(/[^\p{L}\p{N}]/gu, "");
    const BasePath = truthy(normal) ? letters : path;
    const mapping = { ...common, BasePath };
    return new Resource(`${apiId}${letters}BasePathMapping`, type, mapping, shared);
  });
}

function associationOf(of: DomainOf, given: unknown, domainId: string): Resource | undefined {
  if (given === undefined || given === null) return undefined;
  demand(of.apiId, "Domain.AccessAssociation", given, "map");
  const source = (given as Json)["VpcEndpointId"] ?? null;
  return new Resource(
    `DomainNameAccessAssociation${idHash([source, domainId])}`,
    "AWS::ApiGateway::DomainNameAccessAssociation",
    {
      DomainNameArn: ref(domainId),
      AccessAssociationSourceType: "VPCE",
      AccessAssociationSource: source,
    },
    of.shared,
  );
}

/** Domains of one hosted zone share a group of records. */
export function recordGroups(scope: Scope): Map<string, Resource> {
  const groups = (scope.notes.get("recordSetGroups") ?? new Map()) as Map<string, Resource>;
  scope.notes.set("recordSetGroups", groups);
  return groups;
}

function routeOf(apiId: string, given: unknown): Json | undefined {
  if (given === undefined || given === null) return undefined;
  demand(apiId, "Domain.Route53", given, "map");
  const route = given as Json;
  if ((route["HostedZoneId"] ?? route["HostedZoneName"] ?? null) === null)
    throw new InvalidResource(
      apiId,
      "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.",
    );
  return route;
}

const zoneOf = (route: Json): unknown =>
  truthy(route["HostedZoneId"]) ? route["HostedZoneId"] : route["HostedZoneName"];

function restRecords(of: DomainOf, domain: Json, id: string, noted: Dict27): Resource | undefined {
  const { apiId, shared, scope } = of;
  const route = routeOf(apiId, domain["Route53"]);
  if (route === undefined) return undefined;
  const { HostedZoneId, HostedZoneName, SeparateRecordSetGroup: separate } = route;
  const target = restTarget(domain, id, route, noted);
  const records = recordsOf(domain, route, target);
  if (truthy(separate)) {
    demand(apiId, "Domain.Route53.SeparateRecordSetGroup", separate, "boolean");
    return new Resource(
      `RecordSetGroup${idHash([zoneOf(route), domain["DomainName"]])}`,
      "AWS::Route53::RecordSetGroup",
      {
        HostedZoneId: truthy(HostedZoneId) ? HostedZoneId : undefined,
        HostedZoneName: truthy(HostedZoneName) ? HostedZoneName : undefined,
        RecordSets: records,
      },
      shared,
    );
  }
  const groupId = `RecordSetGroup${idHash(zoneOf(route))}`;
  return inGroup(recordGroups(scope), groupId, { HostedZoneId, HostedZoneName }, records, shared);
}

function inGroup(
  groups: Map<string, Resource>,
  id: string,
  zone: Json,
  records: Json[],
  shared: Json,
): Resource {
  const there = groups.get(id);
  const group =
    there ?? new Resource(id, "AWS::Route53::RecordSetGroup", { ...zone, RecordSets: [] }, shared);
  groups.set(id, group);
  group.properties["RecordSets"] = [...(group.properties["RecordSets"] as Json[]), ...records];
  return group;
}

function recordsOf(domain: Json, route: Json, target: Json): Json[] {
  const record = (Type: string): Json => {
    const out: Json = { Name: domain["DomainName"], Type, AliasTarget: target };
    for (const name of ["Region", "SetIdentifier"])
      if (route[name] !== undefined && route[name] !== null) out[name] = route[name];
    return out;
  };
  return route["IpV6"] === true ? [record("A"), record("AAAA")] : [record("A")];
}

const healthOf = (route: Json): Json => {
  const EvaluateTargetHealth = route["EvaluateTargetHealth"] ?? undefined;
  return EvaluateTargetHealth === undefined ? {} : { EvaluateTargetHealth };
};

const regional = (id: string, route: Json): Json => ({
  ...healthOf(route),
  HostedZoneId: getAtt(id, "RegionalHostedZoneId"),
  DNSName: getAtt(id, "RegionalDomainName"),
});

function restTarget(domain: Json, id: string, route: Json, noted: Dict27): Json {
  const endpoint = domain["EndpointConfiguration"];
  if (endpoint === "REGIONAL") return regional(id, route);
  if (endpoint === "PRIVATE")
    return {
      ...healthOf(route),
      HostedZoneId: route["VpcEndpointHostedZoneId"] ?? null,
      DNSName: route["VpcEndpointDomainName"] ?? null,
    };
  const given = route["DistributionDomainName"] ?? undefined;
  const made = { "Fn::GetAtt": [id, "DistributionDomainName"] };
  const inNoted = noted.get("Route53");
  if (given === undefined && inNoted instanceof Dict27) inNoted.set("DistributionDomainName", made);
  // The hosted zone of all of CloudFront's distributions.
  return { ...healthOf(route), HostedZoneId: "Z2FDTNDATAQYW2", DNSName: given ?? made };
}

/**
 * The domain of an HTTP or a WebSocket API.
 * @param createdBy The key of the tag that says who made it.
 * @throws InvalidResource
 */
export function httpDomain(
  of: DomainOf,
  given: unknown,
  createdBy: string,
  groups: Map<string, Resource>,
): Resource[] {
  if (given === undefined || given === null) return [];
  const { apiId, shared } = of;
  const domain = given as Json;
  const { DomainName, CertificateArn } = domain;
  if ((DomainName ?? null) === null || (CertificateArn ?? null) === null)
    throw new InvalidResource(
      apiId,
      "Custom Domains only works if both DomainName and CertificateArn are provided.",
    );
  const id = `ApiGatewayDomainNameV2${idHash(DomainName)}`;
  const EndpointType = domain["EndpointConfiguration"] ?? "REGIONAL";
  if (EndpointType !== "REGIONAL")
    throw new InvalidResource(
      apiId,
      "EndpointConfiguration for Custom Domains must be one of ['REGIONAL'].",
    );
  const configuration: Json = { CertificateArn, EndpointType };
  for (const name of ["OwnershipVerificationCertificateArn", "SecurityPolicy"])
    if (truthy(domain[name])) configuration[name] = domain[name];
  const made = new Resource(
    id,
    "AWS::ApiGatewayV2::DomainName",
    {
      DomainName,
      Tags: { [createdBy]: "SAM" },
      DomainNameConfigurations: [configuration],
      MutualTlsAuthentication: httpTls(apiId, domain["MutualTlsAuthentication"]),
    },
    shared,
  );
  const mappings = httpMappings(of, basePaths(domain["BasePath"]), id);
  const route = routeOf(apiId, domain["Route53"]);
  if (route === undefined) return [made, ...mappings];
  const zone = Object.hasOwn(route, "HostedZoneId")
    ? { HostedZoneId: route["HostedZoneId"] }
    : { HostedZoneName: route["HostedZoneName"] };
  const records = recordsOf(domain, route, regional(id, route));
  const group = inGroup(groups, `RecordSetGroup${idHash(zoneOf(route))}`, zone, records, shared);
  return [made, ...mappings, group];
}

function httpTls(apiId: string, tls: unknown): Json | undefined {
  if (!truthy(tls)) return undefined;
  if (!isObject(tls))
    throw new InvalidResource(
      apiId,
      "MutualTlsAuthentication must be a map with at least one of the following fields ['TruststoreUri', 'TruststoreVersion'].",
    );
  const unknown = Object.keys(tls).filter((key) => !TRUSTSTORE.includes(key));
  if (unknown.length > 0)
    throw new InvalidResource(
      unknown.sort().join(","),
      "Available MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion'].",
    );
  return truststore(tls);
}

function httpMappings({ apiId, shared }: DomainOf, paths: unknown[] | undefined, id: string) {
  const type = "AWS::ApiGatewayV2::ApiMapping";
  const common = { DomainName: ref(id), ApiId: ref(apiId), Stage: ref(`${apiId}.Stage`) };
  if (paths === undefined) return [new Resource(`${apiId}ApiMapping`, type, common, shared)];
  return paths.map((path) => {
    if (typeof path !== "string") throw new InvalidResource(apiId, "Basepath must be a string.");
    if (/[^0-9a-zA-Z/\-_]/.test(path))
      throw new InvalidResource(apiId, "Invalid Basepath name provided.");
    const ApiMappingKey = path.replace(/^\/+|\/+$/g, "");
    const mappingId = `${apiId}${path.replace(/[-_/]+/g, "")}ApiMapping`;
    return new Resource(mappingId, type, { ...common, ApiMappingKey }, shared);
  });
}
