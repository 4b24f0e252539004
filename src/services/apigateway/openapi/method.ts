/** An operation of a document as a method. */
import { asText } from "./integration.ts";
import type { Method, MethodResponse } from "#aws/generated/types/apigateway";
import { setOwn } from "../definition.ts";
import {
  isObject,
  type Json,
  objectIn,
  putModel,
  type Reading,
  schemaText,
  schemesOf,
} from "./read.ts";

/** @param item The path's item, whose parameters are every operation's. */
export function readMethod(reading: Reading, verb: string, item: Json, operation: Json): Method {
  const method: Method = {
    httpMethod: verb,
    ...authorizationOf(reading, operation),
    ...(operation["operationId"] === undefined
      ? {}
      : { operationName: asText(operation["operationId"]) }),
  };
  const parameters = [item["parameters"], operation["parameters"]].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject).map((one) => resolved(reading, one)) : [],
  );
  const requestParameters: Record<string, boolean> = {};
  const requestModels: Record<string, string> = {};
  for (const parameter of parameters) {
    const place = PLACES[asText(parameter["in"])];
    const name = asText(parameter["name"]);
    if (place !== undefined)
      setOwn(requestParameters, `method.request.${place}.${name}`, parameter["required"] === true);
    if (parameter["in"] !== "body") continue;
    for (const type of consumed(reading, operation))
      setOwn(requestModels, type, modelOf(reading, objectIn(parameter, "schema")));
  }
  const body = resolved(reading, objectIn(operation, "requestBody"));
  Object.assign(requestModels, modelsIn(reading, body));
  if (Object.keys(requestParameters).length > 0) method.requestParameters = requestParameters;
  if (Object.keys(requestModels).length > 0) method.requestModels = requestModels;
  const validator =
    operation["x-amazon-apigateway-request-validator"] ??
    reading.document["x-amazon-apigateway-request-validator"];
  const found = reading.definition.requestValidators.find((one) => one.name === validator);
  if (found !== undefined) method.requestValidatorId = found.id;
  else if (validator !== undefined)
    reading.warnings.push(`Unknown request validator '${asText(validator)}' was ignored.`);
  const responses = responsesIn(reading, operation);
  if (Object.keys(responses).length > 0) method.methodResponses = responses;
  return method;
}

const PLACES: Readonly<Record<string, string>> = {
  query: "querystring",
  path: "path",
  header: "header",
};

function resolved({ document }: Reading, value: Json): Json {
  const ref = value["$ref"];
  if (typeof ref !== "string" || !ref.startsWith("#/")) return value;
  let found: unknown = document;
  for (const part of ref.slice(2).split("/"))
    found = isObject(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  return isObject(found) ? found : {};
}

function consumed({ document }: Reading, operation: Json): string[] {
  const types = operation["consumes"] ?? document["consumes"];
  return Array.isArray(types) && types.length > 0 ? types.map(String) : ["application/json"];
}

/** The name of a schema's model, which is made where the schema stands in the method itself. */
function modelOf(reading: Reading, schema: Json): string {
  const named = /^#\/(?:definitions|components\/schemas)\/(.+)$/.exec(asText(schema["$ref"] ?? ""));
  if (named !== null) return named[1]!;
  const text = schemaText(schema, reading.apiId);
  const { models } = reading.definition;
  const known = models.find((model) => model.schema === text && model.name?.startsWith("MODEL"));
  if (known !== undefined) return known.name!;
  const name = `MODEL${reading.newId()}`;
  putModel(reading.definition, {
    id: reading.newId(),
    name,
    contentType: "application/json",
    schema: text,
  });
  return name;
}

/** Models by content type of a body or response of OpenAPI 3. */
function modelsIn(reading: Reading, holder: Json): Record<string, string> {
  const models: Record<string, string> = {};
  for (const [type, media] of Object.entries(objectIn(holder, "content")))
    if (isObject(media) && isObject(media["schema"]))
      setOwn(models, type, modelOf(reading, media["schema"]));
  return models;
}

function responsesIn(reading: Reading, operation: Json): Record<string, MethodResponse> {
  const out: Record<string, MethodResponse> = {};
  for (const [status, given] of Object.entries(objectIn(operation, "responses"))) {
    if (!/^[1-5]\d\d$/.test(status) || !isObject(given)) continue;
    const whole = resolved(reading, given);
    const response: MethodResponse = { statusCode: status };
    const names = Object.keys(objectIn(whole, "headers"));
    if (names.length > 0)
      response.responseParameters = Object.fromEntries(
        names.map((name) => [`method.response.header.${name}`, false]),
      );
    const models = modelsIn(reading, whole);
    if (isObject(whole["schema"])) {
      const produced = operation["produces"] ?? reading.document["produces"];
      const types = Array.isArray(produced) ? produced.map(String) : ["application/json"];
      for (const type of types) setOwn(models, type, modelOf(reading, whole["schema"]));
    }
    if (Object.keys(models).length > 0) response.responseModels = models;
    setOwn(out, status, response);
  }
  return out;
}

type Authorization = Pick<
  Method,
  "authorizationType" | "authorizerId" | "apiKeyRequired" | "authorizationScopes"
>;

function authorizationOf(reading: Reading, operation: Json): Authorization {
  const own = operation["x-amazon-apigateway-auth"];
  const type = isObject(own) ? asText(own["type"]).toUpperCase() : "NONE";
  const out: Authorization = { authorizationType: type, apiKeyRequired: false };
  const required = operation["security"] ?? reading.document["security"];
  if (!Array.isArray(required)) return out;
  const schemes = schemesOf(reading.document);
  for (const [name, scopes] of required.filter(isObject).flatMap((one) => Object.entries(one))) {
    const scheme = objectIn(schemes, name);
    const authorizer = reading.definition.authorizers.find((one) => one.name === name);
    if (authorizer !== undefined && isObject(scheme["x-amazon-apigateway-authorizer"])) {
      const cognito = authorizer.type === "COGNITO_USER_POOLS";
      out.authorizationType = cognito ? "COGNITO_USER_POOLS" : "CUSTOM";
      out.authorizerId = authorizer.id;
      if (Array.isArray(scopes) && scopes.length > 0) out.authorizationScopes = scopes.map(String);
    } else if (scheme["x-amazon-apigateway-authtype"] === "awsSigv4")
      out.authorizationType = "AWS_IAM";
    else if (/^x-api-key$/i.test(asText(scheme["name"] ?? ""))) out.apiKeyRequired = true;
  }
  return out;
}
