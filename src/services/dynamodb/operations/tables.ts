/** Tables: making, describing, changing, deleting. */
import { notImplemented } from "#aws/fault";
import { readPage } from "#kernel/pages";
import { describe } from "../describe.ts";
import {
  checkGlobalIndex,
  checkStream,
  checkTable,
  checkThroughput,
  type GivenAttribute,
  type GivenIndex,
  type GivenStream,
  type GivenTable,
  indexDefinition,
  keySchema,
  shownKeySchema,
} from "../domain/definitions.ts";
import {
  invalid,
  invalidParameters,
  limitExceeded,
  notFound,
  protectedTable,
  tableExists,
  tableMissing,
} from "../errors.ts";
import { checkPolicy, revision } from "../policies.ts";
import { GLOBAL_INDEXES, LIST_PAGE, STREAM_RETENTION_MS, TABLES_PER_REGION } from "../limits.ts";
import { type Ctx, open, type Opened, type Tx } from "../opened.ts";
import {
  type IndexDefinition,
  on,
  type TableDefinition,
  type TableRow,
  type Throughput,
} from "../tables.ts";
import { fillIndex } from "../writes.ts";

const NO_THROUGHPUT: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

interface GivenEncryption {
  Enabled?: boolean;
  SSEType?: string;
  KMSMasterKeyId?: string;
}

export const CreateTable = on("CreateTable", (ctx, input) => {
  checkTable(input as GivenTable);
  checkStream(input.StreamSpecification as GivenStream | undefined);
  if (input.ResourcePolicy !== undefined) checkPolicy(input.ResourcePolicy);
  if ((input as { GlobalTableSourceArn?: string }).GlobalTableSourceArn !== undefined)
    throw notImplemented("dynamodb:CreateTable with GlobalTableSourceArn");
  return ctx.update(async (tx) => {
    const name = input.TableName;
    if ((await tx.table.find({ name })) !== undefined) throw tableExists(name);
    if ((await tx.table.count()) >= TABLES_PER_REGION)
      throw limitExceeded(
        `Subscriber limit exceeded: There is a limit of ${TABLES_PER_REGION} tables per subscriber`,
      );
    const definition = definitionOf(ctx, input as unknown as GivenTable & Record<string, unknown>);
    const row: TableRow = {
      name,
      id: ctx.kernel.sequence(),
      uuid: ctx.chance.uuid(),
      createdAt: ctx.now,
      definition,
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      ...(input.ResourcePolicy === undefined
        ? {}
        : { policy: { text: input.ResourcePolicy, revision: revision(ctx) } }),
    };
    const opened = openedOf(ctx, tx, row);
    await setStream(ctx, tx, row, input.StreamSpecification as GivenStream | undefined);
    await tx.table.put(row);
    return { TableDescription: await describe(ctx, opened, "CREATING") } as never;
  });
});

function openedOf(ctx: Ctx, tx: Tx, row: TableRow): Opened {
  return { row, tx, account: ctx.account, region: ctx.region };
}

function definitionOf(ctx: Ctx, given: GivenTable & Record<string, unknown>): TableDefinition {
  const attributes = given.AttributeDefinitions as GivenAttribute[];
  const onDemand = given.BillingMode === "PAY_PER_REQUEST";
  const make = (kind: "global" | "local") => (index: GivenIndex) =>
    indexDefinition(index, kind, ctx.kernel.sequence(), attributes);
  const indexes = [
    ...(given.LocalSecondaryIndexes ?? []).map(make("local")),
    ...(given.GlobalSecondaryIndexes ?? []).map(make("global")),
  ];
  return {
    attributes,
    key: keySchema(given.KeySchema!, attributes),
    indexes: sorted(indexes),
    billingMode: onDemand ? "PAY_PER_REQUEST" : "PROVISIONED",
    ...(onDemand ? { onDemandSince: ctx.now } : {}),
    throughput: given.ProvisionedThroughput ?? NO_THROUGHPUT,
    deletionProtection: (given["DeletionProtectionEnabled"] as boolean | undefined) ?? false,
    ...optional("onDemand", given["OnDemandThroughput"]),
    ...optional("warm", given["WarmThroughput"]),
    ...optional("tableClass", given["TableClass"]),
    ...optional(
      "encryption",
      encryptionOf(ctx, given["SSESpecification"] as GivenEncryption | undefined),
    ),
  };
}

const optional = (name: string, value: unknown): object =>
  value === undefined ? {} : { [name]: value };

/** Indexes in the order in which AWS checks and names them. */
const sorted = (indexes: IndexDefinition[]): IndexDefinition[] =>
  indexes.sort((a, b) => (a.name < b.name ? -1 : 1));

