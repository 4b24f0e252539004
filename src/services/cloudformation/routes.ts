/** Where custom resources and wait conditions put their answers. */
import type { HttpRequest, HttpResponse } from "#protocol/http";
import { isObject, type JsonObject } from "#languages/cloudformation/values";
import { ANSWERS, requestIdOf } from "./deployment/own-types.ts";
import { answerStep } from "./deployment/runner.ts";
import { ANSWER_BYTES } from "./limits.ts";
import { signal } from "./signals.ts";
import type { Ctx } from "./stacks.ts";
import type { AnswerRow } from "./tables.ts";

/** More than the 4,096 bytes that AWS allows is refused below; this bounds what is read. */
const READ_BYTES = 65_536;

export async function routes(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  if (!request.path.startsWith(ANSWERS)) return undefined;
  if (request.method !== "PUT") return plain(405, "MethodNotAllowed");
  const token = request.path.slice(ANSWERS.length);
  if (!/^[0-9a-f]{64}$/.test(token)) return plain(403, "SignatureDoesNotMatch");
  const answer = await ctx.view((tx) => tx.answer.find({ token }));
  if (answer === undefined) return plain(403, "AccessDenied");
  const body = Buffer.from(await request.body.bytes(READ_BYTES)).toString();
  const there = ctx.as({ account: answer.account, region: answer.region });
  const read = object(body);
  if (answer.kind === "wait") await signalled(there, answer, read);
  else await responded(there, answer, read, Buffer.byteLength(body) > ANSWER_BYTES);
  return plain(200, "");
}

const plain = (status: number, body: string): HttpResponse => ({
  status,
  headers: [["content-type", "text/plain"]],
  body,
});

function object(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function responded(
  ctx: Ctx,
  { token, stackId, logicalId }: AnswerRow,
  body: JsonObject | undefined,
  large: boolean,
): Promise<void> {
  await ctx.update((tx) => tx.answer.remove({ token }));
  const refuse = (reason: string, made?: string) =>
    answerStep(ctx, stackId, logicalId, {
      ok: false,
      reason,
      ...(made === undefined ? {} : { id: made }),
    });
  if (large) return void (await refuse("Response object is too long."));
  if (body === undefined) return void (await refuse("Invalid Json"));
  const id = body["PhysicalResourceId"];
  if (body["Status"] !== "SUCCESS") {
    const reason = typeof body["Reason"] === "string" ? body["Reason"] : "Unknown";
    return void (await refuse(
      `Received response status [FAILED] from custom resource. Message returned: ${reason} (RequestId: ${requestIdOf(token)})`,
      typeof id === "string" && id !== "" ? id : undefined,
    ));
  }
  if (typeof id !== "string" || id === "") return void (await refuse("Invalid PhysicalResourceId"));
  const data = body["Data"];
  await answerStep(ctx, stackId, logicalId, {
    ok: true,
    id,
    attributes: isObject(data) ? { ...data } : {},
  });
}

/** A handle's signals go to the wait condition that names it. */
async function signalled(ctx: Ctx, answer: AnswerRow, body: JsonObject | undefined): Promise<void> {
  if (body === undefined) return;
  const rows = await ctx.view((tx) => tx.resource.list({ where: { stackId: answer.stackId } }));
  const handle = rows.find((row) => row.logicalId === answer.logicalId)?.physicalId;
  const condition = rows.find(
    (row) =>
      row.type === "AWS::CloudFormation::WaitCondition" &&
      row.waiting?.desired?.["Handle"] === handle,
  );
  if (condition === undefined) return;
  const text = (name: string) => (typeof body[name] === "string" ? (body[name] as string) : "");
  await signal(ctx, answer.stackId, condition.logicalId, {
    uniqueId: text("UniqueId"),
    ok: body["Status"] === "SUCCESS",
    data: text("Data"),
    reason: `WaitCondition received failed message: '${text("Reason")}' for uniqueId: ${text("UniqueId")}`,
  });
}
