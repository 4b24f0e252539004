/**
 * The registry of AWS: schemas of the events that services here put on the default bus, inferred
 * from the examples of AWS's pages.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/event-reference.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/working-with-events.html
 */
import { createHash } from "node:crypto";
import type { Json } from "#languages/event-schema/document";
import { inferDocument } from "#languages/event-schema/infer";
import { componentName } from "#languages/event-schema/names";
import type { RegistryRow, SchemaRow, VersionRow } from "./tables.ts";

export const MANAGED = "aws.events";

export const managedRegistry: Readonly<RegistryRow> = {
  name: MANAGED,
  description: "Schemas of events that are emitted by AWS services",
  tags: {},
};

/** When AWS published it: 2019-12-01. */
const PUBLISHED = Date.UTC(2019, 11, 1);

interface Example {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Json;
  /** Where it is not made of the detail type. */
  readonly name?: string;
}

const SCHEMA = {
  SchemaName: "mySchema",
  SchemaType: "OpenApi3",
  RegistryName: "myRegistry",
  CreationDate: "2019-11-29T20:08:55Z",
  Version: "1",
};

const STACK = {
  "stack-id": "arn:aws:cloudformation:us-east-1:123456789012:stack/teststack/id",
  "status-details": { status: "CREATE_COMPLETE", "status-reason": "" },
  "client-request-token": "",
};

const EXAMPLES: readonly Example[] = [
  {
    source: "aws.cloudformation",
    detailType: "CloudFormation Resource Status Change",
    detail: {
      ...STACK,
      "logical-resource-id": "my-s3-bucket",
      "physical-resource-id": "arn:aws:s3:us-east-1:123456789012:bucket:my-s3-bucket",
      "resource-type": "AWS::S3::Bucket",
    },
  },
  {
    source: "aws.cloudformation",
    detailType: "CloudFormation Stack Status Change",
    detail: STACK,
  },
  {
    source: "aws.events",
    detailType: "Scheduled Event",
    detail: {},
    // As AWS calls it.
    name: "aws.events@ScheduledJson",
  },
  { source: "aws.schemas", detailType: "Schema Created", detail: SCHEMA },
  { source: "aws.schemas", detailType: "Schema Version Created", detail: SCHEMA },
];

interface Published {
  readonly schema: Readonly<SchemaRow>;
  readonly version: Readonly<VersionRow>;
}

/** In the order of their names. */
export const managedSchemas: readonly Published[] = EXAMPLES.map(published);

function published({ source, detailType, detail, name }: Example): Published {
  const content = JSON.stringify(
    inferDocument([
      {
        version: "0",
        id: "01234567-0123-0123-0123-012345678901",
        "detail-type": detailType,
        source,
        account: "123456789012",
        time: "2019-05-31T21:49:54Z",
        region: "us-east-1",
        resources: ["arn"],
        detail,
      },
    ]),
  );
  const schema = name ?? `${source}@${componentName(detailType)}`;
  return {
    schema: {
      registry: MANAGED,
      name: schema,
      description: `Schema for event type ${componentName(detailType)}, published by AWS service ${source}`,
      tags: {},
      lastVersion: 1,
      modifiedAt: PUBLISHED,
    },
    version: {
      registry: MANAGED,
      schema,
      version: 1,
      type: "OpenApi3",
      content,
      digest: digestOf(content),
      createdAt: PUBLISHED,
    },
  };
}

/** SHA-256 of a content, in hexadecimal digits. */
export function digestOf(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
