/**
 * Events that change the resource they come from: notifications of a bucket, triggers of a user
 * pool. The resource must be in the template, and must be of a form that the transform knows.
 */
import { InvalidEvent, InvalidResource } from "../errors.ts";
import { demand, listOf, known, mapOf, oneOf, passed, property, STRING } from "../properties.ts";
import type { Properties } from "../properties.ts";
import { pythonStr, same } from "../python.ts";
import { readResource, Resource } from "../resource.ts";
import { getAtt, isObject, type Json, makeIf, ref, type Scope } from "../scope.ts";
import { type Event, type EventType, permission, type Target } from "./event.ts";

const properties = (names: string): Properties =>
  Object.fromEntries(
    names
      .trim()
      .split(" ")
      .map((name) => [name, passed()]),
  );

const BUCKET = properties(
  "AccessControl AccelerateConfiguration AnalyticsConfigurations BucketEncryption " +
    "BucketName CorsConfiguration IntelligentTieringConfigurations InventoryConfigurations " +
    "LifecycleConfiguration LoggingConfiguration MetricsConfigurations " +
    "NotificationConfiguration ObjectLockConfiguration ObjectLockEnabled OwnershipControls " +
    "PublicAccessBlockConfiguration ReplicationConfiguration Tags VersioningConfiguration " +
    "WebsiteConfiguration ",
);

const USER_POOL = properties(
  "AccountRecoverySetting AdminCreateUserConfig AliasAttributes AutoVerifiedAttributes " +
    "DeletionProtection DeviceConfiguration EmailAuthenticationMessage " +
    "EmailAuthenticationSubject EmailConfiguration EmailVerificationMessage " +
    "EmailVerificationSubject EnabledMfas LambdaConfig MfaConfiguration Policies Schema " +
    "SmsAuthenticationMessage SmsConfiguration SmsVerificationMessage " +
    "UserAttributeUpdateSettings UsernameAttributes UsernameConfiguration UserPoolAddOns " +
    "UserPoolName UserPoolTags UserPoolTier VerificationMessageTemplate " +
    "WebAuthnRelyingPartyID WebAuthnUserVerification ",
);

interface Linked {
  readonly id: string;
  readonly resource: Json;
}

/** The template's resource that a property of an event refers to. */
function linked(scope: Scope, reference: unknown, notText: () => Error): Linked | undefined {
  if (!isObject(reference) || !Object.hasOwn(reference, "Ref")) return undefined;
  const id = reference["Ref"];
  if (typeof id !== "string") throw notText();
  const resource = Object.hasOwn(scope.resources, id) ? scope.resources[id] : undefined;
  return resource === undefined ? undefined : { id, resource };
}

/** The changed resource, read again as the transform knows it. */
function written({ id, resource }: Linked, type: string, declared: Properties): Resource {
  if (Object.hasOwn(resource, "Type") && resource["Type"] !== type)
    throw new InvalidResource(
      id,
      `Resource has incorrect Type; expected '${type}', got '${pythonStr(resource["Type"])}'`,
    );
  const read = readResource(id, resource, declared);
  return new Resource(id, type, { ...read.properties }, read.attributes, read.dependsOn);
}

export const s3: EventType = {
  type: "S3",
  properties: {
    Bucket: property(STRING, true),
    Events: known(oneOf(STRING, listOf(STRING)), true),
    Filter: property(mapOf(STRING)),
  },
  link(scope, { name, properties: given }) {
    const found = linked(
      scope,
      given["Bucket"],
      () => new InvalidEvent(name, "'Ref' value in S3 events is not a valid string."),
    );
    if (found !== undefined) return found;
    throw new InvalidEvent(name, "S3 events must reference an S3 bucket in the same template.");
  },
  make(_scope, event, target, given) {
    const bucket = given as Linked;
    const allowed = permission(event, target, {
      principal: "s3.amazonaws.com",
      sourceAccount: ref("AWS::AccountId"),
    });
    if (target.condition === undefined) dependOn(event, bucket.resource, allowed.id);
    else dependIf(bucket, target.condition, allowed.id);
    notify(event, target, bucket);
    return [allowed, written(bucket, "AWS::S3::Bucket", BUCKET)];
  },
};

