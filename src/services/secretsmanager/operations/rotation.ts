/**
 * Rotation by a Lambda function, in its four steps.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
import { Fault } from "#aws/fault";
import { servicePrincipal } from "#kernel/principal";
import { nextRun, parseSchedule } from "#languages/schedule/schedule";
import { cannotInvoke, invalidParameter, invalidRequest } from "../errors.ts";
import {
  arnOf,
  type Ctx,
  CURRENT,
  livingSecret,
  PENDING,
  putVersion,
  type Tx,
} from "../secrets.ts";
import { on, type SecretRow } from "../tables.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"];

type Rules = NonNullable<SecretRow["rotationRules"]>;

export const RotateSecret = on("RotateSecret", async (ctx, input) => {
  const found = await ctx.view((tx) => livingSecret(tx, input.SecretId));
  const rotationLambdaArn = input.RotationLambdaARN ?? found.rotationLambdaArn;
  if (rotationLambdaArn === undefined)
    throw invalidRequest("No Lambda rotation function ARN is associated with this secret.");
  const rotationRules = input.RotationRules ?? found.rotationRules;
  if (rotationRules !== undefined) checkRules(rotationRules);
  await mustBeInvocable(ctx, found, rotationLambdaArn);
  const token = input.ClientRequestToken ?? ctx.chance.uuid();
  return ctx.update(async (tx) => {
    const secret = await livingSecret(tx, input.SecretId);
    const row = { ...secret, rotationEnabled: true, rotationLambdaArn, rotationRules };
    const answer = { ARN: arnOf(ctx, row), Name: row.name };
    const pending = await pendingOf(tx, row.name);
    if (pending !== undefined && pending.id !== token)
      throw invalidRequest(
        "A previous rotation isn't complete. That rotation will be reattempted.",
      );
    if ((await tx.version.find({ name: row.name, id: token })) !== undefined)
      return { ...answer, VersionId: token };
    await tx.secret.put(row);
    if (input.RotateImmediately === false) {
      await schedule(ctx, tx, row);
      return answer;
    }
    await begin(ctx, tx, row, token);
    await tx.due.set("rotate", row.name, ctx.now);
    return { ...answer, VersionId: token };
  });
});

export const CancelRotateSecret = on("CancelRotateSecret", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await livingSecret(tx, input.SecretId);
    if (!row.rotationEnabled)
      throw invalidRequest("You tried to cancel a rotation on a secret that isn't set to rotate.");
    await tx.secret.put({ ...row, rotationEnabled: false });
    await tx.rotation.remove({ name: row.name });
    await tx.due.set("rotate", row.name, undefined);
    const pending = await pendingOf(tx, row.name);
    return {
      ARN: arnOf(ctx, row),
      Name: row.name,
      ...(pending === undefined ? {} : { VersionId: pending.id }),
    };
  }),
);

/**
 * Due: the steps of a rotation, from the first. One that fails is tried again every hour for a
 * day, then at its next scheduled time: how often AWS tries is not documented.
 */
export async function rotate(ctx: Ctx, name: string): Promise<void> {
  const turn = await ctx.update(async (tx) => {
    const row = await tx.secret.find({ name });
    if (row === undefined || row.deletedAt !== undefined || !row.rotationEnabled) return undefined;
    const token = (await pendingOf(tx, name))?.id ?? ctx.chance.uuid();
    const rotation = await tx.rotation.find({ name });
    if (rotation?.token !== token || rotation.since! + DAY_MS <= ctx.now)
      await begin(ctx, tx, row, token);
    return { row, token };
  });
  if (turn === undefined) return;
  const done = await runSteps(ctx, turn.row, turn.token);
  await ctx.update(async (tx) => {
    const row = await tx.secret.find({ name });
    if (row === undefined || !row.rotationEnabled) return;
    const { stages = [] } = (await tx.version.find({ name, id: turn.token })) ?? {};
    const succeeded = done && stages.includes(CURRENT);
    if (succeeded) await tx.secret.put({ ...row, rotatedAt: ctx.now, changedAt: ctx.now });
    const since = (await tx.rotation.find({ name }))?.since ?? ctx.now;
    const again = ctx.now + HOUR_MS;
    if (!succeeded && again < since + DAY_MS) await tx.due.set("rotate", name, again);
    else await schedule(ctx, tx, row);
  });
}

