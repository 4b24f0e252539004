/**
 * What is done to records before they are delivered, as the processors of a configuration say.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_Processor.html
 */
import { gunzipSync } from "node:zlib";
import { notImplemented } from "#aws/fault";
import type { ProcessingConfiguration, Processor } from "#aws/generated/types/firehose";
import { compileJq } from "#languages/jq/evaluate";
import { InvalidJq, UnsupportedJq } from "#languages/jq/parser";
import { JqFailed } from "#languages/jq/values";
import { invalidArgument } from "./errors.ts";
import { AGGREGATED_RECORDS, FUNCTION_MIB, FUNCTION_RETRIES, FUNCTION_SECONDS } from "./limits.ts";

/** In the order in which it is done, whatever the order of the processors. */
export interface Plan {
  /** Records are CloudWatch Logs' own, compressed. */
  readonly decompresses: boolean;
  /** Of those, the messages are kept alone. */
  readonly messagesOnly: boolean;
  readonly split: ((data: Uint8Array) => readonly Uint8Array[]) | undefined;
  readonly lambda: LambdaSettings | undefined;
  /** Partition keys of a record, by jq. */
  readonly extract: ((record: unknown) => unknown) | undefined;
  readonly delimiter: Uint8Array | undefined;
}

export interface LambdaSettings {
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly retries: number;
  readonly bufferMib: number;
  readonly bufferSeconds: number;
}

/** A record that cannot be processed. */
export class Unprocessed extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Of the error output. */
    readonly type = "processing-failed",
  ) {
    super(message);
  }
}

const NOTHING: Plan = {
  decompresses: false,
  messagesOnly: false,
  split: undefined,
  lambda: undefined,
  extract: undefined,
  delimiter: undefined,
};
/** A log file of more than this is no log file. */
const UNPACKED_BYTES = 16 * 1_048_576;

/** @throws Fault InvalidArgument, or NotImplemented with the name of what is missing. */
export function planOf(given: ProcessingConfiguration | undefined): Plan {
  const processors = given?.Processors ?? [];
  for (const [index, { Type }] of processors.entries())
    if (processors.findIndex((other) => other.Type === Type) !== index)
      throw invalidArgument(`Only one processor of type ${Type} is allowed.`);
  if (given?.Enabled === false) {
    // What is off is held to the same rules: it may be put on.
    for (const processor of processors) partOf(processor);
    return NOTHING;
  }
  return Object.assign({}, NOTHING, ...processors.map(partOf)) as Plan;
}

type Parameters = ReadonlyMap<string, string>;

const KNOWN: Readonly<Record<Processor["Type"], readonly string[]>> = {
  RecordDeAggregation: ["SubRecordType", "Delimiter"],
  Decompression: ["CompressionFormat"],
  CloudWatchLogProcessing: ["DataMessageExtraction"],
  Lambda: ["LambdaArn", "NumberOfRetries", "RoleArn", "BufferSizeInMBs", "BufferIntervalInSeconds"],
  MetadataExtraction: ["MetadataExtractionQuery", "JsonParsingEngine"],
  AppendDelimiterToRecord: ["Delimiter"],
};

function partOf({ Type, Parameters = [] }: Processor): Partial<Plan> {
  const parameters: Parameters = new Map(
    Parameters.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]),
  );
  for (const name of parameters.keys())
    if (!KNOWN[Type].includes(name))
      throw invalidArgument(`Parameter ${name} is not valid for processor type ${Type}.`);
  switch (Type) {
    case "Decompression":
      if ((parameters.get("CompressionFormat") ?? "GZIP") !== "GZIP")
        throw invalidArgument("CompressionFormat must be GZIP.");
      return { decompresses: true };
    case "CloudWatchLogProcessing":
      return { messagesOnly: parameters.get("DataMessageExtraction") === "true" };
    case "RecordDeAggregation":
      return { split: splitter(parameters) };
    case "Lambda":
      return { lambda: lambdaOf(parameters) };
    case "MetadataExtraction":
      return { extract: extractor(parameters) };
    case "AppendDelimiterToRecord":
      return { delimiter: Buffer.from(unescaped(parameters.get("Delimiter") ?? "\\n")) };
  }
}

const unescaped = (text: string): string =>
  text.replace(
    /\\([ntr\\])/g,
    (_, letter: string) => ({ n: "\n", t: "\t", r: "\r" })[letter] ?? "\\",
  );

function numberOf(parameters: Parameters, name: string, fallback: number, range: [number, number]) {
  const text = parameters.get(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isFinite(value) || value < range[0] || value > range[1])
    throw invalidArgument(`${name} must be between ${range[0]} and ${range[1]}.`);
  return value;
}

function lambdaOf(parameters: Parameters): LambdaSettings {
  const arn = parameters.get("LambdaArn");
  if (arn === undefined || !/^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:\S+$/.test(arn))
    throw invalidArgument("LambdaArn must be the ARN of a function.");
  return {
    arn,
    roleArn: parameters.get("RoleArn"),
    retries: numberOf(parameters, "NumberOfRetries", FUNCTION_RETRIES, [0, 300]),
    bufferMib: numberOf(parameters, "BufferSizeInMBs", FUNCTION_MIB, [0.2, 3]),
    bufferSeconds: numberOf(parameters, "BufferIntervalInSeconds", FUNCTION_SECONDS, [0, 900]),
  };
}

