/** Uploads by HTML form: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
import { createHmac, timingSafeEqual } from "node:crypto";
import { Fault } from "#aws/fault";
import { anonymous, type Principal, rootOf } from "#kernel/principal";
import type { Body, HttpRequest, HttpResponse } from "#protocol/http";
import { bucketArn, type Ctx } from "../buckets.ts";
import {
  checkFormLength,
  type FormPolicy,
  judgeForm,
  lengthRange,
  parseFormPolicy,
} from "../domain/form-policy.ts";
import { entityTooLarge, invalidArgument, invalidRequest, malformedXml } from "../errors.ts";
import { type PutRequest, put } from "../operations/objects.ts";
import { tagsOf } from "../domain/names.ts";
import { escaped, xmlFault } from "./faults.ts";
import { type Form, readForm } from "./multipart-form.ts";

export function isForm(request: HttpRequest): boolean {
  return (
    request.method === "POST" &&
    /^multipart\/form-data/i.test(request.headers.get("content-type") ?? "")
  );
}

/** Takes a form in and puts its file as an object. */
export async function postForm(
  ctx: Ctx,
  request: HttpRequest,
  bucket: string,
): Promise<HttpResponse> {
  try {
    const form = await readForm(request.headers.get("content-type") ?? "", request.body.stream());
    return await store(ctx, request, bucket, form);
  } catch (error) {
    if (error instanceof Fault) return xmlFault(ctx, error);
    throw error;
  }
}

async function store(
  ctx: Ctx,
  request: HttpRequest,
  bucket: string,
  form: Form,
): Promise<HttpResponse> {
  const { fields } = form;
  if (form.file === undefined)
    throw invalidArgument("POST requires exactly one file upload per request.", "file", "0");
  const template = fields.get("key");
  if (template === undefined)
    throw invalidArgument(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      "key",
      "",
    );
  const { principal, policy } = await signer(ctx, fields);
  const key = template.replaceAll("${filename}", form.fileName.split(/[\\/]/).at(-1) ?? "");
  if (key === "") throw invalidArgument("User key must have a length greater than 0.", "key", "");
  if (policy !== undefined) judgeForm(policy, new Map([...fields, ["bucket", bucket]]), ctx.now);
  const caller = ctx.as({
    principal,
    operation: "PutObject",
    ...(principal.kind === "anonymous" ? {} : { account: principal.account }),
  });
  await caller.authorize("s3:PutObject", `${bucketArn(bucket)}/${key}`);
  const file = measured(form.file, policy);
  const { row, bucket: held } = await put(
    caller,
    requestOf(fields, bucket, key, form, file),
    "s3:ObjectCreated:Post",
  );
  return answer(
    ctx,
    request,
    fields,
    held.versioning === undefined ? undefined : row.versionId,
    bucket,
    key,
    row.etag,
  );
}

/** The file with the policy's bounds on its length held while it comes. */
async function* measured(
  file: AsyncIterable<Uint8Array>,
  policy: FormPolicy | undefined,
): AsyncGenerator<Uint8Array> {
  const most = policy === undefined ? undefined : lengthRange(policy)?.max;
  let size = 0;
  for await (const piece of file) {
    size += piece.length;
    if (most !== undefined && size > most) throw entityTooLarge(size, most);
    yield piece;
  }
  checkFormLength(policy, size);
}

