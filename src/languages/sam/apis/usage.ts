/** Usage plans and API keys that the transform makes: for one API, or for all of the template. */
import { InvalidResource, InvalidTemplate } from "../errors.ts";
import { isObject, type Json, ref, type Scope } from "../scope.ts";
import { truthy } from "../python.ts";
import { Resource } from "../resource.ts";

const PROPERTIES = ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"];
const SHARED_CONDITION = "SharedUsagePlanCondition";

/** What the APIs that share a usage plan bring. */
class Shared {
  readonly apiIds: string[] = [];
  readonly stages: Json[] = [];
  readonly keys: Json[] = [];
  readonly #conditions = new Set<string>();
  #always = false;
  #deletionPolicy: unknown;
  #updateReplacePolicy: unknown;

  /** @throws InvalidTemplate */
  attributes(of: Json, conditions: Json | undefined): Json {
    const { DeletionPolicy, UpdateReplacePolicy, Condition } = of;
    if (truthy(DeletionPolicy) && (!this.#deletionPolicy || DeletionPolicy === "Retain"))
      this.#deletionPolicy = DeletionPolicy;
    const stronger =
      UpdateReplacePolicy === "Retain" ||
      (UpdateReplacePolicy === "Snapshot" && this.#updateReplacePolicy === "Delete");
    if (truthy(UpdateReplacePolicy) && (!this.#updateReplacePolicy || stronger))
      this.#updateReplacePolicy = UpdateReplacePolicy;
    this.#addCondition(Condition, conditions);
    const out: Json = {};
    if (this.#deletionPolicy) out["DeletionPolicy"] = this.#deletionPolicy;
    if (this.#updateReplacePolicy) out["UpdateReplacePolicy"] = this.#updateReplacePolicy;
    if (this.#conditions.size > 0 && !this.#always) out["Condition"] = SHARED_CONDITION;
    return out;
  }

  #addCondition(condition: unknown, conditions: Json | undefined): void {
    if (this.#always) return;
    if (condition === undefined || condition === null) {
      this.#always = true;
      if (conditions !== undefined) delete conditions[SHARED_CONDITION];
      return;
    }
    if (condition === "" || this.#conditions.has(condition as string)) return;
    if (conditions === undefined)
      throw new InvalidTemplate(
        "Can't have condition without having 'Conditions' section in the template",
      );
    this.#conditions.add(condition as string);
    const all = [...this.#conditions];
    conditions[SHARED_CONDITION] =
      all.length === 1 ? condition : { "Fn::Or": all.map((Condition) => ({ Condition })) };
  }
}

function sharedOf(scope: Scope): Shared {
  const there = (scope.notes.get("sharedUsagePlan") ?? new Shared()) as Shared;
  scope.notes.set("sharedUsagePlan", there);
  return there;
}

/**
 * @param shared The attributes for every resource made of the API.
 * @throws InvalidResource, InvalidTemplate
 */
export function usagePlan(
  scope: Scope,
  apiId: string,
  stageId: string,
  shared: Json,
  given: unknown,
): Resource[] {
  if (given === undefined || given === null) return [];
  const refuse = (words: string): never => {
    throw new InvalidResource(apiId, words);
  };
  if (!isObject(given)) return refuse("'UsagePlan' must be a dictionary");
  if (!Object.keys(given).every((key) => key === "CreateUsagePlan" || PROPERTIES.includes(key)))
    refuse("Invalid property for 'UsagePlan'");
  const create = given["CreateUsagePlan"] ?? null;
  if (create === null) refuse("'CreateUsagePlan' is a required field for UsagePlan.");
  if (!["SHARED", "PER_API", "NONE"].includes(create as string))
    refuse("'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE'].");
  if (create === "NONE") return [];
  const stage = { ApiId: ref(apiId), Stage: ref(stageId) };
  const key = { RestApiId: ref(apiId), StageName: ref(stageId) };
  const own = Object.fromEntries(
    PROPERTIES.filter((name) => truthy(given[name])).map((name) => [name, given[name]]),
  );
  if (create === "PER_API") return resourcesOf(apiId, own, [apiId], [stage], [key], () => shared);
  const plan = sharedOf(scope);
  plan.apiIds.push(apiId);
  plan.stages.push(stage);
  plan.keys.push(key);
  return resourcesOf("Serverless", own, [...plan.apiIds], [...plan.stages], [...plan.keys], () =>
    plan.attributes(shared, scope.conditions),
  );
}

function resourcesOf(
  prefix: string,
  own: Json,
  apiIds: string[],
  stages: Json[],
  keys: Json[],
  attributes: () => Json,
): Resource[] {
  const plan = new Resource(
    `${prefix}UsagePlan`,
    "AWS::ApiGateway::UsagePlan",
    { ApiStages: stages, ...own },
    attributes(),
    apiIds,
  );
  const key = new Resource(
    `${prefix}ApiKey`,
    "AWS::ApiGateway::ApiKey",
    { Enabled: true, StageKeys: keys },
    attributes(),
    [plan.id],
  );
  const planKey = new Resource(
    `${prefix}UsagePlanKey`,
    "AWS::ApiGateway::UsagePlanKey",
    { KeyId: key.ref(), KeyType: "API_KEY", UsagePlanId: plan.ref() },
    attributes(),
    [key.id],
  );
  return [plan, key, planKey];
}