function extractor(parameters: Parameters): (record: unknown) => unknown {
  if ((parameters.get("JsonParsingEngine") ?? "JQ-1.6") !== "JQ-1.6")
    throw invalidArgument("JsonParsingEngine must be JQ-1.6.");
  const query = parameters.get("MetadataExtractionQuery");
  if (query === undefined) throw invalidArgument("MetadataExtractionQuery must be specified.");
  try {
    return compileJq(query);
  } catch (error) {
    if (error instanceof UnsupportedJq)
      throw notImplemented(`firehose: MetadataExtractionQuery with ${error.message}`);
    if (!(error instanceof InvalidJq)) throw error;
    throw invalidArgument(`MetadataExtractionQuery is invalid: ${error.message}`);
  }
}

function splitter(parameters: Parameters): (data: Uint8Array) => readonly Uint8Array[] {
  const type = parameters.get("SubRecordType");
  if (type === "JSON") return splitJson;
  if (type !== "DELIMITED") throw invalidArgument("SubRecordType must be JSON or DELIMITED.");
  const delimiter = Buffer.from(parameters.get("Delimiter") ?? "", "base64");
  if (delimiter.length === 0)
    throw invalidArgument(
      "Delimiter must be specified in base64 for sub records of type DELIMITED.",
    );
  return (data) => {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
    const out: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; ) {
      const found = bytes.indexOf(delimiter, at);
      const end = found < 0 ? bytes.length : found;
      if (end > at) out.push(bytes.subarray(at, end));
      at = end + delimiter.length;
    }
    return out;
  };
}

/** JSON objects one behind the other, with nothing but white space between them. */
export function splitJson(data: Uint8Array): readonly Uint8Array[] {
  const out: Uint8Array[] = [];
  let [depth, start, quoted] = [0, -1, false];
  for (let at = 0; at < data.length; at++) {
    const byte = data[at]!;
    if (quoted) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (depth++ === 0) start = at;
    } else if (byte === 0x7d || byte === 0x5d) {
      if (--depth < 0) throw notJson();
      if (depth === 0) out.push(data.subarray(start, at + 1));
    } else if (byte === 0x22 && depth > 0) quoted = true;
    else if (depth === 0 && !(byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))) throw notJson();
  }
  if (depth > 0) throw notJson();
  return out;
}

/** Of the codes and words of dynamic partitioning's failures only a few are documented. */
const notJson = (): Unprocessed =>
  new Unprocessed("DynamicPartitioning.MetadataExtractionFailed", "Invalid JSON in record");

/** What a record is before a function sees it. @throws Unprocessed */
export function unpacked(plan: Plan, data: Uint8Array): readonly Uint8Array[] {
  const whole = plan.decompresses ? decompressed(data) : data;
  const text = plan.messagesOnly ? messages(whole) : whole;
  if (text === undefined) return [];
  if (plan.split === undefined) return [text];
  const parts = plan.split(text);
  if (parts.length <= AGGREGATED_RECORDS) return parts;
  throw new Unprocessed(
    "RecordDeAggregation.Failed",
    `There are more than ${AGGREGATED_RECORDS} records in one`,
  );
}

function decompressed(data: Uint8Array): Uint8Array {
  try {
    return gunzipSync(data, { maxOutputLength: UNPACKED_BYTES });
  } catch (error) {
    const words = `The record could not be decompressed: ${(error as Error).message}`;
    throw new Unprocessed("Decompression.Failed", words, "decompression-failed");
  }
}

/** The messages of a log file, a line each; undefined for CloudWatch Logs' control messages. */
function messages(data: Uint8Array): Uint8Array | undefined {
  let file: { messageType?: unknown; logEvents?: unknown } | null;
  try {
    file = JSON.parse(Buffer.from(data).toString()) as typeof file;
  } catch {
    file = null;
  }
  if (file?.messageType === "CONTROL_MESSAGE") return undefined;
  if (!Array.isArray(file?.logEvents))
    throw new Unprocessed(
      "CloudWatchLogProcessing.Failed",
      "The record is no log of CloudWatch Logs",
    );
  const lines = file.logEvents.map(
    (one: { message?: unknown } | null) => `${one?.message ?? ""}\n`,
  );
  return Buffer.from(lines.join(""));
}

/**
 * The partition keys of a record, by namespace and name.
 * @param names What the prefix asks for. @param given Those that a function gave.
 * @throws Unprocessed where one is missing.
 */
export function partitionKeys(
  { extract }: Plan,
  data: Uint8Array,
  names: readonly string[],
  given: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const all = new Map([...given].map(([key, value]) => [`partitionKeyFromLambda:${key}`, value]));
  if (extract !== undefined)
    for (const [key, value] of Object.entries(queried(extract, data)))
      if (value !== null && value !== undefined)
        all.set(
          `partitionKeyFromQuery:${key}`,
          typeof value === "string" ? value : JSON.stringify(value),
        );
  const out = new Map<string, string>();
  for (const name of names) {
    const value = all.get(name);
    if (value === undefined || value === "")
      throw new Unprocessed(
        "DynamicPartitioning.MetadataExtractionFailed",
        "partitionKeys values must not be null or empty",
      );
    out.set(name, value);
  }
  return out;
}

function queried(extract: (record: unknown) => unknown, data: Uint8Array): object {
  let record: unknown;
  try {
    record = JSON.parse(Buffer.from(data).toString());
  } catch {
    throw notJson();
  }
  try {
    const made = extract(record);
    if (typeof made === "object" && made !== null && !Array.isArray(made)) return made;
  } catch (error) {
    if (!(error instanceof JqFailed)) throw error;
    throw new Unprocessed("DynamicPartitioning.MetadataExtractionFailed", error.message);
  }
  throw new Unprocessed(
    "DynamicPartitioning.MetadataExtractionFailed",
    "The query did not make an object of the record",
  );
}
