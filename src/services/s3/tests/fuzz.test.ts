import { expect, test } from "bun:test";
import { testBrume } from "#test/harness/brume";

/** A small generator of repeatable numbers. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SUBRESOURCES = [
  "acl",
  "cors",
  "lifecycle",
  "policy",
  "policyStatus",
  "tagging",
  "versioning",
  "versions",
  "uploads",
  "website",
  "logging",
  "notification",
  "encryption",
  "object-lock",
  "ownershipControls",
  "publicAccessBlock",
  "requestPayment",
  "accelerate",
  "location",
  "delete",
  "attributes",
  "retention",
  "legal-hold",
  "restore",
  "replication",
  "torrent",
  "select&select-type=2",
  "list-type=2",
  "uploadId=x",
  "partNumber=1&uploadId=x",
  "partNumber=abc&uploadId=x",
  "versionId=",
  "versionId=abc",
  "max-keys=-1",
  "max-keys=abc",
  "list-type=2&max-keys=99999999999",
  "continuation-token=%FF",
  "encoding-type=url",
  "inventory&id=a",
  "prefix=%00",
  "delimiter=%2F&prefix=a",
  "response-expires=never",
  "key-marker=a&versions",
  "x=1",
];
const HEADERS: readonly (readonly [string, string])[] = [
  ["range", "bytes=0-"],
  ["range", "bytes=9999999999999999999-"],
  ["range", "lines=1"],
  ["if-match", "x"],
  ["if-none-match", "*"],
  ["if-modified-since", "yesterday"],
  ["content-md5", "x"],
  ["x-amz-checksum-crc32", "x"],
  ["x-amz-sdk-checksum-algorithm", "CRC32"],
  ["x-amz-copy-source", "fuzz/a"],
  ["x-amz-copy-source", "%zz"],
  ["x-amz-copy-source-range", "bytes=a-b"],
  ["x-amz-acl", "nobody"],
  ["x-amz-grant-read", "id=x"],
  ["x-amz-tagging", "%zz=1"],
  ["x-amz-storage-class", "X"],
  ["x-amz-object-lock-mode", "GOVERNANCE"],
  ["x-amz-object-lock-retain-until-date", "soon"],
  ["x-amz-server-side-encryption", "rot13"],
  ["x-amz-server-side-encryption-customer-algorithm", "AES256"],
  ["x-amz-server-side-encryption-customer-key", "AAAA"],
  ["x-amz-decoded-content-length", "5"],
  ["x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"],
  ["x-amz-trailer", "x-amz-checksum-sha256"],
  ["content-type", "multipart/form-data; boundary=b"],
  ["x-amz-meta-é", "é"],
  ["x-amz-mfa", "1"],
  ["x-amz-object-attributes", "ETag,Nothing"],
  ["origin", "https://a.b"],
  ["expires", "0"],
  ["x-amz-website-redirect-location", "nowhere"],
  ["x-amz-server-side-encryption-context", "e30="],
  ["x-amz-mp-object-size", "x"],
];
const BODIES = [
  "",
  "x",
  "<",
  "<a/>",
  "<Delete><Object><Key>a</Key></Object></Delete>",
  "<Delete/>",
  "<Tagging><TagSet><Tag/></TagSet></Tagging>",
  "<LifecycleConfiguration><Rule><Status>Enabled</Status></Rule></LifecycleConfiguration>",
  "<AccessControlPolicy/>",
  "{}",
  "null",
  '{"Statement":[{}]}',
  "<CORSConfiguration><CORSRule/></CORSConfiguration>",
  "<WebsiteConfiguration/>",
  "<CompleteMultipartUpload><Part><PartNumber>x</PartNumber></Part></CompleteMultipartUpload>",
  "<VersioningConfiguration/>",
  "<NotificationConfiguration><QueueConfiguration><Queue>x</Queue></QueueConfiguration></NotificationConfiguration>",
  "<ObjectLockConfiguration/>",
  "<Retention/>",
  "<RestoreRequest/>",
  '--b\r\ncontent-disposition: form-data; name="key"\r\n\r\nk\r\n--b--',
  "<ServerSideEncryptionConfiguration/>",
  "<OwnershipControls/>",
  "5\r\nhello\r\n0\r\n\r\n",
  "\u0000\u0001",
  `<a>${"<b>".repeat(500)}`,
];

test("malformed requests get answers of S3's, never a bug", async () => {
  const brume = await testBrume();
  const seed = Number(process.env["FUZZ_SEED"] ?? 7);
  const roll = dice(seed);
  const one = <T>(list: readonly T[]): T => list[roll(list.length)]!;
  try {
    for (const path of ["fuzz", "fuzz/a"]) await fetch(`${brume.url}/${path}`, { method: "PUT" });
    for (let n = 0; n < 3_000; n++) {
      const method = one(["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS"]);
      const path = one([
        "fuzz",
        "fuzz/a",
        "fuzz/none",
        "fuzz//x/../y",
        "none",
        "UPPER",
        "fuzz/%ff",
        "",
      ]);
      const query = roll(4) === 0 ? "" : `?${one(SUBRESOURCES)}`;
      // The bucket itself stays, so that later requests reach something.
      if (method === "DELETE" && path === "fuzz" && query === "") continue;
      const headers = new Headers();
      for (let h = roll(3); h > 0; h--) {
        const [name, value] = one(HEADERS);
        if (/^[\x20-\x7e]*$/.test(name + value)) headers.set(name, value);
      }
      const body = method === "GET" || method === "HEAD" ? undefined : one(BODIES);
      const answer = await fetch(`${brume.url}/${path}${query}`, { method, headers, body });
      const text = await answer.text();
      const told = `${method} /${path}${query} ${JSON.stringify([...headers])} ${body} -> ${answer.status} ${text}`;
      if (answer.status === 500) expect(told).toBe(`no bug (seed ${seed})`);
      if (answer.status >= 400 && method !== "HEAD" && path !== "")
        expect(text === "" || /^(<|\{)/.test(text)).toBe(true);
    }
  } finally {
    await brume.stop();
  }
}, 60_000);
