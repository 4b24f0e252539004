/** Globals: properties every resource of a type starts from. */
import { isObject, type Json } from "./scope.ts";

const SECTIONS: Readonly<Record<string, string>> = {
  Function: "AWS::Serverless::Function",
  Api: "AWS::Serverless::Api",
  HttpApi: "AWS::Serverless::HttpApi",
  SimpleTable: "AWS::Serverless::SimpleTable",
  StateMachine: "AWS::Serverless::StateMachine",
  LayerVersion: "AWS::Serverless::LayerVersion",
};

/** The template with its globals merged into the resources. */
export function withGlobals(template: Json): Json {
  const globals = template["Globals"];
  if (!isObject(globals)) return template;
  const resources = template["Resources"] as Record<string, Json>;
  for (const [section, type] of Object.entries(SECTIONS)) {
    const given = globals[section];
    if (!isObject(given)) continue;
    for (const resource of Object.values(resources))
      if (isObject(resource) && resource["Type"] === type)
        resource["Properties"] = merged(given, resource["Properties"] ?? {});
  }
  return template;
}

/** Maps merge, lists add up, anything else is the resource's own. */
export function merged(global: unknown, own: unknown): unknown {
  if (Array.isArray(global) && Array.isArray(own)) return [...global, ...own];
  if (!isObject(global) || !isObject(own) || isIntrinsic(global) || isIntrinsic(own)) return own;
  const out: Json = { ...global };
  for (const [key, value] of Object.entries(own))
    out[key] = key in global ? merged(global[key], value) : value;
  return out;
}

function isIntrinsic(value: Json): boolean {
  const keys = Object.keys(value);
  return (
    keys.length === 1 &&
    (keys[0] === "Ref" || keys[0] === "Condition" || keys[0]!.startsWith("Fn::"))
  );
}
