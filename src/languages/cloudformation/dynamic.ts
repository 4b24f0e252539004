/** `{{resolve:ssm:name:version}}`, `{{resolve:ssm-secure:...}}`, `{{resolve:secretsmanager:...}}`. */
import { bare, isObject, type Json, TemplateError } from "./values.ts";

export type DynamicReference =
  | { readonly service: "ssm" | "ssm-secure"; readonly name: string; readonly version?: string }
  | {
      readonly service: "secretsmanager";
      readonly secretId: string;
      readonly jsonKey?: string;
      readonly versionStage?: string;
      readonly versionId?: string;
    };

const PATTERN = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]{1,2048})\}\}/g;
/** AWS allows up to 60 in a template; this bounds one value. */
const MOST = 60;

/** @throws TemplateError when a reference is malformed. */
export function readReference(service: string, rest: string): DynamicReference {
  if (service !== "secretsmanager") {
    const parts = rest.split(":");
    const arn = rest.startsWith("arn:");
    const name = arn ? parts.slice(0, 6).join(":") : parts[0]!;
    const version = arn ? parts[6] : parts[1];
    if (!/^[\w./:-]+$/.test(name) || (version !== undefined && !/^\d+$/.test(version)))
      throw new TemplateError(
        `Incorrect format is used in the following SSM reference: [{{resolve:${service}:${rest}}}]`,
      );
    return { service: service as "ssm", name, ...(version === undefined ? {} : { version }) };
  }
  const arn = rest.startsWith("arn:");
  const parts = rest.split(":");
  const secretId = arn ? parts.slice(0, 7).join(":") : parts[0]!;
  const [kind, jsonKey, stage, versionId] = parts.slice(arn ? 7 : 1);
  if (kind !== undefined && kind !== "" && kind !== "SecretString")
    throw new TemplateError(
      `Could not parse SecretString JSON: [{{resolve:secretsmanager:${rest}}}]`,
    );
  return {
    service: "secretsmanager",
    secretId,
    ...(jsonKey ? { jsonKey } : {}),
    ...(stage ? { versionStage: stage } : {}),
    ...(versionId ? { versionId } : {}),
  };
}

/** Puts the values of dynamic references into every text of a value. */
export async function resolveDynamic(
  value: Json,
  resolve: (reference: DynamicReference) => Promise<string>,
): Promise<Json> {
  if (typeof value === "string") {
    if (!value.includes("{{resolve:")) return value;
    const found = [...value.matchAll(PATTERN)];
    if (found.length > MOST)
      throw new TemplateError("Template error: too many dynamic references.");
    let out = "";
    let from = 0;
    for (const match of found) {
      out += value.slice(from, match.index) + (await resolve(readReference(match[1]!, match[2]!)));
      from = match.index + match[0].length;
    }
    return out + value.slice(from);
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolveDynamic(item, resolve)));
  if (!isObject(value)) return value;
  const out = bare();
  for (const [key, item] of Object.entries(value)) out[key] = await resolveDynamic(item, resolve);
  return out;
}

/** Whether any text of a value holds a dynamic reference: most have none, and need not wait. */
export function hasDynamic(value: Json): boolean {
  if (typeof value === "string") return value.includes("{{resolve:");
  if (Array.isArray(value)) return value.some(hasDynamic);
  return isObject(value) && Object.values(value).some(hasDynamic);
}
