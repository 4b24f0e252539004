/** Server-side encryption of streams. https://docs.aws.amazon.com/firehose/latest/APIReference/API_StartDeliveryStreamEncryption.html */
import { streamBusy } from "../errors.ts";
import { encryptionOf, giveBack } from "../grants.ts";
import { change, type Stream, streamAt } from "../streams.ts";
import { on } from "../tables.ts";
import { notPermitted } from "./streams.ts";

/** @throws Fault where encryption cannot be turned on or off now. */
function check({ name, type, status, encryption }: Stream): void {
  if (type !== "DirectPut") throw notPermitted(type);
  if (status === "DELETING") throw streamBusy(name, status);
  if (encryption.status.endsWith("ING")) throw streamBusy(name, encryption.status);
}

export const StartDeliveryStreamEncryption = on(
  "StartDeliveryStreamEncryption",
  async (ctx, input) => {
    const { DeliveryStreamName: name } = input;
    check(await ctx.view((tx) => streamAt(ctx, tx, name)));
    const asked = input.DeliveryStreamEncryptionConfigurationInput;
    const encryption = await encryptionOf(ctx, asked);
    return ctx.update(async (tx) => {
      const row = await streamAt(ctx, tx, name);
      check(row);
      await giveBack(ctx, tx, row.encryption, false);
      await change(ctx, tx, { ...row, encryption });
      return {};
    });
  },
);

export const StopDeliveryStreamEncryption = on("StopDeliveryStreamEncryption", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await streamAt(ctx, tx, input.DeliveryStreamName);
    check(row);
    if (row.encryption.status === "DISABLED") return {};
    await giveBack(ctx, tx, row.encryption, false);
    await change(ctx, tx, { ...row, encryption: { ...row.encryption, status: "DISABLING" } });
    return {};
  }),
);
