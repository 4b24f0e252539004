/** Stack policies: which resources an update may touch, and how. */
import { isObject, type Json, TemplateError } from "./values.ts";

export type UpdateAction = "Update:Modify" | "Update:Replace" | "Update:Delete";

interface Statement {
  readonly allow: boolean;
  readonly actions: readonly string[];
  readonly notActions: boolean;
  readonly resources: readonly string[];
  readonly notResources: boolean;
  readonly types: readonly string[] | undefined;
}

const list = (value: Json): string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);

/** @throws TemplateError when the text is no policy. */
export function readStackPolicy(text: string): readonly Statement[] {
  let parsed: Json;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new TemplateError("Error validating stack policy: Invalid stack policy");
  }
  const statements = isObject(parsed) ? parsed["Statement"] : undefined;
  if (!Array.isArray(statements))
    throw new TemplateError("Error validating stack policy: Invalid stack policy");
  return statements.map((item) => {
    if (!isObject(item) || (item["Effect"] !== "Allow" && item["Effect"] !== "Deny"))
      throw new TemplateError("Error validating stack policy: Invalid stack policy");
    const condition = isObject(item["Condition"]) ? Object.values(item["Condition"]) : [];
    const types = condition.flatMap((test) => (isObject(test) ? list(test["ResourceType"]) : []));
    return {
      allow: item["Effect"] === "Allow",
      actions: list(item["Action"] ?? item["NotAction"]),
      notActions: item["Action"] === undefined,
      resources: list(item["Resource"] ?? item["NotResource"]),
      notResources: item["Resource"] === undefined,
      types: types.length > 0 ? types : undefined,
    };
  });
}

const globs = (patterns: readonly string[], text: string) =>
  patterns.some((pattern) => glob(pattern, text));

/** `*` and `?`, in time proportional to pattern and text. */
export function glob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (p < pattern.length && pattern[p] === "*") {
      star = p++;
      mark = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

/** A set policy denies what it does not allow; an explicit denial wins. */
export function policyAllows(
  statements: readonly Statement[],
  action: UpdateAction,
  logicalId: string,
  type: string,
): boolean {
  const matching = statements.filter(
    (s) =>
      globs(s.actions, action) !== s.notActions &&
      globs(s.resources, `LogicalResourceId/${logicalId}`) !== s.notResources &&
      (s.types === undefined || globs(s.types, type)),
  );
  return matching.some((s) => s.allow) && !matching.some((s) => !s.allow);
}
