/** Requests against what their method asks for. */
import { type Call, Refusal } from "./call.ts";

/** @throws Refusal BAD_REQUEST_PARAMETERS or BAD_REQUEST_BODY. */
export function validate(call: Call): void {
  const { validator, method, models } = call.route;
  if (validator === undefined) return;
  if (validator.validateRequestParameters) {
    const absent = Object.entries(method.requestParameters ?? {})
      .filter(([key, required]) => required && !present(call, key))
      .map(([key]) => key.split(".").slice(3).join("."));
    if (absent.length > 0)
      throw new Refusal(
        "BAD_REQUEST_PARAMETERS",
        `Missing required request parameters: [${absent.join(", ")}]`,
      );
  }
  if (!validator.validateRequestBody || models.size === 0) return;
  const schema = models.get(call.contentType) ?? models.get("$default");
  if (schema === undefined) return;
  let value: unknown;
  try {
    value = JSON.parse(call.text);
  } catch {
    throw new Refusal("BAD_REQUEST_BODY", "Invalid request body", {
      validation: "[Error while parsing the request body]",
    });
  }
  const errors = schema.errors(value);
  if (errors.length > 0)
    throw new Refusal("BAD_REQUEST_BODY", "Invalid request body", {
      validation: `[${errors.join(", ")}]`,
    });
}

function present(call: Call, key: string): boolean {
  const [, , place, ...rest] = key.split(".");
  const name = rest.join(".");
  if (place === "path") return (call.parameters[name] ?? "") !== "";
  if (place?.endsWith("querystring")) return (call.query[name] ?? "") !== "";
  return (call.header(name) ?? "") !== "";
}
