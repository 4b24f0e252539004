/**
 * Inputs that work when they are sent in this order to a fresh Brume: what is broken from these gets
 * past the first checks. By service: operation and input, as the official clients take them.
 */
export type Working = Readonly<Record<string, readonly (readonly [string, object])[]>>;

const ACCOUNT = "000000000000";
const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "One",
      Effect: "Allow",
      Action: ["s3:Get*", "sqs:*"],
      Resource: "*",
      Condition: { StringLike: { "aws:PrincipalTag/team": ["a*", "b?"] } },
    },
  ],
});
const queueUrl = `http://localhost:4566/${ACCOUNT}/working`;
const table = { TableName: "working" };
const key = { pk: { S: "a" }, sk: { N: "1" } };
const item = {
  ...key,
  list: { L: [{ S: "x" }, { M: { n: { N: "12.5" } } }] },
  set: { SS: ["a", "b"] },
  blob: { B: Uint8Array.of(1, 2) },
  no: { NULL: true },
};
const names = { "#n": "list", "#p": "pk" };
const bucket = { Bucket: "working" };
const object = { ...bucket, Key: "folder/a b+ü.txt" };
const template = JSON.stringify({
  Parameters: { Name: { Type: "String", Default: "stacked", AllowedPattern: "[a-z-]+" } },
  Conditions: { Yes: { "Fn::Equals": [{ Ref: "Name" }, "stacked"] } },
  Mappings: { M: { a: { b: "c" } } },
  Resources: {
    Q: {
      Type: "AWS::SQS::Queue",
      Condition: "Yes",
      Properties: { QueueName: { "Fn::Sub": "${Name}-${AWS::Region}" }, DelaySeconds: 1 },
    },
    P: {
      Type: "AWS::SSM::Parameter",
      Properties: { Type: "String", Value: { "Fn::GetAtt": ["Q", "Arn"] }, Name: "stacked" },
    },
  },
  Outputs: { O: { Value: { "Fn::FindInMap": ["M", "a", "b"] }, Export: { Name: "exported" } } },
});

