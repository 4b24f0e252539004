/** Consumers with throughput of their own: registering, describing, listing. */
import { consumerExists, expiredToken, invalid, limitExceeded } from "../errors.ts";
import { CONSUMERS, LIST, TOKEN_MS } from "../limits.ts";
import {
  consumerArn,
  consumerAt,
  type ConsumerPlace,
  consumerPlace,
  type Ctx,
  placeIn,
  streamArn,
  streamAt,
  type StreamPlace,
  topicOf,
} from "../streams.ts";
import { type ConsumerRow, on } from "../tables.ts";
import { checkTags } from "./tags.ts";

const shown = (
  ctx: Ctx,
  place: StreamPlace,
  row: Readonly<ConsumerRow>,
  status: "CREATING" | "ACTIVE" = "ACTIVE",
) => ({
  ConsumerName: row.name,
  ConsumerARN: consumerArn(ctx, place, row),
  ConsumerStatus: status,
  ConsumerCreationTimestamp: Math.floor(row.createdAt / 1_000) * 1_000,
});

export const RegisterStreamConsumer = on("RegisterStreamConsumer", (ctx, input) => {
  const place = placeIn(ctx, { StreamARN: input.StreamARN });
  const { ConsumerName: name } = input;
  const tags = { ...input.Tags };
  checkTags(ctx, place.name, tags);
  return ctx.update(async (tx) => {
    await streamAt(ctx, tx, place);
    const { consumer } = tx.at(place.account, ctx.region);
    const row: ConsumerRow = { stream: place.name, name, createdAt: ctx.now, tags };
    if ((await consumer.find({ stream: place.name, name })) !== undefined)
      throw consumerExists(name, place.name, place.account);
    if ((await consumer.count({ stream: place.name })) >= CONSUMERS)
      // No words of AWS's were found.
      throw limitExceeded(
        `Stream ${place.name} under account ${place.account} has reached the limit of ${CONSUMERS} registered consumers.`,
      );
    await consumer.put(row);
    return { Consumer: shown(ctx, place, row, "CREATING") };
  });
});

interface Named {
  readonly StreamARN?: string;
  readonly ConsumerName?: string;
  readonly ConsumerARN?: string;
}

/** @throws Fault InvalidArgument unless a consumer is named, by its ARN or by stream and name. */
export function consumerIn(
  ctx: Ctx,
  { StreamARN, ConsumerName, ConsumerARN }: Named,
): ConsumerPlace {
  if (ConsumerARN !== undefined) {
    const place = consumerPlace(ConsumerARN);
    // No words of AWS's were found for either.
    if (place === undefined) throw invalid(`Invalid ConsumerARN: ${ConsumerARN}`);
    return place;
  }
  if (StreamARN === undefined || ConsumerName === undefined)
    throw invalid("Either ConsumerARN or both StreamARN and ConsumerName must be provided.");
  return { ...placeIn(ctx, { StreamARN }), consumer: ConsumerName };
}

export const DescribeStreamConsumer = on("DescribeStreamConsumer", (ctx, input) => {
  const place = consumerIn(ctx, input);
  return ctx.view(async (tx) => {
    const row = await consumerAt(ctx, tx, place);
    const StreamARN = streamArn(ctx, place);
    return { ConsumerDescription: { ...shown(ctx, place, row), StreamARN } };
  });
});

export const DeregisterStreamConsumer = on("DeregisterStreamConsumer", (ctx, input) => {
  const place = consumerIn(ctx, input);
  return ctx.update(async (tx) => {
    const { stream, name, ...rest } = await consumerAt(ctx, tx, place);
    await tx.at(place.account, ctx.region).consumer.remove({ stream, name });
    const arn = consumerArn(ctx, place, { stream, name, ...rest });
    await tx.subscription.removeAll({ consumerArn: arn });
    tx.afterCommit(() => ctx.signals.wake(topicOf(streamArn(ctx, place))));
    return {};
  });
});

/** @throws Fault InvalidArgument, ExpiredNextToken. */
function afterIn(ctx: Ctx, token: string): string {
  const [madeAt, after] = Buffer.from(token, "base64").toString().split("/");
  if (after === undefined || !/^\d+$/.test(madeAt!)) throw invalid("NextToken is invalid.");
  if (ctx.now - Number(madeAt) > TOKEN_MS) throw expiredToken();
  return after;
}

export const ListStreamConsumers = on("ListStreamConsumers", (ctx, input) => {
  const place = placeIn(ctx, { StreamARN: input.StreamARN });
  const after = input.NextToken === undefined ? undefined : afterIn(ctx, input.NextToken);
  return ctx.view(async (tx) => {
    const stream = await streamAt(ctx, tx, place);
    const createdAt = input.StreamCreationTimestamp ?? stream.createdAt;
    // No words of AWS's were found.
    if (Math.floor(createdAt / 1_000) !== Math.floor(stream.createdAt / 1_000))
      throw invalid(`There is no stream ${place.name} of that creation timestamp.`);
    const rows = await tx
      .at(place.account, ctx.region)
      .consumer.list({ where: { stream: place.name }, order: ["name"] });
    const left = rows.filter(({ name }) => after === undefined || name > after);
    const page = left.slice(0, input.MaxResults ?? LIST.consumers);
    const token = `${ctx.now}/${page.at(-1)?.name}`;
    return {
      Consumers: page.map((row) => shown(ctx, place, row)),
      ...(page.length < left.length ? { NextToken: Buffer.from(token).toString("base64") } : {}),
    };
  });
});
