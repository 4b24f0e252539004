/** Text messages: settings, opt-outs, the sandbox. https://docs.aws.amazon.com/sns/latest/dg/sms_preferences.html */
import { notImplemented } from "#aws/fault";
import { invalidParameter, phoneMissing, verificationFailed } from "../errors.ts";
import { PAGE } from "../limits.ts";
import { checkPhone, settingsOf } from "../sms.ts";
import { on } from "../tables.ts";

const NOT_OBEYED = [
  "DeliveryStatusIAMRole",
  "DeliveryStatusSuccessSamplingRate",
  "UsageReportS3Bucket",
];

export const SetSMSAttributes = on("SetSMSAttributes", (ctx, input) => {
  for (const [name, value] of Object.entries(input.attributes)) {
    if (NOT_OBEYED.includes(name)) throw notImplemented(`sns:SetSMSAttributes with ${name}`);
    const known = CHECKS.get(name);
    if (known === undefined) throw invalidParameter(`attributes Reason: ${name} is not valid`);
    if (!known.test(value)) throw invalidParameter(`${name} Reason: ${value} is not valid`);
  }
  return ctx.update(async (tx) => {
    const settings = await settingsOf(tx);
    const attributes = { ...settings.attributes, ...input.attributes };
    await tx.sms.put({ ...settings, attributes });
    return {};
  });
});

const CHECKS = new Map<string, RegExp>([
  ["MonthlySpendLimit", /^\d{1,9}$/],
  ["DefaultSenderID", /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/],
  ["DefaultSMSType", /^(Promotional|Transactional)$/],
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
    const after = input.nextToken;
    const rows = await tx.optedOut.list({
      limit: PAGE + 1,
      ...(after === undefined ? {} : { range: { column: "phone" as const, after } }),
    });
    const page = rows.slice(0, PAGE).map(({ phone }) => phone);
    return { phoneNumbers: page, ...(rows.length > PAGE ? { nextToken: page.at(-1)! } : {}) };
  }),
);

export const OptInPhoneNumber = on("OptInPhoneNumber", (ctx, input) => {
  checkPhone(input.phoneNumber);
  return ctx.update(async (tx) => {
    await tx.optedOut.remove({ phone: input.phoneNumber });
    return {};
  });
});

/** Nobody is in the sandbox here: a first message should arrive. */
export const GetSMSSandboxAccountStatus = on("GetSMSSandboxAccountStatus", () => ({
  IsInSandbox: false,
}));

export const CreateSMSSandboxPhoneNumber = on("CreateSMSSandboxPhoneNumber", (ctx, input) => {
  const phone = input.PhoneNumber;
  checkPhone(phone);
  return ctx.update(async (tx) => {
    const code = String(Math.floor(ctx.chance.fraction() * 900_000) + 100_000);
    await tx.sandboxPhone.put({ phone, status: "Pending", code });
    await tx.outbox.send({
      deliver: "text",
      input: { phone, body: `Your verification code is ${code}`, sender: "NOTICE", price: 0 },
    });
    return {};
  });
});

export const VerifySMSSandboxPhoneNumber = on("VerifySMSSandboxPhoneNumber", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await tx.sandboxPhone.find({ phone: input.PhoneNumber });
    if (row === undefined) throw phoneMissing();
    if (row.code !== input.OneTimePassword) throw verificationFailed();
    await tx.sandboxPhone.put({ ...row, status: "Verified" });
    return {};
  }),
);

export const DeleteSMSSandboxPhoneNumber = on("DeleteSMSSandboxPhoneNumber", (ctx, input) =>
  ctx.update(async (tx) => {
    if (!(await tx.sandboxPhone.remove({ phone: input.PhoneNumber }))) throw phoneMissing();
    return {};
  }),
);

export const ListSMSSandboxPhoneNumbers = on("ListSMSSandboxPhoneNumbers", (ctx, input) =>
  ctx.view(async (tx) => {
    const limit = input.MaxResults ?? PAGE;
    const after = input.NextToken;
    const rows = await tx.sandboxPhone.list({
      limit: limit + 1,
      ...(after === undefined ? {} : { range: { column: "phone" as const, after } }),
    });
    const page = rows.slice(0, limit);
    return {
      PhoneNumbers: page.map(({ phone, status }) => ({
        PhoneNumber: phone,
        Status: status as "Pending" | "Verified",
      })),
      ...(rows.length > limit ? { NextToken: page.at(-1)!.phone } : {}),
    };
  }),
);

/** There are no numbers to buy here; messages come from a sender id. */
export const ListOriginationNumbers = on("ListOriginationNumbers", (_ctx, input) => {
  if (input.NextToken !== undefined) throw invalidParameter("NextToken");
  return { PhoneNumbers: [] };
});
