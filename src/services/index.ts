/** The services there are, loaded on first use. */
import type { ServiceEntry } from "#kernel/kernel";
import type { HttpRequest } from "#protocol/http";

export const services: readonly ServiceEntry[] = [
  {
    id: "iam",
    load: () => import("./iam/service.ts"),
    resources: ["AWS::IAM"],
    provides: "identity",
  },
  { id: "sts", load: () => import("./sts/service.ts") },
  // Before S3, which takes every preflight and upload form for one of a bucket's.
  {
    id: "apigateway",
    load: () => import("./apigateway/service.ts"),
    resources: ["AWS::ApiGateway"],
    hosts: ["execute-api"],
    paths: ["/_aws/execute-api/"],
    claims: (request) => request.path.includes("/_user_request_") || isOwnDomain(request),
  },
  {
    id: "s3",
    load: () => import("./s3/service.ts"),
    resources: ["AWS::S3"],
    hosts: ["s3-website*"],
    claims: (request) => request.method === "OPTIONS" || isUploadForm(request),
  },
  {
    id: "sqs",
    load: () => import("./sqs/service.ts"),
    resources: ["AWS::SQS"],
    paths: ["/_aws/sqs/"],
  },
  {
    id: "sns",
    load: () => import("./sns/service.ts"),
    resources: ["AWS::SNS"],
    paths: ["/SimpleNotificationService-", "/_aws/sns/"],
  },
  { id: "events", load: () => import("./events/service.ts"), resources: ["AWS::Events"] },
  {
    id: "schemas",
    load: () => import("./schemas/service.ts"),
    resources: ["AWS::EventSchemas"],
  },
  {
    id: "scheduler",
    load: () => import("./scheduler/service.ts"),
    resources: ["AWS::Scheduler"],
  },
  { id: "logs", load: () => import("./logs/service.ts"), resources: ["AWS::Logs"] },
  {
    id: "cloudwatch",
    load: () => import("./cloudwatch/service.ts"),
    resources: ["AWS::CloudWatch"],
    provides: "metrics",
  },
  { id: "kms", load: () => import("./kms/service.ts"), resources: ["AWS::KMS"] },
  { id: "ssm", load: () => import("./ssm/service.ts"), resources: ["AWS::SSM"] },
  {
    id: "secretsmanager",
    load: () => import("./secretsmanager/service.ts"),
    resources: ["AWS::SecretsManager"],
  },
  {
    id: "lambda",
    load: () => import("./lambda/service.ts"),
    resources: ["AWS::Lambda"],
    hosts: ["lambda-url"],
    paths: ["/_aws/lambda/"],
    wakes: true,
  },
  {
    id: "apigatewayv2",
    load: () => import("./apigatewayv2/service.ts"),
    resources: ["AWS::ApiGatewayV2"],
    hosts: ["execute-api"],
    paths: ["/_aws/execute-api/"],
  },
  { id: "dynamodb", load: () => import("./dynamodb/service.ts"), resources: ["AWS::DynamoDB"] },
  { id: "dynamodbstreams", load: () => import("./dynamodb/streams/service.ts") },
  {
    id: "cloudformation",
    load: () => import("./cloudformation/service.ts"),
    wakes: true,
    paths: ["/_aws/cloudformation/"],
  },
  {
    id: "pipes",
    load: () => import("./pipes/service.ts"),
    resources: ["AWS::Pipes"],
    wakes: true,
  },
  {
    id: "firehose",
    load: () => import("./firehose/service.ts"),
    resources: ["AWS::KinesisFirehose"],
    wakes: true,
  },
  { id: "kinesis", load: () => import("./kinesis/service.ts"), resources: ["AWS::Kinesis"] },
];

/** Whether the host may be a domain name of a user's own: it is none of AWS's, nor an address. */
function isOwnDomain({ host }: HttpRequest): boolean {
  if (!host.includes(".")) return false;
  return /\.[a-z][\w-]*(:\d+)?$/i.test(host) && !NOT_OWN.test(host);
}

const NOT_OWN = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|localhost(?:\.localstack\.cloud)?)(?::\d+)?$/i;

/** A browser's upload form, which has S3's bucket in its path or host and no operation. */
function isUploadForm(request: HttpRequest): boolean {
  return (
    request.method === "POST" &&
    /^multipart\/form-data/i.test(request.headers.get("content-type") ?? "")
  );
}
