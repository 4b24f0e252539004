/** What the tests of Firehose have in common: roles, buckets, streams, and what arrives in S3. */
import { gunzipSync } from "node:zlib";
import * as f from "@aws-sdk/client-firehose";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { zipSync } from "fflate";
import type { TestBrume } from "#test/harness/brume";

export const BUCKET = "arn:aws:s3:::lake";
export const arnOf = (name: string) =>
  `arn:aws:firehose:us-east-1:000000000000:deliverystream/${name}`;

export class Firehoses {
  readonly firehose: f.FirehoseClient;
  readonly s3: S3Client;

  /** Clients sign by the machine's clock, and again by Brume's once they are told of it. */
  readonly client: TestBrume["client"];

  constructor(readonly brume: TestBrume) {
    this.client = { ...brume.client, maxAttempts: 2 };
    this.firehose = new f.FirehoseClient(this.client);
    this.s3 = new S3Client({ ...this.client, forcePathStyle: true });
  }

  /** A role that services may take on, for all of these actions. */
  async role(...Action: string[]): Promise<string> {
    const iam = new IAMClient(this.client);
    const RoleName = `role-${Action.join("-").replace(/[^\w-]/g, "_")}`.slice(0, 64);
    const statement = (more: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
    const Service = ["firehose", "lambda", "sns", "events", "scheduler", "pipes", "logs"].map(
      (id) => `${id}.amazonaws.com`,
    );
    const AssumeRolePolicyDocument = statement({
      ...{ Principal: { Service }, Action: "sts:AssumeRole" },
    });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const PolicyDocument = statement({ Action, Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument }));
    return Role!.Arn!;
  }

  bucket(Bucket = "lake") {
    return this.s3.send(new CreateBucketCommand({ Bucket }));
  }

  /** A stream to the bucket as a role that may write there, and that is answered. */
  async stream(
    more: Partial<f.ExtendedS3DestinationConfiguration> = {},
    rest: Partial<f.CreateDeliveryStreamInput> = {},
  ): Promise<string> {
    const RoleARN = more.RoleARN ?? (await this.role("s3:PutObject"));
    await this.firehose.send(
      new f.CreateDeliveryStreamCommand({
        DeliveryStreamName: "flow",
        ExtendedS3DestinationConfiguration: {
          ...{ RoleARN, BucketARN: BUCKET },
          BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
          ...more,
        },
        ...rest,
      }),
    );
    return RoleARN;
  }

  put(text: string | Uint8Array, DeliveryStreamName = "flow") {
    const Data = typeof text === "string" ? Buffer.from(text) : text;
    return this.firehose.send(new f.PutRecordCommand({ DeliveryStreamName, Record: { Data } }));
  }

  async described(DeliveryStreamName = "flow"): Promise<f.DeliveryStreamDescription> {
    const input = { DeliveryStreamName };
    const answer = await this.firehose.send(new f.DescribeDeliveryStreamCommand(input));
    return answer.DeliveryStreamDescription!;
  }

  /** Keys in a bucket. */
  async keys(Bucket = "lake"): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key }) => Key!);
  }

  async bytes(Key: string, Bucket = "lake"): Promise<Uint8Array> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket, Key }));
    return Body!.transformToByteArray();
  }

  async text(Key: string, Bucket = "lake"): Promise<string> {
    const bytes = await this.bytes(Key, Bucket);
    return (Key.endsWith(".gz") ? gunzipSync(bytes) : Buffer.from(bytes)).toString();
  }

  /** The text of everything under a prefix. */
  async all(prefix = "", Bucket = "lake"): Promise<string> {
    const keys = (await this.keys(Bucket)).filter((key) => key.startsWith(prefix));
    const texts = await Promise.all(keys.map((key) => this.text(key, Bucket)));
    return texts.join("");
  }

  async lambda(code: string, Role: string, FunctionName = "change"): Promise<string> {
    const ZipFile = zipSync({ "index.mjs": new TextEncoder().encode(code) });
    const { FunctionArn } = await new LambdaClient(this.client).send(
      new CreateFunctionCommand({
        ...{ FunctionName, Role, Runtime: "nodejs22.x", Handler: "index.handler" },
        Code: { ZipFile },
      }),
    );
    return FunctionArn!;
  }
}