/** Gives the version that is to come its place, without a value yet. */
async function begin(ctx: Ctx, tx: Tx, row: Readonly<SecretRow>, token: string): Promise<void> {
  const { name } = row;
  if ((await tx.version.find({ name, id: token })) === undefined)
    await putVersion(
      tx,
      row,
      { name, id: token, stages: [], sealed: "", binary: false, createdAt: ctx.now },
      [PENDING],
    );
  const held = await tx.rotation.find({ name });
  await tx.rotation.put({ ...held, name, token, since: ctx.now });
}

async function runSteps(ctx: Ctx, row: Readonly<SecretRow>, token: string): Promise<boolean> {
  for (const Step of STEPS) {
    const event = { Step, SecretId: arnOf(ctx, row), ClientRequestToken: token };
    const Payload = new TextEncoder().encode(JSON.stringify(event));
    const answered = await invoke(ctx, row, row.rotationLambdaArn!, { Payload }).catch(
      (error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        return { FunctionError: error.code };
      },
    );
    if (answered.FunctionError !== undefined) return false;
  }
  return true;
}

function invoke(ctx: Ctx, row: Readonly<SecretRow>, FunctionName: string, given: object) {
  return ctx.call(
    "lambda",
    "Invoke",
    { FunctionName, ...given },
    {
      principal: servicePrincipal("secretsmanager.amazonaws.com", ctx.account),
      sourceArn: arnOf(ctx, row),
    },
  );
}

/** @throws Fault AccessDenied when the function is not there or does not let the service in. */
async function mustBeInvocable(ctx: Ctx, row: Readonly<SecretRow>, arn: string): Promise<void> {
  await invoke(ctx, row, arn, { InvocationType: "DryRun" }).catch((error: unknown) => {
    throw error instanceof Fault && error.status < 500 ? cannotInvoke() : error;
  });
}

/** The version on which a rotation is under way. */
async function pendingOf(tx: Tx, name: string) {
  const versions = await tx.version.list({ where: { name } });
  return versions.find(({ stages }) => stages.includes(PENDING) && !stages.includes(CURRENT));
}

async function schedule(ctx: Ctx, tx: Tx, row: Readonly<SecretRow>): Promise<void> {
  const nextAt = nextRotation(row.rotationRules ?? {}, ctx.now);
  await tx.rotation.put({ name: row.name, ...(nextAt === undefined ? {} : { nextAt }) });
  await tx.due.set("rotate", row.name, nextAt);
}

/** Epoch milliseconds; undefined without a schedule. */
function nextRotation(rules: Rules, now: number): number | undefined {
  if (rules.AutomaticallyAfterDays !== undefined)
    return now + rules.AutomaticallyAfterDays * DAY_MS;
  const parsed = parseSchedule(rules.ScheduleExpression ?? "");
  return parsed === undefined ? undefined : nextRun(parsed, now, now);
}

/** @throws Fault InvalidParameter; AWS's own texts were not found. */
function checkRules({ AutomaticallyAfterDays: days, ScheduleExpression: expression }: Rules): void {
  if (days !== undefined && expression !== undefined)
    throw invalidParameter(
      "You can't specify both AutomaticallyAfterDays and ScheduleExpression in RotationRules.",
    );
  if (expression === undefined) return;
  const parsed = parseSchedule(expression);
  const often = parsed?.kind === "rate" && parsed.everyMs < 4 * HOUR_MS;
  if (parsed === undefined || parsed.kind === "at" || often)
    throw invalidParameter("The ScheduleExpression in RotationRules is not valid.");
}