/** A key of the caller's own as an ARN; the service's key where none is named. */
function encryptionOf(ctx: Ctx, given: GivenEncryption | undefined): TableDefinition["encryption"] {
  if (given === undefined || !given.Enabled) {
    if (given?.KMSMasterKeyId !== undefined)
      throw invalidParameters("KMSMasterKeyId cannot be specified when SSE is not enabled");
    return undefined;
  }
  if (given.SSEType === "AES256")
    throw invalidParameters("SSEType AES256 is not supported. Only KMS is supported.");
  const key = given.KMSMasterKeyId ?? "alias/aws/dynamodb";
  const resource = key.startsWith("alias/") ? key : `key/${key}`;
  return { type: "KMS", keyArn: key.startsWith("arn:") ? key : ctx.arn("kms", resource) };
}

/** Switches a table's stream on or off, in its definition and in a row of its own. */
async function setStream(
  ctx: Ctx,
  tx: Tx,
  row: TableRow,
  given: GivenStream | undefined,
): Promise<void> {
  const { definition } = row;
  if (given === undefined) return;
  if (!given.StreamEnabled) {
    delete definition.stream;
    return;
  }
  // Streams of one name are told apart by when they were made: two of one instant need two labels.
  let label: string;
  let at = ctx.now;
  do label = new Date(at++).toISOString().replace("Z", "");
  while ((await tx.stream.find({ tableName: row.name, label })) !== undefined);
  definition.stream = { label, viewType: given.StreamViewType! };
  await tx.stream.put({
    tableName: row.name,
    label,
    id: ctx.kernel.sequence(),
    viewType: given.StreamViewType!,
    keySchema: shownKeySchema(definition.key),
    createdAt: ctx.now,
  });
}

/** A stream that ends can be read for a day more. */
async function closeStream(ctx: Ctx, tx: Tx, row: TableRow): Promise<void> {
  const label = row.definition.stream?.label;
  const stream =
    label === undefined ? undefined : await tx.stream.find({ tableName: row.name, label });
  if (stream === undefined) return;
  await tx.stream.put({ ...stream, closedAt: ctx.now });
  await tx.due.set("trimStream", `${row.name}/${stream.label}`, ctx.now + STREAM_RETENTION_MS);
}

export const DescribeTable = on("DescribeTable", (ctx, input) =>
  ctx.view(async (tx) => {
    const opened = await open(ctx, tx, input.TableName, tableMissing);
    return { Table: await describe(ctx, opened) } as never;
  }),
);

export const DeleteTable = on("DeleteTable", (ctx, input) =>
  ctx.update(async (tx) => {
    const opened = await open(ctx, tx, input.TableName, tableMissing);
    const { row } = opened;
    if (row.definition.deletionProtection) throw protectedTable();
    const shown = await describe(ctx, opened, "DELETING");
    for (const index of row.definition.indexes)
      await opened.tx.entry.removeAll({ indexId: index.id });
    await opened.tx.item.removeAll({ tableId: row.id });
    await opened.tx.expiry.removeAll({ tableId: row.id });
    await opened.tx.due.set("expire", row.name, undefined);
    await closeStream(ctx, opened.tx, row);
    await opened.tx.table.remove({ name: row.name });
    return { TableDescription: shown } as never;
  }),
);

export const ListTables = on("ListTables", (ctx, input) =>
  ctx.view(async (tx) => {
    const limit = Math.min(input.Limit ?? LIST_PAGE, LIST_PAGE);
    const after = input.ExclusiveStartTableName;
    const { rows, next } = await readPage(tx.table, { column: "name", after, limit });
    return {
      TableNames: rows.map((row) => row.name),
      ...(next === undefined ? {} : { LastEvaluatedTableName: next }),
    };
  }),
);

interface GivenIndexUpdate {
  Create?: GivenIndex;
  Update?: {
    IndexName: string;
    ProvisionedThroughput?: Throughput;
    OnDemandThroughput?: Record<string, number>;
  };
  Delete?: { IndexName: string };
}

interface GivenChange {
  AttributeDefinitions?: GivenAttribute[];
  BillingMode?: string;
  ProvisionedThroughput?: Throughput;
  GlobalSecondaryIndexUpdates?: GivenIndexUpdate[];
  StreamSpecification?: GivenStream;
  SSESpecification?: GivenEncryption;
  TableClass?: string;
  DeletionProtectionEnabled?: boolean;
  OnDemandThroughput?: Record<string, number>;
  WarmThroughput?: Record<string, number>;
}

