/** Statements of a queue's policy, one per label. */
import { invalidParameter } from "../errors.ts";
import { type Ctx, placeOf, queueArn, queueAt } from "../queues.ts";
import { on } from "../tables.ts";

interface PolicyText {
  Version: string;
  Id?: string;
  Statement: Record<string, unknown>[];
}

export const AddPermission = on("AddPermission", (ctx, input) =>
  rewrite(ctx, input.QueueUrl, (policy, arn) => {
    if (policy.Statement.some((statement) => statement["Sid"] === input.Label))
      throw invalidParameter(
        `Value ${input.Label} for parameter Label is invalid. Reason: Already exists.`,
      );
    policy.Statement.push({
      Sid: input.Label,
      Effect: "Allow",
      Principal: { AWS: input.AWSAccountIds.map((id) => `arn:aws:iam::${id}:root`) },
      Action: input.Actions.map((action) => `SQS:${action}`),
      Resource: arn,
    });
  }),
);

export const RemovePermission = on("RemovePermission", (ctx, input) =>
  rewrite(ctx, input.QueueUrl, (policy) => {
    const left = policy.Statement.filter((statement) => statement["Sid"] !== input.Label);
    if (left.length === policy.Statement.length)
      throw invalidParameter(
        `Value ${input.Label} for parameter Label is invalid. Reason: can't find label on existing policy.`,
      );
    policy.Statement = left;
  }),
);

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
      : { Version: "2012-10-17", Id: `${arn}/SQSDefaultPolicy`, Statement: [] };
    change(policy, arn);
    const attributes = { ...row.attributes, Policy: JSON.stringify(policy) };
    if (policy.Statement.length === 0) delete (attributes as Record<string, string>)["Policy"];
    await tx.at(account, ctx.region).queue.put({ ...row, attributes, modifiedAt: ctx.now });
    return {};
  });
}
