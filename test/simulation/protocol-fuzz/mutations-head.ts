/** What is done to everything around a body: fields, address, signature, framing, signed chunks. */
import type { Chance } from "./chance.ts";
import { type Draft, headerOf, setHeader } from "./draft.ts";
import { mutateForm } from "./mutations-body.ts";
import { authorization } from "./samples.ts";

const ODD = [
  "",
  " ",
  "x",
  "-1",
  "1e9",
  "0",
  "99999999999999999999",
  "a,b,c",
  "\xff\xfe",
  "é",
  "x".repeat(3000),
  "null",
  "__proto__",
  "%00",
  '"',
  "a=b;c",
  "*/*",
  "Thu, 32 Foo 2026 99:99:99 GMT",
  "2026-99-99T99:99:99Z",
  "bytes=5-1",
  "bytes=0-99999999999999999999",
  "bytes=-",
  'W/"x',
  "[]",
  "{",
  "<a>",
  "18446744073709551616",
] as const;
const FIELDS = [
  "content-type",
  "content-md5",
  "x-amz-content-sha256",
  "x-amz-checksum-crc32",
  "x-amz-checksum-crc64nvme",
  "x-amz-checksum-sha256",
  "x-amz-sdk-checksum-algorithm",
  "x-amz-trailer",
  "content-encoding",
  "x-amz-decoded-content-length",
  "range",
  "if-modified-since",
  "if-match",
  "if-none-match",
  "if-unmodified-since",
  "x-amz-copy-source",
  "x-amz-copy-source-range",
  "x-amz-date",
  "date",
  "x-amz-security-token",
  "x-amz-user-agent",
  "accept",
  "accept-encoding",
  "origin",
  "x-amz-acl",
  "x-amz-meta-a",
  "x-amz-tagging",
  "x-amz-storage-class",
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-customer-key",
  "x-amz-object-lock-retain-until-date",
  "x-amz-expected-bucket-owner",
  "x-amzn-trace-id",
  "x-amz-invocation-type",
  "x-amz-client-context",
  "x-amz-target",
  "x-forwarded-for",
  "cookie",
  "smithy-protocol",
  "x-amzn-query-mode",
  "amz-sdk-request",
] as const;

export function mutateFields(draft: Draft, chance: Chance): void {
  const own = draft.headers.map(([name]) => name).filter((name) => name !== "host");
  const name = chance.oneIn(2) ? chance.pick(own) : chance.pick(FIELDS);
  const value = chance.pick(ODD);
  const kind = chance.below(4);
  draft.done.push(`field ${name} ${kind}: ${value.slice(0, 30)}`);
  if (kind === 0) setHeader(draft, name, undefined);
  else if (kind === 1) draft.headers.push([name, value]);
  else setHeader(draft, name, value);
}

const HOSTS = [
  "",
  "localhost",
  "x",
  "..",
  "a..b",
  "[::1",
  "[::1]:4566",
  "localhost:99999",
  "localhost:x",
  "bucket.s3.localhost:4566",
  ".s3.localhost:4566",
  "BUCKET.S3.us-east-1.amazonaws.com",
  "sqs.us-east-1.amazonaws.com",
  "abc.execute-api.localhost:4566",
  "abc.lambda-url.us-east-1.localhost:4566",
  "s3-website.localhost",
  "x".repeat(300),
  "é",
  "a b",
  "a/b",
  "%00",
  "user@host",
  "dynamodb.nowhere-1.amazonaws.com",
  "__proto__",
  "b.s3-website.us-east-1.localhost:4566",
  "*.execute-api.localhost",
] as const;
const PATHS = [
  "/",
  "//",
  "/%",
  "/%zz",
  "/%00",
  "/..",
  "/../..",
  "/%2e%2e/",
  "/%c0%af",
  "/%ff",
  "/a//b",
  "/__proto__",
  "/constructor",
  "/a%2Fb",
  "/" + "x".repeat(5000),
  "/" + "a/".repeat(500),
  "/service/",
  "/service/x/operation/y",
  "/service/GraniteServiceVersion20100801/operation/__proto__",
  "/2015-03-31/functions/%00/invocations",
  "/restapis/x/y/_user_request_/",
  "/_aws/sqs/messages",
  "/000000000000/q",
  "/*",
  "/ü",
  "/a?b",
  "/{proxy+}",
  "/_brume/nothing",
  "/_localstack/nothing",
] as const;
const TARGETS = [
  "",
  ".",
  "x",
  "DynamoDB_20120810.",
  ".PutItem",
  "DynamoDB_20120810.NoSuch",
  "DynamoDB_20120810.__proto__",
  "DynamoDB_20120810.constructor",
  "AmazonSQS.toString",
  "__proto__.x",
  "NoSuch.Thing",
  "a.b.c.d",
  "AmazonSQS.SendMessage.",
  "\xff",
  "x".repeat(2000),
  "Logs_20140328.PutLogEvents",
] as const;

