/** Each kind of constraint in AWS's words, and each form in which services say what is wrong. */
import { expect, test } from "bun:test";
import type { Protocol } from "#aws/model";
import { loadModel } from "#aws/models";
import { validate } from "../validation.ts";

function verdict(id: string, operation: string, input: object, protocol?: Protocol): string {
  const model = loadModel(id);
  const fault = validate(
    model,
    model.operations[operation]!,
    input,
    protocol ?? model.protocols[0]!,
  );
  return fault === undefined ? "valid" : `${fault.status} ${fault.code}: ${fault.message}`;
}

const one = (code: string, words: string) => `400 ${code}: 1 validation error detected: ${words}`;
const at = (value: string, path: string, rule: string) =>
  `Value${value} at '${path}' failed to satisfy constraint: ${rule}`;
const long = "x".repeat(130);

const cases: readonly (readonly [string, string, string, object, string, Protocol?])[] = [
  [
    "what is required",
    "kinesis",
    "CreateStream",
    {},
    one("ValidationException", at(" null", "streamName", "Member must not be null")),
  ],
  [
    "a text that is too long",
    "kinesis",
    "CreateStream",
    { StreamName: long },
    one(
      "ValidationException",
      at(` '${long}'`, "streamName", "Member must have length less than or equal to 128"),
    ),
  ],
  [
    "several errors in one message",
    "kinesis",
    "CreateStream",
    { StreamName: "", ShardCount: 0 },
    "400 ValidationException: 3 validation errors detected: " +
      [
        at(" ''", "streamName", "Member must have length greater than or equal to 1"),
        at(" ''", "streamName", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
        at(" '0'", "shardCount", "Member must have value greater than or equal to 1"),
      ].join("; "),
  ],
  [
    "a value of no enum",
    "kinesis",
    "CreateStream",
    { StreamName: "s", StreamModeDetails: { StreamMode: "FAST" } },
    one(
      "ValidationException",
      at(
        " 'FAST'",
        "streamModeDetails.streamMode",
        "Member must satisfy enum value set: [PROVISIONED, ON_DEMAND]",
      ),
    ),
  ],
  [
    "a number's bounds, as Java writes them",
    "lambda",
    "CreateAlias",
    {
      FunctionName: "f",
      Name: "a",
      FunctionVersion: "1",
      RoutingConfig: { AdditionalVersionWeights: { "2": 1.5 } },
    },
    one(
      "ValidationException",
      at(
        " '{2=1.5}'",
        "routingConfig.additionalVersionWeights",
        "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, " +
          "Member must have value greater than or equal to 0.0]",
      ),
    ),
  ],
  [
    "an item of a list of texts, at the list",
    "ssm",
    "GetParameters",
    { Names: ["a", ""] },
    one(
      "ValidationException",
      at(
        " '[a, ]'",
        "names",
        "Member must satisfy constraint: [Member must have length less than or equal to 2048, " +
          "Member must have length greater than or equal to 1]",
      ),
    ),
  ],
  [
    "a list's own length",
    "ssm",
    "GetParameters",
    { Names: [] },
    one(
      "ValidationException",
      at(" '[]'", "names", "Member must have length greater than or equal to 1"),
    ),
  ],
  [
    "within a list of structures, where it stands",
    "ssm",
    "PutParameter",
    {
      Name: "a",
      Value: "v",
      Tags: [
        { Key: "a", Value: "b" },
        { Key: "", Value: "b" },
      ],
    },
    one(
      "ValidationException",
      at(" ''", "tags.2.member.key", "Member must have length greater than or equal to 1"),
    ),
  ],
  [
    "a null among structures",
    "ssm",
    "PutParameter",
    { Name: "a", Value: "v", Tags: [null] },
    one("ValidationException", at(" null", "tags.1.member", "Member must not be null")),
  ],
  [
    "a map's keys, which are secret in functions' environments",
    "lambda",
    "UpdateFunctionConfiguration",
    { FunctionName: "f", Environment: { Variables: { "foo-bar": "1" } } },
    one(
      "ValidationException",
      at(
        "",
        "environment.variables",
        "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: " +
          "[a-zA-Z]([a-zA-Z0-9_])+]",
      ),
    ),
  ],
  [
    "a map's keys, shown",
    "events",
    "PutTargets",
    {
      Rule: "r",
      Targets: [
        {
          Id: "1",
          Arn: "arn:aws:sqs:us-east-1:000000000000:q",
          InputTransformer: { InputPathsMap: { "o que?": "$.a" }, InputTemplate: "x" },
        },
      ],
    },
    one(
      "ValidationException",
      at(
        " '{o que?=$.a}'",
        "targets.1.member.inputTransformer.inputPathsMap",
        "Map keys must satisfy constraint: [Member must have length less than or equal to 256, " +
          "Member must have length greater than or equal to 1, " +
          "Member must satisfy regular expression pattern: [A-Za-z0-9\\_\\-]+]",
      ),
    ),
  ],
  [
    "a secret is not repeated",
    "cognito-idp",
    "SignUp",
    { ClientId: "c", Username: "u", Password: "a b" },
    one(
      "InvalidParameterException",
      at("", "password", "Member must satisfy regular expression pattern: [\\S]+"),
    ),
  ],
  [
    "Query services say ValidationError",
    "iam",
    "CreateRole",
    { RoleName: "a b", AssumeRolePolicyDocument: "{}" },
    one(
      "ValidationError",
      at(" 'a b'", "roleName", "Member must satisfy regular expression pattern: [\\w+=,.@-]+"),
    ),
  ],
  [
    "EC2 names the parameter that is missing",
    "ec2",
    "AttachVolume",
    { InstanceId: "i", VolumeId: "v" },
    "400 MissingParameter: The request must contain the parameter Device",
  ],
  [
    "Logs has an error of its own",
    "logs",
    "CreateLogGroup",
    { logGroupName: "a b" },
    one(
      "InvalidParameterException",
      at(
        " 'a b'",
        "logGroupName",
        "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
      ),
    ),
  ],
  [
    "Cognito's identities do not use theirs",
    "cognito-identity",
    "GetId",
    { IdentityPoolId: "pool" },
    one(
      "ValidationException",
      at(
        " 'pool'",
        "identityPoolId",
        "Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+",
      ),
    ),
  ],
  [
    "SQS names the parameter as Query does",
    "sqs",
    "SendMessageBatch",
    { QueueUrl: "q", Entries: [{ Id: "a" }] },
    "400 MissingParameter: The request must contain the parameter SendMessageBatchRequestEntry.1.MessageBody.",
  ],
  [
    "SNS has its own words",
    "sns",
    "Subscribe",
    { TopicArn: "t" },
    "400 InvalidParameterException: Invalid parameter: Protocol Reason: no value for required parameter",
  ],
  [
    "S3: a part of a document",
    "s3",
    "PutBucketVersioning",
    { Bucket: "b", VersioningConfiguration: {} },
    "valid",
  ],
  [
    "S3: a document without what it needs",
    "s3",
    "PutBucketTagging",
    { Bucket: "b", Tagging: {} },
    "400 MalformedXML: The XML you provided was not well-formed or did not validate against our published schema",
  ],
  [
    "by CBOR the common code, where Query has its own",
    "cloudwatch",
    "PutMetricData",
    { Namespace: ":a", MetricData: [] },
    one(
      "ValidationException",
      at(" ':a'", "namespace", "Member must satisfy regular expression pattern: [^:].*"),
    ),
    "rpc-cbor",
  ],
];

for (const [title, id, operation, input, wanted, protocol] of cases)
  test(`${title} (${id} ${operation})`, () => {
    expect(verdict(id, operation, input, protocol)).toBe(wanted);
  });

test("no message lists more than twenty errors, and none takes long to make", () => {
  const Tags = Array.from({ length: 5_000 }, () => ({ Key: "", Value: "v" }));
  const said = verdict("ssm", "AddTagsToResource", {
    ResourceType: "Parameter",
    ResourceId: "a",
    Tags,
  });
  expect(Number(/(\d+) validation errors/.exec(said)?.[1])).toBeLessThanOrEqual(22);
});
