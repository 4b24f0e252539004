/** Functions that change records, partitions that records are sorted into, and what fails. */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import * as f from "@aws-sdk/client-firehose";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { splitJson, Unprocessed } from "../processing.ts";
import { Firehoses } from "./harness.ts";

let brume: TestBrume;
let h: Firehoses;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce" });
  h = new Firehoses(brume);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

type Parameters = Partial<Record<f.ProcessorParameterName, string>>;
const processor = (Type: f.ProcessorType, parameters: Parameters = {}): f.Processor => ({
  Type,
  Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
    ParameterName: ParameterName as f.ProcessorParameterName,
    ParameterValue,
  })),
});
const processing = (...Processors: f.Processor[]) => ({
  ProcessingConfiguration: { Enabled: true, Processors },
});

const CHANGE = `
let calls = 0;
export const handler = async ({ records, deliveryStreamArn, region, invocationId }) => {
  if (!deliveryStreamArn.includes(":deliverystream/") || region !== "us-east-1" || !invocationId) throw new Error("event");
  return { records: records.map(({ recordId, data, approximateArrivalTimestamp }) => {
    const text = Buffer.from(data, "base64").toString();
    if (!(approximateArrivalTimestamp > 0)) throw new Error("time");
    const result = text === "drop" ? "Dropped" : text === "fail" ? "ProcessingFailed" : "Ok";
    const metadata = { partitionKeys: { first: text[0] } };
    return { recordId, result, data: Buffer.from(text.toUpperCase() + "\\n").toString("base64"), metadata };
  }) };
};`;

test("a function changes, drops and fails records by its own buffer", async () => {
  await h.bucket();
  const RoleARN = await h.role("s3:PutObject", "lambda:InvokeFunction");
  const LambdaArn = await h.lambda(CHANGE, RoleARN);
  await h.stream({
    RoleARN,
    ...processing(processor("Lambda", { LambdaArn, BufferIntervalInSeconds: "30" })),
  });
  for (const text of ["one", "drop", "fail", "two"]) await h.put(text);
  await brume.advance(30_000);
  expect(await h.keys()).toEqual([]);
  await brume.advance(60_000);
  expect(await h.all("2026")).toBe("ONE\nTWO\n");
  const [failed, ...others] = (await h.keys()).filter((key) => !key.startsWith("2026"));
  expect(others).toEqual([]);
  expect(failed).toMatch(/^processing-failed\/2026\/01\/01\/00\/flow-1-/);
  expect(JSON.parse(await h.text(failed!))).toEqual({
    attemptsMade: 1,
    arrivalTimestamp: expect.any(Number),
    errorCode: "Lambda.ProcessingFailedStatus",
    errorMessage: "ProcessingFailed status set for record",
    attemptEndingTimestamp: expect.any(Number),
    rawData: Buffer.from("fail").toString("base64"),
    lambdaArn: LambdaArn,
  });
}, 60_000);

test.each([
  ["throws", "throw new Error('no')", "Lambda.FunctionError"],
  ["forgets", "return { records: [] }", "Lambda.MissingRecordId"],
  ["answers nothing", "return 1", "Lambda.JsonProcessingException"],
])(
  "a function that %s is tried again, then its records are failures",
  async (_, body, code) => {
    await h.bucket();
    const RoleARN = await h.role("s3:PutObject", "lambda:InvokeFunction");
    const LambdaArn = await h.lambda(`export const handler = async () => { ${body} };`, RoleARN);
    await h.stream({
      RoleARN,
      ...{ Prefix: "good/", ErrorOutputPrefix: "bad/!{firehose:error-output-type}/" },
      ...processing(
        processor("Lambda", { LambdaArn, NumberOfRetries: "2", BufferIntervalInSeconds: "0" }),
      ),
    });
    await h.put("a");
    await brume.advance(120_000);
    const [key, ...others] = await h.keys();
    expect(others).toEqual([]);
    expect(key).toStartWith("bad/processing-failed/flow-1-");
    expect(JSON.parse(await h.text(key!))).toMatchObject({
      ...{ attemptsMade: 3, errorCode: code, rawData: "YQ==", lambdaArn: LambdaArn },
    });
  },
  60_000,
);

test("a function that the role may not call", async () => {
  await h.bucket();
  const LambdaArn = await h.lambda(CHANGE, await h.role("s3:GetObject"));
  await h.stream(
    processing(
      processor("Lambda", { LambdaArn, NumberOfRetries: "0", BufferIntervalInSeconds: "0" }),
    ),
  );
  await h.put("a");
  await brume.advance(60_000);
  expect(JSON.parse(await h.all("processing-failed/"))).toMatchObject({
    ...{ attemptsMade: 1, errorCode: "Lambda.InvokeAccessDenied" },
  });
});

const PARTITIONED = {
  ErrorOutputPrefix: "bad/!{firehose:error-output-type}/",
  BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 64 },
  DynamicPartitioningConfiguration: { Enabled: true },
};

