/** Code packages: taken in, kept as blobs, and unpacked where functions run. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Fault, notImplemented } from "#aws/fault";
import type { Kernel } from "#kernel/kernel";
import { BodyTooLarge, type ResponseBody } from "#protocol/http";
import { wholeBody } from "#protocol/response-body";
import { invalid, zippedTooLarge } from "./errors.ts";
import type { Ctx } from "./functions.ts";
import { UNZIPPED_BYTES, ZIPPED_BYTES } from "./limits.ts";
import { inspect, unpack } from "./zip.ts";

export interface StoredCode {
  readonly blob: string;
  readonly sizeBytes: number;
  /** Base64. */
  readonly sha256: string;
}

interface Given {
  readonly ZipFile?: Uint8Array;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly ImageUri?: string;
}

/**
 * Takes a package in and checks it. The blob is pinned: `ctx.blobs.unpin` after the transaction.
 * @throws Fault in Lambda's words.
 */
export async function takeCode(
  ctx: Ctx,
  given: Given,
  kind: "function" | "layer" = "function",
): Promise<StoredCode> {
  const zip = await packageOf(ctx, given);
  await inspect(zip, (path) => {
    // Lambda would start them beside the function: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
    if (kind === "layer" && /^extensions\/[^/]+$/.test(path))
      throw notImplemented(`lambda: extensions, such as the layer's ${path}`);
  });
  const { id } = await ctx.blobs.put(zip);
  return {
    blob: id,
    sizeBytes: zip.length,
    sha256: createHash("sha256").update(zip).digest("base64"),
  };
}

async function packageOf(ctx: Ctx, given: Given): Promise<Uint8Array> {
  if (given.ImageUri !== undefined)
    throw notImplemented("lambda: functions of PackageType Image (ImageUri)");
  if (given.ZipFile !== undefined) {
    if (given.ZipFile.length > ZIPPED_BYTES) throw zippedTooLarge(ZIPPED_BYTES + 16_980_864);
    return given.ZipFile;
  }
  if (given.S3Bucket === undefined || given.S3Key === undefined)
    throw invalid("Please provide a source for function code.");
  try {
    const object = await ctx.call("s3", "GetObject", {
      Bucket: given.S3Bucket,
      Key: given.S3Key,
      ...(given.S3ObjectVersion === undefined ? {} : { VersionId: given.S3ObjectVersion }),
    });
    return await wholeBody(object.Body as ResponseBody, UNZIPPED_BYTES);
  } catch (error) {
    if (error instanceof BodyTooLarge)
      throw invalid(`Unzipped size must be smaller than ${UNZIPPED_BYTES} bytes`);
    if (
      !(error instanceof Fault) ||
      error.status >= 500 ||
      error.code.startsWith("InvalidParameter")
    )
      throw error;
    throw invalid(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  }
}

export const CODE_PATH = "/_aws/lambda/code/";

/** Where a package can be fetched: its name is its digest, which none can guess who has not seen it. */
export function codeLocation(ctx: Pick<Ctx, "origin">, blob: string): string {
  return `${ctx.origin}${CODE_PATH}${blob}`;
}

/** Unpacked packages on disk, made when an environment first needs them. */
export class Unpacked {
  readonly #making = new Map<string, Promise<string>>();
  #temporary = 0;

  constructor(
    readonly kernel: Kernel,
    readonly folder: string,
  ) {}

  /** The folder with these packages, one over another; made once. */
  async folderOf(blobs: readonly string[]): Promise<string> {
    const name = createHash("sha256").update(blobs.join("\n")).digest("hex").slice(0, 32);
    const folder = join(this.folder, name);
    if (existsSync(folder)) return folder;
    let making = this.#making.get(name);
    if (making === undefined) {
      making = this.#make(blobs, folder).finally(() => this.#making.delete(name));
      this.#making.set(name, making);
    }
    return making;
  }

  async #make(blobs: readonly string[], folder: string): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const zips = await Promise.all(blobs.map((blob) => this.kernel.blobs.bytes(blob)));
    await unpack(zips, folder, `${folder}.${this.#temporary++}`);
    return folder;
  }

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
