/** Rules: assertions on parameters, checked before anything is made. */
import type { Evaluator } from "./evaluate.ts";
import type { Template } from "./template.ts";
import { bare, callOf, isObject, type Json, TemplateError, textOf } from "./values.ts";

/** @throws TemplateError naming the first assertions that fail. */
export function checkRules(template: Template, evaluator: Evaluator): void {
  for (const [name, rule] of template.rules) {
    const condition = rule["RuleCondition"];
    if (condition !== undefined && !test(template, evaluator, condition)) continue;
    for (const assertion of rule["Assertions"] as Json[]) {
      if (!isObject(assertion) || !Object.hasOwn(assertion, "Assert"))
        throw new TemplateError(
          `Template format error: Rule ${name} must contain Assertions with an Assert member.`,
        );
      if (test(template, evaluator, assertion["Assert"])) continue;
      const words = assertion["AssertDescription"];
      throw new TemplateError(
        typeof words === "string"
          ? `Rule '${name}' failed: ${words}`
          : `Rule '${name}' failed: assertion is not satisfied`,
      );
    }
  }
}

const test = (template: Template, evaluator: Evaluator, expression: Json): boolean =>
  evaluator.test(written(template, evaluator, expression));

/** The functions that only rules have are worked out here; the rest is left to the evaluator. */
function written(template: Template, evaluator: Evaluator, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => written(template, evaluator, item));
  if (!isObject(value)) return value;
  const call = callOf(value);
  if (call === undefined || call[0] === "Ref" || call[0] === "Condition") {
    if (call !== undefined) return value;
    const out = bare();
    for (const [key, item] of Object.entries(value)) out[key] = written(template, evaluator, item);
    return out;
  }
  const [name, argument] = call;
  const given = written(template, evaluator, argument);
  const list = (item: Json): string[] => {
    const worked = evaluator.value(item);
    return (Array.isArray(worked) ? worked : [worked]).map(String);
  };
  const two = (): [Json, Json] => {
    if (!Array.isArray(given) || given.length !== 2)
      throw new TemplateError(`Template error: every ${name} object requires two parameters.`);
    return [given[0], given[1]];
  };
  switch (name) {
    case "Fn::Contains": {
      const [from, wanted] = two();
      return list(from).includes(textOf(evaluator.value(wanted)));
    }
    case "Fn::EachMemberEquals": {
      const [from, wanted] = two();
      const text = textOf(evaluator.value(wanted));
      return list(from).every((item) => item === text);
    }
    case "Fn::EachMemberIn": {
      const [from, allowed] = two();
      const among = new Set(list(allowed));
      return list(from).every((item) => among.has(item));
    }
    case "Fn::RefAll":
      return [...template.parameters.values()]
        .filter(({ type }) => type === given)
        .map((parameter) => evaluator.value({ Ref: parameter.name }));
    case "Fn::ValueOf":
    case "Fn::ValueOfAll":
      throw new TemplateError(`Template error: ${name} is not implemented in Brume yet.`);
    default:
      return { [name]: given };
  }
}
