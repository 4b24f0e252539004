/** Templates' properties in the words of the operations, and changes of them as patches. */
import type { PatchOperation } from "#aws/generated/types/apigateway";
import type { Properties } from "#kernel/resource";

type Json = Record<string, unknown>;

/** What templates may write as texts where the operations take flags. */
const FLAGS = new Set([
  "apiKeyRequired",
  "cacheClusterEnabled",
  "disableExecuteApiEndpoint",
  "enabled",
  "generateDistinctId",
  "tracingEnabled",
  "useStageCache",
  "validateRequestBody",
  "validateRequestParameters",
]);
const NUMBERS = new Set([
  "authorizerResultTtlInSeconds",
  "burstLimit",
  "limit",
  "minimumCompressionSize",
  "offset",
  "percentTraffic",
  "rateLimit",
  "timeoutInMillis",
]);

/** Names of properties that are the user's own below, not API Gateway's. */
const MAPS = /(?:parameters|templates|models|variables|overrides)$/i;

/** Properties as an operation's input: "RestApiId" as `restApiId`, at every depth. */
export function input(value: unknown): Json {
  const out: Json = {};
  for (const [name, one] of Object.entries((value ?? {}) as Json)) {
    const key = name.startsWith("URI")
      ? name.toLowerCase()
      : name[0]!.toLowerCase() + name.slice(1);
    if (FLAGS.has(key)) out[key] = String(one) === "true";
    else if (NUMBERS.has(key)) out[key] = Number(one);
    else if (MAPS.test(name)) out[key] = texts(one);
    else if (Array.isArray(one))
      out[key] = one.map((item: unknown) => (isObject(item) ? input(item) : String(item)));
    else out[key] = isObject(one) ? input(one) : String(one);
  }
  return out;
}

/** A map of texts or flags as templates write it. */
function texts(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      // Whether a parameter is required is the one kind of flag in maps.
      if (/^method\.(?:request|response)\./.test(key) && /^(?:true|false)$/.test(String(one)))
        return [key, String(one) === "true"];
      return [key, isObject(one) ? JSON.stringify(one) : String(one)];
    }),
  );
}

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : String(value);

/** Something already gone is fine. */
export async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (error.code !== "NotFoundException") throw error;
  });
}

/** A value put at a path, or taken from it. */
export function at(path: string, value: unknown): PatchOperation {
  return value === undefined
    ? { op: "remove", path }
    : {
        op: "replace",
        path,
        value: typeof value === "object" ? JSON.stringify(value) : String(value),
      };
}

/** The changed ones of some properties, each at the path of its name. */
export function changes(
  names: readonly string[],
  desired: Properties,
  previous: Properties,
): PatchOperation[] {
  return names
    .filter((name) => JSON.stringify(desired[name]) !== JSON.stringify(previous[name]))
    .map((name) => at(`/${name[0]!.toLowerCase()}${name.slice(1)}`, desired[name]));
}

/** A map's new and changed values, and those that are gone. */
export function mapChanges(start: string, next: unknown, previous: unknown): PatchOperation[] {
  const wanted = isObject(next) ? next : {};
  const held = isObject(previous) ? previous : {};
  const pathOf = (key: string) => `${start}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return [
    ...Object.keys(held)
      .filter((key) => !Object.hasOwn(wanted, key))
      .map((key) => at(pathOf(key), undefined)),
    ...Object.entries(wanted)
      .filter(([key, value]) => JSON.stringify(held[key]) !== JSON.stringify(value))
      .map(([key, value]) => at(pathOf(key), value)),
  ];
}
