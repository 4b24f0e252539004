import { describe, expect, test } from "bun:test";
import {
  type Algorithm,
  checksumOf,
  combinedChecksum,
  compositeChecksum,
  digestOf,
} from "../domain/checksums.ts";
import { turning } from "../domain/ciphers.ts";
import { rangeOf, unchanged } from "../domain/conditions.ts";
import { judgeForm, parseFormPolicy } from "../domain/form-policy.ts";
import { dayAfter, expiryOf } from "../domain/lifecycle.ts";
import { checkBucketName, copySource, successor, tagsOfHeader } from "../domain/names.ts";
import { checkPolicy, isPublicPolicy } from "../domain/policies.ts";
import { allows } from "../routes/cross-origin.ts";
import { readForm } from "../routes/multipart-form.ts";

const text = (value: string) => new TextEncoder().encode(value);
const hexOf = (base64: string) => Buffer.from(base64, "base64").toString("hex");
const code = (work: () => unknown) => {
  try {
    work();
    return "none";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("checksums", () => {
  test("of the check string are those of their catalogue", () => {
    const check = text("123456789");
    expect(hexOf(checksumOf("CRC32", check))).toBe("cbf43926");
    expect(hexOf(checksumOf("CRC32C", check))).toBe("e3069283");
    expect(hexOf(checksumOf("CRC64NVME", check))).toBe("ae8b14860a799888");
    expect(checksumOf("SHA256", text(""))).toBe("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  });

  test("of pieces and of combined parts are those of the whole", () => {
    const whole = Uint8Array.from({ length: 10_007 }, (_, i) => (i * 31 + (i >> 3)) & 255);
    const cuts = [0, 13, 4096, 4097, 10_007];
    for (const algorithm of ["CRC32", "CRC32C", "CRC64NVME"] as Algorithm[]) {
      const digest = digestOf(algorithm);
      const parts = cuts.slice(1).map((to, i) => {
        const piece = whole.subarray(cuts[i]!, to);
        digest.update(piece);
        return { checksum: checksumOf(algorithm, piece), sizeBytes: piece.length };
      });
      expect(digest.base64()).toBe(checksumOf(algorithm, whole));
      expect(combinedChecksum(algorithm, parts)).toBe(checksumOf(algorithm, whole));
    }
    expect(compositeChecksum("SHA1", [checksumOf("SHA1", whole)])).toEndWith("-1");
  });
});

test("a range of encrypted bytes opens without what stands before it", () => {
  const cipher = { key: new Uint8Array(32).fill(7), iv: new Uint8Array(16).fill(255) };
  const plain = Uint8Array.from({ length: 5_000 }, (_, i) => i & 255);
  const sealed = turning(cipher).update(plain);
  for (const start of [0, 1, 15, 16, 17, 4_096, 4_999])
    expect(turning(cipher, start).update(sealed.subarray(start))).toEqual(
      Buffer.from(plain.subarray(start)),
    );
});

test("ranges", () => {
  expect(rangeOf("bytes=0-4", 10)).toEqual({ start: 0, end: 5 });
  expect(rangeOf("bytes=5-", 10)).toEqual({ start: 5, end: 10 });
  expect(rangeOf("bytes=-3", 10)).toEqual({ start: 7, end: 10 });
  expect(rangeOf("bytes=-30", 10)).toEqual({ start: 0, end: 10 });
  expect(rangeOf("bytes=0-1,3-4", 10)).toBeUndefined();
  expect(rangeOf("bytes=4-2", 10)).toBeUndefined();
  expect(code(() => rangeOf("bytes=10-", 10))).toBe("InvalidRange");
  expect(code(() => rangeOf("bytes=-0", 10))).toBe("InvalidRange");
});

test("conditions in AWS's order", () => {
  const held = { etag: "abc", modifiedAt: 1_000_500 };
  expect(unchanged(held, { IfMatch: '"abc"', IfUnmodifiedSince: 0 })).toBe(false);
  expect(unchanged(held, { IfNoneMatch: "abc", IfModifiedSince: 0 })).toBe(true);
  expect(unchanged(held, { IfNoneMatch: "other", IfModifiedSince: 2_000_000 })).toBe(false);
  expect(unchanged(held, { IfModifiedSince: 1_000_000 })).toBe(true);
  expect(code(() => unchanged(held, { IfMatch: "x" }))).toBe("PreconditionFailed");
  expect(code(() => unchanged(held, { IfUnmodifiedSince: 1 }))).toBe("PreconditionFailed");
});

test("bucket names", () => {
  for (const good of ["abc", "my.bucket-1", "0a0", "a".repeat(63)]) checkBucketName(good);
  for (const bad of [
    "ab",
    "Abc",
    "a..b",
    "192.168.0.1",
    "-abc",
    "abc-",
    "a".repeat(64),
    "xn--abc",
    "a_b",
    "abc-s3alias",
  ])
    expect(code(() => checkBucketName(bad))).toBe("InvalidBucketName");
});

test("names that sort after a prefix", () => {
  expect(successor("a/")).toBe("a0");
  expect(successor("a\u{10ffff}")).toBe("b");
  expect(successor("\ud7ff")).toBe("\ue000");
  expect(successor("")).toBeUndefined();
});

test("copy sources and tags", () => {
  expect(copySource("/b/k%20x?versionId=7")).toEqual({ bucket: "b", key: "k x", versionId: "7" });
  expect(copySource("b/a/b+c")).toEqual({ bucket: "b", key: "a/b+c", versionId: undefined });
  expect(code(() => copySource("b"))).toBe("InvalidArgument");
  expect(tagsOfHeader("a=1&__proto__=x%2By")).toEqual([
    ["a", "1"],
    ["__proto__", "x+y"],
  ]);
  expect(code(() => tagsOfHeader("a=1&a=2"))).toBe("InvalidTag");
});

test("policies: form and openness", () => {
  const policy = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const open = {
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::b/*",
  };
  checkPolicy(policy(open), "b");
  expect(code(() => checkPolicy("{", "b"))).toBe("MalformedPolicy");
  expect(code(() => checkPolicy(policy({ ...open, Resource: "arn:aws:s3:::other/*" }), "b"))).toBe(
    "MalformedPolicy",
  );
  expect(code(() => checkPolicy(policy({ ...open, Action: "sqs:SendMessage" }), "b"))).toBe(
    "MalformedPolicy",
  );
  expect(isPublicPolicy(policy(open))).toBe(true);
  expect(isPublicPolicy(policy({ ...open, Principal: { AWS: "111111111111" } }))).toBe(false);
  expect(
    isPublicPolicy(policy({ ...open, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } })),
  ).toBe(false);
  expect(
    isPublicPolicy(policy({ ...open, Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } })),
  ).toBe(true);
});

test("lifecycle counts days from the next midnight", () => {
  const made = Date.UTC(2026, 0, 15, 10, 30);
  expect(dayAfter(made, 3)).toBe(Date.UTC(2026, 0, 19));
  const rule = {
    ID: "r",
    Status: "Enabled",
    Filter: { Prefix: "logs/" },
    Expiration: { Days: 1 },
  } as never;
  const row = {
    key: "logs/a",
    sizeBytes: 1,
    modifiedAt: made,
    storageClass: "STANDARD",
    facts: { owner: "1" },
  };
  expect(expiryOf([rule], row)).toEqual({ at: Date.UTC(2026, 0, 17), ruleId: "r" });
  expect(expiryOf([rule], { ...row, key: "other" })).toBeUndefined();
});

test("cross-origin rules", () => {
  const rule = {
    AllowedOrigins: ["https://*.example.com"],
    AllowedMethods: ["GET"],
    AllowedHeaders: ["x-*"],
  } as never;
  expect(allows(rule, "https://a.example.com", "GET", ["X-Thing"])).toBe(true);
  expect(allows(rule, "https://a.example.com", "PUT", [])).toBe(false);
  expect(allows(rule, "https://example.com", "GET", [])).toBe(false);
  expect(allows(rule, "https://a.example.com", "GET", ["y"])).toBe(false);
});

describe("forms", () => {
  const policy = (conditions: unknown[]) =>
    parseFormPolicy(JSON.stringify({ expiration: "2026-01-01T00:00:00Z", conditions }));

  test("conditions are judged in AWS's words", () => {
    const fields = new Map([
      ["key", "up/a"],
      ["bucket", "b"],
      ["acl", "private"],
    ]);
    const good = policy([{ bucket: "b" }, ["starts-with", "$key", "up/"], { acl: "private" }]);
    judgeForm(good, fields, 0);
    const words = (p: ReturnType<typeof policy>, now = 0) => {
      try {
        judgeForm(p, fields, now);
        return "";
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(words(good, Date.UTC(2027, 0))).toBe("Invalid according to Policy: Policy expired.");
    expect(words(policy([{ bucket: "c" }]))).toBe(
      'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "c"]',
    );
    expect(words(policy([{ bucket: "b" }, ["starts-with", "$key", ""]]))).toBe(
      "Invalid according to Policy: Extra input fields: acl",
    );
  });

  test("are read from pieces of any size", async () => {
    const file = "x\r\n--BOUN D\r\n-\r".repeat(50);
    const body = Buffer.from(
      `--BOUND\r\nContent-Disposition: form-data; name="key"\r\n\r\na/\${filename}\r\n--BOUND\r\n` +
        `Content-Disposition: form-data; name="file"; filename="f.txt"\r\nContent-Type: text/plain\r\n\r\n${file}\r\n--BOUND--\r\n`,
    );
    for (const size of [1, 7, 64, 10_000]) {
      async function* pieces() {
        for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
      }
      const form = await readForm("multipart/form-data; boundary=BOUND", pieces());
      expect(form.fields.get("key")).toBe("a/${filename}");
      expect([form.fileName, form.fileType]).toEqual(["f.txt", "text/plain"]);
      const got: Uint8Array[] = [];
      for await (const piece of form.file!) got.push(piece);
      expect(Buffer.concat(got).toString()).toBe(
        file.replaceAll("\r\n--BOUND not yet", "\r\n--BOUND not yet"),
      );
    }
  });
});
