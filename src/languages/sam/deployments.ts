/**
 * Gradual deployments: `DeploymentPreference` of functions, and the CodeDeploy application, role
 * and deployment groups that carry them out.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
 */
import { InvalidResource } from "./errors.ts";
import { IF_NEEDS_THREE, ifArguments, isIf, isIntrinsic, isNoValue } from "./intrinsics.ts";
import { truthy } from "./python.ts";
import { Resource, tagList } from "./resource.ts";
import { getAtt, isObject, type Json, ref } from "./scope.ts";

const APPLICATION = "ServerlessDeploymentApplication";
const ROLE = "CodeDeployServiceRole";
const CONDITION = "ServerlessCodeDeployCondition";
const CONDITIONS_IN_OR = 10;

const CONFIGURATIONS: ReadonlySet<unknown> = new Set([
  "Canary10Percent5Minutes",
  "Canary10Percent10Minutes",
  "Canary10Percent15Minutes",
  "Canary10Percent30Minutes",
  "Linear10PercentEvery1Minute",
  "Linear10PercentEvery2Minutes",
  "Linear10PercentEvery3Minutes",
  "Linear10PercentEvery10Minutes",
  "AllAtOnce",
]);

interface Preference {
  readonly enabled: unknown;
  readonly type?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly alarms?: unknown;
  readonly role?: unknown;
  readonly triggers?: unknown;
  readonly condition?: string | undefined;
  readonly tags?: Json | undefined;
}

export class Deployments {
  readonly #preferences = new Map<string, Preference>();

  constructor(readonly partition: string) {}

  /**
   * Adds a function's preference.
   * @param tags The function's tags where it propagates them.
   * @throws InvalidResource
   */
  add(id: string, given: Json, condition: string | undefined, tags: Json | undefined): void {
    const set = Object.hasOwn(given, "Enabled") ? given["Enabled"] : true;
    const enabled = set === "false" || set === "False" ? false : set;
    if (!truthy(enabled)) {
      this.#preferences.set(id, { enabled: false });
      return;
    }
    if (!Object.hasOwn(given, "Type"))
      throw new InvalidResource(id, "'DeploymentPreference' is missing required Property 'Type'");
    const hooks = Object.hasOwn(given, "Hooks") ? given["Hooks"] : {};
    if (!isObject(hooks))
      throw new InvalidResource(
        id,
        "'Hooks' property of 'DeploymentPreference' must be a dictionary",
      );
    this.#preferences.set(id, {
      enabled,
      type: given["Type"],
      before: hooks["PreTraffic"],
      after: hooks["PostTraffic"],
      alarms: given["Alarms"],
      role: given["Role"],
      triggers: given["TriggerConfigurations"],
      condition: given["PassthroughCondition"] === true ? condition : undefined,
      tags,
    });
  }

  enabled(id: string): boolean {
    return truthy(this.#preferences.get(id)?.enabled);
  }

  /**
   * What the alias of a function says of how it moves to a new version.
   * @throws InvalidResource
   */
  updatePolicy(id: string): Json {
    const { before, after } = this.#preferences.get(id)!;
    const update: Json = {
      ApplicationName: ref(APPLICATION),
      DeploymentGroupName: ref(`${id}DeploymentGroup`),
    };
    this.group(id);
    const hooks = { BeforeAllowTrafficHook: before, AfterAllowTrafficHook: after };
    for (const [name, hook] of Object.entries(hooks))
      if (hook !== undefined && hook !== null && !(isObject(hook) && hook["Ref"] === null))
        update[name] = hook;
    return { CodeDeployLambdaAliasUpdate: update };
  }

  /**
   * The application and the role of all deployments; conditions are added to the given ones.
   * Nothing where no function deploys gradually.
   */
  shared(conditions: Json | undefined): Resource[] {
    const enabled = this.#enabled();
    if (enabled.length === 0) return [];
    const condition = this.#condition(conditions);
    const attributes = condition === undefined ? {} : { Condition: condition };
    const merged: Json = Object.assign({}, ...enabled.map(([, { tags }]) => tags ?? {}));
    const tags = Object.keys(merged).length > 0 ? { Tags: tagList(merged) } : {};
    const application = new Resource(
      APPLICATION,
      "AWS::CodeDeploy::Application",
      { ComputePlatform: "Lambda", ...tags },
      attributes,
    );
    if (enabled.every(([, { role }]) => truthy(role))) return [application];
    return [application, this.#role(attributes, tags)];
  }

  #role(attributes: Json, tags: Json): Resource {
    const policy =
      this.partition === "aws-iso" || this.partition === "aws-iso-b"
        ? "AWSCodeDeployRoleForLambdaLimited"
        : "AWSCodeDeployRoleForLambda";
    return new Resource(
      ROLE,
      "AWS::IAM::Role",
      {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Action: ["sts:AssumeRole"],
              Effect: "Allow",
              Principal: { Service: ["codedeploy.amazonaws.com"] },
            },
          ],
        },
        ManagedPolicyArns: [`arn:${this.partition}:iam::aws:policy/service-role/${policy}`],
        ...tags,
      },
      attributes,
    );
  }

  /** The condition of what all deployments share: one of them must be made. */
  #condition(conditions: Json | undefined): string | undefined {
    const all = [...this.#preferences.values()];
    if (all.some(({ condition, enabled }) => !condition && truthy(enabled))) return undefined;
    const names = [...new Set(all.flatMap(({ condition }) => (condition ? [condition] : [])))];
    if (names.length <= 1) return names[0];
    Object.assign(conditions ?? {}, anyOf(names));
    return CONDITION;
  }

  #enabled(): [string, Preference][] {
    return [...this.#preferences].filter(([, { enabled }]) => truthy(enabled));
  }

  /** The ids of functions that deploy gradually. */
  ids(): string[] {
    return this.#enabled().map(([id]) => id);
  }

  /** @throws InvalidResource */
  group(id: string): Resource {
    const preference = this.#preferences.get(id)!;
    return new Resource(
      `${id}DeploymentGroup`,
      "AWS::CodeDeploy::DeploymentGroup",
      {
        AlarmConfiguration: alarmsOf(id, preference.alarms),
        ApplicationName: ref(APPLICATION),
        AutoRollbackConfiguration: {
          Enabled: true,
          Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
        },
        DeploymentConfigName: configuration(preference.type),
        DeploymentStyle: {
          DeploymentType: "BLUE_GREEN",
          DeploymentOption: "WITH_TRAFFIC_CONTROL",
        },
        ServiceRoleArn: truthy(preference.role) ? preference.role : getAtt(ROLE, "Arn"),
        TriggerConfigurations: truthy(preference.triggers) ? preference.triggers : undefined,
        Tags: preference.tags === undefined ? undefined : tagList(preference.tags),
      },
      preference.condition ? { Condition: preference.condition } : {},
    );
  }
}

