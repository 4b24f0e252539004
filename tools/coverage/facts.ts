/** What the code says it does: each service's operations with handlers, and its resource types. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Protocol, ServiceModel } from "#aws/model";
import { loadModel, modelIds } from "#aws/models";
import { readGenerated } from "#aws/generated";
import { type ResourceFacts, resourceFacts } from "#aws/resource-facts";
import type { ServiceDefinition } from "#kernel/service";
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
  /** Input members of handled operations that no code of the service names. */
  readonly unread: readonly Unread[];
  /** What the service says of them in its `unread.ts`. */
  readonly said: ServiceDefinition["unread"];
}

export interface Unread {
  readonly member: string;
  readonly operations: readonly string[];
}

export interface ResourceCoverage {
  readonly type: string;
  readonly obeyed: readonly string[];
  /** Properties of AWS's that fail a stack by name. */
  readonly refused: readonly string[];
}

const root = join(import.meta.dir, "..", "..");

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
  const folder = definition === undefined ? undefined : (FOLDERS[id] ?? `src/services/${id}`);
  return {
    id,
    name: model.serviceId,
    folder,
    protocols: model.protocols,
    operations,
    handled: operations.filter((operation) => operation.handled).length,
    resources: resources.sort((a, b) => (a.type < b.type ? -1 : 1)),
    unread: folder === undefined ? [] : unreadMembers(model, operations, folder),
    said: definition?.unread,
  };
}

function unreadMembers(
  model: ServiceModel,
  operations: Coverage["operations"],
  folder: string,
): readonly Unread[] {
  // Streams stand in a folder of the service whose code they share.
  const words = wordsOf(join(root, folder.replace(/^(src\/services\/[^/]+).*$/, "$1")));
  const found = new Map<string, string[]>();
  for (const { name, handled } of operations) {
    const shape = model.shapes[model.operations[name]?.input ?? ""];
    if (!handled || shape?.type !== "structure") continue;
    for (const member of Object.keys(shape.members))
      if (!words.has(member)) found.set(member, [...(found.get(member) ?? []), name]);
  }
  return [...found].sort().map(([member, of]) => ({ member, operations: of }));
}

/** Every word of a folder's code, its tests and what it says it does not read aside. */
function wordsOf(folder: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const file of new Bun.Glob("**/*.ts").scanSync(folder))
    if (!file.includes("tests/") && !file.endsWith("unread.ts"))
      for (const word of readFileSync(join(folder, file), "utf8").match(/[A-Za-z_]\w*/g) ?? [])
        words.add(word);
  return words;
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
