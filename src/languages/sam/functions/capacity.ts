/**
 * `CapacityProviderConfig`: the capacity on which a function runs, in Lambda's words.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-capacityproviderconfig.html
 */
import { InvalidResource } from "../errors.ts";
import { pythonStr, truthy } from "../python.ts";
import { isObject, type Json } from "../scope.ts";

interface Field {
  readonly name: string;
  readonly lambdas: string;
  readonly required?: boolean;
  /** The value as Lambda takes it; undefined where it is none. */
  readonly read: (value: unknown) => unknown;
  readonly refusals: readonly string[];
}

const isNumber = (value: unknown): boolean =>
  typeof value === "number" || typeof value === "boolean" || value instanceof Number;

/** Whole numbers, those written as texts too; a fraction is cut off. */
function whole(value: unknown): number | undefined {
  if (isNumber(value)) return Math.trunc(Number(value));
  return typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : undefined;
}

function fraction(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

const INTEGER = "value is not a valid integer (type=type_error.integer)";

const FIELDS: readonly Field[] = [
  {
    name: "Arn",
    lambdas: "CapacityProviderArn",
    required: true,
    read: (value) => (typeof value === "string" || isNumber(value) ? pythonStr(value) : undefined),
    refusals: ["str type expected (type=type_error.str)"],
  },
  {
    name: "PerExecutionEnvironmentMaxConcurrency",
    lambdas: "PerExecutionEnvironmentMaxConcurrency",
    read: whole,
    refusals: [INTEGER],
  },
  {
    name: "ExecutionEnvironmentMemoryGiBPerVCpu",
    lambdas: "ExecutionEnvironmentMemoryGiBPerVCpu",
    read: (value) => whole(value) ?? fraction(value),
    refusals: [INTEGER, "value is not a valid float (type=type_error.float)"],
  },
];

/** @throws InvalidResource, which tells all that is wrong. */
export function capacityOf(id: string, given: unknown): Json | undefined {
  if (!truthy(given)) return undefined;
  const config = given as Json;
  const problems: string[] = [];
  const made: Json = {};
  for (const { name, lambdas, required, read, refusals } of FIELDS) {
    const value = config[name];
    const refuse = (...words: string[]) =>
      problems.push(...words.map((one) => `${name}\n  ${one}`));
    if (!Object.hasOwn(config, name)) {
      if (required) refuse("field required (type=value_error.missing)");
    } else if (value === null) {
      if (required) refuse("none is not an allowed value (type=type_error.none.not_allowed)");
    } else {
      const empty = value === "" || (Array.isArray(value) && value.length === 0);
      const now = isObject(value) ? value : empty ? {} : read(value);
      if (now === undefined)
        refuse("value is not a valid dict (type=type_error.dict)", ...refusals);
      else made[lambdas] = now;
    }
  }
  for (const name of Object.keys(config))
    if (!FIELDS.some((field) => field.name === name))
      problems.push(`${name}\n  extra fields not permitted (type=value_error.extra)`);
  if (problems.length === 0) return { LambdaManagedInstancesCapacityProviderConfig: made };
  const many =
    problems.length === 1 ? "1 validation error" : `${problems.length} validation errors`;
  throw new InvalidResource(
    id,
    `Invalid CapacityProviderConfig: ${many} for CapacityProviderConfig\n${problems.join("\n")}`,
  );
}
