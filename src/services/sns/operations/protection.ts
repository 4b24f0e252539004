/** Data protection policies of topics. https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-configure.html */
import { checkProtection } from "../protection.ts";
import { on } from "../tables.ts";
import { scopeOf, topicAt } from "../topics.ts";

/** "" for a topic without one, as an empty policy takes a topic's away. */
export const GetDataProtectionPolicy = on("GetDataProtectionPolicy", (ctx, input) =>
  ctx.view(async (tx) => {
    const { protection = "" } = await topicAt(tx, input.ResourceArn);
    return { DataProtectionPolicy: protection };
  }),
);

export const PutDataProtectionPolicy = on("PutDataProtectionPolicy", (ctx, input) => {
  const { ResourceArn: arn, DataProtectionPolicy: protection } = input;
  if (protection !== "") checkProtection(protection);
  return ctx.update(async (tx) => {
    const { protection: _, ...row } = await topicAt(tx, arn);
    await scopeOf(tx, arn).topic.put(protection === "" ? row : { ...row, protection });
    return {};
  });
});
