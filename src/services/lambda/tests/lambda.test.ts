import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as lambda from "@aws-sdk/client-lambda";
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  CreateQueueCommand,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { zipOf } from "../inline-code.ts";

let brume: TestBrume;
let client: lambda.LambdaClient;
let sqs: SQSClient;
beforeAll(async () => {
  brume = await testBrume({ running: true });
  client = new lambda.LambdaClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());

const Role = "arn:aws:iam::000000000000:role/r";
const js = (code: string) => zipOf({ "index.js": code });
const ECHO = js(
  `exports.handler = async (event, context) => ({ event, arn: context.invokedFunctionArn, v: context.functionVersion, key: process.env.AWS_ACCESS_KEY_ID, at: process.env.AWS_ENDPOINT_URL })`,
);
const make = (
  FunctionName: string,
  ZipFile: Uint8Array,
  more: Partial<lambda.CreateFunctionCommandInput> = {},
) =>
  client.send(
    new lambda.CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile },
      ...more,
    }),
  );
const call = async (
  FunctionName: string,
  event: unknown = {},
  more: Partial<lambda.InvokeCommandInput> = {},
) => {
  const out = await client.send(
    new lambda.InvokeCommand({
      FunctionName,
      Payload: Buffer.from(JSON.stringify(event)),
      ...more,
    }),
  );
  const text = Buffer.from(out.Payload ?? []).toString();
  return { ...out, answer: text === "" ? undefined : JSON.parse(text) };
};
const refusal = async (work: Promise<unknown>): Promise<[string, string]> => {
  try {
    await work;
  } catch (error) {
    return [(error as Error).name, (error as Error).message];
  }
  throw new Error("It was not refused.");
};
const queue = async (QueueName: string, Attributes = {}) => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return { url: QueueUrl!, arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` };
};
const received = async (url: string) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      WaitTimeSeconds: 10,
      MessageAttributeNames: ["All"],
      AttributeNames: ["All"],
    }),
  );
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  return Messages[0];
};

describe("functions", () => {
  test("create, get, list, change, delete", async () => {
    const made = await make("crud", ECHO, {
      Description: "d",
      Environment: { Variables: { AA: "1" } },
      Tags: { t: "v" },
    });
    expect(made).toMatchObject({
      FunctionName: "crud",
      FunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:crud",
      Version: "$LATEST",
      State: "Active",
      Timeout: 3,
      MemorySize: 128,
      PackageType: "Zip",
      Architectures: ["x86_64"],
      EphemeralStorage: { Size: 512 },
      TracingConfig: { Mode: "PassThrough" },
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/crud" },
    });
    expect(made.LastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    expect(await refusal(make("crud", ECHO))).toEqual([
      "ResourceConflictException",
      "Function already exist: crud",
    ]);
    const got = await client.send(
      new lambda.GetFunctionCommand({ FunctionName: made.FunctionArn! }),
    );
    expect(got.Configuration?.CodeSha256).toBe(made.CodeSha256!);
    expect(got.Tags).toEqual({ t: "v" });
    expect(
      await refusal(client.send(new lambda.GetFunctionCommand({ FunctionName: "none" }))),
    ).toEqual([
      "ResourceNotFoundException",
      "Function not found: arn:aws:lambda:us-east-1:000000000000:function:none",
    ]);
    const changed = await client.send(
      new lambda.UpdateFunctionConfigurationCommand({
        FunctionName: "crud",
        Timeout: 9,
        RevisionId: made.RevisionId,
      }),
    );
    expect(changed).toMatchObject({
      Timeout: 9,
      Description: "d",
      Environment: { Variables: { AA: "1" } },
    });
    expect(
      (
        await refusal(
          client.send(
            new lambda.UpdateFunctionConfigurationCommand({
              FunctionName: "crud",
              RevisionId: made.RevisionId,
            }),
          ),
        )
      )[0],
    ).toBe("PreconditionFailedException");
    const dry = await client.send(
      new lambda.UpdateFunctionCodeCommand({
        FunctionName: "crud",
        ZipFile: js("exports.handler = async () => 1"),
        DryRun: true,
      }),
    );
    expect(dry.CodeSha256).not.toBe(made.CodeSha256);
    expect((await call("crud")).answer.v).toBe("$LATEST");
    await client.send(
      new lambda.UpdateFunctionCodeCommand({
        FunctionName: "crud",
        ZipFile: js("exports.handler = async () => 'new'"),
      }),
    );
    expect((await call("crud")).answer).toBe("new");
    const { Functions } = await client.send(new lambda.ListFunctionsCommand({}));
    expect(Functions?.map((f) => f.FunctionName)).toContain("crud");
    await client.send(new lambda.DeleteFunctionCommand({ FunctionName: "crud" }));
    expect((await refusal(call("crud")))[0]).toBe("ResourceNotFoundException");
  });

  test("bad packages and parameters are refused in AWS's words", async () => {
    expect(await refusal(make("bad", Buffer.from("no zip")))).toEqual([
      "InvalidParameterValueException",
      "Could not unzip uploaded file. Please check your file, then try to upload again.",
    ]);
    expect((await refusal(make("bad", zipOf({ "../up.js": "x" }))))[1]).toContain(
      "Could not unzip",
    );
    const bomb = Buffer.from(zipOf({ "index.js": "x" }));
    const central = bomb.indexOf(Buffer.from("PK\x01\x02", "latin1"));
    bomb.writeUInt32LE(300_000_000, central + 24);
    expect((await refusal(make("bad", bomb)))[0]).toBe("InvalidParameterValueException");
    expect(
      (await refusal(make("bad", ECHO, { Environment: { Variables: { AWS_REGION: "x" } } })))[1],
    ).toContain("Reserved keys used in this request: AWS_REGION");
    expect(await refusal(make("bad", ECHO, { Runtime: "java21" }))).toEqual([
      "NotImplemented",
      "lambda: the runtime java21 is not implemented in Brume yet.",
    ]);
    expect(
      (
        await refusal(
          make("bad", ECHO, { Layers: ["arn:aws:lambda:us-east-1:000000000000:layer:none:1"] }),
        )
      )[1],
    ).toBe("Layer version arn:aws:lambda:us-east-1:000000000000:layer:none:1 does not exist.");
    expect(
      (
        await refusal(make("bad", new Uint8Array(), { Code: { S3Bucket: "nowhere", S3Key: "k" } }))
      )[1],
    ).toContain("S3 Error Code: NoSuchBucket");
  });

  test("invocations: payloads, errors, tail, dry run, client context", async () => {
    await make(
      "inv",
      js(
        `exports.handler = async (e, c) => { console.log("seen"); if (e.fail) throw new Error("broken"); return { e, c: c.clientContext } }`,
      ),
    );
    const out = await call(
      "inv",
      { x: 1 },
      { LogType: "Tail", ClientContext: Buffer.from('{"custom":{"a":1}}').toString("base64") },
    );
    expect(out).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      answer: { e: { x: 1 }, c: { custom: { a: 1 } } },
    });
    expect(out.FunctionError).toBeUndefined();
    expect(Buffer.from(out.LogResult!, "base64").toString()).toMatch(
      /^START RequestId: [\w-]+ Version: \$LATEST\n.*\tINFO\tseen\nEND RequestId: [\w-]+\nREPORT /,
    );
    const failed = await call("inv", { fail: true });
    expect(failed).toMatchObject({
      StatusCode: 200,
      FunctionError: "Unhandled",
      answer: { errorType: "Error", errorMessage: "broken" },
    });
    expect((await call("inv", {}, { InvocationType: "DryRun" })).StatusCode).toBe(204);
    expect(
      (
        await refusal(
          client.send(new lambda.InvokeCommand({ FunctionName: "inv", Payload: Buffer.from("{") })),
        )
      )[0],
    ).toBe("InvalidRequestContentException");
    expect(
      (
        await refusal(
          client.send(
            new lambda.InvokeCommand({ FunctionName: "inv", Payload: Buffer.alloc(6_300_000, 32) }),
          ),
        )
      )[0],
    ).toBe("RequestTooLargeException");
    await make(
      "slow",
      js(`exports.handler = () => new Promise(() => setInterval(() => {}, 1000))`),
      { Timeout: 1 },
    );
    expect((await call("slow")).answer).toMatchObject({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/),
    });
  });

  test("versions and aliases", async () => {
    await make(
      "ver",
      js(
        `exports.handler = async (e, c) => [c.functionVersion, c.invokedFunctionArn.split(":").pop(), 1]`,
      ),
    );
    const one = await client.send(
      new lambda.PublishVersionCommand({ FunctionName: "ver", Description: "first" }),
    );
    expect(one).toMatchObject({
      Version: "1",
      Description: "first",
      FunctionArn: expect.stringMatching(/:ver:1$/),
    });
    expect(
      (await client.send(new lambda.PublishVersionCommand({ FunctionName: "ver" }))).Version,
    ).toBe("1");
    await client.send(
      new lambda.UpdateFunctionCodeCommand({
        FunctionName: "ver",
        ZipFile: js(`exports.handler = async (e, c) => [c.functionVersion, "", 2]`),
        Publish: true,
      }),
    );
    const alias = await client.send(
      new lambda.CreateAliasCommand({ FunctionName: "ver", Name: "live", FunctionVersion: "1" }),
    );
    expect((await call("ver:live")).answer).toEqual(["1", "live", 1]);
    expect((await call("ver", {}, { Qualifier: "2" })).answer[2]).toBe(2);
    await client.send(
      new lambda.UpdateAliasCommand({
        FunctionName: "ver",
        Name: "live",
        RoutingConfig: { AdditionalVersionWeights: { "2": 1 } },
        RevisionId: alias.RevisionId,
      }),
    );
    expect((await call("ver:live")).ExecutedVersion).toBe("2");
    expect(
      (
        await refusal(
          client.send(new lambda.DeleteFunctionCommand({ FunctionName: "ver", Qualifier: "1" })),
        )
      )[0],
    ).toBe("ResourceConflictException");
    expect(
      (
        await client.send(new lambda.ListVersionsByFunctionCommand({ FunctionName: "ver" }))
      ).Versions?.map((v) => v.Version),
    ).toEqual(["$LATEST", "1", "2"]);
    expect(
      (await client.send(new lambda.ListAliasesCommand({ FunctionName: "ver" }))).Aliases?.length,
    ).toBe(1);
    expect(
      await refusal(client.send(new lambda.GetAliasCommand({ FunctionName: "ver", Name: "no" }))),
    ).toEqual([
      "ResourceNotFoundException",
      "Cannot find alias arn: arn:aws:lambda:us-east-1:000000000000:function:ver:no",
    ]);
    await client.send(new lambda.DeleteAliasCommand({ FunctionName: "ver", Name: "live" }));
  });

  test("layers", async () => {
    const content = {
      ZipFile: zipOf({ "nodejs/node_modules/greet/index.js": "module.exports = 'hello'" }),
    };
    const layer = await client.send(
      new lambda.PublishLayerVersionCommand({
        LayerName: "greet",
        Content: content,
        CompatibleRuntimes: ["nodejs20.x"],
      }),
    );
    expect(layer).toMatchObject({
      Version: 1,
      LayerVersionArn: "arn:aws:lambda:us-east-1:000000000000:layer:greet:1",
    });
    await make("lay", js(`exports.handler = async () => require("greet")`), {
      Layers: [layer.LayerVersionArn!],
    });
    expect((await call("lay")).answer).toBe("hello");
    await client.send(
      new lambda.AddLayerVersionPermissionCommand({
        LayerName: "greet",
        VersionNumber: 1,
        StatementId: "s",
        Action: "lambda:GetLayerVersion",
        Principal: "*",
      }),
    );
    expect(
      (
        await client.send(
          new lambda.GetLayerVersionPolicyCommand({ LayerName: "greet", VersionNumber: 1 }),
        )
      ).Policy,
    ).toContain('"Sid":"s"');
    expect(
      (await client.send(new lambda.GetLayerVersionByArnCommand({ Arn: layer.LayerVersionArn! })))
        .Version,
    ).toBe(1);
    expect((await client.send(new lambda.ListLayersCommand({}))).Layers?.[0]?.LayerName).toBe(
      "greet",
    );
    await client.send(
      new lambda.DeleteLayerVersionCommand({ LayerName: "greet", VersionNumber: 1 }),
    );
    expect(
      (await client.send(new lambda.ListLayerVersionsCommand({ LayerName: "greet" })))
        .LayerVersions,
    ).toEqual([]);
    expect(
      (
        await client.send(
          new lambda.PublishLayerVersionCommand({ LayerName: "greet", Content: content }),
        )
      ).Version,
    ).toBe(2);
  });

  test("resource policies", async () => {
    await make("pol", ECHO);
    expect(
      (await refusal(client.send(new lambda.GetPolicyCommand({ FunctionName: "pol" }))))[0],
    ).toBe("ResourceNotFoundException");
    const alexa = await client.send(
      new lambda.AddPermissionCommand({
        FunctionName: "pol",
        StatementId: "alexa",
        Action: "lambda:InvokeFunction",
        Principal: "alexa-appkit.amazon.com",
        EventSourceToken: "amzn1.ask.skill.1",
      }),
    );
    expect(JSON.parse(alexa.Statement!)).toMatchObject({
      Principal: { Service: "alexa-appkit.amazon.com" },
      Condition: { StringEquals: { "lambda:EventSourceToken": "amzn1.ask.skill.1" } },
    });
    await client.send(
      new lambda.RemovePermissionCommand({ FunctionName: "pol", StatementId: "alexa" }),
    );
    const none = new lambda.RemovePermissionCommand({ FunctionName: "pol", StatementId: "s3" });
    expect(await refusal(client.send(none))).toEqual([
      "ResourceNotFoundException",
      "No policy is associated with the given resource.",
    ]);
    const { Statement } = await client.send(
      new lambda.AddPermissionCommand({
        FunctionName: "pol",
        StatementId: "s3",
        Action: "lambda:InvokeFunction",
        Principal: "s3.amazonaws.com",
        SourceArn: "arn:aws:s3:::b",
        SourceAccount: "000000000000",
      }),
    );
    expect(JSON.parse(Statement!)).toEqual({
      Sid: "s3",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: "arn:aws:lambda:us-east-1:000000000000:function:pol",
      Condition: {
        StringEquals: { "AWS:SourceAccount": "000000000000" },
        ArnLike: { "AWS:SourceArn": "arn:aws:s3:::b" },
      },
    });
    const again = client.send(
      new lambda.AddPermissionCommand({
        FunctionName: "pol",
        StatementId: "s3",
        Action: "lambda:InvokeFunction",
        Principal: "*",
      }),
    );
    expect((await refusal(again))[1]).toStartWith("The statement id (s3) provided already exists.");
    await client.send(
      new lambda.RemovePermissionCommand({ FunctionName: "pol", StatementId: "s3" }),
    );
    expect(
      (await refusal(client.send(new lambda.GetPolicyCommand({ FunctionName: "pol" }))))[0],
    ).toBe("ResourceNotFoundException");
  });

  test("reserved concurrency throttles", async () => {
    await make("conc", js(`exports.handler = async () => 1`));
    await client.send(
      new lambda.PutFunctionConcurrencyCommand({
        FunctionName: "conc",
        ReservedConcurrentExecutions: 0,
      }),
    );
    expect(await refusal(call("conc"))).toEqual(["TooManyRequestsException", "Rate Exceeded."]);
    expect(
      (
        await refusal(
          client.send(
            new lambda.PutFunctionConcurrencyCommand({
              FunctionName: "conc",
              ReservedConcurrentExecutions: 950,
            }),
          ),
        )
      )[0],
    ).toBe("InvalidParameterValueException");
    await client.send(new lambda.DeleteFunctionConcurrencyCommand({ FunctionName: "conc" }));
    expect((await call("conc")).answer).toBe(1);
    expect(
      (await client.send(new lambda.GetAccountSettingsCommand({}))).AccountLimit
        ?.UnreservedConcurrentExecutions,
    ).toBe(1000);
  });

  test("tags and settings", async () => {
    const { FunctionArn } = await make("tag", ECHO);
    await client.send(
      new lambda.TagResourceCommand({ Resource: FunctionArn!, Tags: { a: "1", b: "2" } }),
    );
    await client.send(new lambda.UntagResourceCommand({ Resource: FunctionArn!, TagKeys: ["a"] }));
    expect(
      (await client.send(new lambda.ListTagsCommand({ Resource: FunctionArn! }))).Tags,
    ).toEqual({ b: "2" });
    expect(
      (await client.send(new lambda.GetFunctionRecursionConfigCommand({ FunctionName: "tag" })))
        .RecursiveLoop,
    ).toBe("Terminate");
    expect((await refusal(client.send(new lambda.ListCodeSigningConfigsCommand({}))))[0]).toBe(
      "NotImplemented",
    );
  });
});

describe("events", () => {
  test("asynchronous invocations end at their destinations", async () => {
    const good = await queue("good");
    const bad = await queue("bad");
    await make(
      "async",
      js(
        `exports.handler = async (e) => { if (e.fail) throw new Error("always"); return { ok: e } }`,
      ),
      { DeadLetterConfig: { TargetArn: bad.arn } },
    );
    await client.send(
      new lambda.PutFunctionEventInvokeConfigCommand({
        FunctionName: "async",
        MaximumRetryAttempts: 2,
        DestinationConfig: {
          OnSuccess: { Destination: good.arn },
          OnFailure: { Destination: good.arn },
        },
      }),
    );
    expect((await call("async", { n: 1 }, { InvocationType: "Event" })).StatusCode).toBe(202);
    const success = JSON.parse((await received(good.url))!.Body!);
    expect(success).toMatchObject({
      version: "1.0",
      requestContext: { condition: "Success", approximateInvokeCount: 1 },
      requestPayload: { n: 1 },
      responsePayload: { ok: { n: 1 } },
    });
    await call("async", { fail: true }, { InvocationType: "Event" });
    await brume.advance(1_000);
    await brume.advance(60_000);
    await brume.advance(120_000);
    const failure = JSON.parse((await received(good.url))!.Body!);
    expect(failure).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
      responseContext: { functionError: "Unhandled" },
    });
    const dead = await received(bad.url);
    expect(JSON.parse(dead!.Body!)).toEqual({ fail: true });
    expect(dead!.MessageAttributes?.["ErrorMessage"]?.StringValue).toBe("always");
  });

  test("a queue's messages come in batches, and failed ones come back", async () => {
    const source = await queue("source", { VisibilityTimeout: "5" });
    const seen = await queue("seen");
    await make(
      "consume",
      js(`exports.handler = async ({ Records }) => {
      const body = new URLSearchParams({ Action: "SendMessage", QueueUrl: process.env.SEEN, MessageBody: JSON.stringify(Records.map((r) => [r.body, r.attributes.ApproximateReceiveCount, r.eventSource, r.messageAttributes.k?.stringValue])) });
      await fetch(process.env.SEEN, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=00" }, body });
      return { batchItemFailures: Records.filter((r) => r.body === "bad" && r.attributes.ApproximateReceiveCount === "1").map((r) => ({ itemIdentifier: r.messageId })) } }`),
      { Environment: { Variables: { SEEN: seen.url } }, Timeout: 10 },
    );
    const { UUID } = await client.send(
      new lambda.CreateEventSourceMappingCommand({
        FunctionName: "consume",
        EventSourceArn: source.arn,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      }),
    );
    expect(
      await refusal(
        client.send(
          new lambda.CreateEventSourceMappingCommand({
            FunctionName: "consume",
            EventSourceArn: source.arn,
          }),
        ),
      ),
    ).toEqual([
      "ResourceConflictException",
      `An event source mapping with SQS arn (" ${source.arn} ") and function (" consume ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
    ]);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: source.url,
        MessageBody: "bad",
        MessageAttributes: { k: { DataType: "String", StringValue: "v" } },
      }),
    );
    expect(JSON.parse((await received(seen.url))!.Body!)).toEqual([["bad", "1", "aws:sqs", "v"]]);
    await brume.advance(6_000);
    expect(JSON.parse((await received(seen.url))!.Body!)).toEqual([["bad", "2", "aws:sqs", "v"]]);
    expect(
      (await client.send(new lambda.UpdateEventSourceMappingCommand({ UUID, Enabled: false })))
        .State,
    ).toBe("Disabling");
    expect((await client.send(new lambda.GetEventSourceMappingCommand({ UUID }))).State).toBe(
      "Disabled",
    );
    expect((await client.send(new lambda.DeleteEventSourceMappingCommand({ UUID }))).State).toBe(
      "Deleting",
    );
    expect((await refusal(client.send(new lambda.GetEventSourceMappingCommand({ UUID }))))[1]).toBe(
      "The resource you requested does not exist.",
    );
    const other = client.send(
      new lambda.CreateEventSourceMappingCommand({
        FunctionName: "consume",
        EventSourceArn: "arn:aws:kafka:us-east-1:000000000000:cluster/c/1",
        StartingPosition: "LATEST",
      }),
    );
    expect((await refusal(other))[0]).toBe("NotImplemented");
  });
});