test("records are sorted by what a query finds in them, aggregated ones too", async () => {
  await h.bucket();
  const MetadataExtractionQuery = '{who:.who,year:(.at|strftime("%Y"))}';
  await h.stream({
    ...PARTITIONED,
    Prefix: "who=!{partitionKeyFromQuery:who}/year=!{partitionKeyFromQuery:year}/",
    ...processing(
      processor("RecordDeAggregation", { SubRecordType: "JSON" }),
      processor("MetadataExtraction", { MetadataExtractionQuery, JsonParsingEngine: "JQ-1.6" }),
      processor("AppendDelimiterToRecord", { Delimiter: "\\n" }),
    ),
  });
  const ada = '{"who":"ada","at":1565382027}';
  await h.put(`${ada}{"who":"bob {","at":1}\n${ada}`);
  await h.put(ada);
  await h.put("no json");
  await h.put('{"at":1}');
  await brume.advance(60_000);
  const found = (await h.keys()).map((key) => key.replace(/2026.*|flow-1.*/, ""));
  expect(found.sort()).toEqual([
    "bad/processing-failed/",
    "who=ada/year=2019/",
    "who=bob {/year=1970/",
  ]);
  expect(await h.all("who=ada/")).toBe(`${ada}\n${ada}\n${ada}\n`);
  const failures = (await h.all("bad/"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(failures.map(({ errorCode }) => errorCode)).toEqual([
    "DynamicPartitioning.MetadataExtractionFailed",
    "DynamicPartitioning.MetadataExtractionFailed",
  ]);
  expect(failures[1].errorMessage).toBe("partitionKeys values must not be null or empty");
});

test("a function gives the partition keys", async () => {
  await h.bucket();
  const RoleARN = await h.role("s3:PutObject", "lambda:InvokeFunction");
  const LambdaArn = await h.lambda(CHANGE, RoleARN);
  await h.stream({
    ...PARTITIONED,
    RoleARN,
    Prefix: "!{partitionKeyFromLambda:first}/!{timestamp:yyyy}/",
    ...processing(processor("Lambda", { LambdaArn, BufferIntervalInSeconds: "1" })),
  });
  for (const text of ["apple", "banana", "avocado"]) await h.put(text);
  await brume.advance(61_000);
  expect(await h.all("a/2026/")).toBe("APPLE\nAVOCADO\n");
  expect(await h.all("b/2026/")).toBe("BANANA\n");
}, 60_000);

test("the five hundred and first partition is a failure", async () => {
  await h.bucket();
  await h.stream({
    ...PARTITIONED,
    Prefix: "!{partitionKeyFromQuery:n}/",
    ...processing(processor("MetadataExtraction", { MetadataExtractionQuery: "{n:.n}" })),
  });
  const records = Array.from({ length: 501 }, (_, n) => ({ Data: Buffer.from(`{"n":${n}}`) }));
  for (const Records of [records.slice(0, 500), records.slice(500)])
    await h.firehose.send(new f.PutRecordBatchCommand({ DeliveryStreamName: "flow", Records }));
  await brume.advance(60_000);
  expect((await h.keys()).length).toBe(501);
  expect(JSON.parse(await h.all("bad/"))).toMatchObject({
    errorCode: "DynamicPartitioning.ActivePartitionLimitExceeded",
    rawData: Buffer.from('{"n":500}').toString("base64"),
  });
}, 60_000);

test("delimited records; only CloudWatch Logs may put where records are decompressed", async () => {
  await h.bucket();
  const Delimiter = Buffer.from("##").toString("base64");
  await h.stream(
    processing(
      processor("RecordDeAggregation", { SubRecordType: "DELIMITED", Delimiter }),
      processor("AppendDelimiterToRecord", { Delimiter: ";" }),
    ),
  );
  await h.put("a##b####c##");
  await h.put("x##".repeat(501));
  await brume.advance(60_000);
  expect(await h.all("2026")).toBe("a;b;c;");
  expect(JSON.parse(await h.all("processing-failed/"))).toMatchObject({
    errorMessage: "There are more than 500 records in one",
  });
  const input = processing(processor("Decompression", { CompressionFormat: "GZIP" }));
  await h.firehose.send(
    new f.UpdateDestinationCommand({
      ...{ DeliveryStreamName: "flow", CurrentDeliveryStreamVersionId: "1" },
      ...{ DestinationId: "destinationId-000000000001", ExtendedS3DestinationUpdate: input },
    }),
  );
  const refused = (await h.put(gzipSync("x")).catch((error) => error)) as Error;
  expect([refused.name, refused.message]).toEqual([
    "InvalidSourceException",
    "Only requests from CloudWatch Logs are supported when CloudWatch Logs decompression is enabled.",
  ]);
});

test.each([
  ['{"a":1}{"b":[2]} \n[3]', ['{"a":1}', '{"b":[2]}', "[3]"]],
  ['{"a":"}\\""}', ['{"a":"}\\""}']],
  ["  ", []],
])("%s is parted", (text, parts) => {
  expect(splitJson(Buffer.from(text)).map((one) => Buffer.from(one).toString())).toEqual(parts);
});
test.each(['{"a":1', "x{}", '{"a":1},{}', "}"])("%s is no JSON", (text) => {
  expect(() => splitJson(Buffer.from(text))).toThrow(Unprocessed);
});
