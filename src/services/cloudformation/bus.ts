/**
 * What happens to stacks, as events on the default bus.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/working-with-events.html
 */
import type { Ctx, Tx } from "./stacks.ts";
import type { EventRow } from "./tables.ts";

const STACK = "AWS::CloudFormation::Stack";

/** Sends a stack's or a resource's change of status to the account's default bus. */
export async function emit(ctx: Ctx, tx: Tx, event: EventRow): Promise<void> {
  if (!ctx.kernel.services.has("events")) return;
  const ofStack = event.type === STACK && event.physicalId === event.stackId;
  const detail = {
    "stack-id": event.stackId,
    ...(ofStack
      ? {}
      : {
          "logical-resource-id": event.logicalId,
          "physical-resource-id": event.physicalId,
          "resource-type": event.type,
        }),
    "status-details": { status: event.status, "status-reason": event.reason ?? "" },
    "client-request-token": event.token ?? "",
  };
  await tx.outbox.send({
    service: "events",
    operation: "PutEvents",
    as: "cloudformation.amazonaws.com",
    sourceArn: event.stackId,
    input: {
      Entries: [
        {
          Source: "aws.cloudformation",
          DetailType: `CloudFormation ${ofStack ? "Stack" : "Resource"} Status Change`,
          Detail: JSON.stringify(detail),
          Resources: [event.stackId],
          Time: event.at,
        },
      ],
    },
  });
}
