/** Where code and layers lie: `CodeUri`, `ImageUri`, `InlineCode`, `ContentUri`. */
import { InvalidResource } from "../errors.ts";
import { pythonStr, truthy } from "../python.ts";
import { isObject, type Json } from "../scope.ts";

const DYNAMIC = /\{\{resolve:(ssm|ssm-secure|secretsmanager):[a-zA-Z0-9_.\-/]+(:\d+)?\}\}/;

/** An object in S3. */
export interface S3Place {
  readonly bucket: unknown;
  readonly key: unknown;
  readonly version: unknown;
  readonly storageMode: unknown;
}

/** The parts of an `s3://bucket/key` with an optional `versionId`. */
export function parseS3Uri(uri: unknown): S3Place | undefined {
  if (typeof uri !== "string") return undefined;
  const [, scheme, bucket, path, , query = ""] =
    /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?([^#]*))?/
      .exec(uri)
      ?.map((part) => part ?? "") ?? [];
  if (scheme?.toLowerCase() !== "s3" || !bucket || !path) return undefined;
  const versions = new URLSearchParams(query).getAll("versionId").filter((value) => value !== "");
  return {
    bucket,
    key: path.replace(/^\/+/, ""),
    version: versions.length === 1 ? versions[0] : undefined,
    storageMode: undefined,
  };
}

/**
 * The place that a property names, as a URI or as a map.
 * @throws InvalidResource
 */
export function s3Place(id: string, place: unknown, property: string): S3Place {
  if (isObject(place)) {
    if (!truthy(place["Bucket"]) || !truthy(place["Key"]))
      throw new InvalidResource(
        id,
        `'${property}' requires Bucket and Key properties to be specified.`,
      );
    return {
      bucket: place["Bucket"],
      key: place["Key"],
      version: place["Version"],
      storageMode: place["StorageMode"],
    };
  }
  if (typeof place !== "string")
    throw new InvalidResource(id, `'${property}' must be of type dict or string.`);
  if (DYNAMIC.exec(place)?.[0].includes("/"))
    throw new InvalidResource(
      id,
      `Unsupported dynamic reference detected in '${property}'. Please consider using alternative 'FunctionCode' object format.`,
    );
  const found = parseS3Uri(place);
  if (found === undefined)
    throw new InvalidResource(
      id,
      `'${property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.`,
    );
  return found;
}

/**
 * The place as Lambda's properties name it.
 * @throws InvalidResource
 */
export function s3Code(id: string, place: unknown, property: string): Json {
  const { bucket, key, version, storageMode } = s3Place(id, place, property);
  const code: Json = { S3Bucket: bucket, S3Key: key };
  if (version !== undefined) code["S3ObjectVersion"] = version;
  if (storageMode !== undefined) code["S3ObjectStorageMode"] = storageMode;
  return code;
}

/**
 * A function's code.
 * @throws InvalidResource
 */
export function functionCode(id: string, given: Json): Json {
  const type = truthy(given["PackageType"]) ? given["PackageType"] : "Zip";
  const has = (name: string) => given[name] !== undefined && given[name] !== null;
  if (type === "Image") {
    if (!has("ImageUri")) throw new InvalidResource(id, "'ImageUri' must be set.");
    if (!truthy(given["ImageUri"]))
      throw new InvalidResource(
        id,
        "'ImageUri' requires that a image hosted at a registry be specified.",
      );
    return { ImageUri: given["ImageUri"] };
  }
  if (type !== "Zip") throw new InvalidResource(id, `invalid 'PackageType' : ${pythonStr(type)}`);
  if (!has("InlineCode") && !has("CodeUri"))
    throw new InvalidResource(id, "Only one of 'InlineCode' or 'CodeUri' can be set.");
  const code: Json = has("InlineCode")
    ? { ZipFile: given["InlineCode"] }
    : s3Code(id, given["CodeUri"], "CodeUri");
  if (truthy(given["SourceKMSKeyArn"])) code["SourceKMSKeyArn"] = given["SourceKMSKeyArn"];
  return code;
}

/**
 * Refuses what does not go with the type of package.
 * @throws InvalidResource
 */
export function checkPackage(id: string, made: Json): void {
  const image = made["PackageType"] === "Image";
  const has = (name: string) => truthy(made[name]);
  const imageUri = truthy((made["Code"] as Json)["ImageUri"]);
  const refuse = (words: string): never => {
    throw new InvalidResource(id, words);
  };
  if (!image) {
    if (!has("Runtime") || !has("Handler"))
      refuse("Runtime and Handler needs to be present when PackageType is of type `Zip`");
    if (imageUri || has("ImageConfig"))
      refuse("ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`");
    return;
  }
  if (has("Handler") || has("Runtime") || has("Layers"))
    refuse("Runtime, Handler, Layers cannot be present when PackageType is of type `Image`");
}
