/** What surrounds a function: concurrency, asynchronous invocation, tags, the account. */
import { invalid, noInvokeConfig, noProvisioned, resourceMissing } from "../errors.ts";
import {
  at,
  type Ctx,
  functionArn,
  functionAt,
  isNumber,
  paged,
  type Place,
  placeOf,
  type Target,
  type Tx,
  targetAt,
} from "../functions.ts";
import {
  CONCURRENCY,
  PAGE,
  STORAGE_BYTES,
  UNRESERVED_LEAST,
  UNZIPPED_BYTES,
  ZIPPED_BYTES,
} from "../limits.ts";
import { lambdaTime } from "../configuration.ts";
import { runnerOf } from "../runner.ts";
import { type InvokeConfigRow, on, type ProvisionedRow } from "../tables.ts";

export const PutFunctionConcurrency = on("PutFunctionConcurrency", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    const row = await functionAt(scoped, place);
    const others = (await reservedInAll(scoped)) - (row.reservedConcurrency ?? 0);
    if (CONCURRENCY - others - input.ReservedConcurrentExecutions < UNRESERVED_LEAST)
      throw invalid(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_LEAST}].`,
      );
    await scoped.function.put({ ...row, reservedConcurrency: input.ReservedConcurrentExecutions });
    return { ReservedConcurrentExecutions: input.ReservedConcurrentExecutions };
  }),
);

export const GetFunctionConcurrency = on("GetFunctionConcurrency", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const { reservedConcurrency } = await functionAt(at(ctx, tx, place), place);
    return reservedConcurrency === undefined
      ? {}
      : { ReservedConcurrentExecutions: reservedConcurrency };
  }),
);

export const DeleteFunctionConcurrency = on("DeleteFunctionConcurrency", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    const { reservedConcurrency: _, ...row } = await functionAt(scoped, place);
    await scoped.function.put(row);
    return {};
  }),
);

async function reservedInAll(tx: Tx): Promise<number> {
  return (await tx.function.list()).reduce((sum, row) => sum + (row.reservedConcurrency ?? 0), 0);
}

export const PutProvisionedConcurrencyConfig = on(
  "PutProvisionedConcurrencyConfig",
  async (ctx, input) => {
    const place = placeOf(ctx, input.FunctionName, input.Qualifier);
    if (place.qualifier === "$LATEST")
      throw invalid(
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
      );
    const target = await ctx.update(async (tx) => {
      const scoped = at(ctx, tx, place);
      const found = await targetAt(scoped, place, 1);
      await scoped.provisioned.put({
        functionName: place.name,
        qualifier: place.qualifier!,
        requested: input.ProvisionedConcurrentExecutions,
        modifiedAt: ctx.now,
      });
      return found;
    });
    ctx.background(() =>
      runnerOf(ctx.kernel).provision(ctx, target, input.ProvisionedConcurrentExecutions),
    );
    return provisionedOf(ctx, target, {
      requested: input.ProvisionedConcurrentExecutions,
      modifiedAt: ctx.now,
    });
  },
);

/** Makes the environments again that an earlier process kept ready. */
export async function provisionAll(ctx: Ctx): Promise<void> {
  type Placed = ProvisionedRow & { account: string; region: string };
  const rows = await ctx.view((tx) => tx.provisioned.query<Placed>("everywhere"));
  for (const { account, region, functionName: name, qualifier, requested } of rows) {
    const own = ctx.as({ account, region });
    const target = await own.view((tx) => targetAt(tx, { account, region, name, qualifier }, 1));
    own.background(() => runnerOf(ctx.kernel).provision(own, target, requested));
  }
}

export const GetProvisionedConcurrencyConfig = on(
  "GetProvisionedConcurrencyConfig",
  async (ctx, input) => {
    const place = placeOf(ctx, input.FunctionName, input.Qualifier);
    const { target, row } = await ctx.view(async (tx) => {
      const scoped = at(ctx, tx, place);
      return {
        target: await targetAt(scoped, place, 1),
        row: await scoped.provisioned.find({
          functionName: place.name,
          qualifier: place.qualifier!,
        }),
      };
    });
    if (row === undefined) throw noProvisioned();
    return provisionedOf(ctx, target, row);
  },
);

export const ListProvisionedConcurrencyConfigs = on(
  "ListProvisionedConcurrencyConfigs",
  (ctx, input) =>
    ctx.view(async (tx) => {
      const place = placeOf(ctx, input.FunctionName);
      const scoped = at(ctx, tx, place);
      await functionAt(scoped, place);
      const configs = [];
      for (const row of await scoped.provisioned.list({ where: { functionName: place.name } })) {
        const target = await targetAt(scoped, { ...place, qualifier: row.qualifier }, 1);
        configs.push({
          FunctionArn: functionArn(place, row.qualifier),
          ...provisionedOf(ctx, target, row),
        });
      }
      const { items, next } = paged(
        configs,
        (c) => c.FunctionArn,
        input.Marker,
        input.MaxItems ?? PAGE,
      );
      return {
        ProvisionedConcurrencyConfigs: items,
        ...(next === undefined ? {} : { NextMarker: next }),
      };
    }),
);

export const DeleteProvisionedConcurrencyConfig = on(
  "DeleteProvisionedConcurrencyConfig",
  (ctx, input) =>
    ctx.update(async (tx) => {
      const place = placeOf(ctx, input.FunctionName, input.Qualifier);
      const scoped = at(ctx, tx, place);
      await functionAt(scoped, place);
      await scoped.provisioned.remove({ functionName: place.name, qualifier: place.qualifier! });
      scoped.afterCommit(() => ctx.background(() => runnerOf(ctx.kernel).retire(place)));
      return {};
    }),
);

function provisionedOf(
  ctx: Ctx,
  target: Target,
  row: Pick<ProvisionedRow, "requested" | "modifiedAt">,
) {
  const available = Math.min(row.requested, runnerOf(ctx.kernel).available(target));
  return {
    RequestedProvisionedConcurrentExecutions: row.requested,
    AvailableProvisionedConcurrentExecutions: available,
    AllocatedProvisionedConcurrentExecutions: available,
    Status: (available >= row.requested ? "READY" : "IN_PROGRESS") as "READY",
    LastModified: lambdaTime(row.modifiedAt),
  };
}

export const PutFunctionEventInvokeConfig = on("PutFunctionEventInvokeConfig", (ctx, input) =>
  writeInvokeConfig(ctx, input, true),
);

export const UpdateFunctionEventInvokeConfig = on("UpdateFunctionEventInvokeConfig", (ctx, input) =>
  writeInvokeConfig(ctx, input, false),
);

interface InvokeConfigInput {
  readonly FunctionName: string;
  readonly Qualifier?: string;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: {
    readonly OnSuccess?: { readonly Destination?: string };
    readonly OnFailure?: { readonly Destination?: string };
  };
}

function writeInvokeConfig(ctx: Ctx, input: InvokeConfigInput, anew: boolean) {
  return ctx.update(async (tx) => {
    const { place, scoped, key } = await invokeConfigKey(
      ctx,
      tx,
      input.FunctionName,
      input.Qualifier,
    );
    const current = anew ? undefined : await scoped.invokeConfig.find(key);
    if (!anew && current === undefined)
      throw noInvokeConfig(functionArn(place, place.qualifier ?? "$LATEST"));
    const row: InvokeConfigRow = { ...current, ...key, modifiedAt: ctx.now };
    if (input.MaximumRetryAttempts !== undefined) row.retries = input.MaximumRetryAttempts;
    if (input.MaximumEventAgeInSeconds !== undefined)
      row.ageSeconds = input.MaximumEventAgeInSeconds;
    const { OnSuccess, OnFailure } = input.DestinationConfig ?? {};
    if (OnSuccess !== undefined) setOrDrop(row, "onSuccess", OnSuccess.Destination);
    if (OnFailure !== undefined) setOrDrop(row, "onFailure", OnFailure.Destination);
    await scoped.invokeConfig.put(row);
    return shownInvokeConfig(place, row);
  });
}

function setOrDrop(
  row: InvokeConfigRow,
  name: "onSuccess" | "onFailure",
  arn: string | undefined,
): void {
  if (arn === undefined || arn === "") delete row[name];
  else if (!/^arn:[\w-]+:(sqs|sns|lambda|events):/.test(arn))
    throw invalid(
      `The provided destination config DestinationConfig(${name === "onSuccess" ? "onSuccess=OnSuccess" : "onFailure=OnFailure"}(destination=${arn})) is invalid.`,
    );
  else row[name] = arn;
}

export const GetFunctionEventInvokeConfig = on("GetFunctionEventInvokeConfig", (ctx, input) =>
  ctx.view(async (tx) => {
    const { place, scoped, key } = await invokeConfigKey(
      ctx,
      tx,
      input.FunctionName,
      input.Qualifier,
    );
    const row = await scoped.invokeConfig.find(key);
    if (row === undefined) throw noInvokeConfig(functionArn(place, place.qualifier ?? "$LATEST"));
    return shownInvokeConfig(place, row);
  }),
);

export const DeleteFunctionEventInvokeConfig = on("DeleteFunctionEventInvokeConfig", (ctx, input) =>
  ctx.update(async (tx) => {
    const { place, scoped, key } = await invokeConfigKey(
      ctx,
      tx,
      input.FunctionName,
      input.Qualifier,
    );
    if (!(await scoped.invokeConfig.remove(key)))
      throw noInvokeConfig(functionArn(place, place.qualifier ?? "$LATEST"));
    return {};
  }),
);

export const ListFunctionEventInvokeConfigs = on("ListFunctionEventInvokeConfigs", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    await functionAt(scoped, place);
    const rows = await scoped.invokeConfig.list({ where: { functionName: place.name } });
    const { items, next } = paged(
      rows,
      (row) => row.qualifier,
      input.Marker,
      input.MaxItems ?? PAGE,
    );
    return {
      FunctionEventInvokeConfigs: items.map((row) =>
        shownInvokeConfig({ ...place, qualifier: row.qualifier || undefined }, row),
      ),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  }),
);

async function invokeConfigKey(ctx: Ctx, tx: Tx, named: string, qualifier: string | undefined) {
  const place = placeOf(ctx, named, qualifier);
  const scoped = at(ctx, tx, place);
  await targetAt(scoped, place, 1);
  const own = place.qualifier === "$LATEST" ? "" : (place.qualifier ?? "");
  return { place, scoped, key: { functionName: place.name, qualifier: own } };
}

function shownInvokeConfig(place: Place, row: Readonly<InvokeConfigRow>) {
  return {
    LastModified: row.modifiedAt,
    FunctionArn: functionArn(place, place.qualifier ?? "$LATEST"),
    ...(row.retries === undefined ? {} : { MaximumRetryAttempts: row.retries }),
    ...(row.ageSeconds === undefined ? {} : { MaximumEventAgeInSeconds: row.ageSeconds }),
    DestinationConfig: {
      OnSuccess: row.onSuccess === undefined ? {} : { Destination: row.onSuccess },
      OnFailure: row.onFailure === undefined ? {} : { Destination: row.onFailure },
    },
  };
}

export const TagResource = on("TagResource", (ctx, input) =>
  retag(ctx, input.Resource, (tags) => ({ ...tags, ...input.Tags })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  retag(ctx, input.Resource, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  ),
);

export const ListTags = on("ListTags", (ctx, input) =>
  ctx.view(async (tx) => {
    const uuid = mappingId(input.Resource);
    if (uuid !== undefined) {
      const row = await tx.mapping.find({ uuid });
      if (row === undefined) throw resourceMissing();
      return { Tags: row.tags };
    }
    const place = placeOf(ctx, input.Resource);
    return { Tags: (await functionAt(at(ctx, tx, place), place)).tags };
  }),
);

const mappingId = (arn: string): string | undefined =>
  /:event-source-mapping:([\w-]+)$/.exec(arn)?.[1];

function retag(
  ctx: Ctx,
  resource: string,
  change: (tags: Record<string, string>) => Record<string, string>,
) {
  return ctx.update(async (tx) => {
    const uuid = mappingId(resource);
    if (uuid !== undefined) {
      const row = await tx.mapping.find({ uuid });
      if (row === undefined) throw resourceMissing();
      await tx.mapping.put({ ...row, tags: checkedTags(change(row.tags)) });
      return {};
    }
    const place = placeOf(ctx, resource);
    if (place.qualifier !== undefined)
      throw invalid(
        "Tags on function aliases and versions are not supported. Please specify either a function name or an unqualified function ARN.",
      );
    const scoped = at(ctx, tx, place);
    const row = await functionAt(scoped, place);
    await scoped.function.put({ ...row, tags: checkedTags(change(row.tags)) });
    return {};
  });
}

function checkedTags(tags: Record<string, string>): Record<string, string> {
  if (Object.keys(tags).length > 50) throw invalid("Number of tags exceeds resource tag limit.");
  return tags;
}

export const GetAccountSettings = on("GetAccountSettings", (ctx) =>
  ctx.view(async (tx) => {
    const versions = await tx.version.list();
    const layers = await tx.layerVersion.list();
    const total =
      versions.reduce((sum, v) => sum + v.configuration.code.sizeBytes, 0) +
      layers.reduce((sum, l) => sum + l.code.sizeBytes, 0);
    return {
      AccountLimit: {
        TotalCodeSize: STORAGE_BYTES,
        CodeSizeUnzipped: UNZIPPED_BYTES,
        CodeSizeZipped: ZIPPED_BYTES,
        ConcurrentExecutions: CONCURRENCY,
        UnreservedConcurrentExecutions: CONCURRENCY - (await reservedInAll(tx)),
      },
      AccountUsage: { TotalCodeSize: total, FunctionCount: await tx.function.count() },
    };
  }),
);

/** No signing configuration can be attached yet, so that none ever is. */
export const GetFunctionCodeSigningConfig = on("GetFunctionCodeSigningConfig", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    await functionAt(at(ctx, tx, place), place);
    return { FunctionName: place.name } as never;
  }),
);

export const GetRuntimeManagementConfig = on("GetRuntimeManagementConfig", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName, input.Qualifier);
    await targetAt(at(ctx, tx, place), place, 1);
    return {
      UpdateRuntimeOn: "Auto" as const,
      FunctionArn: functionArn(
        place,
        isNumber(place.qualifier ?? "") ? place.qualifier : undefined,
      ),
    };
  }),
);

export const GetFunctionRecursionConfig = on("GetFunctionRecursionConfig", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const row = await functionAt(at(ctx, tx, place), place);
    return { RecursiveLoop: (row.recursiveLoop ?? "Terminate") as "Terminate" };
  }),
);

export const PutFunctionRecursionConfig = on("PutFunctionRecursionConfig", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    const row = await functionAt(scoped, place);
    await scoped.function.put({ ...row, recursiveLoop: input.RecursiveLoop });
    return { RecursiveLoop: input.RecursiveLoop };
  }),
);
