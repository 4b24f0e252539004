/** Statements of a queue's policy, one per label. */
import { OWNER_ONLY } from "../domain.ts";
import {
  invalidParameter,
  missingParameter,
  tooManyActions,
  tooManyStatements,
} from "../errors.ts";
import { PERMISSION_ACTIONS, POLICY_STATEMENTS } from "../limits.ts";
import { type Ctx, placeOf, queueArn, queueAt } from "../queues.ts";
import { on } from "../tables.ts";

interface PolicyText {
  Version: string;
  Id?: string;
  Statement: Record<string, unknown>[];
}

/** What another account can be allowed. */
const GIVEN = new Set([
  "*",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
]);
export const AddPermission = on("AddPermission", (ctx, input) => {
  const { Label, Actions, AWSAccountIds } = input;
  checkLabel(Label);
  checkActions(Actions);
  if (AWSAccountIds.length === 0 || !AWSAccountIds.every((id) => /^\d{12}$/.test(id)))
    throw invalidParameter(
      `Value [${AWSAccountIds.join(", ")}] for parameter PrincipalId is invalid. Reason: Unable to verify.`,
    );
  return rewrite(ctx, input.QueueUrl, (policy, arn) => {
    if (policy.Statement.some((statement) => statement["Sid"] === Label))
      throw invalidParameter(
        `Value ${Label} for parameter Label is invalid. Reason: Already exists.`,
      );
    policy.Statement.push({
      Sid: Label,
      Effect: "Allow",
      Principal: { AWS: oneOrMany(AWSAccountIds.map((id) => `arn:aws:iam::${id}:root`)) },
      Action: oneOrMany(Actions.map((action) => `SQS:${action}`)),
      Resource: arn,
    });
    if (policy.Statement.length > POLICY_STATEMENTS)
      throw tooManyStatements(policy.Statement.length);
  });
});

export const RemovePermission = on("RemovePermission", (ctx, input) =>
  rewrite(ctx, input.QueueUrl, (policy) => {
    const left = policy.Statement.filter((statement) => statement["Sid"] !== input.Label);
    if (left.length === policy.Statement.length)
      throw invalidParameter(
        `Value ${input.Label} for parameter Label is invalid. Reason: can't find label${left.length > 0 ? " on existing policy" : ""}.`,
      );
    policy.Statement = left;
  }),
);

/** No text of AWS's was found for a label that is none. */
function checkLabel(label: string): void {
  if (!/^[\w-]{1,80}$/.test(label))
    throw invalidParameter(
      `Value ${label} for parameter Label is invalid. Reason: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.`,
    );
}

function checkActions(actions: readonly string[]): void {
  if (actions.length === 0) throw missingParameter("Actions");
  if (actions.length > PERMISSION_ACTIONS) throw tooManyActions(actions.length);
  for (const action of actions)
    if (!GIVEN.has(action))
      throw invalidParameter(
        `Value SQS:${action} for parameter ActionName is invalid. Reason: ${
          OWNER_ONLY.has(action)
            ? "Only the queue owner is allowed to invoke this action."
            : "Please refer to the appropriate WSDL for a list of valid actions."
        }`,
      );
}

const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? values[0]! : values;

async function rewrite(
  ctx: Ctx,
  url: string,
  change: (policy: PolicyText, arn: string) => void,
): Promise<Record<string, never>> {
  return ctx.update(async (tx) => {
    const row = await queueAt(ctx, tx, url);
    const { account } = placeOf(ctx, url);
    const arn = queueArn(ctx, row.name, account);
    const text = row.attributes["Policy"];
    const policy: PolicyText = text
      ? JSON.parse(text)
      : { Version: "2008-10-17", Id: `${arn}/SQSDefaultPolicy`, Statement: [] };
    // A policy of one statement may have it outside of a list.
    policy.Statement = [policy.Statement].flat();
    change(policy, arn);
    const attributes = { ...row.attributes, Policy: JSON.stringify(policy) };
    if (policy.Statement.length === 0) delete (attributes as Record<string, string>)["Policy"];
    await tx.at(account, ctx.region).queue.put({ ...row, attributes, modifiedAt: ctx.now });
    return {};
  });
}
