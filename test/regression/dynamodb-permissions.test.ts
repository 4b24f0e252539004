/** Transactions and PartiQL were judged by actions that IAM does not have, and keys and tags not at all. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { IAM } from "@aws-sdk/client-iam";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
const TableName = "guarded";
const ARN = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`;
const schema = {
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  Tags: [{ Key: "env", Value: "dev" }],
} as const;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  const root = new DynamoDB(brume.client);
  await root.createTable({ TableName, ...schema, Tags: [...schema.Tags] } as never);
  await root.putItem({ TableName, Item: { pk: { S: "mine" }, a: { S: "x" } } });
});
afterAll(() => brume.stop());

let made = 0;
async function user(Action: string | string[], Condition?: object): Promise<DynamoDB> {
  const UserName = `user-${++made}`;
  const iam = new IAM(brume.client);
  await iam.createUser({ UserName });
  await iam.putUserPolicy({
    UserName,
    PolicyName: "p",
    PolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action,
        Resource: [ARN, `${ARN}-*`],
        ...(Condition === undefined ? {} : { Condition }),
      },
    }),
  });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  return new DynamoDB({ ...brume.client, credentials });
}
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error) => error.name,
  );
const DENIED = "AccessDeniedException";
const key = (pk: string) => ({ pk: { S: pk } });

test("a transaction is judged by its parts", async () => {
  const putter = await user("dynamodb:PutItem");
  const put = { Put: { TableName, Item: key("new") } };
  const remove = { Delete: { TableName, Key: key("new") } };
  expect(await outcome(putter.transactWriteItems({ TransactItems: [put] }))).toBe("done");
  expect(await outcome(putter.transactWriteItems({ TransactItems: [remove] }))).toBe(DENIED);
  const get = { TransactItems: [{ Get: { TableName, Key: key("new") } }] };
  expect(await outcome(putter.transactGetItems(get))).toBe(DENIED);
  expect(await outcome((await user("dynamodb:GetItem")).transactGetItems(get))).toBe("done");
});

test("a statement is judged by what it does", async () => {
  const reader = await user("dynamodb:PartiQLSelect");
  const run = (Statement: string) => outcome(reader.executeStatement({ Statement }));
  expect(await run(`SELECT * FROM "${TableName}" WHERE pk = 'mine'`)).toBe("done");
  expect(await run(`INSERT INTO "${TableName}" VALUE {'pk': 'x'}`)).toBe(DENIED);
  expect(await run(`SELECT * FROM "other" WHERE pk = 'mine'`)).toBe(DENIED);
  expect(await run("nonsense")).toBe("ValidationException");
});

test("leading keys bound every way to an item", async () => {
  const own = await user("dynamodb:*", {
    "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["mine"] },
  });
  const ways: ((pk: string) => Promise<unknown>)[] = [
    (pk) => own.getItem({ TableName, Key: key(pk) }),
    (pk) => own.putItem({ TableName, Item: key(pk) }),
    (pk) =>
      own.query({
        TableName,
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": { S: pk } },
      }),
    (pk) =>
      own.batchGetItem({
        RequestItems: {
          [TableName]: { Keys: [key("mine"), key(`${pk}`)].slice(pk === "mine" ? 1 : 0) },
        },
      }),
    (pk) =>
      own.batchWriteItem({ RequestItems: { [TableName]: [{ PutRequest: { Item: key(pk) } }] } }),
    (pk) => own.transactWriteItems({ TransactItems: [{ Put: { TableName, Item: key(pk) } }] }),
    (pk) => own.executeStatement({ Statement: `SELECT * FROM "${TableName}" WHERE pk = '${pk}'` }),
  ];
  for (const way of ways) {
    expect(await outcome(way("mine"))).toBe("done");
    expect(await outcome(way("other"))).toBe(DENIED);
  }
});

test("attributes and tags are condition keys", async () => {
  const narrow = await user("dynamodb:GetItem", {
    "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "a"] },
  });
  const get = (ProjectionExpression: string) =>
    outcome(narrow.getItem({ TableName, Key: key("mine"), ProjectionExpression }));
  expect(await get("pk, a")).toBe("done");
  expect(await get("a, b")).toBe(DENIED);
  for (const [env, expected] of [
    ["dev", "done"],
    ["prod", DENIED],
  ] as const) {
    const held = await user("dynamodb:*", { StringEquals: { "aws:ResourceTag/env": env } });
    expect(await outcome(held.getItem({ TableName, Key: key("mine") }))).toBe(expected);
    const asked = await user("dynamodb:*", { StringEquals: { "aws:RequestTag/env": env } });
    const table = { ...schema, TableName: `${TableName}-${env}` };
    expect(await outcome(asked.createTable(table as never))).toBe(expected);
  }
});
