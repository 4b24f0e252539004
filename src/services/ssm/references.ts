/**
 * Secrets of Secrets Manager, read as if they were parameters.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 */
import { Fault } from "#aws/fault";
import type { Context } from "#kernel/context";
import { referenceMissing, validation } from "./errors.ts";
import type { tables } from "./tables.ts";

const REFERENCE = /^\/?aws\/reference\/secretsmanager\/([^:]+)(?::(.+))?$/;
const VERSION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a name is that of a secret. */
export const isReference = (name: string): boolean => REFERENCE.test(name);

/**
 * The secret that a name refers to, by its version or staging label where one is named, as the
 * caller may read it.
 * @throws Fault ParameterNotFound, or what Secrets Manager refuses.
 */
export async function referenced(ctx: Context<typeof tables>, asked: string, decrypt: boolean) {
  const [, secret = "", selector] = REFERENCE.exec(asked)!;
  if (!decrypt)
    throw validation("WithDecryption flag must be True for retrieving a Secret Manager secret.");
  const which =
    selector === undefined
      ? {}
      : VERSION.test(selector)
        ? { VersionId: selector }
        : { VersionStage: selector };
  const found = await ctx
    .call("secretsmanager", "GetSecretValue", { SecretId: secret, ...which })
    .catch((error: unknown) => {
      if (!(error instanceof Fault) || error.code !== "ResourceNotFoundException") throw error;
      throw referenceMissing(asked);
    });
  const Name = selector === undefined ? asked : asked.slice(0, -selector.length - 1);
  return {
    Name,
    Type: "SecureString" as const,
    Version: 0,
    LastModifiedDate: found.CreatedDate!,
    Value: found.SecretString,
    ARN: ctx.arn("ssm", `parameter${Name.startsWith("/") ? "" : "/"}${Name}`),
    DataType: "text",
    SourceResult: JSON.stringify({
      ARN: found.ARN,
      name: found.Name,
      versionId: found.VersionId,
      secretString: found.SecretString,
      versionStages: found.VersionStages,
      createdDate: new Date(found.CreatedDate!).toUTCString(),
    }),
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
  };
}
