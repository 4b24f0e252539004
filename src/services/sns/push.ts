/** Notifications to phones: found by ARN, delivered into the mailbox. */
import { endpointMissing, invalidParameter } from "./errors.ts";
import type { EndpointRow } from "./tables.ts";
import { type Ctx, placeOf, type Tx } from "./topics.ts";

export interface Push {
  readonly endpoint: string;
  readonly body: string;
}

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
export async function push(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<void> {
  const { endpoint, body } = given as unknown as Push;
  const row = await ctx.view((tx) => endpointAt(tx, endpoint).catch(() => undefined));
  const delivered = row !== undefined && isEnabled(row.attributes);
  const metric = delivered ? "NumberOfNotificationsDelivered" : "NumberOfNotificationsFailed";
  const [platform = "", Application = ""] = row?.application.split("/") ?? [];
  ctx.count("AWS/SNS", metric, 1, "Count", { Application, Platform: platform });
  if (!delivered) return;
  await ctx.mail({
    ...{ medium: "push" as const, service: "sns", from: Application, to: endpoint, body },
    details: { platform, token: row.attributes["Token"] ?? "" },
  });
}
