import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { request as httpRequest } from "node:http";
import * as S from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let s3: S.S3Client;
const Bucket = "web";

beforeAll(async () => {
  brume = await testBrume({ running: true });
  s3 = new S.S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new S.CreateBucketCommand({ Bucket }));
  const put = (Key: string, Body: string, more = {}) =>
    s3.send(new S.PutObjectCommand({ Bucket, Key, Body, ContentType: "text/html", ...more }));
  await put("index.html", "home");
  await put("docs/index.html", "docs");
  await put("error.html", "oops");
  await put("moved", "", { WebsiteRedirectLocation: "/index.html" });
  await s3.send(
    new S.PutBucketWebsiteCommand({
      Bucket,
      WebsiteConfiguration: {
        IndexDocument: { Suffix: "index.html" },
        ErrorDocument: { Key: "error.html" },
        RoutingRules: [
          {
            Condition: { KeyPrefixEquals: "old/" },
            Redirect: { ReplaceKeyPrefixWith: "docs/", HttpRedirectCode: "302" },
          },
          {
            Condition: { KeyPrefixEquals: "lost/", HttpErrorCodeReturnedEquals: "404" },
            Redirect: { HostName: "x.example", ReplaceKeyWith: "found" },
          },
        ],
      },
    }),
  );
});
afterAll(() => brume.stop());

/** fetch does not let the Host header be chosen. */
function visit(
  host: string,
  path: string,
  method = "GET",
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: "127.0.0.1",
        port: brume.port,
        path,
        method,
        headers: { host: `${host}:${brume.port}` },
      },
      (answer) => {
        let text = "";
        answer
          .on("data", (piece) => (text += piece))
          .on("end", () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
          );
      },
    );
    sent.on("error", reject).end();
  });
}

test("a website shows index and error documents and redirects", async () => {
  const host = `${Bucket}.s3-website.localhost`;
  expect(await visit(host, "/")).toMatchObject({ status: 200, text: "home" });
  expect(await visit(host, "/docs/")).toMatchObject({ status: 200, text: "docs" });
  expect(await visit(host, "/docs")).toMatchObject({
    status: 302,
    headers: { location: "/docs/" },
  });
  expect(await visit(host, "/none")).toMatchObject({ status: 404, text: "oops" });
  expect(await visit(host, "/moved")).toMatchObject({
    status: 301,
    headers: { location: "/index.html" },
  });
  expect((await visit(host, "/old/a?x")).headers["location"]).toBe(
    `http://${host}:${brume.port}/docs/a`,
  );
  expect((await visit(host, "/lost/a")).headers["location"]).toBe("http://x.example/found");
  expect(await visit(host, "/", "POST")).toMatchObject({ status: 405 });
  expect(await visit("nobucket.s3-website-us-east-1.amazonaws.com", "/")).toMatchObject({
    status: 404,
    headers: { "x-amz-error-code": "NoSuchBucket" },
  });
});

test("virtual hosts reach the API", async () => {
  expect(await visit(`${Bucket}.s3.localhost`, "/index.html")).toMatchObject({
    status: 200,
    text: "home",
  });
  expect(await visit(`${Bucket}.s3.us-east-1.amazonaws.com`, "/docs/index.html")).toMatchObject({
    status: 200,
    text: "docs",
  });
});

describe("forms", () => {
  const post = async (fields: Record<string, string>, file: string, url: string) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob([file], { type: "text/css" }), "my file.css");
    return fetch(url, { method: "POST", body: form, redirect: "manual" });
  };

  test("put an object when their policy holds", async () => {
    const made = await createPresignedPost(s3, {
      Bucket,
      Key: "up/${filename}",
      Conditions: [
        ["content-length-range", 1, 10],
        ["starts-with", "$x-amz-meta-tag", ""],
      ],
      Fields: { success_action_status: "201", "x-amz-meta-tag": "t" },
    });
    const answer = await post(made.fields, "12345", made.url);
    expect(answer.status).toBe(201);
    expect(await answer.text()).toContain("<Key>up/my file.css</Key>");
    const got = await s3.send(new S.GetObjectCommand({ Bucket, Key: "up/my file.css" }));
    expect(await got.Body!.transformToString()).toBe("12345");
    expect(got.Metadata).toEqual({ tag: "t" });
    const big = await post(made.fields, "x".repeat(11), made.url);
    expect([big.status, (await big.text()).includes("<Code>EntityTooLarge</Code>")]).toEqual([
      400,
      true,
    ]);
    const small = await post(made.fields, "", made.url);
    expect((await small.text()).includes("<Code>EntityTooSmall</Code>")).toBe(true);
    const extra = await post({ ...made.fields, acl: "private" }, "1", made.url);
    expect(extra.status).toBe(403);
    expect(await extra.text()).toContain("Invalid according to Policy: Extra input fields: acl");
  });

  test("redirect where they ask", async () => {
    const answer = await post(
      { key: "k", success_action_redirect: "http://a.example/done?x=1" },
      "1",
      `${brume.url}/${Bucket}`,
    );
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toStartWith(
      "http://a.example/done?x=1&bucket=web&key=k&etag=%22",
    );
    const none = await post({}, "1", `${brume.url}/${Bucket}`);
    expect(none.status).toBe(400);
  });
});

describe("cross-origin requests", () => {
  const origin = "https://app.example";
  const ask = (method: string, from = origin, headers?: string) =>
    fetch(`${brume.url}/${Bucket}/index.html`, {
      method: "OPTIONS",
      headers: {
        origin: from,
        "access-control-request-method": method,
        ...(headers ? { "access-control-request-headers": headers } : {}),
      },
    });

  test("are answered by the bucket's rules", async () => {
    expect((await ask("GET")).status).toBe(403);
    await s3.send(
      new S.PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: {
          CORSRules: [
            {
              AllowedMethods: ["GET", "PUT"],
              AllowedOrigins: ["https://*.example"],
              AllowedHeaders: ["x-amz-*"],
              ExposeHeaders: ["etag"],
              MaxAgeSeconds: 9,
            },
          ],
        },
      }),
    );
    const good = await ask("PUT", origin, "X-Amz-Date");
    expect(good.status).toBe(200);
    expect(Object.fromEntries(good.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, PUT",
      "access-control-allow-headers": "x-amz-date",
      "access-control-max-age": "9",
      "access-control-expose-headers": "etag",
      "access-control-allow-credentials": "true",
    });
    expect((await ask("DELETE")).status).toBe(403);
    expect((await ask("GET", "https://evil.test")).status).toBe(403);
    const got = await fetch(`${brume.url}/${Bucket}/index.html`, { headers: { origin } });
    expect(got.headers.get("access-control-allow-origin")).toBe(origin);
    expect(
      (await fetch(`${brume.url}/${Bucket}/none`, { headers: { origin } })).headers.get(
        "access-control-allow-origin",
      ),
    ).toBe(origin);
  });
});
