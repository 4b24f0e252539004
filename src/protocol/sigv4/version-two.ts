/**
 * S3's presigned URLs of Signature Version 2, which boto3 and the AWS CLI 1 still make in us-east-1
 * unless told otherwise.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { HttpRequest } from "#protocol/http";
import { decoded, type Presented } from "./presented.ts";

/** The parts of a query that say which thing of an object is meant, and so are signed. */
const SUBRESOURCES = new Set(
  (
    "accelerate acl analytics cors defaultObjectAcl delete inventory lifecycle location logging metrics " +
    "notification object-lock partNumber policy replication requestPayment restore select select-type " +
    "storageClass tagging torrent uploadId uploads versionId versioning versions website " +
    "response-cache-control response-content-disposition response-content-encoding " +
    "response-content-language response-content-type response-expires"
  ).split(" "),
);

/** Whether the signature is that of the secret; `text` is what it should have signed. */
export function judgedByTwo(
  presented: Presented,
  request: HttpRequest,
  secret: string,
): { readonly right: boolean; readonly text: string } {
  const given = Buffer.from(presented.signature, "base64");
  const texts = resources(request).map((resource) => stringToSign(presented, request, resource));
  const right = texts.some((text) => {
    const wanted = createHmac("sha1", secret).update(text, "latin1").digest();
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
  return { right, text: texts[0]! };
}

function stringToSign(presented: Presented, request: HttpRequest, resource: string): string {
  const fields = new Map<string, string>();
  // A client moves the fields it signs into the query, where only these names count as fields.
  for (const [name, value] of pairs(request.query))
    if (/^(x-amz-.*|content-md5|content-type)$/i.test(name)) fields.set(name.toLowerCase(), value);
  for (const [name, value] of request.headers.entries)
    if (/^(x-amz-.*|content-md5|content-type)$/i.test(name)) fields.set(name.toLowerCase(), value);
  const amazon = [...fields]
    .filter(([name]) => name.startsWith("x-amz-"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}\n`);
  return [
    request.method,
    fields.get("content-md5") ?? "",
    fields.get("content-type") ?? "",
    presented.expires,
    amazon.join("") + resource,
  ].join("\n");
}

/** The resource as it is signed, by path style and, where the host may name a bucket, by that. */
function resources({ path, host, query }: HttpRequest): string[] {
  const meant = pairs(query)
    .filter(([name]) => SUBRESOURCES.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join("&");
  const end = meant === "" ? "" : `?${meant}`;
  const bucket = /^(.+?)\.s3[.-]/i.exec(host)?.[1];
  return [path + end, ...(bucket === undefined ? [] : [`/${bucket}${path}${end}`])];
}

function pairs(query: string): [string, string][] {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [pair, ""] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
    });
}