const CHANGES = [
  "ProvisionedThroughput",
  "BillingMode",
  "GlobalSecondaryIndexUpdates",
  "StreamSpecification",
  "SSESpecification",
  "TableClass",
  "DeletionProtectionEnabled",
  "OnDemandThroughput",
  "WarmThroughput",
] as const;
const ELSEWHERE = [
  "ReplicaUpdates",
  "MultiRegionConsistency",
  "GlobalTableWitnessUpdates",
  "GlobalTableSettingsReplicationMode",
];

export const UpdateTable = on("UpdateTable", (ctx, input) => {
  const given = input as unknown as GivenChange & Record<string, unknown>;
  for (const name of ELSEWHERE)
    if (given[name] !== undefined) throw notImplemented(`dynamodb:UpdateTable with ${name}`);
  if (CHANGES.every((name) => given[name] === undefined))
    throw invalid(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates " +
        "or SSESpecification or ReplicaUpdates is required",
    );
  if (given.BillingMode === "PAY_PER_REQUEST" && given.ProvisionedThroughput !== undefined)
    throw invalidParameters(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  if (given.ProvisionedThroughput !== undefined) checkThroughput(given.ProvisionedThroughput);
  checkIndexUpdates(given.GlobalSecondaryIndexUpdates ?? []);
  checkStream(given.StreamSpecification);
  return ctx.update(async (tx) => {
    const opened = await open(ctx, tx, input.TableName, tableMissing);
    const row: TableRow = { ...opened.row, definition: structuredClone(opened.row.definition) };
    const changed: Opened = { ...opened, row };
    changeBilling(ctx, row, given);
    changeSettings(ctx, row.definition, given);
    await changeStream(ctx, opened.tx, row, given.StreamSpecification);
    for (const update of given.GlobalSecondaryIndexUpdates ?? [])
      await changeIndex(ctx, changed, update, given.AttributeDefinitions);
    dropUnused(row.definition);
    await opened.tx.table.put(row);
    return { TableDescription: await describe(ctx, changed, "UPDATING") } as never;
  });
});

function checkIndexUpdates(updates: readonly GivenIndexUpdate[]): void {
  const names = new Set<string>();
  for (const { Create, Update, Delete } of updates) {
    const name = (Create ?? Update ?? Delete)?.IndexName;
    if (name === undefined)
      throw invalidParameters(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, " +
          "GlobalSecondaryIndexUpdate.Delete must not be null",
      );
    if (names.has(name))
      throw invalidParameters(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    names.add(name);
  }
  if (
    updates.filter(({ Create, Delete }) => Create !== undefined || Delete !== undefined).length > 1
  )
    throw limitExceeded(
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    );
}

function changeBilling(ctx: Ctx, row: TableRow, given: GivenChange): void {
  const { definition } = row;
  const mode = given.BillingMode ?? definition.billingMode;
  if (mode === "PAY_PER_REQUEST") {
    if (given.ProvisionedThroughput !== undefined)
      throw invalidParameters(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
      );
    if (definition.billingMode === "PROVISIONED") definition.onDemandSince = ctx.now;
    definition.billingMode = "PAY_PER_REQUEST";
    definition.throughput = NO_THROUGHPUT;
    for (const index of definition.indexes) delete index.throughput;
    return;
  }
  const next = given.ProvisionedThroughput;
  if (definition.billingMode === "PAY_PER_REQUEST" && next === undefined)
    throw invalidParameters(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  if (definition.billingMode === "PROVISIONED" && next !== undefined)
    checkChanges(definition.throughput, next);
  if (next !== undefined) setThroughput(ctx, definition, next);
  definition.billingMode = "PROVISIONED";
}

function checkChanges(now: Throughput, next: Throughput): void {
  if (
    now.ReadCapacityUnits !== next.ReadCapacityUnits ||
    now.WriteCapacityUnits !== next.WriteCapacityUnits
  )
    return;
  throw invalid(
    "The provisioned throughput for the table will not change. The requested value equals the current value. " +
      `Current ReadCapacityUnits provisioned for the table: ${now.ReadCapacityUnits}. ` +
      `Requested ReadCapacityUnits: ${next.ReadCapacityUnits}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${now.WriteCapacityUnits}. ` +
      `Requested WriteCapacityUnits: ${next.WriteCapacityUnits}. ` +
      "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
  );
}

function setThroughput(ctx: Ctx, definition: TableDefinition, next: Throughput): void {
  const now = definition.throughput;
  const change = definition.throughputChange ?? { decreases: 0 };
  const units = ["ReadCapacityUnits", "WriteCapacityUnits"] as const;
  if (units.some((name) => next[name] > now[name])) change.increasedAt = ctx.now;
  if (units.some((name) => next[name] < now[name])) {
    const today = Math.floor(ctx.now / 86_400_000);
    const sameDay =
      change.decreasedAt !== undefined && Math.floor(change.decreasedAt / 86_400_000) === today;
    change.decreases = sameDay ? change.decreases + 1 : 1;
    change.decreasedAt = ctx.now;
  }
  definition.throughputChange = change;
  definition.throughput = next;
}

function changeSettings(ctx: Ctx, definition: TableDefinition, given: GivenChange): void {
  if (given.SSESpecification !== undefined) {
    const encryption = encryptionOf(ctx, given.SSESpecification);
    if (encryption === undefined) delete definition.encryption;
    else definition.encryption = encryption;
  }
  if (given.TableClass !== undefined) {
    definition.tableClass = given.TableClass;
    definition.tableClassChangedAt = ctx.now;
  }
  if (given.DeletionProtectionEnabled !== undefined)
    definition.deletionProtection = given.DeletionProtectionEnabled;
  if (given.OnDemandThroughput !== undefined) definition.onDemand = given.OnDemandThroughput;
  if (given.WarmThroughput !== undefined) definition.warm = given.WarmThroughput;
}

async function changeStream(
  ctx: Ctx,
  tx: Tx,
  row: TableRow,
  given: GivenStream | undefined,
): Promise<void> {
  if (given === undefined) return;
  const { stream } = row.definition;
  if (given.StreamEnabled && stream !== undefined)
    throw invalid(`Table already has an enabled stream: TableName: ${row.name}`);
  if (!given.StreamEnabled && stream === undefined)
    throw invalid(`Table has no enabled stream to disable: TableName: ${row.name}`);
  if (!given.StreamEnabled) await closeStream(ctx, tx, row);
  await setStream(ctx, tx, row, given);
}

async function changeIndex(
  ctx: Ctx,
  opened: Opened,
  update: GivenIndexUpdate,
  attributes: readonly GivenAttribute[] | undefined,
): Promise<void> {
  const { definition } = opened.row;
  const name = (update.Create ?? update.Update ?? update.Delete)!.IndexName;
  const current = definition.indexes.find((index) => index.name === name);
  if (update.Create !== undefined) {
    if (current !== undefined) throw invalid("Attempting to create an index which already exists");
    return createIndex(ctx, opened, update.Create, attributes ?? []);
  }
  if (current === undefined || current.kind === "local") throw notFound();
  if (update.Delete !== undefined) {
    await opened.tx.entry.removeAll({ indexId: current.id });
    definition.indexes = definition.indexes.filter((index) => index !== current);
    return;
  }
  const { ProvisionedThroughput: throughput, OnDemandThroughput: onDemand } = update.Update!;
  if (throughput !== undefined) {
    checkThroughput(throughput, name);
    current.throughput = throughput;
  }
  if (onDemand !== undefined) current.onDemand = onDemand;
}

async function createIndex(
  ctx: Ctx,
  opened: Opened,
  given: GivenIndex,
  attributes: readonly GivenAttribute[],
): Promise<void> {
  const { definition } = opened.row;
  checkGlobalIndex(given, attributes, definition.billingMode === "PAY_PER_REQUEST");
  if (definition.indexes.filter((index) => index.kind === "global").length >= GLOBAL_INDEXES)
    throw invalidParameters(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${GLOBAL_INDEXES}`,
    );
  for (const attribute of attributes) {
    const known = definition.attributes.find((a) => a.AttributeName === attribute.AttributeName);
    if (known === undefined) definition.attributes.push(attribute);
    else if (known.AttributeType !== attribute.AttributeType)
      throw invalidParameters(
        `Attribute ${attribute.AttributeName} is defined with another type already: ${known.AttributeType}`,
      );
  }
  const index = indexDefinition(given, "global", ctx.kernel.sequence(), definition.attributes);
  definition.indexes = sorted([...definition.indexes, index]);
  await fillIndex(opened, index);
}

/** Attributes that no key uses any more are no longer defined. */
function dropUnused(definition: TableDefinition): void {
  const used = new Set<string>();
  for (const schema of [definition.key, ...definition.indexes.map((index) => index.key)]) {
    used.add(schema.hash.name);
    if (schema.range !== undefined) used.add(schema.range.name);
  }
  definition.attributes = definition.attributes.filter(({ AttributeName }) =>
    used.has(AttributeName),
  );
}
