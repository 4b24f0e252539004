import { expect, test } from "bun:test";
import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { Fault } from "#aws/fault";
import type { Body, HttpRequest } from "#protocol/http";
import { EntryFields, NO_FIELDS } from "#protocol/http1/headers";
import { publicKey } from "../keys.ts";
import { decodePayload, parseCredential, verify } from "../sigv4.ts";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const KEY = "AKIAIOSFODNN7EXAMPLE";
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const AT = Date.UTC(2013, 4, 24);
const known = { secret: SECRET };

function bodyOf(bytes: Uint8Array, pieceBytes?: number): Body {
  return {
    length: bytes.length,
    buffered: pieceBytes === undefined ? bytes : undefined,
    bytes: async () => bytes,
    async *stream() {
      for (let at = 0; at < bytes.length; at += pieceBytes ?? bytes.length)
        yield bytes.subarray(at, at + (pieceBytes ?? bytes.length));
    },
    trailers: () => NO_FIELDS,
  };
}

function requestOf(
  method: string,
  target: string,
  headers: Record<string, string>,
  body: Body = bodyOf(new Uint8Array(0)),
): HttpRequest {
  const [path = "/", query = ""] = target.split(/\?(.*)/s);
  return {
    method,
    path,
    query,
    headers: new EntryFields(Object.entries(headers)),
    host: headers["Host"] ?? headers["host"] ?? "",
    secure: false,
    httpVersion: "1.1",
    remoteAddress: "",
    body,
    signal: new AbortController().signal,
  };
}

