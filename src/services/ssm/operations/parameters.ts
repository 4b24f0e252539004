/** Parameter Store. https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { keyIn, pageOf, readPage, tokenOf } from "#kernel/pages";
import {
  hierarchyTooDeep,
  invalidPattern,
  labelMissing,
  parameterExists,
  parameterMissing,
  parameterNamed,
  patternMismatch,
  policyInvalid,
  resourceInvalid,
  typeMissing,
  validation,
  versionMissing,
} from "../errors.ts";
import { isReference, referenced } from "../references.ts";
import { on, type ParameterRow, type tables } from "../tables.ts";

type Ctx = Context<typeof tables>;
type Tx = ServiceTransaction<typeof tables>;

const STANDARD_BYTES = 4096;
const ADVANCED_BYTES = 8192;
const VERSIONS_KEPT = 100;

export const PutParameter = on("PutParameter", async (ctx, input) => {
  checkName(input.Name);
  const current = await ctx.view((tx) => tx.parameter.find({ name: input.Name }));
  const type = input.Type ?? current?.type;
  if (type === undefined) throw typeMissing();
  checkValue(input.Value, type, input.Tier, input.AllowedPattern);
  if (input.Overwrite && input.Tags?.length)
    throw validation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  const expiry = expiryOf(input.Policies);
  const keyId =
    type === "SecureString" ? (input.KeyId ?? current?.keyId ?? "alias/aws/ssm") : undefined;
  // Sealed before the transaction: a closure over the store waits for nothing else.
  const value = keyId === undefined ? input.Value : await seal(ctx, input.Name, input.Value, keyId);
  return ctx.update(async (tx) => {
    const held = await tx.parameter.find({ name: input.Name });
    if (held !== undefined && !input.Overwrite) throw parameterExists();
    const next: ParameterRow = {
      name: input.Name,
      version: (held?.version ?? 0) + 1,
      type,
      value,
      keyId,
      description: input.Description ?? held?.description,
      allowedPattern: input.AllowedPattern ?? held?.allowedPattern,
      tier: tierOf(input.Tier, input.Value, held),
      dataType: input.DataType ?? held?.dataType ?? "text",
      policies: input.Policies,
      modifiedAt: ctx.now,
      modifiedBy: ctx.principal.arn,
      labels: [],
    };
    await tx.parameter.put(next);
    await tx.version.put(next);
    if (next.version > VERSIONS_KEPT)
      await tx.version.remove({ name: next.name, version: next.version - VERSIONS_KEPT });
    if (input.Tags?.length)
      await tx.tags.put({
        name: next.name,
        tags: Object.fromEntries(input.Tags.map((t) => [t.Key, t.Value])),
      });
    await tx.due.set("expireParameter", next.name, expiry);
    return { Version: next.version, Tier: next.tier };
  });
});

export const GetParameter = on("GetParameter", async (ctx, input) => {
  if (isReference(input.Name))
    return { Parameter: await referenced(ctx, input.Name, input.WithDecryption ?? false) };
  const row = await ctx.view((tx) => find(tx, input.Name));
  if (row === undefined) throw parameterMissing();
  return {
    Parameter: await shown(ctx, row, input.WithDecryption ?? false, selectorOf(input.Name)),
  };
});

export const GetParameters = on("GetParameters", async (ctx, input) => {
  const rows: { row: ParameterRow; selector: string | undefined }[] = [];
  const InvalidParameters: string[] = [];
  await ctx.view(async (tx) => {
    for (const name of input.Names) {
      if (isReference(name)) continue;
      const row = await find(tx, name).catch(() => undefined);
      if (row === undefined) InvalidParameters.push(name);
      else rows.push({ row, selector: selectorOf(name) });
    }
  });
  const Parameters = [];
  for (const { row, selector } of rows)
    Parameters.push(await shown(ctx, row, input.WithDecryption ?? false, selector));
  for (const name of input.Names.filter(isReference))
    try {
      Parameters.push(await referenced(ctx, name, input.WithDecryption ?? false));
    } catch (error) {
      if ((error as Error).name !== "ParameterNotFound") throw error;
      InvalidParameters.push(name);
    }
  return { Parameters, InvalidParameters };
});

export const GetParametersByPath = on("GetParametersByPath", async (ctx, input) => {
  if (!input.Path.startsWith("/"))
    throw validation(
      `The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can't be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.`,
    );
  const base = input.Path.endsWith("/") ? input.Path : `${input.Path}/`;
  const limit = input.MaxResults ?? 10;
  const label = input.ParameterFilters?.find((filter) => filter.Key === "Label");
  const after = keyIn(input.NextToken);
  const keep = (row: Readonly<ParameterRow>) =>
    (input.Recursive === true || !row.name.slice(base.length).includes("/")) &&
    passes(row, input.ParameterFilters);
  const { rows, next } = await ctx.view(async (tx) => {
    if (label === undefined)
      return readPage(tx.parameter, { column: "name", after, limit, prefix: base, keep });
    const range = { column: "name" as const, from: base, to: `${base}\uffff` };
    const found = await labelled(tx, await tx.parameter.list({ range }), label.Values ?? []);
    return pageOf(found.filter(keep), ({ name }) => name, after, limit);
  });
  const Parameters = [];
  for (const row of rows) Parameters.push(await shown(ctx, row, input.WithDecryption ?? false));
  return { Parameters, ...(next === undefined ? {} : { NextToken: tokenOf(next) }) };
});

export const DescribeParameters = on("DescribeParameters", (ctx, input) =>
  ctx.view(async (tx) => {
    const { rows, next } = await readPage(tx.parameter, {
      column: "name",
      after: keyIn(input.NextToken),
      limit: input.MaxResults ?? 50,
      keep: (row) =>
        passes(row, input.ParameterFilters) &&
        passesOld(row, input.Filters) &&
        passesTags(tx, row, input.ParameterFilters),
    });
    return {
      Parameters: rows.map((row) => described(ctx, row)),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  }),
);

export const GetParameterHistory = on("GetParameterHistory", async (ctx, input) => {
  const limit = input.MaxResults ?? 50;
  const rows = await ctx.view(async (tx) => {
    if ((await tx.parameter.find({ name: bare(input.Name) })) === undefined)
      throw parameterMissing();
    return tx.version.list({
      where: { name: bare(input.Name) },
      range: { column: "version", after: Number(input.NextToken ?? 0) },
      limit: limit + 1,
    });
  });
  const Parameters = [];
  for (const row of rows.slice(0, limit)) {
    const { Value } = await shown(ctx, row, input.WithDecryption ?? false);
    Parameters.push({ ...described(ctx, row), Value, Labels: row.labels });
  }
  return {
    Parameters,
    ...(rows.length > limit ? { NextToken: String(rows[limit - 1]!.version) } : {}),
  };
});

export const DeleteParameter = on("DeleteParameter", (ctx, input) =>
  ctx.update(async (tx) => {
    if (!(await drop(tx, bare(input.Name)))) throw parameterMissing();
    return {};
  }),
);

export const DeleteParameters = on("DeleteParameters", (ctx, input) =>
  ctx.update(async (tx) => {
    const DeletedParameters: string[] = [];
    const InvalidParameters: string[] = [];
    for (const name of input.Names)
      ((await drop(tx, bare(name))) ? DeletedParameters : InvalidParameters).push(name);
    return { DeletedParameters, InvalidParameters };
  }),
);

export const LabelParameterVersion = on("LabelParameterVersion", (ctx, input) =>
  ctx.update(async (tx) => {
    const current = await tx.parameter.find({ name: input.Name });
    if (current === undefined) throw parameterMissing();
    const version = input.ParameterVersion ?? current.version;
    const target = await tx.version.find({ name: input.Name, version });
    if (target === undefined) throw versionMissing(input.Name, String(version));
    const valid = (label: string) => /^(?!aws|ssm)[a-z_.-][\w.-]{0,99}$/i.test(label);
    const InvalidLabels = input.Labels.filter((label) => !valid(label));
    const labels = input.Labels.filter(valid);
    // A label names one version: it moves.
    for (const row of await tx.version.list({ where: { name: input.Name } }))
      if (row.labels.some((label) => labels.includes(label)))
        await save(
          tx,
          { ...row, labels: row.labels.filter((label) => !labels.includes(label)) },
          current.version,
        );
    const fresh = (await tx.version.find({ name: input.Name, version }))!;
    await save(
      tx,
      { ...fresh, labels: [...new Set([...fresh.labels, ...labels])] },
      current.version,
    );
    return { InvalidLabels, ParameterVersion: version };
  }),
);

export const UnlabelParameterVersion = on("UnlabelParameterVersion", (ctx, input) =>
  ctx.update(async (tx) => {
    const current = await tx.parameter.find({ name: input.Name });
    if (current === undefined) throw parameterMissing();
    const row = await tx.version.find({ name: input.Name, version: input.ParameterVersion });
    if (row === undefined) throw versionMissing(input.Name, String(input.ParameterVersion));
    await save(
      tx,
      { ...row, labels: row.labels.filter((label) => !input.Labels.includes(label)) },
      current.version,
    );
    return {
      RemovedLabels: input.Labels.filter((label) => row.labels.includes(label)),
      InvalidLabels: input.Labels.filter((label) => !row.labels.includes(label)),
    };
  }),
);

export const AddTagsToResource = on("AddTagsToResource", (ctx, input) =>
  retag(ctx, input, (tags) => ({
    ...tags,
    ...Object.fromEntries(input.Tags.map((t) => [t.Key, t.Value])),
  })),
);

export const RemoveTagsFromResource = on("RemoveTagsFromResource", (ctx, input) =>
  retag(ctx, input, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  ),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => {
    await taggable(tx, input);
    const row = await tx.tags.find({ name: input.ResourceId });
    return { TagList: Object.entries(row?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
  }),
);

/** Removes a parameter whose expiration policy has passed. */
export async function expireParameter(ctx: Ctx, name: string): Promise<void> {
  await ctx.update((tx) => drop(tx, name));
}

