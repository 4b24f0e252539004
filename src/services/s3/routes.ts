/** What S3 answers beside its API: websites, forms posted by browsers, preflights. */
import type { HttpRequest, HttpResponse } from "#protocol/http";
import type { Ctx } from "./buckets.ts";
import { crossOriginHeaders, preflight } from "./routes/cross-origin.ts";
import { isForm, postForm } from "./routes/form.ts";
import { bucketOf } from "./routes/hosts.ts";
import { website, websiteBucket } from "./routes/website.ts";

/** Answers what is S3's; undefined leaves the request to the API. */
export async function routes(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  const site = websiteBucket(request);
  if (site !== undefined) return website(ctx, request, site);
  if (request.method === "OPTIONS") return preflight(ctx, request, bucketOf(request));
  const bucket = bucketOf(request);
  if (bucket === undefined || !isForm(request)) return undefined;
  const answer = await postForm(ctx, request, bucket);
  const extra = await crossOriginHeaders(ctx, request);
  return { ...answer, headers: [...answer.headers, ...extra] };
}
