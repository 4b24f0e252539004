/** Resource policies of functions, versions and aliases. */
import {
  functionMissing,
  invalid,
  noPolicy,
  noPolicyToChange,
  policyTooLarge,
  revisionDiffers,
  statementExists,
  statementMissing,
} from "../errors.ts";
import {
  at,
  type Ctx,
  functionArn,
  functionAt,
  isNumber,
  type Place,
  placeOf,
  type Tx,
} from "../functions.ts";
import { POLICY_BYTES } from "../limits.ts";
import { on, type PolicyRow, type Statement } from "../tables.ts";

export const AddPermission = on("AddPermission", (ctx, input) => {
  if (!/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(input.Action))
    throw invalid(
      `1 validation error detected: Value '${input.Action}' at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])`,
    );
  return ctx.update(async (tx) => {
    const { place, scoped, row } = await policyAt(ctx, tx, input.FunctionName, input.Qualifier);
    const current = row ?? {
      functionName: place.name,
      qualifier: place.qualifier ?? "",
      statements: [],
      revisionId: "",
    };
    checkRevision(row, input.RevisionId);
    if (current.statements.some((statement) => statement.Sid === input.StatementId))
      throw statementExists(input.StatementId);
    const statement = statementOf(input, functionArn(place, place.qualifier));
    const statements = [...current.statements, statement];
    if (JSON.stringify(statements).length > POLICY_BYTES) throw policyTooLarge();
    await scoped.policy.put({ ...current, statements, revisionId: ctx.chance.uuid() });
    return { Statement: JSON.stringify(statement) };
  });
});

export const RemovePermission = on("RemovePermission", (ctx, input) =>
  ctx.update(async (tx) => {
    const { scoped, row } = await policyAt(ctx, tx, input.FunctionName, input.Qualifier);
    if (row === undefined) throw noPolicyToChange();
    checkRevision(row, input.RevisionId);
    const statements = row.statements.filter((statement) => statement.Sid !== input.StatementId);
    if (statements.length === row.statements.length) throw statementMissing(input.StatementId);
    if (statements.length === 0)
      await scoped.policy.remove({ functionName: row.functionName, qualifier: row.qualifier });
    else await scoped.policy.put({ ...row, statements, revisionId: ctx.chance.uuid() });
    return {};
  }),
);

export const GetPolicy = on("GetPolicy", (ctx, input) =>
  ctx.view(async (tx) => {
    const { row } = await policyAt(ctx, tx, input.FunctionName, input.Qualifier);
    if (row === undefined) throw noPolicy();
    return { Policy: policyText(row), RevisionId: row.revisionId };
  }),
);

/** A policy as JSON. */
export function policyText(row: Readonly<PolicyRow>): string {
  return JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: row.statements });
}

async function policyAt(ctx: Ctx, tx: Tx, named: string, qualifier: string | undefined) {
  const place: Place = placeOf(ctx, named, qualifier);
  const scoped = at(ctx, tx, place);
  await functionAt(scoped, place);
  const own = place.qualifier;
  if (own === "$LATEST") throw invalid("We currently do not support adding policies for $LATEST.");
  if (own !== undefined) {
    const there = isNumber(own)
      ? await scoped.version.find({ functionName: place.name, version: own })
      : await scoped.alias.find({ functionName: place.name, name: own });
    if (there === undefined) throw functionMissing(functionArn(place, own));
  }
  const row = await scoped.policy.find({ functionName: place.name, qualifier: own ?? "" });
  return { place, scoped, row };
}

function checkRevision(row: Readonly<PolicyRow> | undefined, given: string | undefined): void {
  if (given !== undefined && given !== row?.revisionId) throw revisionDiffers();
}

interface Permission {
  readonly StatementId: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn?: string;
  readonly SourceAccount?: string;
  readonly EventSourceToken?: string;
  readonly PrincipalOrgID?: string;
  readonly FunctionUrlAuthType?: string;
  readonly InvokedViaFunctionUrl?: boolean;
}

function statementOf(input: Permission, resource: string): Statement {
  const strings: Record<string, string> = {};
  if (input.SourceAccount !== undefined) strings["AWS:SourceAccount"] = input.SourceAccount;
  if (input.EventSourceToken !== undefined)
    strings["lambda:EventSourceToken"] = input.EventSourceToken;
  if (input.PrincipalOrgID !== undefined) strings["aws:PrincipalOrgID"] = input.PrincipalOrgID;
  if (input.FunctionUrlAuthType !== undefined)
    strings["lambda:FunctionUrlAuthType"] = input.FunctionUrlAuthType;
  const condition = {
    ...(Object.keys(strings).length === 0 ? {} : { StringEquals: strings }),
    ...(input.SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": input.SourceArn } }),
    ...(input.InvokedViaFunctionUrl === undefined
      ? {}
      : { Bool: { "lambda:InvokedViaFunctionUrl": String(input.InvokedViaFunctionUrl) } }),
  };
  return {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: principalOf(input.Principal),
    Action: input.Action,
    Resource: resource,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

function principalOf(given: string): unknown {
  if (given === "*") return "*";
  // Alexa's names end in amazon.com: https://docs.aws.amazon.com/lambda/latest/dg/services-alexa.html
  if (/^[\w.-]+\.(amazonaws\.com(\.cn)?|amazon\.com)$/.test(given)) return { Service: given };
  if (/^\d{12}$/.test(given)) return { AWS: `arn:aws:iam::${given}:root` };
  if (given.startsWith("arn:")) return { AWS: given };
  throw invalid("The provided principal was invalid. Please check the principal and try again.");
}
