/** Notifications to phones: found by ARN, delivered into the mailbox. */
import { endpointMissing, invalidParameter } from "./errors.ts";
import { tellOf } from "./application-events.ts";
import type { Content, Outcome, Sending } from "./publications.ts";
import type { ApplicationRow, EndpointRow } from "./tables.ts";
import { type Ctx, placeOf, type Tx } from "./topics.ts";

/** "GCM/shop" of an application's ARN. @throws Fault InvalidParameter */
export function applicationOf(arn: string): string {
  const [kind, platform, name] = placeOf(arn, "PlatformApplicationArn").name.split("/");
  if (kind !== "app" || !platform || !name)
    throw invalidParameter(
      "PlatformApplicationArn Reason: Wrong number of slashes in relative portion of the ARN.",
    );
  return `${platform}/${name}`;
}

export const endpointArn = (ctx: Ctx, { application, id }: Readonly<EndpointRow>): string =>
  ctx.arn("sns", `endpoint/${application}/${id}`);

/** @param id "GCM/shop". */
export const applicationAt = async (
  tx: Tx,
  id: string,
): Promise<Readonly<ApplicationRow> | undefined> => tx.application.find({ id });

/** @throws Fault NotFound. */
export async function endpointAt(tx: Tx, arn: string): Promise<Readonly<EndpointRow>> {
  const { account, region, name } = placeOf(arn, "EndpointArn");
  const [kind, , , id = ""] = name.split("/");
  const row = kind === "endpoint" ? await tx.at(account, region).endpoint.find({ id }) : undefined;
  if (row === undefined) throw endpointMissing();
  return row;
}

export const isEnabled = (attributes: Readonly<Record<string, string>>): boolean =>
  /^true$/i.test(attributes["Enabled"] ?? "true");

/** The platform's own part of a message that has one for each: "GCM" of `endpoint/GCM/shop/id`. */
export const platformOf = (arn: string): string => arn.split("/")[1] ?? "";

/** Delivers a notification, unless the endpoint is gone or was disabled meanwhile. */
export async function push(ctx: Ctx, sending: Sending, { body }: Content): Promise<Outcome> {
  const { endpoint } = sending;
  const { row, application } = await ctx.view(async (tx) => {
    const row = await endpointAt(tx, endpoint).catch(() => undefined);
    return { row, application: row && (await applicationAt(tx, row.application)) };
  });
  const why =
    row === undefined
      ? "EndpointNotFound"
      : !isEnabled(row.attributes)
        ? "EndpointDisabled"
        : isEnabled(application?.attributes ?? {})
          ? undefined
          : "PlatformApplicationDisabled";
  const [Platform = "", Application = ""] = endpoint.split("/").slice(1);
  const metric = `NumberOfNotifications${why === undefined ? "Delivered" : "Failed"}`;
  ctx.count("AWS/SNS", metric, 1, "Count", { Application, Platform });
  if (why !== undefined) {
    const words = REFUSED.get(why)!;
    if (application !== undefined)
      await ctx.update((tx) =>
        tellOf(ctx, tx, application, "DeliveryFailure", endpoint, {
          DeliveryAttempts: sending.attempt + 1,
          ...{ FailureType: why, FailureMessage: words, MessageId: sending.messageId },
        }),
      );
    return {
      ...{ delivered: false, final: true, statusCode: 400 },
      providerResponse: words,
    };
  }
  await ctx.mail({
    ...{ medium: "push" as const, service: "sns", from: Application, to: endpoint, body },
    details: { platform: Platform, token: row!.attributes["Token"] ?? "" },
  });
  const providerResponse = JSON.stringify({ message_id: ctx.chance.uuid() });
  return { delivered: true, final: true, statusCode: 200, providerResponse };
}

const REFUSED: ReadonlyMap<string, string> = new Map([
  ["EndpointNotFound", "Endpoint does not exist"],
  ["EndpointDisabled", "Endpoint is disabled"],
  ["PlatformApplicationDisabled", "Platform application is disabled"],
]);
