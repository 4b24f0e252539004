/** A bucket's CORS configuration, obeyed: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
import type { CORSRule } from "#aws/generated/types/s3";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import type { Ctx } from "../buckets.ts";
import { badRequest, corsForbidden } from "../errors.ts";
import { xmlFault } from "./faults.ts";
import { bucketOf } from "./hosts.ts";

type Headers = (readonly [string, string])[];

const VARY = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

/** Answers an OPTIONS request; undefined when it is about no bucket. */
export async function preflight(
  ctx: Ctx,
  request: HttpRequest,
  name: string | undefined,
): Promise<HttpResponse | undefined> {
  if (name === undefined) return undefined;
  const origin = request.headers.get("origin");
  const method = request.headers.get("access-control-request-method");
  if (origin === undefined)
    return xmlFault(ctx, badRequest("Insufficient information. Origin request header needed."));
  if (method === undefined)
    return xmlFault(ctx, badRequest("Invalid Access-Control-Request-Method: null"));
  const bucket = await ctx.view((tx) => tx.bucket.find({ name }));
  if (bucket === undefined) return undefined;
  const kind = request.path.split("/").length > 2 ? "OBJECT" : "BUCKET";
  const rules = bucket.settings.cors;
  if (rules === undefined)
    return xmlFault(
      ctx,
      corsForbidden("CORSResponse: CORS is not enabled for this bucket.", method, kind),
    );
  const asked = split(request.headers.joined("access-control-request-headers"));
  const rule = rules.find((one) => allows(one, origin, method, asked));
  if (rule === undefined)
    return xmlFault(
      ctx,
      corsForbidden(
        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
        method,
        kind,
      ),
    );
  const headers = answerHeaders(rule, origin);
  if (asked.length > 0)
    headers.push(["access-control-allow-headers", asked.join(", ").toLowerCase()]);
  if (rule.MaxAgeSeconds !== undefined)
    headers.push(["access-control-max-age", String(rule.MaxAgeSeconds)]);
  return { status: 200, headers, body: undefined };
}

/** What an answer to a page of another origin carries besides. */
export async function crossOriginHeaders(ctx: Ctx, request: HttpRequest): Promise<Headers> {
  const origin = request.headers.get("origin");
  const name = origin === undefined ? undefined : bucketOf(request);
  if (origin === undefined || name === undefined) return [];
  const bucket = await ctx.view((tx) => tx.bucket.find({ name }));
  const rule = bucket?.settings.cors?.find((one) => allows(one, origin, request.method, []));
  return rule === undefined ? [] : answerHeaders(rule, origin);
}

function answerHeaders(rule: CORSRule, origin: string): Headers {
  const open = rule.AllowedOrigins!.includes("*");
  return [
    ["access-control-allow-origin", open ? "*" : origin],
    ["access-control-allow-methods", rule.AllowedMethods!.join(", ")],
    ...(rule.ExposeHeaders?.length
      ? [["access-control-expose-headers", rule.ExposeHeaders.join(", ")] as const]
      : []),
    ...(open ? [] : [["access-control-allow-credentials", "true"] as const]),
    ["vary", VARY],
  ];
}

/** Whether a rule lets that origin use that method with those headers. */
export function allows(
  rule: CORSRule,
  origin: string,
  method: string,
  headers: readonly string[],
): boolean {
  return (
    (rule.AllowedOrigins ?? []).some((one) => fits(one, origin)) &&
    (rule.AllowedMethods ?? []).includes(method) &&
    headers.every((header) =>
      (rule.AllowedHeaders ?? []).some((one) => fits(one.toLowerCase(), header.toLowerCase())),
    )
  );
}

/** A pattern with at most one star. */
function fits(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return (
    text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after)
  );
}

function split(header: string | undefined): string[] {
  return (header ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
