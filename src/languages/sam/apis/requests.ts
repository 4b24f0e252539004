/** What an event of a REST API says of its requests: their model and their parameters. */
import { InvalidEvent } from "../errors.ts";
import { demandOfEvent } from "../events/event.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { pythonStr, truthy } from "../python.ts";
import { isObject, type Json } from "../scope.ts";
import type { RequestParameter } from "./swagger.ts";

/** Where a fault is. */
export interface Where {
  readonly event: string;
  readonly path: string;
  readonly method: string;
}

/**
 * The name of the model that requests have.
 * @param models The API's models.
 * @throws InvalidEvent
 */
export function modelOf(where: Where, given: unknown, models: unknown): string | undefined {
  if (!truthy(given)) return undefined;
  demandOfEvent(where.event, "RequestModel", given, "map");
  const model = (given as Json)["Model"];
  if (!truthy(model)) return undefined;
  const refuse = (why: string): never => {
    throw new InvalidEvent(
      where.event,
      `Unable to set RequestModel [${pythonStr(model)}] on API method [${where.method}] for path [${where.path}] because ${why}`,
    );
  };
  if (!truthy(models)) return refuse("the related API does not define any Models.");
  if (!isIntrinsic(models) && !isObject(models))
    return refuse("the related API Models defined is of invalid type.");
  if (typeof model !== "string") return refuse("the related API does not contain valid Models.");
  if (!Object.hasOwn(models, model) || !truthy(models[model]))
    return refuse("it wasn't defined in the API's Models.");
  return model;
}

export interface Validator {
  readonly body: boolean;
  readonly parameters: boolean;
}

/** @throws InvalidEvent */
export function validatorOf(where: Where, model: Json): Validator | undefined {
  const { ValidateBody: givenBody, ValidateParameters: givenParameters } = model;
  const isNone = (value: unknown) => value === undefined || value === null;
  if (isNone(givenBody) && isNone(givenParameters)) return undefined;
  const body = givenBody ?? false;
  const parameters = givenParameters ?? false;
  if (typeof body === "boolean" && typeof parameters === "boolean") return { body, parameters };
  throw new InvalidEvent(
    where.event,
    `Unable to set Validator to RequestModel [${String(model["Model"])}] on API method [${where.method}] for path [${where.path}] ValidateBody and ValidateParameters must be a boolean type, strings or intrinsics are not supported.`,
  );
}

/** @throws InvalidEvent */
export function parametersOf(where: Where, given: unknown): RequestParameter[] {
  if (!truthy(given)) return [];
  const list = Array.isArray(given) ? given : Object.keys(given as Json);
  return list.map((one) => parameterOf(where, one));
}

function parameterOf({ event }: Where, given: unknown): RequestParameter {
  const refuse = (words: string): never => {
    throw new InvalidEvent(event, `Invalid value for 'RequestParameters' property. ${words}`);
  };
  if (typeof given !== "string" && !isObject(given))
    return refuse("Property must be either a string or an object");
  const [name, settings] =
    typeof given === "string" ? [given, {}] : (Object.entries(given)[0] ?? ["", {}]);
  if (!/^method\.request\.(querystring|path|header)\./.test(name))
    return refuse(
      "Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.",
    );
  if (
    !isObject(settings) ||
    !Object.keys(settings).every((key) => key === "Required" || key === "Caching")
  )
    return refuse("Values must be an object, e.g { Required: true, Caching: false }");
  const { Required: required = false, Caching: caching = false } = settings;
  return { name, required, caching };
}