export function mutateAddress(draft: Draft, chance: Chance): void {
  const kind = chance.below(7);
  if (kind === 0) setHeader(draft, "host", chance.pick(HOSTS));
  else if (kind === 1) draft.path = chance.pick(PATHS);
  else if (kind === 2) {
    const at = chance.below(draft.path.length) + 1;
    const grafted = chance.pick(["%", "%zz", "%00", "..", "//", "%2F", "%c3", "\xff", "~", "{x}"]);
    draft.path = draft.path.slice(0, at) + grafted + draft.path.slice(at);
  } else if (kind === 3) {
    const target = chance.pick(TARGETS);
    setHeader(draft, "x-amz-target", target);
  } else if (kind === 4)
    draft.method = chance.pick([
      "GET",
      "PUT",
      "POST",
      "DELETE",
      "HEAD",
      "PATCH",
      "OPTIONS",
      "TRACE",
      "FOO",
    ]);
  else if (kind === 5)
    setHeader(
      draft,
      "authorization",
      authorization(
        chance.pick(["s3", "sqs", "nothing", "", "__proto__", "iam", "execute-api", "lambda"]),
      ),
    );
  else
    draft.query =
      draft.query === ""
        ? chance.pick([
            "%",
            "a=%zz",
            "x-id=NoSuch",
            "__proto__=1",
            "uploads",
            "acl&acl",
            "&&&",
            "=",
            "?",
            "list-type=2&max-keys=x",
            "versionId=%00",
            "Action=ListUsers&Version=2010-05-08",
          ])
        : mutateForm(draft.query, chance, draft.done);
  draft.done.push(
    `address ${kind}: ${draft.method} ${draft.path.slice(0, 60)}?${draft.query.slice(0, 60)}`,
  );
}

const AUTHORIZATIONS = [
  "",
  "AWS4-HMAC-SHA256",
  "AWS4-HMAC-SHA256 ",
  "AWS4-HMAC-SHA256 Credential=",
  "AWS4-HMAC-SHA256 Credential=////, SignedHeaders=;, Signature=",
  "AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f/g/aws4_request, SignedHeaders=host, Signature=zz",
  "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
  "AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request, SignedHeaders=host, Signature=3045",
  "AWS test:signature",
  "Basic dGVzdDp0ZXN0",
  "Bearer x",
  "AWS4-HMAC-SHA512 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
  "\xff\xff",
  "AWS4-HMAC-SHA256 Credential=test/99999999/__proto__/iam/aws4_request, SignedHeaders=host, Signature=" +
    "0".repeat(64),
  "AWS4-HMAC-SHA256 " + "Credential=x,".repeat(300),
] as const;
const PRESIGNED = [
  "X-Amz-Algorithm=AWS4-HMAC-SHA256",
  "X-Amz-Credential=test%2F20260101%2Fus-east-1%2Fs3%2Faws4_request",
  "X-Amz-Date=20260101T000000Z",
  "X-Amz-Expires=900",
  "X-Amz-SignedHeaders=host",
  "X-Amz-Signature=" + "0".repeat(64),
] as const;

export function mutateSignature(draft: Draft, chance: Chance): void {
  const kind = chance.below(6);
  if (kind === 0) setHeader(draft, "authorization", undefined);
  else if (kind === 1) setHeader(draft, "authorization", chance.pick(AUTHORIZATIONS));
  else if (kind === 2) {
    const given = headerOf(draft, "authorization") ?? "";
    const at = chance.below(given.length);
    setHeader(
      draft,
      "authorization",
      given.slice(0, at) +
        chance.pick(["", "/", ",", "=", " ", "\xff", "Credential=", "%"]) +
        given.slice(at + chance.below(4)),
    );
  } else if (kind === 3)
    setHeader(
      draft,
      "x-amz-date",
      chance.pick([
        "",
        "x",
        "20260101",
        "20269999T999999Z",
        "99991231T235959Z",
        "20260101T000000Z ",
        "2026-01-01T00:00:00Z",
        "\xff",
      ]),
    );
  else if (kind === 4)
    setHeader(
      draft,
      "x-amz-content-sha256",
      chance.pick([
        "",
        "x",
        "UNSIGNED-PAYLOAD",
        "0".repeat(64),
        "STREAMING-",
        "STREAMING-AWS4-HMAC-SHA256-EVENTS",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      ]),
    );
  else {
    setHeader(draft, "authorization", undefined);
    const parts: string[] = [...PRESIGNED];
    parts[chance.below(parts.length)] = chance.pick([
      "",
      "X-Amz-Date=x",
      "X-Amz-Expires=-1",
      "X-Amz-Expires=9999999999",
      "X-Amz-Credential=%zz",
      "X-Amz-Credential=%2F%2F%2F%2F",
      "X-Amz-Algorithm=",
      "X-Amz-Signature=",
      "X-Amz-SignedHeaders=",
      "X-Amz-Security-Token=%ff",
      "x-amz-signature=a&X-Amz-Signature=b",
    ]);
    draft.query = [...(draft.query === "" ? [] : [draft.query]), ...parts].join("&");
  }
  draft.done.push(`signature ${kind}`);
}