describe("streams and URLs", () => {
  test("InvokeWithResponseStream", async () => {
    await make(
      "stream",
      js(
        `exports.handler = awslambda.streamifyResponse(async (e, out) => { out.setContentType("text/plain"); out.write("a"); await new Promise((r) => setTimeout(r, 5)); out.write("b"); out.end() })`,
      ),
    );
    const out = await client.send(
      new lambda.InvokeWithResponseStreamCommand({
        FunctionName: "stream",
        Payload: Buffer.from("{}"),
      }),
    );
    let body = "";
    let complete = false;
    for await (const event of out.EventStream!) {
      if (event.PayloadChunk) body += Buffer.from(event.PayloadChunk.Payload!).toString();
      if (event.InvokeComplete) complete = true;
    }
    expect([body, complete]).toEqual(["ab", true]);
  });

  test("function URLs speak payload 2.0", async () => {
    await make(
      "url",
      js(
        `exports.handler = async (e) => ({ statusCode: 201, headers: { "x-m": e.requestContext.http.method }, cookies: ["a=b"], body: e.rawPath + "?" + e.rawQueryString + ":" + (e.body ?? "") })`,
      ),
    );
    const { FunctionUrl } = await client.send(
      new lambda.CreateFunctionUrlConfigCommand({
        FunctionName: "url",
        AuthType: "NONE",
        Cors: { AllowOrigins: ["https://a.example"] },
      }),
    );
    const address = new URL(FunctionUrl!);
    expect(address.hostname).toEndWith(".lambda-url.us-east-1.localhost");
    const response = await fetch(`${brume.url}/p/q?x=1`, {
      method: "POST",
      body: "hi",
      headers: { host: address.host, "content-type": "text/plain" },
    });
    expect([
      response.status,
      await response.text(),
      response.headers.get("x-m"),
      response.headers.get("set-cookie"),
    ]).toEqual([201, "/p/q?x=1:hi", "POST", "a=b"]);
    await client.send(new lambda.DeleteFunctionUrlConfigCommand({ FunctionName: "url" }));
    expect((await fetch(brume.url, { headers: { host: address.host } })).status).toBe(403);
  });
});
