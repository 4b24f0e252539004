/** Text messages on their way: opt-outs, the sandbox, the month's spending, the mailbox. */
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import { invalidParameter } from "./errors.ts";
import type { Content, Outcome, Sending } from "./publications.ts";
import type { SmsRow } from "./tables.ts";
import type { Ctx, Tx } from "./topics.ts";
import { keepForReport } from "./usage-report.ts";

/** US dollars a part; AWS's differ by country and carrier. */
export const PRICE = 0.00645;
/** Characters of one message, in one part or several. */
export const SMS_LENGTH = 1_600;
const DEFAULTS: SmsRow = {
  id: "settings",
  attributes: { MonthlySpendLimit: "1" },
  month: "",
  spent: 0,
};
const ACCEPTED = "Message has been accepted by phone carrier";

/** Whether a text is a number in E.164. */
export const isPhone = (text: string): boolean => /^\+[1-9]\d{3,14}$/.test(text);

/** @throws Fault InvalidParameter for what is no number in E.164. */
export function checkPhone(phone: string): void {
  if (!isPhone(phone))
    throw invalidParameter(`PhoneNumber Reason: ${phone} is not valid to publish to`);
}

export const settingsOf = async (tx: Tx): Promise<Readonly<SmsRow>> =>
  (await tx.sms.find({ id: DEFAULTS.id })) ?? DEFAULTS;

/** The characters of GSM 03.38, each of which takes seven bits; those of its extension take two such. */
const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ" +
  "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_EXTENSION = "\f^{}\\[~]|€";

/**
 * Into how many parts a message is cut: one that is not in GSM's alphabet goes as UCS-2.
 * Of several, each begins with a header that tells its place.
 * https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html
 */
export function partsOf(body: string): number {
  let septets = 0;
  for (const character of body) {
    if (GSM.includes(character)) septets++;
    else if (GSM_EXTENSION.includes(character)) septets += 2;
    else return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
  }
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}

/** What message attributes say of a text message: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
export function smsOf(
  attributes: Readonly<Record<string, MessageAttributeValue>>,
): NonNullable<Content["sms"]> {
  const maxPrice = attributes["AWS.SNS.SMS.MaxPrice"]?.StringValue;
  return {
    sender: attributes["AWS.SNS.SMS.SenderID"]?.StringValue ?? "",
    type: attributes["AWS.SNS.SMS.SMSType"]?.StringValue ?? "",
    ...(maxPrice === undefined ? {} : { maxPrice: Number(maxPrice) }),
  };
}

/** Deliver: the code by which a number of the sandbox is verified. It costs nothing. */
export async function password(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<void> {
  const { phone, code } = given as { phone: string; code: string };
  const body = `Your verification code is ${code}`;
  await ctx.mail({ medium: "sms", service: "sns", from: "NOTICE", to: phone, body });
}

/** Delivers a message, unless its receiver wants none or the month's money is spent. */
export async function text(ctx: Ctx, sending: Sending, content: Content): Promise<Outcome> {
  const { body, sms = smsOf({}) } = content;
  const { endpoint: phone } = sending;
  const at = ctx.clock.now();
  const parts = partsOf(body);
  const { settings, why, spent } = await ctx.update(async (tx) => {
    const settings = await settingsOf(tx);
    const month = new Date(at).toISOString().slice(0, 7);
    const before = settings.month === month ? settings.spent : 0;
    const after = before + parts * PRICE;
    const why = await refusal(tx, settings, phone, sms.maxPrice, after);
    if (why === undefined) await tx.sms.put({ ...settings, month, spent: after });
    if (why !== OPTED_OUT)
      await keepForReport(ctx, tx, {
        ...{ at: sending.publishedAt, messageId: sending.messageId, phone, parts },
        type: sms.type || settings.attributes["DefaultSMSType"] || "Promotional",
        ...{ status: why ?? ACCEPTED, price: why === undefined ? PRICE : 0 },
      });
    return { settings, why, spent: why === undefined ? after : before };
  });
  count(ctx, sending, why === undefined, spent, sms.type || settings.attributes["DefaultSMSType"]);
  if (why !== undefined)
    return {
      ...{ delivered: false, final: true, statusCode: undefined },
      providerResponse: why,
    };
  const from = sms.sender || settings.attributes["DefaultSenderID"] || "NOTICE";
  await ctx.mail({ medium: "sms", service: "sns", from, to: phone, body });
  return { delivered: true, final: true, statusCode: undefined, providerResponse: ACCEPTED };
}

const OPTED_OUT = "Phone number is opted out";

/** In the words of https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html, if AWS has some. */
async function refusal(
  tx: Tx,
  settings: Readonly<SmsRow>,
  phone: string,
  maxPrice: number | undefined,
  after: number,
): Promise<string | undefined> {
  if ((await tx.optedOut.find({ phone })) !== undefined) return OPTED_OUT;
  if (settings.sandboxed) {
    const known = await tx.sandboxPhone.find({ phone });
    // AWS has published no words for this one.
    if (known?.status !== "Verified") return "Phone number is not verified in the SMS sandbox";
  }
  if (maxPrice !== undefined && maxPrice < PRICE) return "This delivery would exceed max price";
  if (after > Number(settings.attributes["MonthlySpendLimit"])) return "No quota left for account";
  return undefined;
}

function count(
  ctx: Ctx,
  { topicArn }: Sending,
  sent: boolean,
  spent: number,
  SMSType = "Promotional",
): void {
  const metric = `NumberOfNotifications${sent ? "Delivered" : "Failed"}`;
  if (topicArn === "")
    ctx.count("AWS/SNS", metric, 1, "Count", { PhoneNumber: "PhoneNumberDirect" });
  ctx.count("AWS/SNS", "SMSSuccessRate", sent ? 1 : 0, "Count", { SMSType });
  ctx.count("AWS/SNS", "SMSMonthToDateSpentUSD", spent, "Count", {});
}
