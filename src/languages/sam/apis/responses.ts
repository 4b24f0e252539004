/** What a REST API itself answers, as where a caller is refused. */
import { InvalidResource } from "../errors.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { demand } from "../properties.ts";
import { Dict27, pythonStr, pythonType, Text27, toPython27, truthy } from "../python.ts";
import { isObject, type Json } from "../scope.ts";
import { dict } from "./document.ts";

const PROPERTIES = ["ResponseParameters", "ResponseTemplates", "StatusCode"];
const PARAMETERS: readonly (readonly [string, string])[] = [
  ["Headers", "header."],
  ["Paths", "path."],
  ["QueryStrings", "querystring."],
];

/**
 * Checks the names of `GatewayResponses`.
 * @throws InvalidResource
 */
export function checkGatewayResponses(apiId: string, given: Json): void {
  const refuse = (words: string): never => {
    throw new InvalidResource(apiId, words);
  };
  for (const [type, response] of Object.entries(given)) {
    if (isIntrinsic(response))
      refuse(
        "Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field.",
      );
    if (!isObject(response))
      return refuse(
        `Invalid property type '${pythonType(response)}' for GatewayResponses. Expected an object of type 'GatewayResponse'.`,
      );
    for (const key of Object.keys(response))
      if (!PROPERTIES.includes(key))
        refuse(`Invalid property '${key}' in 'GatewayResponses' property '${type}'.`);
  }
}

/**
 * The responses by type, as the definition has them.
 * @throws InvalidResource
 */
export function gatewayResponses(apiId: string, given: Json): Map<string, Dict27> {
  for (const [type, response] of Object.entries(given)) check(apiId, type, response as Json);
  return new Map(
    Object.entries(given).map(([type, response]) => [type, written(apiId, response as Json)]),
  );
}

function check(apiId: string, type: string, response: Json): void {
  const parameters = response["ResponseParameters"];
  if (truthy(parameters)) {
    demand(apiId, `GatewayResponses.${type}.ResponseParameters`, parameters, "map");
    for (const key of Object.keys(parameters as Json))
      if (!PARAMETERS.some(([name]) => name === key))
        throw new InvalidResource(apiId, `Invalid gateway response parameter '${key}'`);
  }
  const status = response["StatusCode"];
  if (truthy(status) && !/^[0-9]{1,3}$/.test(pythonStr(status)))
    throw new InvalidResource(apiId, "Property 'StatusCode' must be numeric");
}

function written(apiId: string, response: Json): Dict27 {
  const prefixed = new Dict27();
  const parameters = response["ResponseParameters"];
  for (const [name, prefix] of PARAMETERS) {
    const values = isObject(parameters) && name in parameters ? parameters[name] : {};
    demand(apiId, `ResponseParameters.${name}`, values, "map");
    for (const [key, value] of Object.entries(values as Json))
      prefixed.set(new Text27(`gatewayresponse.${prefix}${key}`), toPython27(value));
  }
  const templates = response["ResponseTemplates"];
  const out = dict({
    responseParameters: prefixed,
    responseTemplates: truthy(templates) ? toPython27(templates) : new Dict27(),
  });
  const status = response["StatusCode"];
  if (status !== undefined && status !== null && pythonStr(status) !== "")
    out.set("statusCode", pythonStr(status));
  return out;
}
