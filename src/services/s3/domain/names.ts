/** Rules for names, keys, metadata, tags and storage classes: pure. */
import {
  invalidArgument,
  invalidBucketName,
  invalidStorageClass,
  invalidTag,
  keyTooLong,
  metadataTooLarge,
  tooManyTags,
} from "../errors.ts";
import { KEY_BYTES, METADATA_BYTES, OBJECT_TAGS, STORAGE_CLASSES } from "../limits.ts";

/**
 * @throws Fault InvalidBucketName.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function checkBucketName(name: string): void {
  const legal =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !name.includes(".-") &&
    !name.includes("-.") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
  if (!legal) throw invalidBucketName(name);
}

/** @throws Fault KeyTooLongError. */
export function checkKey(key: string): void {
  if (key.length * 3 <= KEY_BYTES) return;
  const bytes = Buffer.byteLength(key);
  if (bytes > KEY_BYTES) throw keyTooLong(bytes, KEY_BYTES);
}

/**
 * An id that S3 could not have given is refused, not looked for.
 * @throws Fault InvalidArgument.
 */
export function checkVersionId(id: string | undefined, argument = "versionId"): void {
  if (id === undefined || id === "null" || /^[\w.-]{32}$/.test(id)) return;
  throw invalidArgument(
    id === "" ? "Version id cannot be the empty string" : "Invalid version id specified",
    argument,
    id,
  );
}

export function checkStorageClass(name: string | undefined): string {
  if (name === undefined) return "STANDARD";
  if (!STORAGE_CLASSES.includes(name)) throw invalidStorageClass(name);
  return name;
}

/** User metadata as stored; @throws Fault MetadataTooLarge. */
export function metadataOf(
  given: Readonly<Record<string, string>> | undefined,
): [string, string][] | undefined {
  if (given === undefined) return undefined;
  const out: [string, string][] = [];
  let bytes = 0;
  for (const name of Object.keys(given)) {
    const value = given[name]!;
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
    out.push([name.toLowerCase(), value]);
  }
  if (bytes > METADATA_BYTES) throw metadataTooLarge(bytes, METADATA_BYTES);
  return out.length === 0 ? undefined : out;
}

/** Pairs as a map without a prototype, for keys that users choose. */
export function asMap(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs) out[name] = value;
  return out;
}

export interface TagShape {
  readonly Key?: string;
  readonly Value?: string;
}

/**
 * A tag set as stored.
 * @throws Fault InvalidTag, BadRequest (too many).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export function tagsOf(given: readonly TagShape[], most = OBJECT_TAGS): [string, string][] {
  if (given.length > most) throw tooManyTags(most);
  const seen = new Set<string>();
  return given.map(({ Key = "", Value = "" }) => {
    if (seen.has(Key)) throw invalidTag("Cannot provide multiple Tags with the same key", Key);
    seen.add(Key);
    if (Key.startsWith("aws:") && most === OBJECT_TAGS)
      throw invalidTag("System tags cannot be added/updated by requester", Key);
    if (Key.length === 0 || Key.length > 128 || !TAG_TEXT.test(Key))
      throw invalidTag("The TagKey you have provided is invalid", Key);
    if (Value.length > 256 || !TAG_TEXT.test(Value))
      throw invalidTag("The TagValue you have provided is invalid", Key);
    return [Key, Value];
  });
}

const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The x-amz-tagging header, "k=v&k2=v2". */
export function tagsOfHeader(text: string | undefined): [string, string][] | undefined {
  if (text === undefined || text === "") return undefined;
  const pairs: TagShape[] = [];
  for (const piece of text.split("&")) {
    if (piece === "") continue;
    const at = piece.indexOf("=");
    try {
      pairs.push({
        Key: decode(at < 0 ? piece : piece.slice(0, at)),
        Value: at < 0 ? "" : decode(piece.slice(at + 1)),
      });
    } catch {
      throw invalidArgument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
        "x-amz-tagging",
        text,
      );
    }
  }
  const tags = tagsOf(pairs);
  return tags.length === 0 ? undefined : tags;
}

const decode = (text: string) => decodeURIComponent(text.replaceAll("+", " "));

/**
 * The least text that is greater than every text beginning with `prefix`, in the order of code
 * points (which is the order of UTF-8 bytes); undefined when nothing is.
 */
export function successor(prefix: string): string | undefined {
  const points = [...prefix];
  for (let last = points.length - 1; last >= 0; last--) {
    const point = points[last]!.codePointAt(0)!;
    if (point >= 0x10ffff) continue;
    const next = point === 0xd7ff ? 0xe000 : point + 1;
    return points.slice(0, last).join("") + String.fromCodePoint(next);
  }
  return undefined;
}

/** Greater than every key: no key has more than 1,024 bytes. */
export const AFTER_ALL = "\u{10ffff}".repeat(257);

/** `x-amz-copy-source`: "/bucket/key?versionId=...", percent-encoded. */
export function copySource(text: string): {
  bucket: string;
  key: string;
  versionId: string | undefined;
} {
  const bad = () =>
    invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      "x-amz-copy-source",
      text,
    );
  let path = text.startsWith("/") ? text.slice(1) : text;
  let versionId: string | undefined;
  const at = path.indexOf("?versionId=");
  if (at >= 0) {
    versionId = path.slice(at + "?versionId=".length);
    path = path.slice(0, at);
  }
  try {
    path = decodeURIComponent(path);
  } catch {
    throw bad();
  }
  if (path.startsWith("/")) path = path.slice(1);
  if (path.startsWith("arn:")) throw bad();
  const slash = path.indexOf("/");
  if (slash <= 0 || slash === path.length - 1) throw bad();
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1), versionId };
}

/** What a listing with encoding-type=url does to keys. */
export function urlEncoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll("%2F", "/")
    .replace(/[!'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