function requestOf(
  fields: ReadonlyMap<string, string>,
  bucket: string,
  key: string,
  form: Form,
  file: AsyncIterable<Uint8Array>,
): PutRequest {
  const metadata: Record<string, string> = Object.create(null);
  for (const [name, value] of fields)
    if (name.startsWith("x-amz-meta-")) metadata[name.slice("x-amz-meta-".length)] = value;
  const named: [string, string][] = [
    ["ACL", "acl"],
    ["CacheControl", "cache-control"],
    ["ContentDisposition", "content-disposition"],
    ["ContentEncoding", "content-encoding"],
    ["StorageClass", "x-amz-storage-class"],
    ["WebsiteRedirectLocation", "x-amz-website-redirect-location"],
    ["ServerSideEncryption", "x-amz-server-side-encryption"],
    ["SSEKMSKeyId", "x-amz-server-side-encryption-aws-kms-key-id"],
    ["SSECustomerAlgorithm", "x-amz-server-side-encryption-customer-algorithm"],
    ["SSECustomerKey", "x-amz-server-side-encryption-customer-key"],
    ["SSECustomerKeyMD5", "x-amz-server-side-encryption-customer-key-md5"],
    ["ChecksumCRC32", "x-amz-checksum-crc32"],
    ["ChecksumCRC32C", "x-amz-checksum-crc32c"],
    ["ChecksumCRC64NVME", "x-amz-checksum-crc64nvme"],
    ["ChecksumSHA1", "x-amz-checksum-sha1"],
    ["ChecksumSHA256", "x-amz-checksum-sha256"],
  ];
  const given: Record<string, string> = {};
  for (const [member, field] of named) {
    const value = fields.get(field);
    if (value !== undefined && value !== "") given[member] = value;
  }
  const type = fields.get("content-type") ?? form.fileType;
  const tagging = fields.get("tagging");
  return {
    ...given,
    Bucket: bucket,
    Key: key,
    Body: bodyOf(file),
    Metadata: metadata,
    ...(type === undefined ? {} : { ContentType: type }),
    ...(tagging === undefined ? {} : { Tagging: taggingOf(tagging) }),
  };
}

