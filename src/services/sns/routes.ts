/**
 * The certificate that messages' signatures are checked with; `POST /_aws/sns/opt-out?phone=+1...`,
 * which stands for a person's answering STOP; and `POST /_aws/sns/sandbox?in=true`, which puts the
 * account into the SMS sandbox, or takes it out.
 */
import type { HttpRequest, HttpResponse } from "#protocol/http";
import { settingsOf } from "./sms.ts";
import { certificatePath, signingKey } from "./signing.ts";
import type { Ctx } from "./topics.ts";

/** Undefined for other paths. */
export async function route(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  const { path } = request;
  if (path === "/_aws/sns/opt-out" && request.method === "POST") return optOut(ctx, request);
  if (path === "/_aws/sns/sandbox" && request.method === "POST") return sandbox(ctx, request);
  if (!path.startsWith("/SimpleNotificationService-")) return undefined;
  const key = await ctx.update((tx) => signingKey(ctx, tx));
  if (path !== certificatePath(key)) return undefined;
  return {
    status: 200,
    headers: [["content-type", "application/x-pem-file"]],
    body: key.certificate,
  };
}

async function optOut(ctx: Ctx, { query }: HttpRequest): Promise<HttpResponse> {
  const phone = new URLSearchParams(query.replaceAll("+", "%2B")).get("phone") ?? "";
  const headers = [["content-type", "application/json"]] as const;
  if (!/^\+[1-9]\d{3,14}$/.test(phone))
    return { status: 400, headers, body: '{"message":"Give ?phone=+15550100."}' };
  await ctx.update((tx) => tx.optedOut.put({ phone, at: ctx.now }));
  return { status: 200, headers, body: JSON.stringify({ optedOut: phone }) };
}

async function sandbox(ctx: Ctx, { query }: HttpRequest): Promise<HttpResponse> {
  const given = new URLSearchParams(query).get("in");
  const headers = [["content-type", "application/json"]] as const;
  if (given !== "true" && given !== "false")
    return { status: 400, headers, body: '{"message":"Give ?in=true or ?in=false."}' };
  const sandboxed = given === "true";
  await ctx.update(async (tx) => tx.sms.put({ ...(await settingsOf(tx)), sandboxed }));
  return { status: 200, headers, body: JSON.stringify({ sandboxed }) };
}
