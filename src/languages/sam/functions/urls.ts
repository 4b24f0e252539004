/**
 * `FunctionUrlConfig`: a function's own address, and who may call it.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functionurlconfig.html
 */
import { InvalidResource } from "../errors.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { demand, isA, type Expected } from "../properties.ts";
import { truthy } from "../python.ts";
import { type Given, Resource } from "../resource.ts";
import type { Json } from "../scope.ts";

const CORS: ReadonlyMap<string, readonly [Expected, string]> = new Map([
  ["AllowOrigins", ["list", "list"]],
  ["AllowMethods", ["list", "list"]],
  ["AllowCredentials", ["boolean", "bool"]],
  ["AllowHeaders", ["list", "list"]],
  ["ExposeHeaders", ["list", "list"]],
  ["MaxAge", ["integer", "int"]],
]);

/**
 * @param target The alias's reference, or the function's name.
 * @throws InvalidResource
 */
export function functionUrl({ id, properties, shared }: Given, target: Json): Resource[] {
  const config = properties["FunctionUrlConfig"] as Json | undefined | null;
  if (!truthy(config)) return [];
  const given = config!;
  if (!isIntrinsic(given)) check(id, given);
  const url = new Resource(
    `${id}Url`,
    "AWS::Lambda::Url",
    {
      TargetFunctionArn: target,
      AuthType: given["AuthType"],
      Cors: truthy(given["Cors"]) ? given["Cors"] : undefined,
      InvokeMode: given["InvokeMode"],
    },
    shared,
  );
  if (given["AuthType"] !== "NONE" || isIntrinsic(given)) return [url];
  const open = (name: string, Action: string, how: Json) =>
    new Resource(
      id + name,
      "AWS::Lambda::Permission",
      { Action, FunctionName: target, Principal: "*", ...how },
      shared,
    );
  return [
    url,
    open("UrlPublicPermissions", "lambda:InvokeFunctionUrl", { FunctionUrlAuthType: "NONE" }),
    open("URLInvokeAllowPublicAccess", "lambda:InvokeFunction", { InvokedViaFunctionUrl: true }),
  ];
}

function check(id: string, given: Json): void {
  const auth = given["AuthType"];
  if (!isIntrinsic(auth) && auth !== "AWS_IAM" && auth !== "NONE")
    throw new InvalidResource(
      id,
      "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.",
    );
  const cors = given["Cors"];
  if (!truthy(cors) || isIntrinsic(cors)) return;
  demand(id, "FunctionUrlConfig.Cors", cors, "map");
  for (const [name, value] of Object.entries(cors as Json)) {
    const type = CORS.get(name);
    if (type === undefined)
      throw new InvalidResource(id, `${name} is not a valid property for configuring Cors.`);
    if (!isIntrinsic(value) && !isA(value, type[0]))
      throw new InvalidResource(id, `${name} must be of type ${type[1]}.`);
  }
}