/** A form's tags come as XML. */
function taggingOf(xml: string): string {
  const tags = [
    ...xml.matchAll(/<Tag>\s*<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>\s*<\/Tag>/g),
  ];
  if (tags.length === 0 && !/<TagSet\s*\/>|<TagSet>\s*<\/TagSet>/.test(xml)) throw malformedXml();
  const read = (text: string) =>
    text.replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name: string) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name]!,
    );
  return tagsOf(tags.map(([, Key = "", Value = ""]) => ({ Key: read(Key), Value: read(Value) })))
    .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`)
    .join("&");
}

function bodyOf(file: AsyncIterable<Uint8Array>): Body {
  return {
    length: undefined,
    buffered: undefined,
    bytes: () => Promise.reject(new Error("A form's file is streamed.")),
    stream: () => file,
    trailers: () => ({
      entries: [],
      get: () => undefined,
      joined: () => undefined,
      has: () => false,
    }),
  };
}

/** Who signed the form's policy, and the policy; anonymous forms have neither. */
async function signer(
  ctx: Ctx,
  fields: ReadonlyMap<string, string>,
): Promise<{ principal: Principal; policy: FormPolicy | undefined }> {
  const encoded = fields.get("policy");
  if (encoded === undefined) return { principal: anonymous, policy: undefined };
  const policy = parseFormPolicy(Buffer.from(encoded, "base64").toString());
  const presented = fields.has("awsaccesskeyid")
    ? presentedByTwo(fields)
    : presentedByFour(fields, fields.get("x-amz-credential") ?? "");
  const { accessKeyId } = presented;
  const known = await credentialOf(ctx, accessKeyId);
  if (ctx.kernel.options.iam === "enforce") {
    const wanted = presented.signed(known.secret ?? "", encoded);
    const given = Buffer.from(presented.signature, presented.encoding);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw new Fault(
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        403,
        {
          AWSAccessKeyId: accessKeyId,
          StringToSign: encoded,
          SignatureProvided: presented.signature,
        },
      );
    if (
      known.sessionToken !== undefined &&
      fields.get("x-amz-security-token") !== known.sessionToken
    )
      throw new Fault("InvalidToken", "The provided token is malformed or otherwise invalid.", 400);
    if (known.expiresAt !== undefined && known.expiresAt <= ctx.now)
      throw new Fault("ExpiredToken", "The provided token has expired.", 400);
  }
  return { principal: known.principal, policy };
}

/** How a form's policy was signed. */
interface PresentedForm {
  readonly accessKeyId: string;
  readonly signature: string;
  readonly encoding: "hex" | "base64";
  /** The signature that the policy, in base64, should have with a secret key. */
  signed(secret: string, encoded: string): Buffer;
}

/**
 * Signature Version 2, with which boto3 still signs forms in us-east-1 unless told otherwise.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/HTTPPOSTForms.html
 */
function presentedByTwo(fields: ReadonlyMap<string, string>): PresentedForm {
  return {
    accessKeyId: fields.get("awsaccesskeyid") ?? "",
    signature: fields.get("signature") ?? "",
    encoding: "base64",
    signed: (secret, encoded) => createHmac("sha1", secret).update(encoded).digest(),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
function presentedByFour(fields: ReadonlyMap<string, string>, credential: string): PresentedForm {
  if (fields.get("x-amz-algorithm") !== "AWS4-HMAC-SHA256")
    throw invalidRequest(
      "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    );
  const scope = credential.split("/");
  const [accessKeyId = "", date = "", region = "", service = ""] = scope;
  if (scope.length !== 5)
    throw invalidArgument(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
      "X-Amz-Credential",
      credential,
    );
  return {
    accessKeyId,
    signature: fields.get("x-amz-signature") ?? "",
    encoding: "hex",
    signed(secret, encoded) {
      let key: Buffer = Buffer.from(`AWS4${secret}`);
      for (const piece of [date, region, service, "aws4_request"])
        key = createHmac("sha256", key).update(piece).digest();
      return createHmac("sha256", key).update(encoded).digest();
    },
  };
}

async function credentialOf(ctx: Ctx, accessKeyId: string) {
  const known = await (await ctx.kernel.identity())?.credential(accessKeyId);
  if (known !== undefined) return known;
  if (ctx.kernel.options.iam === "enforce" && /^A(KIA|SIA)/.test(accessKeyId))
    throw new Fault(
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
      403,
      { AWSAccessKeyId: accessKeyId },
    );
  const account = /^\d{12}$/.test(accessKeyId) ? accessKeyId : ctx.kernel.options.defaultAccount;
  return {
    principal: rootOf(account, accessKeyId),
    secret: "test",
    sessionToken: undefined,
    expiresAt: undefined,
  };
}

function answer(
  ctx: Ctx,
  request: HttpRequest,
  fields: ReadonlyMap<string, string>,
  versionId: string | undefined,
  bucket: string,
  key: string,
  etag: string,
): HttpResponse {
  const path = key.split("/").map(encodeURIComponent).join("/");
  const virtual = request.host.startsWith(`${bucket}.`);
  const location = virtual ? `${ctx.origin}/${path}` : `${ctx.origin}/${bucket}/${path}`;
  const headers: [string, string][] = [
    ["etag", `"${etag}"`],
    ["x-amz-request-id", ctx.requestId],
    ...(versionId === undefined ? [] : [["x-amz-version-id", versionId] as [string, string]]),
  ];
  const target = fields.get("success_action_redirect") ?? fields.get("redirect");
  if (target !== undefined && /^https?:\/\/\S+$/.test(target)) {
    const extra = `bucket=${encodeURIComponent(bucket)}&key=${encodeURIComponent(key)}&etag=${encodeURIComponent(`"${etag}"`)}`;
    return {
      status: 303,
      headers: [...headers, ["location", `${target}${target.includes("?") ? "&" : "?"}${extra}`]],
      body: undefined,
    };
  }
  headers.push(["location", location]);
  const status = fields.get("success_action_status");
  if (status === "200") return { status: 200, headers, body: undefined };
  if (status !== "201") return { status: 204, headers, body: undefined };
  return {
    status: 201,
    headers: [...headers, ["content-type", "application/xml"]],
    body:
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<PostResponse><Location>${escaped(location)}</Location><Bucket>${escaped(bucket)}</Bucket>` +
      `<Key>${escaped(key)}</Key><ETag>&quot;${etag}&quot;</ETag></PostResponse>`,
  };
}
