/** Versions of secrets and the stages that point at them; random passwords. */
import { tokenOf } from "#kernel/pages";
import {
  currentStays,
  invalidParameter,
  invalidRequest,
  tokenInUse,
  valueMissing,
} from "../errors.ts";
import {
  arnOf,
  type Ctx,
  CURRENT,
  livingSecret,
  madeBefore,
  openValue,
  PREVIOUS,
  putVersion,
  sealValue,
  type Tx,
} from "../secrets.ts";
import { on, type SecretRow, type VersionRow } from "../tables.ts";
import { secretsPage, valueGiven } from "./secrets.ts";

export const GetSecretValue = on("GetSecretValue", async (ctx, input) => {
  const { row, version } = await ctx.update(async (tx) => {
    const secret = await livingSecret(tx, input.SecretId);
    const found = await versionOf(tx, secret, input.VersionId, input.VersionStage);
    if (secret.accessedAt === undefined || ctx.now - secret.accessedAt > 3_600_000)
      await tx.secret.put({ ...secret, accessedAt: ctx.now });
    return { row: secret, version: found };
  });
  return {
    ARN: arnOf(ctx, row),
    Name: row.name,
    VersionId: version.id,
    VersionStages: version.stages,
    CreatedDate: version.createdAt,
    ...(await openValue(ctx, row, version)),
  };
});

export const BatchGetSecretValue = on("BatchGetSecretValue", async (ctx, input) => {
  if ((input.SecretIdList === undefined) === (input.Filters === undefined))
    throw invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
  const page =
    input.Filters === undefined ? undefined : await ctx.view((tx) => secretsPage(tx, input, 20));
  const SecretValues = [];
  const Errors = [];
  for (const SecretId of input.SecretIdList ?? page!.rows.map((row) => row.name))
    try {
      // Each is judged by itself too.
      const mayRead = await ctx.view((tx) => livingSecret(tx, SecretId));
      await ctx.authorize("secretsmanager:GetSecretValue", arnOf(ctx, mayRead));
      SecretValues.push(await (GetSecretValue.run(ctx, { SecretId }) as Promise<{ ARN: string }>));
    } catch (error) {
      Errors.push({
        SecretId,
        ErrorCode: (error as Error).name,
        Message: (error as Error).message,
      });
    }
  const next = page?.next;
  return { SecretValues, Errors, ...(next === undefined ? {} : { NextToken: tokenOf(next) }) };
});

export const PutSecretValue = on("PutSecretValue", async (ctx, input) => {
  const value = valueGiven(input);
  if (value === undefined)
    throw invalidRequest("You must provide either SecretString or SecretBinary.");
  const row = await ctx.view((tx) => livingSecret(tx, input.SecretId));
  const id = input.ClientRequestToken ?? ctx.chance.uuid();
  const stages = input.VersionStages ?? [CURRENT];
  const answer = {
    ARN: arnOf(ctx, row),
    Name: row.name,
    VersionId: id,
    VersionStages: [...stages],
  };
  if (await madeBefore(ctx, row, id, value)) return answer;
  const sealed = await sealValue(ctx, row, value);
  return ctx.update(async (tx) => {
    const held = await tx.version.find({ name: row.name, id });
    if (held !== undefined && held.sealed !== "") throw tokenInUse(id, arnOf(ctx, row));
    await putVersion(
      tx,
      row,
      { name: row.name, id, stages: [], sealed, binary: value.binary, createdAt: ctx.now },
      stages,
    );
    await tx.secret.put({ ...row, changedAt: ctx.now });
    return answer;
  });
});

export const ListSecretVersionIds = on("ListSecretVersionIds", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await livingSecret(tx, input.SecretId);
    const versions = (await tx.version.list({ where: { name: row.name } })).filter(
      (v) => input.IncludeDeprecated || v.stages.length > 0,
    );
    // By age, so that a page goes on behind the last version of the one before.
    versions.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
    const start = versions.findIndex(({ id }) => id === input.NextToken) + 1;
    const page = versions.slice(start, start + (input.MaxResults ?? 100));
    return {
      ARN: arnOf(ctx, row),
      Name: row.name,
      ...(start + page.length < versions.length ? { NextToken: page.at(-1)!.id } : {}),
      Versions: page.map((v) => ({
        VersionId: v.id,
        VersionStages: v.stages,
        CreatedDate: v.createdAt,
      })),
    };
  }),
);

