/** What the code says it does: each service's operations with handlers, and its resource types. */
import type { Protocol } from "#aws/model";
import { loadModel, modelIds } from "#aws/models";
import { readGenerated } from "#aws/generated";
import { type ResourceFacts, resourceFacts } from "#aws/resource-facts";
import { services } from "#services/index";
import { ownTypes } from "#services/cloudformation/deployment/own-types";

export interface Coverage {
  readonly id: string;
  /** AWS's name of the service, e.g. "API Gateway". */
  readonly name: string;
  /** The folder with its README, from the project's root; undefined when it has no handlers. */
  readonly folder: string | undefined;
  readonly protocols: readonly Protocol[];
  /** Every operation of the model, by name. */
  readonly operations: readonly { readonly name: string; readonly handled: boolean }[];
  readonly handled: number;
  readonly resources: readonly ResourceCoverage[];
}

export interface ResourceCoverage {
  readonly type: string;
  readonly obeyed: readonly string[];
  /** Properties of AWS's that fail a stack by name. */
  readonly refused: readonly string[];
}

/** Where a service lives when that is not `src/services/<id>`. */
const FOLDERS: Readonly<Record<string, string>> = {
  dynamodbstreams: "src/services/dynamodb/streams",
};

/** Every service whose model Brume has, by id. */
export async function coverage(): Promise<readonly Coverage[]> {
  return Promise.all([...modelIds()].sort().map(coverageOf));
}

async function coverageOf(id: string): Promise<Coverage> {
  const model = loadModel(id);
  const entry = services.find((service) => service.id === id);
  const definition = (await entry?.load())?.service;
  const operations = Object.keys(model.operations)
    .sort()
    .map((name) => ({ name, handled: definition?.handlers.has(name) ?? false }));
  const resources = Object.entries(definition?.resources ?? {}).map(([type, handler]) =>
    resourceCoverage(type, handler.properties),
  );
  if (id === "cloudformation") resources.push(...ownCoverage());
  return {
    id,
    name: model.serviceId,
    folder: definition === undefined ? undefined : (FOLDERS[id] ?? `src/services/${id}`),
    protocols: model.protocols,
    operations,
    handled: operations.filter((operation) => operation.handled).length,
    resources: resources.sort((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

/** CloudFormation's own types stand in its engine: those of AWS's that it knows. */
function ownCoverage(): ResourceCoverage[] {
  const facts = readGenerated("cloudformation/aws-cloudformation.json") as Record<
    string,
    ResourceFacts
  >;
  return Object.keys(facts).flatMap((type) => {
    const own = ownTypes(type);
    if (own === undefined) return [];
    const all = Object.keys(facts[type]!.properties);
    return [resourceCoverage(type, own.properties === "any" ? all : own.properties)];
  });
}

function resourceCoverage(type: string, obeyed: readonly string[]): ResourceCoverage {
  const known = Object.keys(resourceFacts(type)?.properties ?? {});
  return {
    type,
    obeyed: [...obeyed].sort(),
    refused: known.filter((property) => !obeyed.includes(property)).sort(),
  };
}