/** Framing that is no framing: the connection is of no use after it. */
export function mutateFraming(draft: Draft, chance: Chance): void {
  const { body } = draft;
  const hex = body.length.toString(16);
  const chunked = (text: string): Buffer => {
    draft.headers.push(["transfer-encoding", "chunked"]);
    const [before = "", after = ""] = text.split("BODY");
    return Buffer.concat([Buffer.from(before, "latin1"), body, Buffer.from(after, "latin1")]);
  };
  const length = (value: string): Buffer => {
    draft.headers.push(["content-length", value]);
    return body;
  };
  const kinds: (() => Buffer)[] = [
    () => length(String(body.length + 10)),
    () => length("-1"),
    () => length("+5"),
    () => length("1e3"),
    () => length("99999999999999999999"),
    () => length(`${body.length}, ${body.length}`),
    () => length(""),
    () => chunked(`${hex}\r\nBODY\r\n0\r\n\r\n`),
    () => chunked(`${hex}\r\nBODY\r\n`),
    () => chunked(`zz\r\nBODY\r\n0\r\n\r\n`),
    () => chunked(`${hex};ext="x\r\nBODY\r\n0\r\n\r\n`),
    () => chunked(`ffffffffffffffff\r\nBODY`),
    () => chunked(`-1\r\nBODY\r\n0\r\n\r\n`),
    () => chunked(`${hex}\r\nBODYx\r\n0\r\n\r\n`),
    () => chunked(`${hex}\r\nBODY\r\n0\r\nbad trailer\r\n\r\n`),
    () => chunked(`${hex}\r\nBODY\r\n0\r\nx-amz-checksum-crc32: AAAA\r\ncontent-length: 5\r\n\r\n`),
    () => {
      draft.headers.push([
        "transfer-encoding",
        chance.pick(["gzip", "chunked, chunked", "identity", "xchunked"]),
      ]);
      return body;
    },
    () => {
      draft.headers.push(["transfer-encoding", "chunked"]);
      return length(String(body.length));
    },
  ];
  const kind = chance.below(kinds.length);
  draft.framed = kinds[kind]!();
  draft.done.push(`framing ${kind}`);
}

const CHUNKS = [
  "5\r\nhello\r\n0\r\n\r\n",
  "5;chunk-signature=SIG\r\nhello\r\n0;chunk-signature=SIG\r\n\r\n",
  "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
  "5;chunk-signature=SIG\r\nhello\r\n0;chunk-signature=SIG\r\nx-amz-checksum-sha256:AAAA\r\nx-amz-trailer-signature:SIG\r\n\r\n",
] as const;

/** An upload in signed chunks, and what goes wrong with it. */
export function mutateChunks(draft: Draft, chance: Chance): void {
  let text: string = chance.pick(CHUNKS).replaceAll("SIG", "0".repeat(64));
  setHeader(
    draft,
    "x-amz-content-sha256",
    chance.pick([
      "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
      "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
      "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
      "STREAMING-X",
    ]),
  );
  setHeader(
    draft,
    "content-encoding",
    chance.pick(["aws-chunked", "aws-chunked,gzip", undefined as never]),
  );
  setHeader(
    draft,
    "x-amz-decoded-content-length",
    chance.pick(["5", "5", "4", "6", "-1", "x", "99999999999999999999", undefined as never]),
  );
  if (chance.oneIn(2))
    setHeader(
      draft,
      "x-amz-trailer",
      chance.pick(["x-amz-checksum-crc32", "x-amz-checksum-crc64nvme", "x", ""]),
    );
  for (let i = chance.below(3); i > 0; i--) {
    const at = chance.below(text.length);
    text =
      text.slice(0, at) +
      chance.pick([
        "",
        "\r\n",
        "0",
        "f",
        ";",
        ":",
        "\n",
        "zz",
        "\xff",
        "x".repeat(20_000),
        "ffffffffffff",
      ]) +
      text.slice(at + chance.below(3));
  }
  draft.body = Buffer.from(text, "latin1");
  draft.done.push(`chunks ${JSON.stringify(text.slice(0, 80))}`);
}
