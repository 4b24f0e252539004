/** Resource policies of REST APIs: who may call, by account, address and VPC. */
import { Dict27, pythonStr, Text27, toPython27, truthy } from "../python.ts";
import { isObject, type Json } from "../scope.ts";
import { at, dict, type DocMap, equal, invalid, put, textOf } from "./document.ts";

import { ANY_METHOD } from "./editor.ts";

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * Adds a policy's statements about one path.
 * @param policy What `x-amazon-apigateway-policy` will be.
 * @param methods The path's methods, as the document names them.
 * @throws SamError
 */
export function addResourcePolicy(
  policy: DocMap,
  given: unknown,
  path: string,
  methods: readonly string[],
  stage: unknown,
): void {
  if (!isObject(given)) throw invalid("Resource Policy is not a valid dictionary.");
  const resources = () => uris(path, methods, stage);
  addAccounts(policy, given["AwsAccountWhitelist"], "Allow", resources());
  addAccounts(policy, given["AwsAccountBlacklist"], "Deny", resources());
  addAddresses(policy, given["IpRangeWhitelist"], "NotIpAddress", resources());
  addAddresses(policy, given["IpRangeBlacklist"], "IpAddress", resources());
  checkTexts(given["SourceVpcBlacklist"], "Blacklist");
  addVpcs(policy, given, "Blacklist", "StringEquals", resources());
  checkTexts(given["SourceVpcWhitelist"], "Whitelist");
  addVpcs(policy, given, "Whitelist", "StringNotEquals", resources());
}

function checkTexts(list: unknown, color: string): void {
  if (list === undefined || list === null) return;
  if (typeof list === "string") return;
  const items = Array.isArray(list) ? list : isObject(list) ? Object.keys(list) : [undefined];
  if (!items.every((item) => typeof item === "string"))
    throw invalid(
      `SourceVpc${color} must be a list of strings. Use IntrinsicVpc${color} instead for values that use Intrinsic Functions`,
    );
}

/** A path with `*` for its variables. */
export const wildPath = (path: string): string =>
  path.replace(/\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)\}/g, "*");

function uris(path: string, methods: readonly string[], stage: unknown): unknown[] {
  return methods.map((method) => {
    const name = method.toLowerCase();
    const verb = name === ANY_METHOD || name === "any" ? "*" : method.toUpperCase();
    const text = new Text27(`execute-api:/\${__Stage__}/${verb}${wildPath(path)}`);
    return { "Fn::Sub": [text, { __Stage__: stage }] };
  });
}

function statement(effect: string, resources: unknown[], principal: unknown): Dict27 {
  return dict({
    Effect: effect,
    Action: "execute-api:Invoke",
    Resource: resources,
    Principal: principal,
  });
}

function addAccounts(policy: DocMap, given: unknown, effect: string, resources: unknown[]): void {
  if (!truthy(given)) return;
  if (typeof given !== "object")
    throw invalid(`Type of '${pythonStr(given)}' must be a list or dictionary`);
  put(policy, "Version", "2012-10-17");
  const accounts = listed(toPython27(given));
  const made = statement(effect, resources, dict({ AWS: accounts }));
  const there = at(policy, "Statement");
  put(policy, "Statement", there === undefined || there === null ? made : [...listed(there), made]);
}

/** All may call but those whom the condition denies it. */
function addDenied(policy: DocMap, resources: unknown[], condition: Json): void {
  put(policy, "Version", "2012-10-17");
  const allow = statement("Allow", resources, "*");
  const deny = statement("Deny", resources, "*");
  deny.set("Condition", condition);
  addMissing(policy, [allow, deny]);
}

function addMissing(policy: DocMap, statements: unknown[]): void {
  const there = at(policy, "Statement");
  if (there === undefined || there === null) {
    put(policy, "Statement", statements);
    return;
  }
  const all = [...listed(there)];
  for (const made of statements) if (!all.some((one) => equal(one, made))) all.push(made);
  put(policy, "Statement", all);
}

function addAddresses(policy: DocMap, given: unknown, test: string, resources: unknown[]): void {
  if (!truthy(given)) return;
  addDenied(policy, resources, { [test]: { "aws:SourceIp": listed(toPython27(given)) } });
}

function addVpcs(
  policy: DocMap,
  given: Json,
  color: string,
  test: string,
  resources: unknown[],
): void {
  const texts = given[`SourceVpc${color}`];
  const named = typeof texts === "string" ? [...texts] : ((texts ?? []) as string[]);
  const vpcs: unknown[] = named.filter((name) => name.startsWith("vpc-"));
  const endpoints: unknown[] = named.filter((name) => name.startsWith("vpce-"));
  const condition = new Dict27();
  const lists: [string, unknown[], unknown][] = [
    ["aws:SourceVpc", vpcs, given[`IntrinsicVpc${color}`]],
    ["aws:SourceVpce", endpoints, given[`IntrinsicVpce${color}`]],
  ];
  for (const [key, list] of lists) if (list.length > 0) condition.set(key, toPython27(list));
  for (const [key, , more] of lists)
    if (more !== undefined && more !== null) {
      const there = (condition.get(key) ?? []) as unknown[];
      condition.set(key, [...there, ...(toPython27(spread(more)) as unknown[])]);
    }
  if (condition.keys().every((key) => !truthy(condition.get(key)))) return;
  addDenied(policy, resources, { [test]: condition });
}

/** What `list.extend` takes out of a value. */
function spread(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.keys(value) : [...(textOf(value) ?? "")];
}

/** Statements of the template's own. */
export function addStatements(policy: DocMap, given: unknown): void {
  if (given === undefined || given === null) return;
  put(policy, "Version", "2012-10-17");
  const there = at(policy, "Statement");
  if (there === undefined || there === null) put(policy, "Statement", toPython27(given));
  else addMissing(policy, listed(toPython27(given)));
}
