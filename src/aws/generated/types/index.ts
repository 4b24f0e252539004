/** Every service with handlers and its operations. Generated. */

export interface Services {
  "sqs": import("./sqs.ts").Operations;
  "sns": import("./sns.ts").Operations;
  "events": import("./events.ts").Operations;
  "scheduler": import("./scheduler.ts").Operations;
  "lambda": import("./lambda.ts").Operations;
  "apigateway": import("./apigateway.ts").Operations;
  "apigatewayv2": import("./apigatewayv2.ts").Operations;
  "cloudformation": import("./cloudformation.ts").Operations;
  "s3": import("./s3.ts").Operations;
  "dynamodb": import("./dynamodb.ts").Operations;
  "dynamodbstreams": import("./dynamodbstreams.ts").Operations;
  "logs": import("./logs.ts").Operations;
  "cloudwatch": import("./cloudwatch.ts").Operations;
  "iam": import("./iam.ts").Operations;
  "sts": import("./sts.ts").Operations;
  "kms": import("./kms.ts").Operations;
  "secretsmanager": import("./secretsmanager.ts").Operations;
  "ssm": import("./ssm.ts").Operations;
  "pipes": import("./pipes.ts").Operations;
  "schemas": import("./schemas.ts").Operations;
  "firehose": import("./firehose.ts").Operations;
  "kinesis": import("./kinesis.ts").Operations;
}