/** `Fn::Or` takes ten conditions at most: more are put together in steps. */
function anyOf(names: readonly string[]): Json {
  const out: Json = {};
  let left = [...names];
  let steps = Math.floor((names.length - 2) / (CONDITIONS_IN_OR - 1));
  while (left.length > 1) {
    const name = steps > 0 ? `${CONDITION}${steps}` : CONDITION;
    steps--;
    out[name] = {
      "Fn::Or": left.slice(0, CONDITIONS_IN_OR).map((Condition) => ({ Condition })),
    };
    left = [...left.slice(CONDITIONS_IN_OR), name];
  }
  return out;
}

function alarmsOf(id: string, given: unknown): unknown {
  if (!truthy(given) || isNoValue(given)) return undefined;
  if (!isIf(given)) return alarmConfiguration(id, given);
  const choice = ifArguments(given);
  if (choice === undefined) throw new InvalidResource(id, IF_NEEDS_THREE);
  return {
    "Fn::If": [choice[0], alarmConfiguration(id, choice[1]), alarmConfiguration(id, choice[2])],
  };
}

function alarmConfiguration(id: string, alarms: unknown): Json {
  if (!Array.isArray(alarms)) throw new InvalidResource(id, "Alarms must be a list");
  if (alarms.length === 0 || isNoValue(alarms[0])) return {};
  return { Enabled: true, Alarms: alarms.map((Name) => ({ Name })) };
}

/** AWS's own configurations have longer names than SAM's for them. */
function configuration(value: unknown, inSub = false): unknown {
  if (Array.isArray(value)) return value.map((item) => configuration(item));
  if (isIntrinsic(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, configuration(inner, key === "Fn::Sub")]),
    );
  if (!CONFIGURATIONS.has(value)) return value;
  const named = ["CodeDeployDefault.Lambda${ConfigName}", { ConfigName: value }];
  return inSub ? named : { "Fn::Sub": named };
}
