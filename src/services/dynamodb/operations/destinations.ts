/** Kinesis streams that are told of a table's changes. */
import { Fault } from "#aws/fault";
import { invalid, limitExceeded, tableMissing } from "../errors.ts";
import { DESTINATIONS } from "../limits.ts";
import { type Ctx, open, type Opened } from "../opened.ts";
import { type Destination, on } from "../tables.ts";

interface Named {
  readonly TableName: string;
  readonly StreamArn: string;
}

const listOf = ({ row }: Opened): readonly Destination[] => row.definition.destinations ?? [];

function setDestination(
  ctx: Ctx,
  { TableName, StreamArn }: Named,
  to: (current: Destination | undefined, all: readonly Destination[]) => Destination,
): Promise<Destination> {
  return ctx.update(async (tx) => {
    const opened = await open(ctx, tx, TableName, tableMissing);
    const all = listOf(opened);
    const next = to(
      all.find(({ streamArn }) => streamArn === StreamArn),
      all,
    );
    const destinations = [...all.filter(({ streamArn }) => streamArn !== StreamArn), next];
    const { row } = opened;
    await opened.tx.table.put({ ...row, definition: { ...row.definition, destinations } });
    return next;
  });
}

/** @throws Fault ValidationException. */
async function checkStream(ctx: Ctx, StreamARN: string): Promise<void> {
  try {
    await ctx.call("kinesis", "DescribeStreamSummary", { StreamARN });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw invalid("User does not have a permission to use kinesis stream");
  }
}

const configuration = ({ precision }: Destination) => ({
  EnableKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: precision },
});

export const EnableKinesisStreamingDestination = on(
  "EnableKinesisStreamingDestination",
  async (ctx, input) => {
    const { TableName, StreamArn } = input;
    const given = input.EnableKinesisStreamingConfiguration?.ApproximateCreationDateTimePrecision;
    await checkStream(ctx, StreamArn);
    const made = await setDestination(ctx, input, (current, all) => {
      if (current?.active)
        throw invalid(
          "Table is not in a valid state to enable Kinesis Streaming Destination: EnableKinesisStreamingDestination " +
            "must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
        );
      // No words of AWS's were found.
      if (all.filter(({ active }) => active).length >= DESTINATIONS)
        throw limitExceeded(`A table has at most ${DESTINATIONS} Kinesis streaming destinations.`);
      return { streamArn: StreamArn, active: true, precision: given ?? "MILLISECOND" };
    });
    return { TableName, StreamArn, DestinationStatus: "ENABLING" as const, ...configuration(made) };
  },
);

export const DisableKinesisStreamingDestination = on(
  "DisableKinesisStreamingDestination",
  async (ctx, input) => {
    const { TableName, StreamArn } = input;
    await setDestination(ctx, input, (current) => {
      if (!current?.active)
        throw invalid(
          "Table is not in a valid state to disable Kinesis Streaming Destination: DisableKinesisStreamingDestination " +
            "must be ACTIVE to perform DISABLE operation.",
        );
      return { ...current, active: false };
    });
    return { TableName, StreamArn, DestinationStatus: "DISABLING" as const };
  },
);

export const UpdateKinesisStreamingDestination = on(
  "UpdateKinesisStreamingDestination",
  async (ctx, input) => {
    const { TableName, StreamArn } = input;
    const given = input.UpdateKinesisStreamingConfiguration?.ApproximateCreationDateTimePrecision;
    const made = await setDestination(ctx, input, (current) => {
      // No words of AWS's were found for either.
      if (given === undefined)
        throw invalid("Streaming destination cannot be updated with given parameters");
      if (!current?.active)
        throw invalid(
          "Table is not in a valid state to update Kinesis Streaming Destination: UpdateKinesisStreamingDestination " +
            "must be ACTIVE to perform UPDATE operation.",
        );
      return { ...current, precision: given };
    });
    return {
      ...{ TableName, StreamArn, DestinationStatus: "UPDATING" as const },
      UpdateKinesisStreamingConfiguration: {
        ApproximateCreationDateTimePrecision: made.precision,
      },
    };
  },
);

export const DescribeKinesisStreamingDestination = on(
  "DescribeKinesisStreamingDestination",
  (ctx, input) =>
    ctx.view(async (tx) => {
      const opened = await open(ctx, tx, input.TableName, tableMissing);
      return {
        TableName: opened.row.name,
        KinesisDataStreamDestinations: listOf(opened).map(({ streamArn, active, precision }) => ({
          StreamArn: streamArn,
          DestinationStatus: active ? ("ACTIVE" as const) : ("DISABLED" as const),
          ApproximateCreationDateTimePrecision: precision,
        })),
      };
    }),
);
