/** What AWS's transform refuses of a web function before it makes anything of it. */
import { InvalidResource } from "../errors.ts";
import { isIntrinsic, withParameters } from "../intrinsics.ts";
import { pythonRepr, pythonStr, truthy } from "../python.ts";
import type { Given } from "../resource.ts";
import { isObject, type Json, type Scope } from "../scope.ts";

const MODES = ["LatestRevision", "Disabled"];
const REGIONAL: ReadonlySet<unknown> = new Set(["MultiRegion", "PerRegion"]);
const TIMEOUT = { least: 3, most: 900 };
const WEIGHT = { least: 1, most: 100 };
const WEIGHTS = 2;
const VARIABLE_LENGTH = 4096;
const VARIABLE = /^[a-zA-Z][a-zA-Z0-9_]*$/;
const CONNECTOR = /^arn:[^:]+:lambda:[^:]*:[^:]*:network-connector:[^:]+:[^:]+$/;

/** @throws InvalidResource */
export function checkWebFunction(scope: Scope, { id, properties }: Given): void {
  const refuse = (words: string): never => {
    throw new InvalidResource(id, words);
  };
  checkDeployment(scope, properties, refuse);
  checkTimeout(properties["Timeout"], refuse);
  checkWeights(properties["RevisionWeights"], refuse);
  checkVariables(properties["EnvironmentVariables"], refuse);
  const connector = properties["EgressNetworkConnectorArn"];
  if (typeof connector === "string" && !CONNECTOR.test(connector))
    refuse(
      "'EgressNetworkConnectorArn' must be a version-qualified network-connector ARN (ending in ':<version>', e.g. the connector's LatestVersionArn).",
    );
}

type Refuse = (words: string) => never;

/** How traffic comes to revisions, and whether the kind of endpoint allows it. */
function checkDeployment(scope: Scope, properties: Json, refuse: Refuse): void {
  const known = (name: string, otherwise: string): unknown => {
    const value = withParameters(scope.values, properties[name]);
    return truthy(value) ? value : otherwise;
  };
  const mode = known("AutoDeploymentMode", "LatestRevision");
  if (isIntrinsic(mode))
    refuse(
      `'AutoDeploymentMode' must resolve to one of ${pythonRepr(MODES)} at transform time; unresolved intrinsic functions are not supported because it is not passed through to CloudFormation.`,
    );
  if (!MODES.includes(mode as string))
    refuse(`'AutoDeploymentMode' must be one of ${pythonRepr(MODES)}, got '${pythonStr(mode)}'.`);
  if (!truthy(properties["AuthType"]))
    refuse(
      "'AuthType' is required. Specify 'IamAuth' (Lambda authorizes requests with SigV4/IAM) or 'ApplicationManaged' (the endpoint is public and your function handles authorization).",
    );
  const endpoint = known("EndpointType", "HomeRegion");
  const regional = REGIONAL.has(endpoint);
  const weighted = truthy(properties["RevisionWeights"]);
  if (mode === "LatestRevision" && weighted)
    refuse("'RevisionWeights' cannot be specified when 'AutoDeploymentMode' is 'LatestRevision'.");
  if (regional && mode !== "Disabled")
    refuse(`'AutoDeploymentMode' must be 'Disabled' when 'EndpointType' is '${endpoint}'.`);
  if (mode === "Disabled" && !regional && !weighted)
    refuse(
      "'RevisionWeights' must be specified when 'AutoDeploymentMode' is 'Disabled'. Set 'AutoDeploymentMode' to 'LatestRevision' to route all traffic to the latest revision.",
    );
}

/** Python takes booleans for integers. */
const isWhole = (value: unknown): boolean => Number.isInteger(value) || typeof value === "boolean";

function checkTimeout(timeout: unknown, refuse: Refuse): void {
  const { least, most } = TIMEOUT;
  if (isWhole(timeout) && (Number(timeout) < least || Number(timeout) > most))
    refuse(`'Timeout' must be an integer between ${least} and ${most}.`);
}

function checkWeights(given: unknown, refuse: Refuse): void {
  if (!truthy(given)) return;
  if (!isObject(given))
    return refuse(
      "'RevisionWeights' must be a map of revision IDs to weights (e.g., {\"rev-id\": 100}).",
    );
  if (isIntrinsic(given))
    refuse(
      "'RevisionWeights' does not support top-level intrinsic functions; provide a map of revision IDs to weights (e.g., {\"rev-id\": 100}). Intrinsic functions may be used for individual weight values.",
    );
  const weights = Object.values(given);
  const { least, most } = WEIGHT;
  for (const weight of weights) {
    if (isIntrinsic(weight)) continue;
    if (!isWhole(weight))
      refuse("'RevisionWeights' values must be integers or intrinsic functions.");
    if (Number(weight) < least || Number(weight) > most)
      refuse(
        `'RevisionWeights' values must be between ${least} and ${most}, got ${pythonStr(weight)}.`,
      );
  }
  if (weights.length > WEIGHTS)
    refuse(`'RevisionWeights' supports a maximum of ${WEIGHTS} entries.`);
  const total = weights.reduce<number>((sum, weight) => sum + Number(weight), 0);
  if (weights.every(isWhole) && total !== most)
    refuse(`'RevisionWeights' values must sum to ${most}, got ${total}.`);
}

function checkVariables(given: unknown, refuse: Refuse): void {
  if (!isObject(given) || isIntrinsic(given)) return;
  for (const [name, value] of Object.entries(given)) {
    if (!VARIABLE.test(name))
      refuse(`Environment variable key '${name}' must match pattern '^[a-zA-Z][a-zA-Z0-9_]*$'.`);
    if (value === "") refuse(`Environment variable '${name}' value must not be empty.`);
    if (typeof value === "string" && [...value].length > VARIABLE_LENGTH)
      refuse(
        `Environment variable '${name}' value exceeds maximum length of ${VARIABLE_LENGTH} characters.`,
      );
  }
}
