/** AWS::KinesisFirehose::* for CloudFormation. */
import { Fault } from "#aws/fault";
import type {
  CreateDeliveryStreamInput,
  ExtendedS3DestinationConfiguration,
  HttpEndpointDestinationConfiguration,
  S3DestinationConfiguration,
  UpdateDestinationInput,
} from "#aws/generated/types/firehose";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, ownTags, tagList } from "#kernel/resource-tags";

const CREATED = [
  "DeliveryStreamType",
  "DeliveryStreamEncryptionConfigurationInput",
  "DirectPutSourceConfiguration",
  "KinesisStreamSourceConfiguration",
  "S3DestinationConfiguration",
  "ExtendedS3DestinationConfiguration",
  "HttpEndpointDestinationConfiguration",
];

/** Numbers and booleans that templates write as text. */
function typed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (name, one: unknown) => {
    if (typeof one !== "string") return one;
    if (/(InMBs|InSeconds)$/.test(name)) return Number(one);
    return name === "Enabled" ? one === "true" : one;
  });
}

const picked = (desired: Properties): Partial<CreateDeliveryStreamInput> =>
  Object.fromEntries(
    CREATED.flatMap((name) => (desired[name] === undefined ? [] : [[name, typed(desired[name])]])),
  );

/** What an update calls the parts that a configuration has. */
function updateOf(desired: Properties): Partial<UpdateDestinationInput> {
  const given = picked(desired);
  const extended = given.ExtendedS3DestinationConfiguration;
  const http = given.HttpEndpointDestinationConfiguration;
  if (http !== undefined) return { HttpEndpointDestinationUpdate: httpUpdate(http) };
  if (extended !== undefined) return { ExtendedS3DestinationUpdate: extendedUpdate(extended) };
  return { S3DestinationUpdate: whole(given.S3DestinationConfiguration!) };
}

/** What a template no longer says is as it would be had it never said it. */
const httpUpdate = ({ S3Configuration, ...rest }: HttpEndpointDestinationConfiguration) => ({
  BufferingHints: {},
  CloudWatchLoggingOptions: { Enabled: false },
  RequestConfiguration: {},
  ProcessingConfiguration: { Enabled: false },
  RetryOptions: {},
  S3BackupMode: "FailedDataOnly" as const,
  SecretsManagerConfiguration: { Enabled: false },
  ...rest,
  S3Update: whole(S3Configuration),
});

const extendedUpdate = ({
  S3BackupConfiguration: backup,
  ...rest
}: ExtendedS3DestinationConfiguration) => ({
  ProcessingConfiguration: { Enabled: false },
  S3BackupMode: "Disabled" as const,
  FileExtension: "",
  CustomTimeZone: "",
  ...whole(rest),
  ...(backup === undefined ? {} : { S3BackupUpdate: whole(backup) }),
});

const whole = <T extends S3DestinationConfiguration>(given: T) => ({
  Prefix: "",
  ErrorOutputPrefix: "",
  BufferingHints: {},
  CompressionFormat: "UNCOMPRESSED" as const,
  EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" as const },
  CloudWatchLoggingOptions: { Enabled: false },
  ...given,
});

async function encrypt(ctx: ResourceContext, name: string, desired: Properties): Promise<void> {
  const DeliveryStreamName = name;
  const asked = picked(desired).DeliveryStreamEncryptionConfigurationInput;
  if (asked === undefined)
    await ctx.call("firehose", "StopDeliveryStreamEncryption", { DeliveryStreamName });
  else
    await ctx.call("firehose", "StartDeliveryStreamEncryption", {
      DeliveryStreamName,
      DeliveryStreamEncryptionConfigurationInput: asked,
    });
}

async function retag(
  ctx: ResourceContext,
  name: string,
  desired: Properties,
  previous: Properties,
) {
  const tags = ownTags(ctx, desired);
  const TagKeys = goneTags(tags, previous);
  const Tags = tagList(tags);
  const DeliveryStreamName = name;
  if (TagKeys.length > 0)
    await ctx.call("firehose", "UntagDeliveryStream", { DeliveryStreamName, TagKeys });
  if (Tags.length > 0)
    await ctx.call("firehose", "TagDeliveryStream", { DeliveryStreamName, Tags });
}

const changed = (name: string, a: Properties, b: Properties): boolean =>
  JSON.stringify(a[name]) !== JSON.stringify(b[name]);

const deliveryStream: ResourceHandler = {
  properties: [...CREATED, "DeliveryStreamName", "Tags"],
  replaces: [
    "DeliveryStreamName",
    "DeliveryStreamType",
    "DirectPutSourceConfiguration",
    "KinesisStreamSourceConfiguration",
  ],
  async make(ctx, desired) {
    const name = String(desired["DeliveryStreamName"] ?? ctx.name({ maxLength: 64 }));
    const Tags = tagList(ownTags(ctx, desired));
    const { DeliveryStreamARN } = await ctx.call("firehose", "CreateDeliveryStream", {
      ...picked(desired),
      DeliveryStreamName: name,
      ...(Tags.length === 0 ? {} : { Tags }),
    });
    return { id: name, attributes: { Arn: DeliveryStreamARN } };
  },
  async update(ctx, id, desired, previous) {
    const { DeliveryStreamDescription: found } = await ctx.call(
      "firehose",
      "DescribeDeliveryStream",
      { DeliveryStreamName: id },
    );
    await ctx.call("firehose", "UpdateDestination", {
      DeliveryStreamName: id,
      CurrentDeliveryStreamVersionId: found!.VersionId,
      DestinationId: found!.Destinations[0]!.DestinationId,
      ...updateOf(desired),
    });
    if (changed("DeliveryStreamEncryptionConfigurationInput", desired, previous))
      await encrypt(ctx, id, desired);
    await retag(ctx, id, desired, previous);
    return { id, attributes: { Arn: found!.DeliveryStreamARN } };
  },
  async remove(ctx, id) {
    await ctx
      .call("firehose", "DeleteDeliveryStream", { DeliveryStreamName: id })
      .catch((error: unknown) => {
        if (!(error instanceof Fault) || !GONE.includes(error.code)) throw error;
      });
  },
};

const GONE = ["ResourceNotFoundException", "ResourceInUseException"];

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::KinesisFirehose::DeliveryStream": deliveryStream,
};
