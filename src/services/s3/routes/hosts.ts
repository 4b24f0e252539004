/** Which bucket a request outside the API is for. */
import type { HttpRequest } from "#protocol/http";

/** The bucket of a virtual host ("bucket.s3.localhost", "bucket.s3.eu-west-1.amazonaws.com"), else of the path. */
export function bucketOf(request: HttpRequest): string | undefined {
  const host = hostName(request);
  const labels = host.split(".");
  const at = labels.findIndex(
    (label, index) => index > 0 && /^s3(-|$)/.test(label) && !label.startsWith("s3-website"),
  );
  if (at > 0) return labels.slice(0, at).join(".");
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
