/**
 * AWS::Serverless::SimpleTable: a DynamoDB table with one key.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
 */
import { InvalidResource } from "./errors.ts";
import { demandGiven, INTEGER, MAP, mapOf, oneOf, passed, property, STRING } from "./properties.ts";
import { pythonStr, truthy } from "./python.ts";
import { Resource, tagList } from "./resource.ts";
import type { Json, SamType } from "./scope.ts";

const KEY_TYPES: ReadonlyMap<unknown, string> = new Map([
  ["String", "S"],
  ["Number", "N"],
  ["Binary", "B"],
]);

export const simpleTable: SamType = {
  type: "AWS::Serverless::SimpleTable",
  properties: {
    PointInTimeRecoverySpecification: passed(),
    PrimaryKey: property(mapOf(STRING)),
    ProvisionedThroughput: property(mapOf(oneOf(INTEGER, MAP))),
    TableName: property(oneOf(STRING, MAP)),
    Tags: property(MAP),
    SSESpecification: property(MAP),
  },
  translate(_scope, { id, properties, attributes, dependsOn }) {
    const when = (name: string) => (truthy(properties[name]) ? properties[name] : undefined);
    const { name, type } = primaryKey(id, when("PrimaryKey") as Json | undefined);
    const throughput = when("ProvisionedThroughput");
    const made: Json = {
      AttributeDefinitions: [{ AttributeName: name, AttributeType: type }],
      KeySchema: [{ AttributeName: name, KeyType: "HASH" }],
      PointInTimeRecoverySpecification: when("PointInTimeRecoverySpecification"),
      ProvisionedThroughput: throughput,
      BillingMode: throughput === undefined ? "PAY_PER_REQUEST" : undefined,
      SSESpecification: when("SSESpecification"),
      TableName: when("TableName"),
      Tags: truthy(properties["Tags"]) ? tagList(properties["Tags"]) : undefined,
    };
    return [new Resource(id, "AWS::DynamoDB::Table", made, attributes, dependsOn)];
  },
};

function primaryKey(id: string, key: Json | undefined): { name: unknown; type: string } {
  if (key === undefined) return { name: "id", type: "S" };
  demandGiven(id, "PrimaryKey.Name", key["Name"]);
  demandGiven(id, "PrimaryKey.Type", key["Type"]);
  const type = KEY_TYPES.get(key["Type"]);
  if (type === undefined)
    throw new InvalidResource(id, `Invalid 'Type' "${pythonStr(key["Type"])}".`);
  return { name: key["Name"], type };
}
