/** The Regions that a web function also runs in: names of groups stand for their Regions. */
import { InvalidResource } from "../errors.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { byCodePoint, pythonRepr } from "../python.ts";
import { isObject, type Json } from "../scope.ts";

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  US: ["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
  AP: [
    "ap-south-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-southeast-1",
    "ap-southeast-2",
  ],
  CA: ["ca-central-1"],
  EU: ["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1"],
  SA: ["sa-east-1"],
  SPARSE_GLOBAL: [
    "us-east-1",
    "eu-west-1",
    "eu-central-1",
    "ap-northeast-1",
    "ap-southeast-2",
    "sa-east-1",
    "ap-southeast-1",
  ],
};
const ALL = "ALL_STANDARD";

/**
 * @param given A list, a map of what is in and what is out, or a function; undefined where there
 *   are no such Regions.
 * @throws InvalidResource
 */
export function replicaRegions(id: string, given: unknown): unknown {
  if (given === undefined || given === null || isIntrinsic(given)) return given ?? undefined;
  if (Array.isArray(given)) return joined(expanded(id, given), given);
  return fromMap(id, given as Json);
}

const joined = (names: Iterable<string>, given: readonly unknown[]): unknown[] => [
  ...[...names].sort(byCodePoint),
  ...given.filter((one) => typeof one !== "string"),
];

function fromMap(id: string, given: Json): unknown[] {
  const refuse = (words: string): never => {
    throw new InvalidResource(id, words);
  };
  const included = given["IncludeRegions"] || [];
  const excluded = given["ExcludeRegions"] || [];
  const others = Object.keys(given).filter((n) => n !== "IncludeRegions" && n !== "ExcludeRegions");
  if (others.length > 0)
    refuse(
      `'ReplicaRegions' contains unrecognized keys: ${pythonRepr(others.sort(byCodePoint))}. Valid keys are: IncludeRegions, ExcludeRegions.`,
    );
  if (size(excluded) > 0 && size(included) === 0)
    refuse("'ExcludeRegions' requires 'IncludeRegions' to also be specified in 'ReplicaRegions'.");
  if (isIntrinsic(included) || isIntrinsic(excluded))
    refuse("'IncludeRegions' and 'ExcludeRegions' do not support top-level intrinsic functions.");
  const [inside, outside] = [listed(included), listed(excluded)];
  if (outside.some((one) => typeof one !== "string"))
    refuse("'ExcludeRegions' does not support intrinsic functions in entries.");
  if (outside.length > 0 && inside.some((one) => typeof one !== "string"))
    refuse(
      "'ExcludeRegions' cannot be used when 'IncludeRegions' contains intrinsic functions, because the exclusion cannot be applied to an intrinsic value at transform time.",
    );
  const names = expanded(id, inside);
  for (const name of expanded(id, outside)) names.delete(name);
  return joined(names, inside);
}

const size = (value: unknown): number => listed(value).length;

/** As Python goes through a value: a list's items, a map's keys, a text's characters. */
function listed(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return Object.keys(value);
  return typeof value === "string" ? [...value] : [];
}

function expanded(id: string, given: readonly unknown[]): Set<string> {
  const out = new Set<string>();
  const left = given.filter((one) => typeof one === "string");
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const group = name.toUpperCase();
    if (group === ALL) for (const one of Object.values(GROUPS).flat()) out.add(one);
    else if (Object.hasOwn(GROUPS, group)) left.push(...GROUPS[group]!);
    else if (name.includes("-")) out.add(name);
    else throw new InvalidResource(id, `Unknown region key or code: '${name}'.`);
  }
  return out;
}
