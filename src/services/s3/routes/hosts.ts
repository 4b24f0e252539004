/** Which bucket a request outside the API is for. */
import { bucketInHost } from "#protocol/routes";
import type { HttpRequest } from "#protocol/http";

/** The bucket of a virtual host ("bucket.s3.localhost"), else the first part of the path. */
export function bucketOf(request: HttpRequest): string | undefined {
  const named = bucketInHost(request.host);
  if (named !== undefined) return named;
  const first = request.path.split("/")[1] ?? "";
  try {
    return first === "" ? undefined : decodeURIComponent(first);
  } catch {
    return undefined;
  }
}

/** The host without its port, in lower case. */
export function hostName(request: HttpRequest): string {
  return request.host.replace(/:\d+$/, "").toLowerCase();
}
