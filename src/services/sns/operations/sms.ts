/** Text messages: settings, opt-outs, the sandbox. https://docs.aws.amazon.com/sns/latest/dg/sms_preferences.html */
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import {
  invalidParameter,
  phoneMissing,
  phoneOptedOut,
  sandboxRefused,
  verificationFailed,
} from "../errors.ts";
import { PAGE, SANDBOX_PHONES } from "../limits.ts";
import { checkPhone, settingsOf } from "../sms.ts";
import { on } from "../tables.ts";

export const SetSMSAttributes = on("SetSMSAttributes", (ctx, input) => {
  for (const [name, value] of Object.entries(input.attributes)) {
    const known = CHECKS.get(name);
    if (known === undefined) throw invalidParameter(`attributes Reason: ${name} is not valid`);
    if (!known.test(value)) throw invalidParameter(`${name} Reason: ${value} is not valid`);
  }
  return ctx.update(async (tx) => {
    const settings = await settingsOf(tx);
    const all = Object.entries({ ...settings.attributes, ...input.attributes });
    const attributes = Object.fromEntries(all.filter(([, value]) => value !== ""));
    await tx.sms.put({ ...settings, attributes });
    return {};
  });
});

const CHECKS = new Map<string, RegExp>([
  ["MonthlySpendLimit", /^\d{1,9}$/],
  ["DefaultSenderID", /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/],
  ["DefaultSMSType", /^(Promotional|Transactional)$/],
  ["DeliveryStatusIAMRole", /^(arn:[\w-]+:iam::\d{12}:role\/.+)?$/],
  ["DeliveryStatusSuccessSamplingRate", /^(100|\d{1,2})?$/],
  ["UsageReportS3Bucket", /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$/],
]);

export const GetSMSAttributes = on("GetSMSAttributes", (ctx, input) =>
  ctx.view(async (tx) => {
    const { attributes } = await settingsOf(tx);
    const asked = input.attributes ?? [];
    return {
      attributes: Object.fromEntries(
        Object.entries(attributes).filter(([name]) => asked.length === 0 || asked.includes(name)),
      ),
    };
  }),
);

export const CheckIfPhoneNumberIsOptedOut = on("CheckIfPhoneNumberIsOptedOut", (ctx, input) => {
  checkPhone(input.phoneNumber);
  return ctx.view(async (tx) => ({
    isOptedOut: (await tx.optedOut.find({ phone: input.phoneNumber })) !== undefined,
  }));
});

export const ListPhoneNumbersOptedOut = on("ListPhoneNumbersOptedOut", (ctx, input) =>
  ctx.view(async (tx) => {
    const after = keyIn(input.nextToken);
    const { rows, next } = await readPage(tx.optedOut, { column: "phone", after, limit: PAGE });
    return {
      phoneNumbers: rows.map(({ phone }) => phone),
      ...(next === undefined ? {} : { nextToken: tokenOf(next) }),
    };
  }),
);

export const OptInPhoneNumber = on("OptInPhoneNumber", (ctx, input) => {
  checkPhone(input.phoneNumber);
  return ctx.update(async (tx) => {
    await tx.optedOut.remove({ phone: input.phoneNumber });
    return {};
  });
});

export const GetSMSSandboxAccountStatus = on("GetSMSSandboxAccountStatus", (ctx) =>
  ctx.view(async (tx) => ({ IsInSandbox: (await settingsOf(tx)).sandboxed ?? false })),
);

export const CreateSMSSandboxPhoneNumber = on("CreateSMSSandboxPhoneNumber", (ctx, input) => {
  const phone = input.PhoneNumber;
  checkPhone(phone);
  return ctx.update(async (tx) => {
    if ((await tx.optedOut.find({ phone })) !== undefined) throw phoneOptedOut();
    const known = await tx.sandboxPhone.find({ phone });
    if (known?.status === "Verified") throw sandboxRefused("The phone number is already verified.");
    if (known === undefined && (await tx.sandboxPhone.count()) >= SANDBOX_PHONES)
      throw sandboxRefused("You can have up to 10 destination phone numbers in the SMS sandbox.");
    const code = String(Math.floor(ctx.chance.fraction() * 900_000) + 100_000);
    await tx.sandboxPhone.put({ phone, status: "Pending", code, at: ctx.now });
    await tx.outbox.send({ deliver: "password", input: { phone, code } });
    return {};
  });
});

export const VerifySMSSandboxPhoneNumber = on("VerifySMSSandboxPhoneNumber", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await tx.sandboxPhone.find({ phone: input.PhoneNumber });
    if (row === undefined) throw phoneMissing();
    if (row.code !== input.OneTimePassword) throw verificationFailed(row.status);
    await tx.sandboxPhone.put({ ...row, status: "Verified", at: ctx.now });
    return {};
  }),
);

/** Numbers can be deleted a day after their verification or the last attempt, while in the sandbox. */
export const DeleteSMSSandboxPhoneNumber = on("DeleteSMSSandboxPhoneNumber", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await tx.sandboxPhone.find({ phone: input.PhoneNumber });
    if (row === undefined) throw phoneMissing();
    const { sandboxed } = await settingsOf(tx);
    if (sandboxed && ctx.now < (row.at ?? 0) + DAY_MS)
      throw sandboxRefused(
        "You can delete destination phone numbers only after 24 or more hours have passed since verification or the last verification attempt.",
      );
    await tx.sandboxPhone.remove({ phone: row.phone });
    return {};
  }),
);

const DAY_MS = 86_400_000;

export const ListSMSSandboxPhoneNumbers = on("ListSMSSandboxPhoneNumbers", (ctx, input) =>
  ctx.view(async (tx) => {
    const limit = input.MaxResults ?? PAGE;
    const after = keyIn(input.NextToken);
    const { rows, next } = await readPage(tx.sandboxPhone, { column: "phone", after, limit });
    return {
      PhoneNumbers: rows.map(({ phone, status }) => ({
        PhoneNumber: phone,
        Status: status as "Pending" | "Verified",
      })),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  }),
);

/** There are no numbers to buy here; messages come from a sender id. */
export const ListOriginationNumbers = on("ListOriginationNumbers", (_ctx, input) => {
  if (input.NextToken !== undefined) throw invalidParameter("NextToken");
  return { PhoneNumbers: [] };
});