function faultOf(run: () => unknown): Fault {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function example(
  signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  extra: Record<string, string> = {},
) {
  return requestOf("GET", "/test.txt", {
    Host: "examplebucket.s3.amazonaws.com",
    Range: "bytes=0-9",
    "x-amz-content-sha256": EMPTY,
    "x-amz-date": "20130524T000000Z",
    Authorization: `AWS4-HMAC-SHA256 Credential=${KEY}/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=${signature}`,
    ...extra,
  });
}

test("AWS's example of a signed GET", () => {
  const request = example();
  const presented = parseCredential(request)!;
  expect(presented).toMatchObject({
    accessKeyId: KEY,
    region: "us-east-1",
    service: "s3",
    kind: "header",
  });
  verify(presented, request, known, new Uint8Array(0), AT, true);
  const wrong = example("0".repeat(64));
  expect(
    faultOf(() => verify(parseCredential(wrong)!, wrong, known, undefined, AT, true)),
  ).toMatchObject({ code: "SignatureDoesNotMatch", status: 403 });
});

test("AWS's example of a presigned GET, and its time", () => {
  const target = (expires: string) =>
    `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${KEY}%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=${expires}&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`;
  const check = (expires: string, now: number) => {
    const request = requestOf("GET", target(expires), { Host: "examplebucket.s3.amazonaws.com" });
    verify(parseCredential(request)!, request, known, undefined, now, true);
  };
  check("86400", AT);
  check("86400", AT + 86_400_000);
  expect(faultOf(() => check("86400", AT + 86_401_000))).toMatchObject({
    code: "AccessDenied",
    message: "Request has expired",
  });
  expect(faultOf(() => check("604801", AT)).code).toBe("AuthorizationQueryParametersError");
  expect(faultOf(() => check("x", AT)).message).toBe("X-Amz-Expires should be a number");
  expect(faultOf(() => check("", AT)).message).toStartWith(
    "Query-string authentication version 4 requires",
  );
  expect(faultOf(() => check("86399", AT)).code).toBe("SignatureDoesNotMatch");
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
function chunked(
  second = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
  pieceBytes?: number,
) {
  const raw = Buffer.from(
    `10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n${"a".repeat(65536)}\r\n` +
      `400;chunk-signature=${second}\r\n${"a".repeat(1024)}\r\n` +
      "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
  );
  return requestOf(
    "PUT",
    "/examplebucket/chunkObject.txt",
    {
      Host: "s3.amazonaws.com",
      "x-amz-date": "20130524T000000Z",
      "x-amz-storage-class": "REDUCED_REDUNDANCY",
      "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
      "Content-Encoding": "aws-chunked",
      "x-amz-decoded-content-length": "66560",
      "Content-Length": "66824",
      Authorization: `AWS4-HMAC-SHA256 Credential=${KEY}/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9`,
    },
    bodyOf(raw, pieceBytes),
  );
}

test("AWS's example of a signed chunked upload, in pieces of any size", async () => {
  for (const pieceBytes of [undefined, 1, 77, 65_000]) {
    const request = chunked(undefined, pieceBytes);
    const presented = parseCredential(request)!;
    verify(presented, request, known, undefined, AT, true);
    const decoded = decodePayload(request, presented, known, undefined).request;
    expect(decoded.headers.has("content-encoding")).toBe(false);
    expect(decoded.method).toBe("PUT");
    expect(decoded.body.length).toBe(66560);
    expect((await decoded.body.bytes(1e6)).length).toBe(66560);
  }
  const forged = chunked("1".repeat(64));
  const presented = parseCredential(forged)!;
  verify(presented, forged, known, undefined, AT, true);
  expect(faultOf(() => decodePayload(forged, presented, known, undefined)).code).toBe(
    "SignatureDoesNotMatch",
  );
});

test("an unsigned chunked body gives its trailers; a short one is incomplete", async () => {
  const make = (raw: string, length: string) =>
    requestOf(
      "PUT",
      "/b/k",
      {
        Host: "h",
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": length,
        "content-encoding": "gzip,aws-chunked",
      },
      bodyOf(Buffer.from(raw)),
    );
  const whole = decodePayload(
    make("3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n", "3"),
    undefined,
    known,
    undefined,
  ).request;
  expect(Buffer.from(await whole.body.bytes(10)).toString()).toBe("abc");
  expect(whole.body.trailers().get("x-amz-checksum-crc32")).toBe("NSRBwg==");
  expect(whole.headers.get("content-encoding")).toBe("gzip");
  expect(
    faultOf(() => decodePayload(make("3\r\nabc\r\n0\r\n\r\n", "4"), undefined, known, undefined))
      .code,
  ).toBe("IncompleteBody");
  expect(
    faultOf(() => decodePayload(make("3\r\nabcd\r\n0\r\n\r\n", "3"), undefined, known, undefined))
      .code,
  ).toBe("InvalidRequest");
});

class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

test("what @smithy/signature-v4 signs is accepted, with odd paths and queries", async () => {
  for (const s3 of [false, true]) {
    const signer = new SignatureV4({
      service: s3 ? "s3" : "lambda",
      region: "eu-west-1",
      credentials: { accessKeyId: KEY, secretAccessKey: SECRET, sessionToken: "tok" },
      sha256: Sha256 as never,
      uriEscapePath: !s3,
      applyChecksum: true,
    });
    for (const path of [
      "/",
      "/2015-03-31/functions/arn%3Aaws%3Alambda%3Ax/invocations",
      "/a%20b/c%2Fd/%C3%A9",
      "/x/(y)!*'z",
      "/tags/%7B~%7D",
    ]) {
      const body = Buffer.from("{}");
      const made = (await signer.sign(
        {
          method: "POST",
          protocol: "http:",
          hostname: "localhost",
          port: 4566,
          path,
          query: { b: "2 +/", a: ["z", "y"], é: "" },
          headers: {
            host: "localhost:4566",
            "content-type": "application/json",
            "x-amz-meta-a": "  x   y ",
          },
          body,
        } as never,
        { signingDate: new Date(AT) },
      )) as unknown as { headers: Record<string, string> };
      const query = `b=2%20%2B%2F&a=z&a=y&%C3%A9=`;
      const request = requestOf("POST", `${path}?${query}`, made.headers, bodyOf(body));
      const presented = parseCredential(request)!;
      verify(presented, request, { ...known, sessionToken: "tok" }, body, AT, s3);
      expect(faultOf(() => verify(presented, request, known, Buffer.from("[]"), AT, s3)).code).toBe(
        s3 ? "XAmzContentSHA256Mismatch" : "InvalidSignatureException",
      );
      expect(
        faultOf(() => verify(presented, request, { ...known, sessionToken: "other" }, body, AT, s3))
          .code,
      ).toBe(s3 ? "InvalidToken" : "UnrecognizedClientException");
    }
  }
});

test("AWS's words for what is wrong", () => {
  const late = example();
  expect(
    faultOf(() => verify(parseCredential(late)!, late, known, undefined, AT + 16 * 60_000, true)),
  ).toMatchObject({ code: "RequestTimeTooSkewed" });
  expect(
    faultOf(() => verify(parseCredential(late)!, late, known, undefined, AT + 16 * 60_000, false))
      .message,
  ).toBe(
    "Signature expired: 20130524T000000Z is now earlier than 20130524T000100Z (20130524T001600Z - 15 min.)",
  );
  expect(
    faultOf(() => verify(parseCredential(late)!, late, known, undefined, AT - 16 * 60_000, false))
      .message,
  ).toBe(
    "Signature not yet current: 20130524T000000Z is still later than 20130523T235900Z (20130523T234400Z + 15 min.)",
  );
  const bare = requestOf("POST", "/", {
    Host: "h",
    Authorization: "AWS4-HMAC-SHA256 Credential=a",
    "content-type": "application/x-www-form-urlencoded",
  });
  expect(
    faultOf(() => verify(parseCredential(bare)!, bare, known, undefined, AT, false)),
  ).toMatchObject({ code: "IncompleteSignature", status: 400 });
  expect(parseCredential(requestOf("GET", "/", { Host: "h" }))).toBeUndefined();
  expect(
    parseCredential(requestOf("GET", "/", { Host: "h", Authorization: "Bearer x" })),
  ).toBeUndefined();
});

test("SigV4a derives the key pair of AWS's own test vector", () => {
  const jwk = publicKey("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom").export(
    { format: "jwk" },
  );
  expect(Buffer.from(jwk.x!, "base64url").toString("hex")).toBe(
    "15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb",
  );
  expect(Buffer.from(jwk.y!, "base64url").toString("hex")).toBe(
    "0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0",
  );
});
