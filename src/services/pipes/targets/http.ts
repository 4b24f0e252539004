/** API destinations and APIs of API Gateway, which EventBridge calls for a pipe. */
import type { PipeTargetHttpParameters } from "#aws/generated/types/pipes";
import type { Principal } from "#kernel/principal";
import type { Calls } from "../calls.ts";
import { type Ctx, pipeArn } from "../pipes.ts";
import type { PipeRow } from "../tables.ts";

/** Whether an ARN is that of an API destination or of an API's method. */
export const isHttp = (arn: string): boolean =>
  /^arn:[\w-]+:(events:[^:]*:\d*:api-destination\/|execute-api:)/.test(arn);

interface Call {
  readonly arn: string;
  readonly input: string;
  readonly parameters: PipeTargetHttpParameters | undefined;
  readonly principal: Principal;
  readonly calls: Calls;
}

/** @returns The answer's body. @throws Fault when it was no success, NotYet when it is not its turn. */
export async function httpCall(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  { arn, input, parameters = {}, principal, calls }: Call,
): Promise<Uint8Array> {
  const asked = { arn, input, parameters, userAgent: "Amazon/EventBridge/Pipes" };
  const options = { principal, sourceArn: pipeArn(ctx, row.name) };
  const request = { Arn: arn, ...parameters, Body: input };
  return (await calls.ask(request, () => ctx.ask("events", "http", asked, options))) as Uint8Array;
}
