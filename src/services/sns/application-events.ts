/**
 * Events of platform applications, told to the topics that their attributes name.
 * https://docs.aws.amazon.com/sns/latest/dg/application-event-notifications.html
 */
import type { ApplicationRow } from "./tables.ts";
import type { Ctx, Tx } from "./topics.ts";

export type ApplicationEvent =
  | "EndpointCreated"
  | "EndpointDeleted"
  | "EndpointUpdated"
  | "DeliveryFailure";

/** Attributes of a platform application that name a topic. */
export const EVENT_ATTRIBUTES = [
  "EventEndpointCreated",
  "EventEndpointDeleted",
  "EventEndpointUpdated",
  "EventDeliveryFailure",
];

/** Tells of an event once the change is committed. @param more What only some events say. */
export async function tellOf(
  ctx: Ctx,
  tx: Tx,
  { id, attributes }: Readonly<ApplicationRow>,
  EventType: ApplicationEvent,
  EndpointArn: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const topicArn = attributes[`Event${EventType}`];
  if (topicArn === undefined || topicArn === "") return;
  const message = JSON.stringify({
    ...more,
    ...{ EndpointArn, EventType, Resource: ctx.arn("sns", `app/${id}`), Service: "SNS" },
    Time: new Date(ctx.clock.now()).toISOString(),
  });
  await tx.outbox.send({ deliver: "applicationEvent", input: { topicArn, message } });
}

/** Deliver: publishes an event. Its topic is the application's owner's, so that no policy judges. */
export async function applicationEvent(
  ctx: Ctx,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { topicArn, message } = given as { topicArn: string; message: string };
  const input = { TopicArn: topicArn, Message: message };
  const region = topicArn.split(":")[3] ?? ctx.region;
  await ctx.call("sns", "Publish", input, { trusted: true, region });
}
