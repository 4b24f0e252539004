/** Text messages on their way: opt-outs, the month's spending, the mailbox. */
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import { invalidParameter } from "./errors.ts";
import type { SmsRow } from "./tables.ts";
import type { Ctx, Tx } from "./topics.ts";

/** US dollars a part; AWS's differ by country and carrier. */
export const PRICE = 0.00645;
const PART_LENGTH = 140;
const DEFAULTS: SmsRow = {
  id: "settings",
  attributes: { MonthlySpendLimit: "1" },
  month: "",
  spent: 0,
};

export interface Text {
  readonly phone: string;
  readonly body: string;
  readonly sender: string;
  /** US dollars. */
  readonly price: number;
}

/** @throws Fault InvalidParameter for what is no number in E.164. */
export function checkPhone(phone: string): void {
  if (!/^\+[1-9]\d{3,14}$/.test(phone))
    throw invalidParameter(`PhoneNumber Reason: ${phone} is not valid to publish to`);
}

export const settingsOf = async (tx: Tx): Promise<Readonly<SmsRow>> =>
  (await tx.sms.find({ id: DEFAULTS.id })) ?? DEFAULTS;

/** A message to a phone, as the account's settings and the message's attributes have it. */
export async function textOf(
  tx: Tx,
  phone: string,
  body: string,
  attributes: Readonly<Record<string, MessageAttributeValue>>,
): Promise<Text> {
  const settings = await settingsOf(tx);
  const sender =
    attributes["AWS.SNS.SMS.SenderID"]?.StringValue ??
    settings.attributes["DefaultSenderID"] ??
    "NOTICE";
  const parts = Math.max(1, Math.ceil(Buffer.byteLength(body) / PART_LENGTH));
  const price = parts * PRICE;
  const most = attributes["AWS.SNS.SMS.MaxPrice"]?.StringValue;
  // Past the price that the message names, it is not sent.
  return {
    phone,
    body,
    sender,
    price: most !== undefined && Number(most) < PRICE ? Infinity : price,
  };
}

/** Delivers a message, unless its receiver wants none or the month's money is spent. */
export async function text(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<void> {
  const { phone, body, sender, price } = given as unknown as Text;
  const month = new Date(ctx.clock.now()).toISOString().slice(0, 7);
  const sent = await ctx.update(async (tx) => {
    if ((await tx.optedOut.find({ phone })) !== undefined) return false;
    const settings = await settingsOf(tx);
    const spent = (settings.month === month ? settings.spent : 0) + (price ?? Infinity);
    if (spent > Number(settings.attributes["MonthlySpendLimit"])) return false;
    await tx.sms.put({ ...settings, month, spent });
    return true;
  });
  const Dimensions = { PhoneNumber: "PhoneNumberDirect" };
  const metric = sent ? "NumberOfNotificationsDelivered" : "NumberOfNotificationsFailed";
  ctx.count("AWS/SNS", metric, 1, "Count", Dimensions);
  if (sent) await ctx.mail({ medium: "sms", service: "sns", from: sender, to: phone, body });
}
