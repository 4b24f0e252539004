/** Buckets as websites: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html */
import type { RoutingRule, WebsiteConfiguration } from "#aws/generated/types/s3";
import { Fault } from "#aws/fault";
import { anonymous } from "#kernel/principal";
import type { HttpRequest, HttpResponse, ResponseBody } from "#protocol/http";
import type { Ctx } from "../buckets.ts";
import { methodNotAllowed, noSuchBucket, noWebsite } from "../errors.ts";
import { escaped } from "./faults.ts";
import { hostName } from "./hosts.ts";

type Answer = Readonly<Record<string, unknown>>;

/** The bucket of "bucket.s3-website.localhost", "bucket.s3-website-us-east-1.amazonaws.com" and kin. */
export function websiteBucket(request: HttpRequest): string | undefined {
  const labels = hostName(request).split(".");
  const at = labels.findIndex((label) => /^s3-website(-|$)/.test(label));
  return at > 0 ? labels.slice(0, at).join(".") : undefined;
}

export async function website(ctx: Ctx, request: HttpRequest, name: string): Promise<HttpResponse> {
  const { method } = request;
  if (method !== "GET" && method !== "HEAD")
    return page(ctx, methodNotAllowed(method, "OBJECT"), method);
  const bucket = await ctx.view((tx) => tx.bucket.find({ name }));
  if (bucket === undefined) return page(ctx, noSuchBucket(name), method);
  const configuration = bucket.settings.website;
  if (configuration === undefined) return page(ctx, noWebsite(name), method);
  const key = keyOf(request.path);
  const all = configuration.RedirectAllRequestsTo;
  if (all !== undefined) {
    const protocol = all.Protocol ?? (request.secure ? "https" : "http");
    const query = request.query === "" ? "" : `?${request.query}`;
    return redirect(301, `${protocol}://${all.HostName}${request.path}${query}`);
  }
  const early = ruleFor(configuration, key, undefined);
  if (early !== undefined) return byRule(request, early, key);
  return serve(ctx, request, name, configuration, key);
}

async function serve(
  ctx: Ctx,
  request: HttpRequest,
  bucket: string,
  configuration: WebsiteConfiguration,
  key: string,
): Promise<HttpResponse> {
  const suffix = configuration.IndexDocument?.Suffix ?? "index.html";
  const wanted = key === "" || key.endsWith("/") ? key + suffix : key;
  const found = await read(ctx, request, bucket, wanted);
  if (!(found instanceof Fault)) return answer(request, found, 200);
  if (found.status === 304) return { status: 304, headers: found.headers, body: undefined };
  if (found.code === "NoSuchKey" && wanted === key) {
    const index = await read(ctx, request, bucket, `${key}/${suffix}`);
    if (!(index instanceof Fault)) return redirect(302, `/${encodePath(key)}/`);
  }
  const rule = ruleFor(configuration, key, found.status);
  if (rule !== undefined) return byRule(request, rule, key);
  const errorKey = configuration.ErrorDocument?.Key;
  if (errorKey !== undefined && found.status >= 400 && found.status < 500) {
    const shown = await read(ctx, request, bucket, errorKey, true);
    if (!(shown instanceof Fault)) return answer(request, shown, found.status);
    return page(ctx, found, request.method, shown);
  }
  return page(ctx, found, request.method);
}