/** A parameter's ARN; a name without a slash gets one. */
export function parameterArn(ctx: Ctx, name: string): string {
  return ctx.arn("ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`);
}

/** The name without its version or label, from a name or an ARN. */
export function bare(name: string): string {
  if (!name.startsWith("arn:")) return name.split(":")[0]!;
  const path = (name.split(":")[5] ?? "").replace(/^parameter/, "");
  return path.lastIndexOf("/") === 0 ? path.slice(1) : path;
}

function selectorOf(name: string): string | undefined {
  const parts = name.startsWith("arn:") ? name.split(":").slice(6) : name.split(":").slice(1);
  return parts[0];
}

async function find(tx: Tx, asked: string): Promise<ParameterRow | undefined> {
  const name = bare(asked);
  const selector = selectorOf(asked);
  const current =
    (await tx.parameter.find({ name })) ?? (await tx.parameter.find({ name: `/${name}` }));
  if (current === undefined || selector === undefined) return current as ParameterRow | undefined;
  if (/^\d+$/.test(selector)) {
    const row = await tx.version.find({ name: current.name, version: Number(selector) });
    if (row === undefined) throw versionMissing(name, selector);
    return row as ParameterRow;
  }
  const rows = await tx.version.list({ where: { name: current.name } });
  const row = rows.find((one) => one.labels.includes(selector));
  if (row === undefined) throw labelMissing(name, selector);
  return row as ParameterRow;
}

/** Of each parameter the version that has one of the labels. */
async function labelled(tx: Tx, rows: readonly Readonly<ParameterRow>[], labels: string[]) {
  const found: Readonly<ParameterRow>[] = [];
  for (const { name } of rows)
    for (const version of await tx.version.list({ where: { name } }))
      if (version.labels.some((label) => labels.includes(label))) found.push(version);
  return found;
}

function checkName(name: string): void {
  if (/^\/?(aws|ssm)/i.test(name))
    throw validation(`Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive).`);
  if (!/^[\w./-]+$/.test(name) || name.endsWith("/") || name.includes("//"))
    throw validation(
      `Parameter name must be a fully qualified name. It can be formed as a mix of letters, numbers and the following 3 symbols .-_ separated by a forward slash /.`,
    );
  if (name.includes("/") && !name.startsWith("/"))
    throw validation("Parameter name must be a fully qualified name.");
  if (name.split("/").length > 16) throw hierarchyTooDeep();
}

function checkValue(
  value: string,
  type: string,
  tier: string | undefined,
  pattern: string | undefined,
): void {
  if (value === "")
    throw validation(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  const bytes = Buffer.byteLength(value);
  if (tier === "Standard" || tier === undefined) {
    if (bytes > STANDARD_BYTES)
      throw validation(
        `Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
      );
  } else if (bytes > ADVANCED_BYTES)
    throw validation(
      "Advanced tier parameters support a maximum parameter value of 8192 characters.",
    );
  if (type === "StringList" && value.split(",").some((part) => part === ""))
    throw validation("Parameter value can't contain empty items in a StringList.");
  if (pattern === undefined) return;
  let compiled: RegExp;
  try {
    // Nested repetition could be made to take forever; such a pattern is refused.
    if (/[+*}]\)?[+*{]/.test(pattern)) throw new Error("nested repetition");
    compiled = new RegExp(pattern);
  } catch {
    throw invalidPattern();
  }
  if (!compiled.test(value)) throw patternMismatch(pattern);
}

function tierOf(
  asked: string | undefined,
  value: string,
  held: Readonly<ParameterRow> | undefined,
): "Standard" | "Advanced" {
  if (asked === "Advanced" || held?.tier === "Advanced") return "Advanced";
  return asked === "Intelligent-Tiering" && Buffer.byteLength(value) > STANDARD_BYTES
    ? "Advanced"
    : "Standard";
}

/** When the Expiration policy of a parameter removes it, in epoch milliseconds. */
function expiryOf(policies: string | undefined): number | undefined {
  if (!policies) return undefined;
  try {
    const list = JSON.parse(policies) as { Type: string; Attributes: { Timestamp?: string } }[];
    const found = list.find((policy) => policy.Type === "Expiration")?.Attributes.Timestamp;
    if (found === undefined) return undefined;
    const at = Date.parse(found);
    if (Number.isNaN(at)) throw new Error("no time");
    return at;
  } catch {
    throw policyInvalid("The policy attributes are not valid.");
  }
}

async function seal(ctx: Ctx, name: string, value: string, keyId: string): Promise<string> {
  const { CiphertextBlob } = await ctx.call("kms", "Encrypt", {
    KeyId: keyId,
    Plaintext: new TextEncoder().encode(value),
    EncryptionContext: { PARAMETER_ARN: parameterArn(ctx, name) },
  });
  return Buffer.from(CiphertextBlob!).toString("base64");
}

async function open(ctx: Ctx, row: Readonly<ParameterRow>): Promise<string> {
  const { Plaintext } = await ctx.call("kms", "Decrypt", {
    CiphertextBlob: new Uint8Array(Buffer.from(row.value, "base64")),
    EncryptionContext: { PARAMETER_ARN: parameterArn(ctx, row.name) },
  });
  return new TextDecoder().decode(Plaintext);
}

async function shown(ctx: Ctx, row: Readonly<ParameterRow>, decrypt: boolean, selector?: string) {
  return {
    Name: row.name,
    Type: row.type,
    Version: row.version,
    LastModifiedDate: row.modifiedAt,
    Value: row.type === "SecureString" && decrypt ? await open(ctx, row) : row.value,
    ARN: parameterArn(ctx, row.name),
    DataType: row.dataType,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
  };
}

function described(ctx: Ctx, row: Readonly<ParameterRow>) {
  return {
    Name: row.name,
    ARN: parameterArn(ctx, row.name),
    Type: row.type,
    LastModifiedDate: row.modifiedAt,
    LastModifiedUser: row.modifiedBy,
    Version: row.version,
    Tier: row.tier,
    DataType: row.dataType,
    Policies: policiesOf(row),
    ...(row.keyId === undefined ? {} : { KeyId: row.keyId }),
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.allowedPattern === undefined ? {} : { AllowedPattern: row.allowedPattern }),
  };
}

function policiesOf(row: Readonly<ParameterRow>) {
  if (!row.policies) return [];
  const list = JSON.parse(row.policies) as { Type: string }[];
  return list.map((policy) => ({
    PolicyText: JSON.stringify(policy),
    PolicyType: policy.Type,
    PolicyStatus: "Pending",
  }));
}

interface Filter {
  Key: string;
  Option?: string;
  Values?: string[];
}

function passes(row: Readonly<ParameterRow>, filters: readonly Filter[] | undefined): boolean {
  return (filters ?? []).every(({ Key, Option = "Equals", Values = [] }) => {
    if (Key.startsWith("tag:")) return true;
    if (Key === "Path") {
      const under = (path: string) =>
        row.name.startsWith(path === "/" ? "/" : `${path}/`) ||
        (path === "/" && !row.name.startsWith("/"));
      const direct = (path: string) =>
        under(path) && !row.name.slice(path === "/" ? 1 : path.length + 1).includes("/");
      return Values.some(Option === "Recursive" ? under : direct);
    }
    const held: Record<string, string | undefined> = {
      Name: row.name,
      Type: row.type,
      KeyId: row.keyId,
      Tier: row.tier,
      DataType: row.dataType,
    };
    if (Key === "Label") return Values.some((value) => row.labels.includes(value));
    const own = held[Key];
    if (!(Key in held))
      throw validation(
        `The following filter key is not valid: ${Key}. Valid filter keys include: [Path, Name, Type, KeyId, Tier].`,
      );
    if (own === undefined) return false;
    if (Option === "BeginsWith")
      return Values.some((value) => own.startsWith(value) || own.startsWith(`/${value}`));
    if (Option === "Contains") return Values.some((value) => own.includes(value));
    return Values.some((value) => own === value || own === `/${value}`);
  });
}

function passesOld(
  row: Readonly<ParameterRow>,
  filters: readonly { Key: string; Values: string[] }[] | undefined,
): boolean {
  return passes(
    row,
    filters?.map((f) => ({ ...f, Option: f.Key === "Name" ? "BeginsWith" : "Equals" })),
  );
}

async function passesTags(
  tx: Tx,
  row: Readonly<ParameterRow>,
  filters: readonly Filter[] | undefined,
): Promise<boolean> {
  for (const { Key, Values = [] } of filters ?? []) {
    if (!Key.startsWith("tag:")) continue;
    const held = (await tx.tags.find({ name: row.name }))?.tags ?? {};
    const value = held[Key.slice(4)];
    if (value === undefined || (Values.length > 0 && !Values.includes(value))) return false;
  }
  return true;
}

async function save(tx: Tx, row: ParameterRow, current: number): Promise<void> {
  await tx.version.put(row);
  if (row.version === current) await tx.parameter.put(row);
}

async function drop(tx: Tx, name: string): Promise<boolean> {
  await tx.version.removeAll({ name });
  await tx.tags.remove({ name });
  await tx.due.set("expireParameter", name, undefined);
  return tx.parameter.remove({ name });
}

async function taggable(
  tx: Tx,
  input: { ResourceType: string; ResourceId: string },
): Promise<void> {
  if (input.ResourceType !== "Parameter")
    throw validation(`The resource type ${input.ResourceType} is not supported.`);
  if ((await tx.parameter.find({ name: input.ResourceId })) === undefined) throw resourceInvalid();
}

function retag(
  ctx: Ctx,
  input: { ResourceType: string; ResourceId: string },
  change: (tags: Record<string, string>) => Record<string, string>,
) {
  return ctx.update(async (tx) => {
    await taggable(tx, input);
    const row = await tx.tags.find({ name: input.ResourceId });
    await tx.tags.put({ name: input.ResourceId, tags: change(row?.tags ?? {}) });
    return {};
  });
}

export { parameterNamed };