export const UpdateSecretVersionStage = on("UpdateSecretVersionStage", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await livingSecret(tx, input.SecretId);
    const stage = input.VersionStage;
    const versions = await tx.version.list({ where: { name: row.name } });
    const holder = versions.find((v) => v.stages.includes(stage));
    if (
      holder !== undefined &&
      input.MoveToVersionId !== undefined &&
      input.RemoveFromVersionId !== holder.id &&
      holder.id !== input.MoveToVersionId
    )
      throw invalidParameter(
        `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
      );
    if (input.MoveToVersionId !== undefined) {
      const to = versions.find((v) => v.id === input.MoveToVersionId);
      if (to === undefined) throw valueMissing("VersionId", input.MoveToVersionId);
      // The version that loses AWSCURRENT becomes AWSPREVIOUS.
      if (!to.stages.includes(stage))
        await putVersion(tx, row, to as VersionRow, [
          ...to.stages.filter((s) => s !== PREVIOUS || stage !== CURRENT),
          stage,
        ]);
    } else if (input.RemoveFromVersionId !== undefined) {
      if (stage === CURRENT) throw currentStays();
      const from = versions.find((v) => v.id === input.RemoveFromVersionId);
      if (from === undefined) throw valueMissing("VersionId", input.RemoveFromVersionId);
      await tx.version.put({ ...from, stages: from.stages.filter((s) => s !== stage) });
    }
    return { ARN: arnOf(ctx, row), Name: row.name };
  }),
);

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const CLASSES = {
  lower: LOWER,
  upper: LOWER.toUpperCase(),
  digit: "0123456789",
  punctuation: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
};

export const GetRandomPassword = on("GetRandomPassword", (ctx, input) => {
  const length = input.PasswordLength ?? 32;
  const excluded = new Set(input.ExcludeCharacters ?? "");
  const classes = [
    input.ExcludeLowercase ? "" : CLASSES.lower,
    input.ExcludeUppercase ? "" : CLASSES.upper,
    input.ExcludeNumbers ? "" : CLASSES.digit,
    input.ExcludePunctuation ? "" : CLASSES.punctuation,
    input.IncludeSpace ? " " : "",
  ]
    .map((characters) => [...characters].filter((c) => !excluded.has(c)).join(""))
    .filter((characters) => characters !== "");
  if (classes.length === 0)
    throw invalidRequest("The parameters leave no characters to choose from.");
  const required = input.RequireEachIncludedType ?? true;
  if (required && length < classes.length)
    throw invalidParameter("Password length is too short based on the required types.");
  const pick = (from: string) => from[Math.floor(ctx.chance.fraction() * from.length)]!;
  const each = required ? classes.map(pick) : [];
  const all = classes.join("");
  const letters = [...each, ...Array.from({ length: length - each.length }, () => pick(all))];
  for (let i = letters.length - 1; i > 0; i--) {
    const j = Math.floor(ctx.chance.fraction() * (i + 1));
    [letters[i], letters[j]] = [letters[j]!, letters[i]!];
  }
  return { RandomPassword: letters.join("") };
});

async function versionOf(
  tx: Tx,
  row: Readonly<SecretRow>,
  id: string | undefined,
  stage: string | undefined,
): Promise<Readonly<VersionRow>> {
  if (id !== undefined) {
    const found = await tx.version.find({ name: row.name, id });
    if (found === undefined || found.sealed === "") throw valueMissing("VersionId", id);
    if (stage !== undefined && !found.stages.includes(stage))
      throw invalidRequest(
        "You provided a VersionStage that is not associated to the provided VersionId.",
      );
    return found;
  }
  const wanted = stage ?? CURRENT;
  const versions = await tx.version.list({ where: { name: row.name } });
  const found = versions.find((v) => v.stages.includes(wanted));
  if (found === undefined || found.sealed === "") throw valueMissing("staging label", wanted);
  return found;
}

export type { Ctx };
