/** Cross-origin requests from browsers: loopback pages may call, and those the settings name. */
import type { HttpRequest, HttpResponse } from "#protocol/http";

export interface Cors {
  readonly origins: readonly string[];
}

const LOOPBACK_ORIGIN =
  /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\]|([\w-]+\.)+localhost)(:\d+)?$/i;
const EXPOSED =
  "etag,x-amz-version-id,x-amzn-requestid,x-amz-request-id,x-amzn-errortype,x-amzn-errormessage," +
  "x-amz-crc32,x-amz-apigw-id,x-amz-function-error,x-amz-log-result,content-range,accept-ranges";

/** Serves a request that came with an Origin; a service's own CORS headers win. */
export async function withCors(
  cors: Cors,
  request: HttpRequest,
  origin: string,
  serve: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const allowed =
    LOOPBACK_ORIGIN.test(origin) || cors.origins.includes(origin) || cors.origins.includes("*");
  const asked = request.headers.get("access-control-request-method");
  if (request.method === "OPTIONS" && asked !== undefined) {
    const own = await serve();
    if (own.headers.some(([name]) => name.toLowerCase() === "access-control-allow-origin"))
      return own;
    if (!allowed) return own.status < 400 ? { status: 403, headers: [], body: undefined } : own;
    return {
      status: 200,
      headers: [
        ["access-control-allow-origin", origin],
        ["access-control-allow-methods", "GET,HEAD,PUT,POST,DELETE,PATCH,OPTIONS"],
        [
          "access-control-allow-headers",
          request.headers.joined("access-control-request-headers") ?? "*",
        ],
        ["access-control-max-age", "600"],
        ["vary", "Origin"],
      ],
      body: undefined,
    };
  }
  const response = await serve();
  if (
    !allowed ||
    response.headers.some(([name]) => name.toLowerCase() === "access-control-allow-origin")
  )
    return response;
  return {
    ...response,
    headers: [
      ...response.headers,
      ["access-control-allow-origin", origin],
      ["access-control-expose-headers", EXPOSED],
      ["vary", "Origin"],
    ],
  };
}
