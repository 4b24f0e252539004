/** Who may do what with streams: identities' policies, streams' own, other accounts. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import * as kinesis from "@aws-sdk/client-kinesis";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let owner: kinesis.Kinesis;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  owner = new kinesis.Kinesis(brume.client);
});
afterAll(() => brume.stop());

const ACCOUNT = "000000000000";
const arn = (name: string) => `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/${name}`;
const Data = new Uint8Array([1]);

async function userWith(UserName: string, statements: object[]): Promise<kinesis.Kinesis> {
  const iam = new IAMClient(brume.client);
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return new kinesis.Kinesis({
    ...brume.client,
    credentials: {
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    },
  });
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error) => error.name,
  );

test("a writer writes to its stream and no other, and does not read", async () => {
  for (const StreamName of ["mine", "other"])
    await owner.createStream({ StreamName, ShardCount: 1 });
  const writer = await userWith("writer", [
    { Effect: "Allow", Action: "kinesis:PutRecord*", Resource: arn("mine") },
  ]);
  const put = (given: object) => code(writer.putRecord({ Data, PartitionKey: "k", ...given }));
  expect(await put({ StreamName: "mine" })).toBe("done");
  expect(await put({ StreamARN: arn("mine") })).toBe("done");
  expect(await put({ StreamName: "other" })).toBe("AccessDeniedException");
  const { ShardIterator } = await owner.getShardIterator({
    ...{ StreamName: "mine", ShardId: "0", ShardIteratorType: "TRIM_HORIZON" },
  });
  expect(await code(writer.getRecords({ ShardIterator }))).toBe("AccessDeniedException");
});

test("a reader of iterators, tokens and consumers is judged by the stream behind them", async () => {
  await owner.createStream({ StreamName: "read", ShardCount: 2 });
  const { Consumer } = await owner.registerStreamConsumer({
    ...{ StreamARN: arn("read"), ConsumerName: "c" },
  });
  const reader = await userWith("reader", [
    { Effect: "Allow", Action: ["kinesis:Get*", "kinesis:ListShards"], Resource: arn("read") },
    {
      Effect: "Allow",
      Action: "kinesis:DescribeStreamConsumer",
      Resource: `${arn("read")}/consumer/c:*`,
    },
  ]);
  const { ShardIterator } = await reader.getShardIterator({
    ...{ StreamName: "read", ShardId: "0", ShardIteratorType: "TRIM_HORIZON" },
  });
  expect(await code(reader.getRecords({ ShardIterator }))).toBe("done");
  const { NextToken } = await reader.listShards({ StreamName: "read", MaxResults: 1 });
  expect(await code(reader.listShards({ NextToken }))).toBe("done");
  const { ConsumerARN } = Consumer!;
  const described = { StreamARN: arn("read"), ConsumerName: "c" };
  expect(await code(reader.describeStreamConsumer({ ConsumerARN }))).toBe("done");
  expect(await code(reader.describeStreamConsumer(described))).toBe("done");
  expect(await code(reader.deregisterStreamConsumer({ ConsumerARN }))).toBe(
    "AccessDeniedException",
  );
});

test("another account writes and reads where the stream's policy lets it", async () => {
  const other = new kinesis.Kinesis({
    ...brume.client,
    credentials: { accessKeyId: "111111111111", secretAccessKey: "test" },
  });
  const ResourceARN = arn("shared");
  await owner.createStream({ StreamName: "shared", ShardCount: 1 });
  const put = () => other.putRecord({ StreamARN: ResourceARN, Data, PartitionKey: "k" });
  expect(await code(put())).toBe("AccessDeniedException");
  await owner.putResourcePolicy({
    ResourceARN,
    Policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "111111111111" },
          Action: ["kinesis:PutRecord", "kinesis:GetShardIterator", "kinesis:GetRecords"],
          Resource: ResourceARN,
        },
      ],
    }),
  });
  await put();
  const { ShardIterator } = await other.getShardIterator({
    ...{ StreamARN: ResourceARN, ShardId: "0", ShardIteratorType: "TRIM_HORIZON" },
  });
  expect((await other.getRecords({ ShardIterator })).Records).toHaveLength(1);
  expect(await code(other.deleteStream({ StreamARN: ResourceARN }))).toBe("AccessDeniedException");
});
