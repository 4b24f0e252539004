/** The certificate that messages' signatures are checked with. */
import type { HttpRequest, HttpResponse } from "#protocol/http";
import { certificatePath, signingKey } from "./signing.ts";
import type { Ctx } from "./topics.ts";

/** Answers `/SimpleNotificationService-<id>.pem`; undefined for other paths. */
export async function route(ctx: Ctx, { path }: HttpRequest): Promise<HttpResponse | undefined> {
  if (!path.startsWith("/SimpleNotificationService-")) return undefined;
  const key = await ctx.update((tx) => signingKey(ctx, tx));
  if (path !== certificatePath(key)) return undefined;
  return {
    status: 200,
    headers: [["content-type", "application/x-pem-file"]],
    body: key.certificate,
  };
}
