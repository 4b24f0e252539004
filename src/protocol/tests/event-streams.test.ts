/** Event streams of both directions, by official clients through the port, signatures enforced. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudWatchLogsClient, StartLiveTailCommand } from "@aws-sdk/client-cloudwatch-logs";
import { KinesisClient, SubscribeToShardCommand } from "@aws-sdk/client-kinesis";
import {
  LexRuntimeV2Client,
  StartConversationCommand,
  type StartConversationRequestEventStream,
} from "@aws-sdk/client-lex-runtime-v2";
import { AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { Fault } from "#aws/fault";
import { defineService } from "#kernel/service";
import { type TestBrume, testBrume } from "../../../test/harness/brume.ts";

type Event = Record<string, Record<string, unknown>>;

/** Answers each event that comes in while more are to come. */
async function* conversation(events: AsyncIterable<Event>): AsyncGenerator<Event> {
  for await (const event of events) {
    const [kind, value] = Object.entries(event)[0]!;
    if (kind === "TextInputEvent" && value["text"] === "fail")
      throw new Fault("ValidationException", "The words of a fault & more.", 400);
    if (kind === "TextInputEvent" && value["text"] === "strange")
      throw new Fault("StrangeException", "Nobody knows it.", 400);
    if (kind === "AudioInputEvent")
      yield { AudioResponseEvent: { audioChunk: value["audioChunk"], eventId: value["eventId"] } };
    else yield { TranscriptEvent: { transcript: `${kind} ${JSON.stringify(value)}` } };
  }
}

async function* shard(): AsyncGenerator<Event> {
  const Records = [{ Data: Buffer.from("data"), PartitionKey: "p", SequenceNumber: "1" }];
  yield {
    SubscribeToShardEvent: { Records, ContinuationSequenceNumber: "2", MillisBehindLatest: 0 },
  };
  yield { ResourceInUseException: { message: "It is in use." } } as never;
}

async function* tail(): AsyncGenerator<Event> {
  yield { sessionStart: { sessionId: "s" } };
  throw new Fault("SessionTimeoutException", "The session timed out.", 400);
}

const entry = (id: string, name: string, run: (ctx: unknown, input: Event) => unknown) => ({
  id,
  load: async () => ({
    service: defineService({ id, tables: {}, operations: [{ [name]: { name, run } }] }),
  }),
});

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({
    iam: "enforce",
    running: true,
    services: [
      entry("lexv2-runtime", "StartConversation", (_ctx, input) => ({
        responseEventStream: conversation(input["requestEventStream"] as never),
      })),
      entry("kinesis", "SubscribeToShard", () => ({ EventStream: shard() })),
      entry("logs", "StartLiveTail", () => ({ responseStream: tail() })),
    ],
  });
});
afterAll(() => brume.stop());

/** Sends `events` one by one, each after the answer to the one before it. */
async function talk(client: LexRuntimeV2Client, events: StartConversationRequestEventStream[]) {
  let answered = Promise.withResolvers<void>();
  async function* stream() {
    for (const event of events) {
      yield event;
      await answered.promise;
      answered = Promise.withResolvers();
    }
  }
  const { responseEventStream } = await client.send(
    new StartConversationCommand({
      botId: "BOTBOTBOT1",
      botAliasId: "ALIASALIAS",
      localeId: "en_US",
      sessionId: "session-1",
      conversationMode: "TEXT",
      requestEventStream: stream(),
    }),
  );
  const answers: unknown[] = [];
  for await (const event of responseEventStream!) {
    answers.push(event);
    answered.resolve();
  }
  return answers;
}

const handlers = [
  ["h2", undefined],
  ["HTTP/1.1", new NodeHttpHandler()],
] as const;

for (const [title, requestHandler] of handlers) {
  const lex = (secretAccessKey = "test") =>
    new LexRuntimeV2Client({
      ...brume.client,
      credentials: { accessKeyId: "test", secretAccessKey },
      ...(requestHandler === undefined ? {} : { requestHandler }),
    });

  test(`signed events go both ways over ${title} while both sides talk`, async () => {
    const audioChunk = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
    const answers = await talk(lex(), [
      { TextInputEvent: { text: "hello ☃", eventId: "e1" } },
      { AudioInputEvent: { audioChunk, contentType: "audio/lpcm", eventId: "e2" } },
      { DisconnectionEvent: { eventId: "e3" } },
    ]);
    expect(answers).toEqual([
      { TranscriptEvent: { transcript: 'TextInputEvent {"text":"hello ☃","eventId":"e1"}' } },
      { AudioResponseEvent: { audioChunk, eventId: "e2" } },
      { TranscriptEvent: { transcript: 'DisconnectionEvent {"eventId":"e3"}' } },
    ]);
  });

  test(`a modelled fault ends a stream over ${title} as its exception, another as an error`, async () => {
    const failed = talk(lex(), [{ TextInputEvent: { text: "fail" } }]);
    await expect(failed).rejects.toMatchObject({
      name: "ValidationException",
      message: "The words of a fault & more.",
    });
    const strange = talk(lex(), [{ TextInputEvent: { text: "strange" } }]);
    await expect(strange).rejects.toMatchObject({ name: "StrangeException" });
  });

  test(`a stream signed with another secret is refused over ${title}`, async () => {
    const refused = talk(lex("wrong"), [{ TextInputEvent: { text: "hello" } }]);
    await expect(refused).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });
}

test("exceptions among events are thrown by JSON and CBOR clients, after what came before", async () => {
  const read = async (client: KinesisClient) => {
    const { EventStream } = await client.send(
      new SubscribeToShardCommand({
        ConsumerARN: "arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:1",
        ShardId: "shardId-0",
        StartingPosition: { Type: "LATEST" },
      }),
    );
    const seen: string[] = [];
    try {
      for await (const event of EventStream!)
        seen.push(Buffer.from(event.SubscribeToShardEvent!.Records![0]!.Data!).toString());
    } catch (error) {
      seen.push(`${(error as Error).name}: ${(error as Error).message}`);
    }
    return seen;
  };
  const wanted = ["data", "ResourceInUseException: It is in use."];
  expect(await read(new KinesisClient(brume.client))).toEqual(wanted);
  const cbor = new KinesisClient({
    ...brume.client,
    protocol: AwsSmithyRpcV2CborProtocol as never,
  });
  expect(await read(cbor)).toEqual(wanted);
});

test("a fault of a running stream is the exception that its union has", async () => {
  const logs = new CloudWatchLogsClient({ ...brume.client, disableHostPrefix: true });
  const arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
  const { responseStream } = await logs.send(
    new StartLiveTailCommand({ logGroupIdentifiers: [arn] }),
  );
  const seen: unknown[] = [];
  const reading = (async () => {
    for await (const event of responseStream!) seen.push(event);
  })();
  await expect(reading).rejects.toMatchObject({
    name: "SessionTimeoutException",
    message: "The session timed out.",
  });
  expect(seen).toEqual([{ sessionStart: { sessionId: "s" } }]);
});
