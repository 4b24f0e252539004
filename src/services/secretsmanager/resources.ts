/** AWS::SecretsManager::* for CloudFormation. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagList, tagsOf } from "#kernel/resource-tags";

interface Generate {
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
  [option: string]: unknown;
}

/** The value a template gives or has generated. */
async function valueFor(
  ctx: ResourceContext,
  desired: Properties,
): Promise<{ SecretString?: string }> {
  if (desired["SecretString"] !== undefined)
    return { SecretString: String(desired["SecretString"]) };
  const generate = desired["GenerateSecretString"] as Generate | undefined;
  if (generate === undefined) return {};
  const { SecretStringTemplate, GenerateStringKey, ...options } = generate;
  const flag = (name: string) =>
    options[name] === undefined ? {} : { [name]: String(options[name]) === "true" };
  const { RandomPassword } = await ctx.call("secretsmanager", "GetRandomPassword", {
    ...(options["PasswordLength"] === undefined
      ? {}
      : { PasswordLength: Number(options["PasswordLength"]) }),
    ...(options["ExcludeCharacters"] === undefined
      ? {}
      : { ExcludeCharacters: String(options["ExcludeCharacters"]) }),
    ...flag("ExcludeLowercase"),
    ...flag("ExcludeUppercase"),
    ...flag("ExcludeNumbers"),
    ...flag("ExcludePunctuation"),
    ...flag("IncludeSpace"),
    ...flag("RequireEachIncludedType"),
  });
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined)
    return { SecretString: RandomPassword };
  return {
    SecretString: JSON.stringify({
      ...JSON.parse(SecretStringTemplate),
      [GenerateStringKey]: RandomPassword,
    }),
  };
}

const text = (desired: Properties, name: string, as = name) =>
  desired[name] === undefined ? {} : { [as]: String(desired[name]) };

const secret: ResourceHandler = {
  properties: ["Name", "Description", "KmsKeyId", "SecretString", "GenerateSecretString", "Tags"],
  replaces: ["Name"],
  async make(ctx, desired) {
    const Name = (desired["Name"] as string | undefined) ?? ctx.name({ maxLength: 200 });
    const { ARN } = await ctx.call("secretsmanager", "CreateSecret", {
      Name,
      Tags: tagList(tagsOf(ctx, desired)),
      ...text(desired, "Description"),
      ...text(desired, "KmsKeyId"),
      ...(await valueFor(ctx, desired)),
    });
    return { id: ARN!, attributes: { Id: ARN } };
  },
  async update(ctx, id, desired, previous) {
    const changed = ["SecretString", "GenerateSecretString"].some(
      (name) => JSON.stringify(desired[name]) !== JSON.stringify(previous[name]),
    );
    await ctx.call("secretsmanager", "UpdateSecret", {
      SecretId: id,
      ...text(desired, "Description"),
      ...text(desired, "KmsKeyId"),
      ...(changed ? await valueFor(ctx, desired) : {}),
    });
    const tags = tagsOf(ctx, desired);
    const TagKeys = goneTags(tags, previous);
    if (TagKeys.length > 0)
      await ctx.call("secretsmanager", "UntagResource", { SecretId: id, TagKeys });
    await ctx.call("secretsmanager", "TagResource", { SecretId: id, Tags: tagList(tags) });
    return { id, attributes: { Id: id } };
  },
  async remove(ctx, id) {
    await ctx
      .call("secretsmanager", "DeleteSecret", { SecretId: id, ForceDeleteWithoutRecovery: true })
      .catch((error) => {
        if (error.code !== "ResourceNotFoundException") throw error;
      });
  },
  async read(ctx, id) {
    const given = { SecretId: id };
    const found = await ctx.call("secretsmanager", "DescribeSecret", given).catch((error) => {
      if (error.code !== "ResourceNotFoundException") throw error;
      return undefined;
    });
    if (found === undefined || found.DeletedDate !== undefined) return undefined;
    return { Name: found.Name, Description: found.Description, KmsKeyId: found.KmsKeyId };
  },
};

const policy: ResourceHandler = {
  properties: ["SecretId", "ResourcePolicy"],
  replaces: ["SecretId"],
  async make(ctx, desired) {
    const { ARN } = await ctx.call("secretsmanager", "PutResourcePolicy", {
      SecretId: desired["SecretId"] as string,
      ResourcePolicy: JSON.stringify(desired["ResourcePolicy"]),
    });
    return { id: ARN!, attributes: { Id: ARN } };
  },
  async update(ctx, id, desired) {
    await ctx.call("secretsmanager", "PutResourcePolicy", {
      SecretId: id,
      ResourcePolicy: JSON.stringify(desired["ResourcePolicy"]),
    });
    return { id, attributes: { Id: id } };
  },
  async remove(ctx, id) {
    await ctx.call("secretsmanager", "DeleteResourcePolicy", { SecretId: id }).catch((error) => {
      if (error.code !== "ResourceNotFoundException") throw error;
    });
  },
};

const SETTLED = ["ResourceNotFoundException", "InvalidRequestException"];

/** Asks for rotation as a template has it. */
async function rotate(ctx: ResourceContext, desired: Properties) {
  const rules = desired["RotationRules"] as Record<string, unknown> | undefined;
  const days = rules?.["AutomaticallyAfterDays"];
  const now = desired["RotateImmediatelyOnUpdate"];
  return ctx.call("secretsmanager", "RotateSecret", {
    SecretId: desired["SecretId"] as string,
    ...text(desired, "RotationLambdaARN"),
    ...(rules === undefined
      ? {}
      : {
          RotationRules: {
            ...(days === undefined ? {} : { AutomaticallyAfterDays: Number(days) }),
            ...text(rules, "ScheduleExpression"),
            ...text(rules, "Duration"),
          },
        }),
    ...(now === undefined ? {} : { RotateImmediately: String(now) === "true" }),
  });
}

const rotationSchedule: ResourceHandler = {
  properties: ["SecretId", "RotationLambdaARN", "RotationRules", "RotateImmediatelyOnUpdate"],
  replaces: ["SecretId"],
  async make(ctx, desired) {
    const { ARN } = await rotate(ctx, desired);
    return { id: ARN!, attributes: { Id: ARN } };
  },
  async update(ctx, id, desired) {
    await rotate(ctx, desired);
    return { id, attributes: { Id: id } };
  },
  async remove(ctx, id) {
    await ctx.call("secretsmanager", "CancelRotateSecret", { SecretId: id }).catch((error) => {
      if (!SETTLED.includes(error.code)) throw error;
    });
  },
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::SecretsManager::Secret": secret,
  "AWS::SecretsManager::ResourcePolicy": policy,
  "AWS::SecretsManager::RotationSchedule": rotationSchedule,
};