export const WORKING: Working = {
  sqs: [
    ["CreateQueue", { QueueName: "working", Attributes: { VisibilityTimeout: "30" } }],
    [
      "SendMessage",
      {
        QueueUrl: queueUrl,
        MessageBody: "hello",
        DelaySeconds: 0,
        MessageAttributes: {
          a: { DataType: "Number", StringValue: "12" },
          b: { DataType: "Binary", BinaryValue: Uint8Array.of(1) },
        },
      },
    ],
    [
      "SendMessageBatch",
      { QueueUrl: queueUrl, Entries: [{ Id: "1", MessageBody: "x", DelaySeconds: 3 }] },
    ],
    [
      "ReceiveMessage",
      {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 2,
        WaitTimeSeconds: 0,
        MessageAttributeNames: ["All"],
      },
    ],
    ["DeleteMessageBatch", { QueueUrl: queueUrl, Entries: [{ Id: "1", ReceiptHandle: "x" }] }],
    [
      "SetQueueAttributes",
      {
        QueueUrl: queueUrl,
        Attributes: {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: arn("sqs", "working"),
            maxReceiveCount: 3,
          }),
          Policy: POLICY,
        },
      },
    ],
    ["GetQueueAttributes", { QueueUrl: queueUrl, AttributeNames: ["All"] }],
  ],
  sns: [
    ["CreateTopic", { Name: "working", Attributes: { DisplayName: "w" }, Tags: [] }],
    [
      "Subscribe",
      {
        TopicArn: arn("sns", "working"),
        Protocol: "sqs",
        Endpoint: arn("sqs", "working"),
        Attributes: {
          FilterPolicy: JSON.stringify({ a: ["x", { prefix: "y" }, { numeric: [">", 1] }] }),
        },
      },
    ],
    [
      "Publish",
      {
        TopicArn: arn("sns", "working"),
        Message: JSON.stringify({ default: "d", sqs: "s" }),
        MessageStructure: "json",
        MessageAttributes: { a: { DataType: "String.Array", StringValue: '["x",1]' } },
      },
    ],
  ],
  dynamodb: [
    [
      "CreateTable",
      {
        ...table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "N" },
        ],
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: "byNumber",
            KeySchema: [{ AttributeName: "sk", KeyType: "HASH" }],
            Projection: { ProjectionType: "ALL" },
          },
        ],
      },
    ],
    [
      "PutItem",
      {
        ...table,
        Item: item,
        ConditionExpression: "attribute_not_exists(#p) OR size(#n) > :one",
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ":one": { N: "1" } },
      },
    ],
    [
      "UpdateItem",
      {
        ...table,
        Key: key,
        UpdateExpression:
          "SET a = if_not_exists(a, :m), #n[0] = :v ADD c :one REMOVE d DELETE e :s",
        ExpressionAttributeNames: { "#n": "list" },
        ExpressionAttributeValues: {
          ":m": { M: {} },
          ":v": { S: "v" },
          ":one": { N: "1" },
          ":s": { SS: ["z"] },
        },
        ReturnValues: "ALL_NEW",
      },
    ],
    [
      "Query",
      {
        ...table,
        KeyConditionExpression: "#p = :p AND sk BETWEEN :a AND :b",
        FilterExpression: "contains(#n, :x) AND NOT begins_with(blob, :p)",
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ":p": { S: "a" },
          ":a": { N: "0" },
          ":b": { N: "9" },
          ":x": { S: "x" },
        },
        Limit: 2,
      },
    ],
    ["Scan", { ...table, Segment: 0, TotalSegments: 2, ProjectionExpression: "pk, no.n" }],
    ["BatchGetItem", { RequestItems: { working: { Keys: [key], ConsistentRead: true } } }],
    ["BatchWriteItem", { RequestItems: { working: [{ PutRequest: { Item: item } }] } }],
    [
      "TransactWriteItems",
      {
        TransactItems: [
          { Put: { ...table, Item: item } },
          {
            ConditionCheck: {
              ...table,
              Key: { ...key, sk: { N: "2" } },
              ConditionExpression: "attribute_not_exists(pk)",
            },
          },
        ],
      },
    ],
    [
      "ExecuteStatement",
      {
        Statement: "SELECT pk, list[0] FROM working WHERE pk = ? AND sk > 0",
        Parameters: [{ S: "a" }],
      },
    ],
    [
      "UpdateTimeToLive",
      { ...table, TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true } },
    ],
    ["DescribeTable", table],
  ],
  s3: [
    ["CreateBucket", bucket],
    [
      "PutObject",
      {
        ...object,
        Body: Buffer.from("hello"),
        Metadata: { a: "b" },
        Tagging: "a=b&c=d",
        ContentType: "text/plain",
      },
    ],
    ["GetObject", { ...object, Range: "bytes=1-3", IfNoneMatch: '"x"' }],
    ["HeadObject", object],
    ["CopyObject", { ...bucket, Key: "copy", CopySource: "working/folder/a%20b%2B%C3%BC.txt" }],
    ["ListObjectsV2", { ...bucket, Prefix: "f", Delimiter: "/", MaxKeys: 2 }],
    ["ListObjectVersions", { ...bucket, MaxKeys: 2, EncodingType: "url" }],
    ["DeleteObjects", { ...bucket, Delete: { Objects: [{ Key: "none" }, { Key: "x" }] } }],
    ["CreateMultipartUpload", { ...bucket, Key: "parts" }],
    ["ListMultipartUploads", bucket],
    ["PutBucketVersioning", { ...bucket, VersioningConfiguration: { Status: "Enabled" } }],
    ["PutBucketTagging", { ...bucket, Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }],
    [
      "PutBucketCors",
      {
        ...bucket,
        CORSConfiguration: {
          CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"], MaxAgeSeconds: 3 }],
        },
      },
    ],
    [
      "PutBucketLifecycleConfiguration",
      {
        ...bucket,
        LifecycleConfiguration: {
          Rules: [
            {
              ID: "a",
              Status: "Enabled",
              Filter: { And: { Prefix: "x", Tags: [{ Key: "a", Value: "b" }] } },
              Expiration: { Days: 3 },
            },
          ],
        },
      },
    ],
    [
      "PutBucketNotificationConfiguration",
      {
        ...bucket,
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              QueueArn: arn("sqs", "working"),
              Events: ["s3:ObjectCreated:*"],
              Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "a" }] } },
            },
          ],
        },
      },
    ],
    ["DeletePublicAccessBlock", bucket],
    [
      "PutBucketPolicy",
      {
        ...bucket,
        Policy: POLICY.replace('"Action"', '"Principal":"*","Action"')
          .replace('"*","Condition"', '"arn:aws:s3:::working/*","Condition"')
          .replace(',"sqs:*"', ""),
      },
    ],
    ["PutObjectTagging", { ...object, Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }],
    [
      "PutBucketWebsite",
      { ...bucket, WebsiteConfiguration: { IndexDocument: { Suffix: "i.html" } } },
    ],
    [
      "PutBucketEncryption",
      {
        ...bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
      },
    ],
    ["GetBucketLocation", bucket],
    ["GetObjectAttributes", { ...object, ObjectAttributes: ["ETag", "ObjectSize"] }],
  ],
  iam: [
    ["CreateRole", { RoleName: "working", AssumeRolePolicyDocument: TRUST, Path: "/a/" }],
    ["PutRolePolicy", { RoleName: "working", PolicyName: "p", PolicyDocument: POLICY }],
    ["CreateUser", { UserName: "working", Tags: [{ Key: "a", Value: "b" }] }],
    ["CreatePolicy", { PolicyName: "working", PolicyDocument: POLICY }],
    [
      "AttachRolePolicy",
      { RoleName: "working", PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/working` },
    ],
    ["ListRoles", { PathPrefix: "/a/", MaxItems: 3 }],
    [
      "SimulateCustomPolicy",
      {
        PolicyInputList: [POLICY],
        ActionNames: ["s3:GetObject"],
        ContextEntries: [
          {
            ContextKeyName: "aws:PrincipalTag/team",
            ContextKeyType: "string",
            ContextKeyValues: ["ab"],
          },
        ],
      },
    ],
  ],
  sts: [
    [
      "AssumeRole",
      {
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/a/working`,
        RoleSessionName: "session",
        DurationSeconds: 900,
        Policy: POLICY,
        Tags: [{ Key: "a", Value: "b" }],
      },
    ],
    ["GetCallerIdentity", {}],
  ],
  kms: [
    ["CreateKey", { Description: "d", Tags: [{ TagKey: "a", TagValue: "b" }] }],
    [
      "Encrypt",
      { KeyId: "alias/aws/s3", Plaintext: Uint8Array.of(1), EncryptionContext: { a: "b" } },
    ],
    ["GenerateDataKey", { KeyId: "alias/aws/s3", KeySpec: "AES_256" }],
    ["DescribeKey", { KeyId: "alias/aws/s3" }],
    ["Decrypt", { CiphertextBlob: new Uint8Array(60) }],
  ],
  ssm: [
    ["PutParameter", { Name: "/working/a", Value: "v", Type: "SecureString", Overwrite: true }],
    [
      "PutParameter",
      { Name: "/working/b", Value: "v", Type: "String", Tags: [{ Key: "a", Value: "b" }] },
    ],
    ["GetParameters", { Names: ["/working/a", "/working/b:1"], WithDecryption: true }],
    [
      "GetParametersByPath",
      {
        Path: "/working",
        Recursive: true,
        ParameterFilters: [{ Key: "Type", Option: "Equals", Values: ["String"] }],
      },
    ],
    [
      "DescribeParameters",
      { ParameterFilters: [{ Key: "Name", Option: "BeginsWith", Values: ["/w"] }], MaxResults: 5 },
    ],
  ],
  secretsmanager: [
    ["CreateSecret", { Name: "working", SecretString: '{"a":"b"}' }],
    [
      "PutSecretValue",
      { SecretId: "working", SecretString: "x", VersionStages: ["AWSCURRENT", "s"] },
    ],
    ["GetSecretValue", { SecretId: "working", VersionStage: "AWSCURRENT" }],
    [
      "GetRandomPassword",
      { PasswordLength: 20, ExcludeCharacters: "abc", RequireEachIncludedType: true },
    ],
    ["ListSecrets", { Filters: [{ Key: "name", Values: ["w"] }], MaxResults: 3 }],
  ],
  logs: [
    ["CreateLogGroup", { logGroupName: "working", tags: { a: "b" } }],
    ["CreateLogStream", { logGroupName: "working", logStreamName: "s" }],
    [
      "PutLogEvents",
      {
        logGroupName: "working",
        logStreamName: "s",
        logEvents: [{ timestamp: 1_767_225_600_000, message: '{"a":{"b":1},"level":"ERROR"}' }],
      },
    ],
    [
      "FilterLogEvents",
      {
        logGroupName: "working",
        filterPattern: '{ ($.a.b > 0) && ($.level = "ERR*") }',
        startTime: 0,
        limit: 3,
      },
    ],
    ["FilterLogEvents", { logGroupName: "working", filterPattern: '?a -b "c d"' }],
    ["PutRetentionPolicy", { logGroupName: "working", retentionInDays: 7 }],
    ["DescribeLogGroups", { logGroupNamePrefix: "w", limit: 2 }],
  ],
  cloudwatch: [
    [
      "PutMetricData",
      {
        Namespace: "Working",
        MetricData: [
          {
            MetricName: "m",
            Value: 2,
            Unit: "Count",
            Dimensions: [{ Name: "a", Value: "b" }],
          },
        ],
      },
    ],
    [
      "GetMetricData",
      {
        StartTime: new Date(1_767_225_000_000),
        EndTime: new Date(1_767_226_000_000),
        MetricDataQueries: [
          {
            Id: "q",
            MetricStat: {
              Metric: { Namespace: "Working", MetricName: "m" },
              Period: 60,
              Stat: "p99.9",
            },
          },
        ],
      },
    ],
    [
      "GetMetricStatistics",
      {
        Namespace: "Working",
        MetricName: "m",
        StartTime: new Date(1_767_225_000_000),
        EndTime: new Date(1_767_226_000_000),
        Period: 60,
        Statistics: ["Sum"],
      },
    ],
    ["ListMetrics", { Namespace: "Working", Dimensions: [{ Name: "a" }] }],
  ],
  lambda: [
    ["ListFunctions", { MaxItems: 3 }],
    [
      "CreateFunction",
      {
        FunctionName: "working",
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: `arn:aws:iam::${ACCOUNT}:role/a/working`,
        Code: { ZipFile: new Uint8Array(30) },
        Environment: { Variables: { AB: "b" } },
        Timeout: 3,
      },
    ],
  ],
  events: [
    [
      "PutRule",
      {
        Name: "working",
        EventPattern: JSON.stringify({
          source: [{ prefix: "a" }, { "anything-but": ["b"] }],
          detail: {
            n: [{ numeric: [">", 0, "<=", 5] }],
            $or: [{ x: ["1"] }, { y: [{ exists: true }] }],
          },
        }),
      },
    ],
    ["PutRule", { Name: "timed", ScheduleExpression: "cron(0 10 ? * MON-FRI *)" }],
    [
      "PutTargets",
      {
        Rule: "working",
        Targets: [
          {
            Id: "1",
            Arn: arn("sqs", "working"),
            InputTransformer: { InputPathsMap: { a: "$.detail.n" }, InputTemplate: '{"b": <a>}' },
          },
        ],
      },
    ],
    [
      "PutEvents",
      {
        Entries: [{ Source: "app", DetailType: "t", Detail: '{"n":1,"x":"1"}', Time: new Date(0) }],
      },
    ],
    [
      "TestEventPattern",
      {
        EventPattern: '{"source":[{"wildcard":"a*b"}]}',
        Event:
          '{"source":"a","id":"1","account":"0","time":"2026-01-01T00:00:00Z","region":"r","resources":[],"detail-type":"t","detail":{}}',
      },
    ],
  ],
  cloudformation: [
    [
      "CreateStack",
      {
        StackName: "working",
        TemplateBody: template,
        Parameters: [{ ParameterKey: "Name", ParameterValue: "stacked" }],
        Tags: [{ Key: "a", Value: "b" }],
      },
    ],
    ["ValidateTemplate", { TemplateBody: template }],
    [
      "CreateChangeSet",
      {
        StackName: "changed",
        ChangeSetName: "one",
        ChangeSetType: "CREATE",
        TemplateBody: template.replaceAll("stacked", "other"),
      },
    ],
    ["DescribeStacks", { StackName: "working" }],
    ["DescribeStackEvents", { StackName: "working" }],
    ["GetTemplateSummary", { TemplateBody: template }],
  ],
  apigatewayv2: [
    [
      "CreateApi",
      { Name: "working", ProtocolType: "HTTP", CorsConfiguration: { AllowOrigins: ["*"] } },
    ],
    [
      "ImportApi",
      {
        Body: JSON.stringify({
          openapi: "3.0.1",
          info: { title: "imported", version: "1" },
          paths: {
            "/a/{b}": {
              get: {
                "x-amazon-apigateway-integration": {
                  type: "http_proxy",
                  httpMethod: "GET",
                  uri: "http://localhost/",
                  payloadFormatVersion: "1.0",
                },
              },
            },
          },
        }),
      },
    ],
    ["GetApis", { MaxResults: "2" }],
  ],
  apigateway: [
    [
      "CreateRestApi",
      { name: "working", endpointConfiguration: { types: ["REGIONAL"] }, tags: { a: "b" } },
    ],
    [
      "ImportRestApi",
      {
        body: Buffer.from(
          JSON.stringify({
            openapi: "3.0.1",
            info: { title: "imported", version: "1" },
            paths: {
              "/a": {
                get: {
                  responses: { "200": { description: "ok" } },
                  "x-amazon-apigateway-integration": {
                    type: "mock",
                    requestTemplates: { "application/json": '{"statusCode":200}' },
                    responses: { default: { statusCode: "200" } },
                  },
                },
              },
            },
          }),
        ),
      },
    ],
    ["CreateApiKey", { name: "k", enabled: true, value: "x".repeat(30) }],
    ["CreateUsagePlan", { name: "p", throttle: { burstLimit: 2, rateLimit: 1 } }],
    ["GetRestApis", { limit: 5 }],
    ["GetApiKeys", { nameQuery: "k", includeValues: true }],
    [
      "UpdateAccount",
      { patchOperations: [{ op: "replace", path: "/cloudwatchRoleArn", value: "x" }] },
    ],
  ],
};
