/** Delivery streams. https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html */
import { Fault, notImplemented } from "#aws/fault";
import type { CreateDeliveryStreamInput } from "#aws/generated/types/firehose";
import { destinationOf, rolesOf, updated } from "../destinations.ts";
import {
  invalidArgument,
  limitExceeded,
  roleRefused,
  streamBusy,
  streamExists,
  versionPassed,
} from "../errors.ts";
import { encryptionOf, giveBack } from "../grants.ts";
import { LIST_PAGE, STREAMS, TAGS } from "../limits.ts";
import { checkSource } from "../source.ts";
import { change, type Ctx, DESTINATION_ID, shown, streamArn, streamAt } from "../streams.ts";
import { type Destination, on, type Source, type StreamRow } from "../tables.ts";
import { assume } from "../role.ts";

export const CreateDeliveryStream = on("CreateDeliveryStream", async (ctx, input) => {
  const { DeliveryStreamName: name, Tags = [] } = input;
  const type = input.DeliveryStreamType ?? "DirectPut";
  if (type !== "DirectPut" && type !== "KinesisStreamAsSource")
    throw notImplemented(`firehose: DeliveryStreamType ${type}`);
  const source = sourceOf(type, input);
  const destination = destinationOf(input);
  await passRoles(ctx, name, destination, source);
  await ctx.view(async (tx) => {
    if ((await tx.stream.find({ name })) !== undefined) throw streamExists(name, ctx.account);
  });
  await checkSource(ctx, name, source);
  const asked = input.DeliveryStreamEncryptionConfigurationInput;
  if (asked !== undefined && type !== "DirectPut") throw notPermitted(type);
  const encryption =
    asked === undefined ? { status: "DISABLED" as const } : await encryptionOf(ctx, asked);
  const tags: Record<string, string> = Object.create(null);
  for (const { Key, Value = "" } of Tags) tags[Key] = Value;
  if (Tags.length > TAGS) throw limitExceeded(`A delivery stream can have at most ${TAGS} tags.`);
  return ctx.update(async (tx) => {
    if ((await tx.stream.find({ name })) !== undefined) throw streamExists(name, ctx.account);
    if ((await tx.stream.count()) >= STREAMS)
      throw limitExceeded(`You have already consumed your firehose quota of ${STREAMS} hoses.`);
    const row: StreamRow = {
      ...{ name, id: ctx.chance.uuid(), type, status: "CREATING", version: 1 },
      ...{ source, destination, encryption, tags },
      ...{ createdAt: ctx.now, updatedAt: undefined },
    };
    await change(ctx, tx, row);
    return { DeliveryStreamARN: streamArn(ctx, name) };
  });
});

export const notPermitted = (type: string) =>
  invalidArgument(`This operation is not permitted on ${type} delivery stream type.`);

function sourceOf(type: StreamRow["type"], input: CreateDeliveryStreamInput): Source {
  const { KinesisStreamSourceConfiguration, DirectPutSourceConfiguration } = input;
  if ((type === "KinesisStreamAsSource") !== (KinesisStreamSourceConfiguration !== undefined))
    throw invalidArgument(
      "KinesisStreamSourceConfig is required if and only if the delivery stream type is KinesisStreamAsSource",
    );
  if (type !== "DirectPut" && DirectPutSourceConfiguration !== undefined)
    throw invalidArgument(`DirectPutSourceConfiguration is not valid for ${type}.`);
  return {
    ...(KinesisStreamSourceConfiguration === undefined ? {} : { KinesisStreamSourceConfiguration }),
    ...(DirectPutSourceConfiguration === undefined ? {} : { DirectPutSourceConfiguration }),
  };
}

async function passRoles(
  ctx: Ctx,
  name: string,
  destination: Destination,
  source?: Source,
): Promise<void> {
  const reading = source?.KinesisStreamSourceConfiguration?.RoleARN;
  for (const role of new Set([...rolesOf(destination), ...(reading ? [reading] : [])])) {
    await ctx.passRole(role);
    await checkTrust(ctx, name, role);
  }
}

/** A role whose trust policy does not admit Firehose is refused, where policies are enforced. */
async function checkTrust(ctx: Ctx, name: string, role: string): Promise<void> {
  await assume(ctx, role, name).catch((error: unknown) => {
    throw error instanceof Fault ? roleRefused(role) : error;
  });
}

export const DescribeDeliveryStream = on("DescribeDeliveryStream", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await streamAt(ctx, tx, input.DeliveryStreamName);
    // There is one destination, however many are asked for.
    const found = shown(ctx, row, input.ExclusiveStartDestinationId);
    const Destinations = found.Destinations.slice(0, input.Limit);
    return { DeliveryStreamDescription: { ...found, Destinations } };
  }),
);

export const ListDeliveryStreams = on("ListDeliveryStreams", (ctx, input) =>
  ctx.view(async (tx) => {
    const { ExclusiveStartDeliveryStreamName: after, Limit = LIST_PAGE } = input;
    const rows = await tx.stream.list({
      ...(input.DeliveryStreamType === undefined
        ? {}
        : { where: { type: input.DeliveryStreamType as StreamRow["type"] } }),
      ...(after === undefined ? {} : { range: { column: "name", after } }),
      order: ["name"],
      limit: Limit + 1,
    });
    return {
      DeliveryStreamNames: rows.slice(0, Limit).map(({ name }) => name),
      HasMoreDeliveryStreams: rows.length > Limit,
    };
  }),
);

export const DeleteDeliveryStream = on("DeleteDeliveryStream", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await streamAt(ctx, tx, input.DeliveryStreamName);
    if (row.status === "DELETING") throw streamBusy(row.name, row.status);
    await giveBack(ctx, tx, row.encryption, true);
    await change(ctx, tx, { ...row, status: "DELETING" });
    return {};
  }),
);

export const UpdateDestination = on("UpdateDestination", async (ctx, input) => {
  const { DeliveryStreamName: name, CurrentDeliveryStreamVersionId: version } = input;
  const before = await ctx.view((tx) => streamAt(ctx, tx, name));
  check(before, version, input.DestinationId);
  const destination = updated(before.destination, input);
  await passRoles(ctx, name, destination);
  return ctx.update(async (tx) => {
    const row = await streamAt(ctx, tx, name);
    check(row, version, input.DestinationId);
    const next = { ...row, destination, version: row.version + 1, updatedAt: ctx.now };
    await tx.stream.put(next);
    return {};
  });
});

/** @throws Fault unless the stream is what the caller last saw of it. */
function check(row: Readonly<StreamRow>, version: string, destinationId: string): void {
  if (row.status === "DELETING") throw streamBusy(row.name, row.status);
  if (String(row.version) !== version) throw versionPassed(row.name, row.version, version);
  if (destinationId !== DESTINATION_ID)
    throw invalidArgument(`Destination Id ${destinationId} not found`);
}
