/** Calling a function behind an API, and answering in the gateway's own words. */
import { servicePrincipal } from "#kernel/principal";
import type { HttpResponse } from "#protocol/http";
import type { Ctx } from "./apis.ts";

/** A function's ARN, from itself or from the invocation path that gateways use. */
export function functionIn(uri: string): string {
  return /functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri;
}

/** What came of a call; `late` when the function took longer than it may. */
export interface Called {
  readonly failed: boolean;
  readonly late?: boolean;
  readonly value?: unknown;
}

/** Invokes a function as the gateway, or as a role of the API's. */
export async function callFunction(
  ctx: Ctx,
  FunctionName: string,
  event: unknown,
  sourceArn: string,
  options: { readonly roleArn?: string | undefined; readonly timeoutMs?: number } = {},
): Promise<Called> {
  const limit =
    options.timeoutMs === undefined ? undefined : AbortSignal.timeout(options.timeoutMs);
  try {
    const call = ctx.call(
      "lambda",
      "Invoke",
      { FunctionName, Payload: new TextEncoder().encode(JSON.stringify(event)) },
      { principal: await actor(ctx, options.roleArn), sourceArn },
    );
    const output = await (limit === undefined ? call : before(call, limit));
    if (output.FunctionError !== undefined) return { failed: true };
    const text = Buffer.from(
      (output.Payload as Uint8Array | undefined) ?? new Uint8Array(),
    ).toString();
    return { failed: false, value: text === "" ? undefined : JSON.parse(text) };
  } catch {
    // The caller of an API learns nothing of what is behind it; the request log has the fault.
    return { failed: true, late: limit?.aborted === true };
  }
}

/** Who the gateway calls services as. */
export const actor = (ctx: Ctx, roleArn: string | undefined) =>
  roleArn === undefined
    ? servicePrincipal("apigateway.amazonaws.com", ctx.account)
    : ctx.kernel.roleSession(roleArn, "apigateway", ctx.account, {
        session: "BackplaneAssumeRoleSession",
      });

/** The function goes on when its caller has given up, as it does in AWS. */
function before<T>(call: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    limit.addEventListener("abort", () => reject(limit.reason), { once: true });
    call.then(resolve, reject);
  });
}

/** The gateway's own answer. */
export function message(status: number, text: string): HttpResponse {
  return {
    status,
    headers: [["content-type", "application/json"]],
    body: JSON.stringify({ message: text }),
  };
}
