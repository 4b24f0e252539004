/** Targets of rules. */
import type { InputTransformer, Target } from "#aws/generated/types/events";
import { refusalOf } from "#languages/input-template/check";
import { compilePath, InvalidPath } from "#languages/jsonpath/path";
import { busPlace, refuseManaged, ruleAt, touch } from "../buses.ts";
import { arnParts } from "#aws/target-call";
import { kindOf, needsRole } from "../destinations.ts";
import { arnRefused, limitExceeded, validation } from "../errors.ts";
import { TARGETS_PER_RULE } from "../limits.ts";
import { pageOf } from "../paging.ts";
import { on } from "../tables.ts";

export const PutTargets = on("PutTargets", async (ctx, input) => {
  for (const target of input.Targets) {
    check(target);
    if (target.RoleArn !== undefined) await ctx.passRole(target.RoleArn);
  }
  return ctx.update(async (tx) => {
    const place = busPlace(ctx, input.EventBusName);
    refuseManaged(ctx, await ruleAt(ctx, tx, place, input.Rule));
    const there = tx.at(place.account, place.region);
    const where = { bus: place.name, rule: input.Rule };
    const ids = new Set((await there.target.list({ where })).map((row) => row.id));
    for (const target of input.Targets) ids.add(target.Id);
    if (ids.size > TARGETS_PER_RULE)
      throw limitExceeded("The requested resource exceeds the maximum number allowed.");
    for (const target of input.Targets)
      await there.target.put({ ...where, id: target.Id, arn: target.Arn, target });
    await touch(ctx, tx, place);
    return { FailedEntryCount: 0, FailedEntries: [] };
  });
});

/** @throws Fault Validation for a target that could not be obeyed. */
function check(target: Target): void {
  const { Arn, Id, InputPath, Input, InputTransformer } = target;
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+/.test(Arn)) throw arnRefused(Arn);
  if (kindOf(Arn) === undefined)
    throw validation(`Provided Arn is not supported as a target: ${Arn} (target ${Id}).`);
  if ([InputPath, Input, InputTransformer].filter((given) => given !== undefined).length > 1)
    throw validation(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  // Another bus is given the event as it is.
  if (kindOf(Arn) === "bus" && (InputPath ?? Input ?? InputTransformer) !== undefined)
    throw validation(`Modifying the input for target ${Id} is not supported.`);
  if (needsRole(Arn) && target.RoleArn === undefined)
    throw validation(`RoleArn is required for target ${Arn}.`);
  if (
    arnParts(Arn).service === "sqs" &&
    Arn.endsWith(".fifo") &&
    !target.SqsParameters?.MessageGroupId
  )
    throw validation(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  if (Input !== undefined && !isJson(Input))
    throw validation(`JSON syntax error in input for target ${Id}.`);
  const dead = target.DeadLetterConfig?.Arn;
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html; no words were found.
  if (dead !== undefined && !/^arn:[\w-]+:sqs:[\w-]+:\d+:[\w-]+$/.test(dead))
    throw validation(
      `Parameter DeadLetterConfig.Arn is not valid for target ${Id}. Reason: it must be the ARN of a standard SQS queue.`,
    );
  const paths = Object.values(InputTransformer?.InputPathsMap ?? {});
  // An empty InputPath is as good as none; an empty path of a variable leads nowhere.
  for (const path of InputPath ? [InputPath, ...paths] : paths)
    if (!isPath(path)) throw validation(`Invalid JSONPath provided for target ${Id}.`);
  if (InputTransformer !== undefined) checkTransformer(InputTransformer, Id);
}

/** @throws Fault Validation. */
function checkTransformer({ InputPathsMap, InputTemplate }: InputTransformer, id: string): void {
  const names = Object.keys(InputPathsMap ?? {});
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html; no words were found.
  const reserved = names.find((name) => name.startsWith("AWS"));
  if (reserved !== undefined)
    throw validation(
      `InputPathsMap for target ${id} contains invalid key ${reserved}. Keys must not start with AWS.`,
    );
  const refusal = refusalOf(InputTemplate, new Set(names), id);
  if (refusal !== undefined) throw validation(refusal);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isPath(text: string): boolean {
  try {
    compilePath(text);
    return true;
  } catch (error) {
    if (error instanceof InvalidPath) return false;
    throw error;
  }
}

export const RemoveTargets = on("RemoveTargets", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = busPlace(ctx, input.EventBusName);
    refuseManaged(ctx, await ruleAt(ctx, tx, place, input.Rule), input.Force);
    const there = tx.at(place.account, place.region);
    for (const id of input.Ids)
      await there.target.remove({ bus: place.name, rule: input.Rule, id });
    await touch(ctx, tx, place);
    return { FailedEntryCount: 0, FailedEntries: [] };
  }),
);

export const ListTargetsByRule = on("ListTargetsByRule", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = busPlace(ctx, input.EventBusName);
    await ruleAt(ctx, tx, place, input.Rule);
    const there = tx.at(place.account, place.region);
    const all = await there.target.list({ where: { bus: place.name, rule: input.Rule } });
    const { rows, token } = pageOf(all, (row) => row.id, input.NextToken, input.Limit);
    return {
      Targets: rows.map((row) => row.target),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);
