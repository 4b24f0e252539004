/** Tables as DescribeTable shows them. */
import { shownKeySchema } from "./domain/definitions.ts";
import { type Ctx, type Opened, tableArn } from "./opened.ts";
import type { IndexDefinition, TableDefinition } from "./tables.ts";
import { type Count, totalsOf } from "./totals.ts";

type Status = "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";

/** On-demand tables can do this at once: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
const ON_DEMAND_WARM = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };

/**
 * @param status What the table is said to be doing; it is done by then. Differs from AWS: a table is
 * ready when the call that makes or changes it has been answered.
 */
export async function describe(
  ctx: Ctx,
  opened: Opened,
  status: Status = "ACTIVE",
): Promise<Record<string, unknown>> {
  const { row, tx, account, region } = opened;
  const { definition } = row;
  const arn = tableArn(ctx, row.name, account, region);
  const totals = await totalsOf(ctx, `table ${row.id}`, async () =>
    tx.item.query<Count>("totals", { tableId: row.id }),
  );
  const shown: Record<string, unknown> = {
    AttributeDefinitions: definition.attributes,
    TableName: row.name,
    KeySchema: shownKeySchema(definition.key),
    TableStatus: status,
    CreationDateTime: row.createdAt,
    ProvisionedThroughput: throughput(definition),
    TableSizeBytes: totals.bytes,
    ItemCount: totals.items,
    TableArn: arn,
    TableId: row.uuid,
    DeletionProtectionEnabled: definition.deletionProtection,
    WarmThroughput: { ...warm(definition), Status: "ACTIVE" },
  };
  addBilling(shown, definition);
  for (const [kind, name] of [
    ["local", "LocalSecondaryIndexes"],
    ["global", "GlobalSecondaryIndexes"],
  ] as const) {
    const indexes = definition.indexes.filter((index) => index.kind === kind);
    if (indexes.length === 0) continue;
    const list = [];
    for (const index of indexes) list.push(await describeIndex(ctx, opened, arn, index, status));
    shown[name] = list;
  }
  addStream(shown, arn, definition);
  if (definition.encryption !== undefined)
    shown["SSEDescription"] = {
      Status: "ENABLED",
      SSEType: "KMS",
      KMSMasterKeyArn: definition.encryption.keyArn,
    };
  if (definition.tableClass !== undefined)
    shown["TableClassSummary"] = {
      TableClass: definition.tableClass,
      ...(definition.tableClassChangedAt === undefined
        ? {}
        : { LastUpdateDateTime: definition.tableClassChangedAt }),
    };
  return shown;
}

function throughput(definition: TableDefinition): object {
  const change = definition.throughputChange;
  return {
    ...(change?.increasedAt === undefined ? {} : { LastIncreaseDateTime: change.increasedAt }),
    ...(change?.decreasedAt === undefined ? {} : { LastDecreaseDateTime: change.decreasedAt }),
    NumberOfDecreasesToday: change?.decreases ?? 0,
    ReadCapacityUnits: definition.throughput.ReadCapacityUnits,
    WriteCapacityUnits: definition.throughput.WriteCapacityUnits,
  };
}

function warm(definition: TableDefinition, index?: IndexDefinition): object {
  if (index === undefined && definition.warm !== undefined) return definition.warm;
  if (definition.billingMode === "PAY_PER_REQUEST") return ON_DEMAND_WARM;
  const units = index?.throughput ?? definition.throughput;
  return {
    ReadUnitsPerSecond: units.ReadCapacityUnits,
    WriteUnitsPerSecond: units.WriteCapacityUnits,
  };
}

function addBilling(shown: Record<string, unknown>, definition: TableDefinition): void {
  if (definition.billingMode === "PAY_PER_REQUEST" || definition.onDemandSince !== undefined)
    shown["BillingModeSummary"] = {
      BillingMode: definition.billingMode,
      ...(definition.onDemandSince === undefined
        ? {}
        : { LastUpdateToPayPerRequestDateTime: definition.onDemandSince }),
    };
  if (definition.onDemand !== undefined) shown["OnDemandThroughput"] = definition.onDemand;
}

function addStream(shown: Record<string, unknown>, arn: string, definition: TableDefinition): void {
  if (definition.stream === undefined) return;
  const { label, viewType } = definition.stream;
  shown["StreamSpecification"] = { StreamEnabled: true, StreamViewType: viewType };
  shown["LatestStreamLabel"] = label;
  shown["LatestStreamArn"] = `${arn}/stream/${label}`;
}

async function describeIndex(
  ctx: Ctx,
  opened: Opened,
  arn: string,
  index: IndexDefinition,
  status: Status,
): Promise<object> {
  const { definition, id } = opened.row;
  const totals = await totalsOf(ctx, `index ${index.id}`, async () =>
    opened.tx.entry.query<Count>("totals", { tableId: id, indexId: index.id }),
  );
  const shown = {
    IndexName: index.name,
    KeySchema: shownKeySchema(index.key),
    Projection: {
      ProjectionType: index.projection.type,
      ...(index.projection.attributes === undefined
        ? {}
        : { NonKeyAttributes: index.projection.attributes }),
    },
    IndexSizeBytes: totals.bytes,
    ItemCount: totals.items,
    IndexArn: `${arn}/index/${index.name}`,
  };
  if (index.kind === "local") return shown;
  return {
    ...shown,
    IndexStatus: status === "UPDATING" ? "ACTIVE" : status,
    ProvisionedThroughput: {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: index.throughput?.ReadCapacityUnits ?? 0,
      WriteCapacityUnits: index.throughput?.WriteCapacityUnits ?? 0,
    },
    WarmThroughput: { ...warm(definition, index), Status: "ACTIVE" },
    ...(index.onDemand === undefined ? {} : { OnDemandThroughput: index.onDemand }),
  };
}