/** Reads as everyone may: a website has no signed requests. */
async function read(
  ctx: Ctx,
  request: HttpRequest,
  bucket: string,
  key: string,
  whole = false,
): Promise<Answer | Fault> {
  const { headers } = request;
  const date = (name: string) => {
    const at = Date.parse(headers.get(name) ?? "");
    return Number.isNaN(at) ? undefined : at;
  };
  const conditions = whole
    ? {}
    : {
        IfMatch: headers.get("if-match"),
        IfNoneMatch: headers.get("if-none-match"),
        Range: headers.get("range"),
        IfModifiedSince: date("if-modified-since"),
        IfUnmodifiedSince: date("if-unmodified-since"),
      };
  try {
    return (await ctx.call(
      "s3",
      "GetObject",
      { Bucket: bucket, Key: key, ...conditions } as never,
      { principal: anonymous },
    )) as Answer;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

function answer(request: HttpRequest, object: Answer, status: number): HttpResponse {
  const location = object["WebsiteRedirectLocation"];
  if (typeof location === "string") return redirect(301, location);
  const headers: [string, string][] = [];
  const add = (name: string, value: unknown) => {
    if (value !== undefined) headers.push([name, String(value)]);
  };
  add("content-type", object["ContentType"]);
  add("etag", object["ETag"]);
  add("last-modified", new Date(object["LastModified"] as number).toUTCString());
  add("cache-control", object["CacheControl"]);
  add("content-disposition", object["ContentDisposition"]);
  add("content-encoding", object["ContentEncoding"]);
  add("content-language", object["ContentLanguage"]);
  add("content-range", object["ContentRange"]);
  for (const [name, value] of Object.entries((object["Metadata"] ?? {}) as object))
    add(`x-amz-meta-${name}`, value);
  const partial = object["ContentRange"] !== undefined && status === 200;
  if (request.method === "HEAD") {
    add("content-length", object["ContentLength"]);
    const body = object["Body"] as ResponseBody;
    if (typeof body === "object" && "file" in body) body.release?.();
    return { status: partial ? 206 : status, headers, body: undefined };
  }
  return { status: partial ? 206 : status, headers, body: object["Body"] as ResponseBody };
}

function ruleFor(
  configuration: WebsiteConfiguration,
  key: string,
  status: number | undefined,
): RoutingRule | undefined {
  return configuration.RoutingRules?.find(({ Condition: when }) => {
    const code = when?.HttpErrorCodeReturnedEquals;
    if ((code === undefined ? undefined : Number(code)) !== status) return false;
    return key.startsWith(when?.KeyPrefixEquals ?? "");
  });
}

function byRule(request: HttpRequest, rule: RoutingRule, key: string): HttpResponse {
  const to = rule.Redirect!;
  const prefix = rule.Condition?.KeyPrefixEquals ?? "";
  let target = key;
  if (to.ReplaceKeyWith !== undefined) target = to.ReplaceKeyWith;
  else if (to.ReplaceKeyPrefixWith !== undefined)
    target = to.ReplaceKeyPrefixWith + key.slice(prefix.length);
  const protocol = to.Protocol ?? (request.secure ? "https" : "http");
  return redirect(
    Number(to.HttpRedirectCode ?? 301),
    `${protocol}://${to.HostName ?? request.host}/${encodePath(target)}`,
  );
}

function redirect(status: number, location: string): HttpResponse {
  return {
    status,
    headers: [
      ["location", location],
      ["content-length", "0"],
    ],
    body: undefined,
  };
}

function keyOf(path: string): string {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return path.slice(1);
  }
}

function encodePath(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

/** AWS's own page for a fault; `second` went wrong in looking for the error document. */
function page(ctx: Ctx, fault: Fault, method: string, second?: Fault): HttpResponse {
  const title = `${fault.status} ${STATUS[fault.status] ?? "Error"}`;
  const line = (name: string, value: unknown) => `<li>${name}: ${escaped(String(value))}</li>\n`;
  const details = Object.entries(fault.details)
    .map(([name, value]) => line(name, value))
    .join("");
  const more =
    second === undefined
      ? ""
      : "<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n" +
        `${line("Code", second.code)}${line("Message", second.message)}</ul>\n`;
  const body =
    `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n<ul>\n${line("Code", fault.code)}` +
    `${line("Message", fault.message)}${details}${line("RequestId", ctx.requestId)}</ul>\n${more}<hr/>\n</body>\n</html>\n`;
  return {
    status: fault.status,
    headers: [
      ["content-type", "text/html; charset=utf-8"],
      ["x-amz-request-id", ctx.requestId],
      ["x-amz-error-code", fault.code],
      ["x-amz-error-message", fault.message],
    ],
    body: method === "HEAD" ? undefined : body,
  };
}

const STATUS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  412: "Precondition Failed",
  416: "Requested Range Not Satisfiable",
  500: "Internal Server Error",
  503: "Service Unavailable",
};
