/** API keys. */
import type { ApiKey } from "#aws/generated/types/apigateway";
import { type Ctx, page, type Tx } from "../definition.ts";
import { badRequest, conflict, missing } from "../errors.ts";
import { patch } from "../patches.ts";
import { on } from "../tables.ts";

const KIND = "key";

/** A key as stored: always with its value. */
export type Key = ApiKey & { id: string; value: string };

export const CreateApiKey = on("CreateApiKey", (ctx: Ctx, input) =>
  ctx.update(async (tx) => {
    const stageKeys = (input.stageKeys ?? []).map((one) => `${one.restApiId}/${one.stageName}`);
    return made(ctx, tx, { ...input, stageKeys, tags: { ...input.tags } });
  }),
);

async function made(ctx: Ctx, tx: Tx, given: Omit<ApiKey, "id">): Promise<Key> {
  const value = given.value ?? ctx.chance.mixed(40);
  if (value.length < 20) throw badRequest("API Key value should be at least 20 characters");
  if (value.length > 128) throw badRequest("API Key value should be at most 128 characters");
  if ((await tx.keyValue.find({ value })) !== undefined) throw conflict("API Key already exists");
  const key: Key = {
    id: ctx.chance.alnum(10),
    value,
    name: given.name,
    description: given.description,
    customerId: given.customerId,
    enabled: given.enabled ?? false,
    createdDate: ctx.now,
    lastUpdatedDate: ctx.now,
    stageKeys: given.stageKeys ?? [],
    tags: given.tags ?? {},
  };
  await tx.keyValue.put({ value, key: key.id });
  await put(tx, key);
  return key;
}

const put = (tx: Tx, key: Key) => tx.thing.put({ kind: KIND, id: key.id, value: { ...key } });

export const GetApiKey = on("GetApiKey", (ctx, input) =>
  ctx.view(async (tx) => shown(await keyOf(tx, input.apiKey), input.includeValue)),
);

export const GetApiKeys = on("GetApiKeys", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.thing.list({ where: { kind: KIND } });
    const fits = rows
      .map((row) => row.value as unknown as Key)
      .filter(
        (key) =>
          (input.nameQuery === undefined || key.name?.startsWith(input.nameQuery)) &&
          (input.customerId === undefined || key.customerId === input.customerId),
      );
    return page(
      fits.map((key) => shown(key, input.includeValues)),
      input,
      (key) => key.id!,
    );
  }),
);

export const UpdateApiKey = on("UpdateApiKey", (ctx, input) =>
  ctx.update(async (tx) => {
    const key = structuredClone(await keyOf(tx, input.apiKey));
    patch(key, input.patchOperations, {
      "/customerId": "text",
      "/description": "text",
      "/enabled": "flag",
      "/name": "text",
      "/stages": (target, op, value) => {
        const list = (target["stageKeys"] as string[]).filter((one) => one !== value);
        target["stageKeys"] = op === "remove" ? list : [...list, value];
      },
    });
    key.lastUpdatedDate = ctx.now;
    await put(tx, key);
    return shown(key, false);
  }),
);

export const DeleteApiKey = on("DeleteApiKey", (ctx, input) =>
  ctx.update(async (tx) => {
    const key = await keyOf(tx, input.apiKey);
    await tx.thing.remove({ kind: KIND, id: key.id });
    await tx.keyValue.remove({ value: key.value });
    await tx.planKey.removeAll({ key: key.id });
    return {};
  }),
);

/** The columns of the file: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html */
export const ImportApiKeys = on("ImportApiKeys", (ctx, input) =>
  ctx.update(async (tx) => {
    const [head = "", ...lines] = Buffer.from(input.body).toString("utf8").trim().split(/\r?\n/);
    const columns = head.split(",").map((name) => name.trim().toLowerCase());
    if (!columns.includes("name") || !columns.includes("key"))
      throw badRequest("Failed to import API keys: the file must have the columns Name and key");
    const ids: string[] = [];
    const warnings: string[] = [];
    for (const line of lines) {
      const cells = cellsOf(line);
      const cell = (name: string) => cells[columns.indexOf(name)]?.trim();
      const held = await tx.keyValue.find({ value: cell("key") ?? "" });
      if (held !== undefined) {
        warnings.push(`API Key already exists: ${cell("name") ?? ""}`);
        continue;
      }
      const key = await made(ctx, tx, {
        name: cell("name"),
        value: cell("key"),
        description: cell("description"),
        enabled: (cell("enabled") ?? "true").toLowerCase() === "true",
      });
      ids.push(key.id);
      for (const plan of (cell("usageplanids") ?? "").split(/[;,]/).filter((one) => one !== "")) {
        if ((await tx.thing.find({ kind: "plan", id: plan })) === undefined)
          throw badRequest(`Invalid Usage Plan ID ${plan}`);
        await tx.planKey.put({ plan, key: key.id, addedAt: ctx.now });
      }
    }
    if (input.failOnWarnings && warnings.length > 0) throw badRequest(warnings.join("\n"));
    return { ids, warnings };
  }),
);

/** A line's cells; those with commas stand in quotes. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

/** @throws Fault NotFoundException "Invalid API Key identifier specified". */
export async function keyOf(tx: Tx, id: string): Promise<Key> {
  const row = await tx.thing.find({ kind: KIND, id });
  if (row === undefined) throw missing("API Key");
  return row.value as unknown as Key;
}

function shown(key: Key, whole: boolean | undefined): ApiKey {
  const { value: _, ...rest } = key;
  return whole ? key : rest;
}