/** The bucket may only be made once it may invoke the function. */
function dependOn(event: Event, bucket: Json, id: string): void {
  const given = bucket["DependsOn"] ?? [];
  const list = typeof given === "string" ? [given] : given;
  const ids = isObject(list) ? Object.keys(list) : list;
  if (!Array.isArray(ids) || ids.some((one) => typeof one === "object" && one !== null))
    throw new InvalidResource(
      event.id,
      "Invalid type for field 'DependsOn'. Expected a string or list of strings.",
    );
  bucket["DependsOn"] = [...new Set([...ids, id])];
}

/** `DependsOn` takes no condition, but a tag does. */
function dependIf(bucket: Linked, condition: string, id: string): void {
  const given = (bucket.resource["Properties"] ??= {}) as Json;
  const tags = given["Tags"] ?? [];
  demand(bucket.id, "Tags", tags, "list");
  given["Tags"] = [
    ...(tags as unknown[]),
    {
      Key: `sam:ConditionalDependsOn:${id}`,
      Value: makeIf(condition, ref(id), "no dependency"),
    },
  ];
}

function notify(event: Event, target: Target, bucket: Linked): void {
  const { Events, Filter } = event.properties;
  const base: Json = { Function: target.arn };
  if (Filter !== undefined && Filter !== null) base["Filter"] = Filter;
  const given = bucket.resource["Properties"] ?? {};
  if (!isObject(given)) throw new InvalidResource(bucket.id, "Properties should be a map.");
  bucket.resource["Properties"] = given;
  const config = (given["NotificationConfiguration"] ??= {}) as Json;
  demand(bucket.id, "NotificationConfiguration", config, "map");
  const configured = (config["LambdaConfigurations"] ??= []);
  if (!Array.isArray(configured))
    throw new InvalidResource(bucket.id, "Invalid type for LambdaConfigurations. Must be a list.");
  for (const Event of typeof Events === "string" ? [Events] : (Events as string[])) {
    const one = structuredClone({ ...base, Event });
    const made = target.condition === undefined ? one : makeIf(target.condition, one);
    if (!configured.some((there) => same(there, made))) configured.push(made);
  }
}

export const cognito: EventType = {
  type: "Cognito",
  properties: {
    UserPool: property(STRING, true),
    Trigger: known(oneOf(STRING, listOf(STRING)), true),
  },
  link(scope, { id, name, properties: given }) {
    const found = linked(
      scope,
      given["UserPool"],
      () => new InvalidEvent(id, "Ref in Userpool is not a string."),
    );
    if (found !== undefined) return found;
    throw new InvalidEvent(
      name,
      "Cognito events must reference a Cognito UserPool in the same template.",
    );
  },
  make(_scope, event, target, given) {
    const pool = given as Linked;
    const allowed = permission(event, target, {
      principal: "cognito-idp.amazonaws.com",
      sourceArn: getAtt(pool.id, "Arn"),
      prefix: `${target.id}Cognito`,
    });
    trigger(event, target, pool);
    return [allowed, written(pool, "AWS::Cognito::UserPool", USER_POOL)];
  },
};

function trigger(event: Event, target: Target, pool: Linked): void {
  const { Trigger } = event.properties;
  const given = (pool.resource["Properties"] ??= {});
  if (!isObject(given))
    throw new InvalidResource(pool.id, "Properties of a resource must be an object.");
  const config = (given["LambdaConfig"] ??= {}) as Json;
  demand(pool.id, "LambdaConfig", config, "map");
  for (const name of typeof Trigger === "string" ? [Trigger] : (Trigger as string[])) {
    if (Object.hasOwn(config, name))
      throw new InvalidEvent(
        event.name,
        `Cognito trigger "${pythonStr(Trigger)}" defined multiple times.`,
      );
    config[name] = target.arn;
  }
}
