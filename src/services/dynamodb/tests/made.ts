/** Tables that the tests of DynamoDB make. */
import type * as aws from "@aws-sdk/client-dynamodb";

export const S = (name: string): aws.AttributeDefinition => ({
  AttributeName: name,
  AttributeType: "S",
});
export const N = (name: string): aws.AttributeDefinition => ({
  AttributeName: name,
  AttributeType: "N",
});
export const keys = (hash: string, range?: string): aws.KeySchemaElement[] => [
  { AttributeName: hash, KeyType: "HASH" },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" as const }]),
];

type Change = Partial<aws.CreateTableCommandInput>;

/** What makes tables of `pk` (and `sk`) with whatever else is asked for, and gives their names. */
export function tablesOf(db: () => aws.DynamoDB) {
  let made = 0;
  const table = async (change: Change = {}): Promise<string> => {
    const TableName = `table-${++made}`;
    await db().createTable({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [S("pk")],
      KeySchema: keys("pk"),
      ...change,
    });
    return TableName;
  };
  const composite = (change: Change = {}) =>
    table({ AttributeDefinitions: [S("pk"), N("sk")], KeySchema: keys("pk", "sk"), ...change });
  return { table, composite };
}

/** What a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<aws.DynamoDBServiceException> {
  try {
    await call;
  } catch (error) {
    return error as aws.DynamoDBServiceException;
  }
  throw new Error("The call was not refused.");
}
