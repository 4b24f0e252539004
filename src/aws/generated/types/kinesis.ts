/** Kinesis's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AccessDeniedException {
  "message"?: string;
}

export interface AcknowledgeDeadLetterQueueRecordsErrorEntry {
  "ReceiptHandle": string;
  "ErrorCode": string;
  "ErrorMessage"?: string;
}

export interface AcknowledgeDeadLetterQueueRecordsInput {
  "QueueARN": string;
  "Entries": (AcknowledgeDeadLetterQueueRecordsRequestEntry)[];
}

export interface AcknowledgeDeadLetterQueueRecordsOutput {
  "Successful"?: (AcknowledgeDeadLetterQueueRecordsResultEntry)[];
  "Failed"?: (AcknowledgeDeadLetterQueueRecordsErrorEntry)[];
}

export interface AcknowledgeDeadLetterQueueRecordsRequestEntry {
  "ReceiptHandle": string;
}

export interface AcknowledgeDeadLetterQueueRecordsResultEntry {
  "ReceiptHandle": string;
}

export interface AcknowledgeQueueRecordsErrorEntry {
  "ReceiptHandle": string;
  "ErrorCode": string;
  "ErrorMessage"?: string;
}

export interface AcknowledgeQueueRecordsInput {
  "QueueARN": string;
  "Entries": (AcknowledgeQueueRecordsRequestEntry)[];
}

export interface AcknowledgeQueueRecordsOutput {
  "Successful"?: (AcknowledgeQueueRecordsResultEntry)[];
  "Failed"?: (AcknowledgeQueueRecordsErrorEntry)[];
}

export interface AcknowledgeQueueRecordsRequestEntry {
  "ReceiptHandle": string;
}

export interface AcknowledgeQueueRecordsResultEntry {
  "ReceiptHandle": string;
}

export interface AddTagsToStreamInput {
  "StreamName"?: string;
  "Tags": Record<string, string>;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface ChannelDescription {
  "ChannelName": string;
  "ChannelARN": string;
  "ChannelId": string;
  "ChannelStatus": "CREATING" | "ACTIVE" | "UPDATING" | "DELETING" | "FAILED";
  "ChannelStatusReason"?: string;
  "ChannelCreationTimestamp": number;
  "ServiceExecutionRoleARN": string;
  "StreamConfigurationList": (ChannelStreamDescription)[];
  "S3DestinationConfiguration"?: S3DestinationDescription;
  "S3TablesDestinationConfiguration"?: S3TablesDestinationDescription;
  "EncryptionConfiguration"?: ChannelEncryptionConfiguration;
  "LoggingConfiguration": ChannelLoggingConfiguration;
}

export interface ChannelEncryptionConfiguration {
  "EncryptionType": "KMS";
  "KeyId": string;
}

export interface ChannelLoggingConfiguration {
  "CloudWatchLogs": CloudWatchLogs;
}

export interface ChannelLoggingUpdateInput {
  "CloudWatchLogs": CloudWatchLogsUpdateInput;
}

export interface ChannelStreamConfiguration {
  "StreamARN": string;
  "RecordConfiguration": RecordConfiguration;
}

export interface ChannelStreamDescription {
  "StreamARN": string;
  "StreamCreationTimestamp": number;
  "RecordConfiguration": RecordConfiguration;
}

export interface ChannelStreamIdentifier {
  "StreamARN": string;
  "StreamCreationTimestamp": number;
}

export interface ChannelSummary {
  "ChannelName": string;
  "ChannelARN": string;
  "ChannelId": string;
  "ChannelStatus": "CREATING" | "ACTIVE" | "UPDATING" | "DELETING" | "FAILED";
  "ChannelStatusReason"?: string;
  "ChannelCreationTimestamp": number;
  "ChannelDestinationType": "S3" | "S3_TABLES";
  "Streams": (ChannelStreamIdentifier)[];
}

export interface ChildShard {
  "ShardId": string;
  "ParentShards": (string)[];
  "HashKeyRange": HashKeyRange;
}

export interface CloudWatchLogs {
  "Enabled": boolean;
  "LogGroupName"?: string;
  "LogStreamName"?: string;
}

export interface CloudWatchLogsUpdateInput {
  "Enabled": boolean;
  "LogGroupName"?: string;
  "LogStreamName"?: string;
}

export interface Consumer {
  "ConsumerName": string;
  "ConsumerARN": string;
  "ConsumerStatus": "CREATING" | "DELETING" | "ACTIVE";
  "ConsumerCreationTimestamp": number;
}

export interface ConsumerDescription {
  "ConsumerName": string;
  "ConsumerARN": string;
  "ConsumerStatus": "CREATING" | "DELETING" | "ACTIVE";
  "ConsumerCreationTimestamp": number;
  "StreamARN": string;
}

export interface CreateChannelInput {
  "ChannelName": string;
  "ServiceExecutionRoleARN": string;
  "StreamConfigurationList": (ChannelStreamConfiguration)[];
  "S3DestinationConfiguration"?: S3DestinationConfiguration;
  "S3TablesDestinationConfiguration"?: S3TablesDestinationConfiguration;
  "EncryptionConfiguration"?: ChannelEncryptionConfiguration;
  "Tags"?: Record<string, string>;
  "LoggingConfiguration"?: ChannelLoggingConfiguration;
}

export interface CreateChannelOutput {
  "ChannelDescription"?: ChannelDescription;
}

export interface CreateQueueInput {
  "QueueName": string;
  "StreamConfigurationList": (QueueStreamConfiguration)[];
  "QueueAttributes"?: QueueAttributes;
  "Tags"?: Record<string, string>;
}

export interface CreateQueueOutput {
  "QueueDescription"?: QueueDescription;
}

export interface CreateStreamInput {
  "StreamName": string;
  "ShardCount"?: number;
  "StreamModeDetails"?: StreamModeDetails;
  "Tags"?: Record<string, string>;
  "WarmThroughputMiBps"?: number;
  "MaxRecordSizeInKiB"?: number;
  "RecordDistributionStrategy"?: "AUTO" | "USER_PARTITION_KEY";
}

export interface DeadLetterConfiguration {
  "TargetType": "BUILT_IN" | "NONE";
  "MaxReceiveCount"?: number;
}

export interface DeadLetterQueueS3Configuration {
  "BucketARN": string;
  "ExpectedBucketOwner": string;
  "ErrorOutputPrefix"?: string;
}

export interface DecreaseStreamRetentionPeriodInput {
  "StreamName"?: string;
  "RetentionPeriodHours": number;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface DeleteChannelInput {
  "ChannelARN": string;
}

export interface DeleteQueueInput {
  "QueueARN": string;
}

export interface DeleteResourcePolicyInput {
  "ResourceARN": string;
  "StreamId"?: string;
}

export interface DeleteStreamInput {
  "StreamName"?: string;
  "EnforceConsumerDeletion"?: boolean;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface DeregisterStreamConsumerInput {
  "StreamARN"?: string;
  "ConsumerName"?: string;
  "ConsumerARN"?: string;
  "StreamId"?: string;
}

export interface DescribeAccountSettingsInput {
}

export interface DescribeAccountSettingsOutput {
  "MinimumThroughputBillingCommitment"?: MinimumThroughputBillingCommitmentOutput;
}

export interface DescribeChannelInput {
  "ChannelARN": string;
}

export interface DescribeChannelOutput {
  "ChannelDescription"?: ChannelDescription;
}

export interface DescribeLimitsInput {
}

export interface DescribeLimitsOutput {
  "ShardLimit"?: number;
  "OpenShardCount"?: number;
  "OnDemandStreamCount"?: number;
  "OnDemandStreamCountLimit"?: number;
  "ChannelCount"?: number;
  "ChannelCountLimit"?: number;
}

export interface DescribeQueueInput {
  "QueueARN": string;
}

export interface DescribeQueueOutput {
  "QueueDescription"?: QueueDescription;
}

export interface DescribeStreamConsumerInput {
  "StreamARN"?: string;
  "ConsumerName"?: string;
  "ConsumerARN"?: string;
  "StreamId"?: string;
}

export interface DescribeStreamConsumerOutput {
  "ConsumerDescription"?: ConsumerDescription;
}

export interface DescribeStreamInput {
  "StreamName"?: string;
  "Limit"?: number;
  "ExclusiveStartShardId"?: string;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface DescribeStreamOutput {
  "StreamDescription"?: StreamDescription;
}

export interface DescribeStreamSummaryInput {
  "StreamName"?: string;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface DescribeStreamSummaryOutput {
  "StreamDescriptionSummary"?: StreamDescriptionSummary;
}

export interface DisableEnhancedMonitoringInput {
  "StreamName"?: string;
  "ShardLevelMetrics": ("IncomingBytes" | "IncomingRecords" | "OutgoingBytes" | "OutgoingRecords" | "WriteProvisionedThroughputExceeded" | "ReadProvisionedThroughputExceeded" | "IteratorAgeMilliseconds" | "ALL")[];
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface DryRunOperationException {
  "message"?: string;
}

export interface EnableEnhancedMonitoringInput {
  "StreamName"?: string;
  "ShardLevelMetrics": ("IncomingBytes" | "IncomingRecords" | "OutgoingBytes" | "OutgoingRecords" | "WriteProvisionedThroughputExceeded" | "ReadProvisionedThroughputExceeded" | "IteratorAgeMilliseconds" | "ALL")[];
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface EnhancedMetrics {
  "ShardLevelMetrics"?: ("IncomingBytes" | "IncomingRecords" | "OutgoingBytes" | "OutgoingRecords" | "WriteProvisionedThroughputExceeded" | "ReadProvisionedThroughputExceeded" | "IteratorAgeMilliseconds" | "ALL")[];
}

export interface EnhancedMonitoringOutput {
  "StreamName"?: string;
  "CurrentShardLevelMetrics"?: ("IncomingBytes" | "IncomingRecords" | "OutgoingBytes" | "OutgoingRecords" | "WriteProvisionedThroughputExceeded" | "ReadProvisionedThroughputExceeded" | "IteratorAgeMilliseconds" | "ALL")[];
  "DesiredShardLevelMetrics"?: ("IncomingBytes" | "IncomingRecords" | "OutgoingBytes" | "OutgoingRecords" | "WriteProvisionedThroughputExceeded" | "ReadProvisionedThroughputExceeded" | "IteratorAgeMilliseconds" | "ALL")[];
  "StreamARN"?: string;
}

export interface ExpiredIteratorException {
  "message"?: string;
}

export interface ExpiredNextTokenException {
  "message"?: string;
}

export interface GetRecordsInput {
  "ShardIterator": string;
  "Limit"?: number;
  "StreamARN"?: string;
  "StreamId"?: string;
  "DryRun"?: boolean;
}

export interface GetRecordsOutput {
  "Records"?: (RecordShape)[];
  "NextShardIterator"?: string;
  "MillisBehindLatest"?: number;
  "ChildShards"?: (ChildShard)[];
}

export interface GetResourcePolicyInput {
  "ResourceARN": string;
  "StreamId"?: string;
}

export interface GetResourcePolicyOutput {
  "Policy"?: string;
}

export interface GetShardIteratorInput {
  "StreamName"?: string;
  "ShardId": string;
  "ShardIteratorType": "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  "StartingSequenceNumber"?: string;
  "Timestamp"?: number;
  "StreamARN"?: string;
  "StreamId"?: string;
  "DryRun"?: boolean;
}

export interface GetShardIteratorOutput {
  "ShardIterator"?: string;
}

export interface HashKeyRange {
  "StartingHashKey": string;
  "EndingHashKey": string;
}

export interface IncreaseStreamRetentionPeriodInput {
  "StreamName"?: string;
  "RetentionPeriodHours": number;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface InternalFailureException {
  "message"?: string;
}

export interface InvalidArgumentException {
  "message"?: string;
}

export interface KMSAccessDeniedException {
  "message"?: string;
}

export interface KMSDisabledException {
  "message"?: string;
}

export interface KMSInvalidStateException {
  "message"?: string;
}

export interface KMSNotFoundException {
  "message"?: string;
}

export interface KMSOptInRequired {
  "message"?: string;
}

export interface KMSThrottlingException {
  "message"?: string;
}

export interface LimitExceededException {
  "message"?: string;
}

export interface ListChannelsInput {
  "StreamFilter"?: (StreamFilter)[];
  "MaxResults"?: number;
  "NextToken"?: string;
}

export interface ListChannelsOutput {
  "ChannelSummaries"?: (ChannelSummary)[];
  "NextToken"?: string;
}

export interface ListQueuesInput {
  "MaxResults"?: number;
  "NextToken"?: string;
  "StreamFilter"?: (QueueStreamFilter)[];
}

export interface ListQueuesOutput {
  "QueueSummaries"?: (QueueSummary)[];
  "NextToken"?: string;
}

export interface ListShardsInput {
  "StreamName"?: string;
  "NextToken"?: string;
  "ExclusiveStartShardId"?: string;
  "MaxResults"?: number;
  "StreamCreationTimestamp"?: number;
  "ShardFilter"?: ShardFilter;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface ListShardsOutput {
  "Shards"?: (Shard)[];
  "NextToken"?: string;
}

export interface ListStreamConsumersInput {
  "StreamARN": string;
  "NextToken"?: string;
  "MaxResults"?: number;
  "StreamCreationTimestamp"?: number;
  "StreamId"?: string;
}

export interface ListStreamConsumersOutput {
  "Consumers"?: (Consumer)[];
  "NextToken"?: string;
}

export interface ListStreamsInput {
  "Limit"?: number;
  "ExclusiveStartStreamName"?: string;
  "NextToken"?: string;
}

export interface ListStreamsOutput {
  "StreamNames"?: (string)[];
  "HasMoreStreams"?: boolean;
  "NextToken"?: string;
  "StreamSummaries"?: (StreamSummary)[];
}

export interface ListTagsForResourceInput {
  "ResourceARN": string;
  "StreamId"?: string;
}

export interface ListTagsForResourceOutput {
  "Tags"?: (Tag)[];
}

export interface ListTagsForStreamInput {
  "StreamName"?: string;
  "ExclusiveStartTagKey"?: string;
  "Limit"?: number;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface ListTagsForStreamOutput {
  "Tags"?: (Tag)[];
  "HasMoreTags"?: boolean;
}

export interface MergeShardsInput {
  "StreamName"?: string;
  "ShardToMerge": string;
  "AdjacentShardToMerge": string;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface MinimumThroughputBillingCommitmentInput {
  "Status": "ENABLED" | "DISABLED";
}

export interface MinimumThroughputBillingCommitmentOutput {
  "Status": "ENABLED" | "DISABLED" | "ENABLED_UNTIL_EARLIEST_ALLOWED_END";
  "StartedAt"?: number;
  "EndedAt"?: number;
  "EarliestAllowedEndAt"?: number;
}

export interface PartitionField {
  "Transform": "TIME_HOUR";
  "SourceName": string;
}

export interface PartitionSpec {
  "PartitionFields": (PartitionField)[];
}

export interface ProvisionedThroughputExceededException {
  "message"?: string;
}

export interface PutRecordInput {
  "StreamName"?: string;
  "Data": Uint8Array;
  "PartitionKey"?: string;
  "ExplicitHashKey"?: string;
  "SequenceNumberForOrdering"?: string;
  "StreamARN"?: string;
  "StreamId"?: string;
  "DryRun"?: boolean;
}

export interface PutRecordOutput {
  "ShardId"?: string;
  "SequenceNumber"?: string;
  "EncryptionType"?: "NONE" | "KMS";
}

export interface PutRecordsInput {
  "Records": (PutRecordsRequestEntry)[];
  "StreamName"?: string;
  "StreamARN"?: string;
  "StreamId"?: string;
  "DryRun"?: boolean;
}

export interface PutRecordsOutput {
  "FailedRecordCount"?: number;
  "Records"?: (PutRecordsResultEntry)[];
  "EncryptionType"?: "NONE" | "KMS";
}

export interface PutRecordsRequestEntry {
  "Data": Uint8Array;
  "ExplicitHashKey"?: string;
  "PartitionKey"?: string;
}

export interface PutRecordsResultEntry {
  "SequenceNumber"?: string;
  "ShardId"?: string;
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
}

export interface PutResourcePolicyInput {
  "ResourceARN": string;
  "StreamId"?: string;
  "Policy": string;
}

export interface QueueAttributes {
  "VisibilityTimeoutSeconds"?: number;
  "DeadLetterConfiguration"?: DeadLetterConfiguration;
}

export interface QueueDescription {
  "QueueName": string;
  "QueueARN": string;
  "QueueStatus": "CREATING" | "ACTIVE" | "UPDATING" | "DELETING";
  "QueueCreationTimestamp": number;
  "StreamConfigurationList": (QueueStreamConfiguration)[];
  "QueueAttributes"?: QueueAttributes;
}

export interface QueueRecord {
  "ReceiptHandle": string;
  "RecordId": string;
  "PartitionKey"?: string;
  "Data": Uint8Array;
  "ApproximateArrivalTimestamp": number;
  "FirstReceiveTimestamp": number;
  "ReceiveCount": number;
}

export interface QueueStartingPosition {
  "Type": "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  "Timestamp"?: number;
}

export interface QueueStreamConfiguration {
  "StreamARN": string;
  "StartingPosition"?: QueueStartingPosition;
}

export interface QueueStreamFilter {
  "StreamARN": string;
  "StreamCreationTimestamp"?: number;
}

export interface QueueStreamIdentifier {
  "StreamARN": string;
  "StreamCreationTimestamp": number;
}

export interface QueueSummary {
  "QueueName": string;
  "QueueARN": string;
  "QueueStatus": "CREATING" | "ACTIVE" | "UPDATING" | "DELETING";
  "QueueCreationTimestamp": number;
  "Streams": (QueueStreamIdentifier)[];
}

export interface ReceiveDeadLetterQueueRecordsInput {
  "QueueARN": string;
  "Limit"?: number;
  "WaitTimeSeconds"?: number;
  "VisibilityTimeoutSeconds"?: number;
}

export interface ReceiveDeadLetterQueueRecordsOutput {
  "QueueRecords"?: (QueueRecord)[];
}

export interface ReceiveQueueRecordsInput {
  "QueueARN": string;
  "Limit"?: number;
  "WaitTimeSeconds"?: number;
  "VisibilityTimeoutSeconds"?: number;
}

export interface ReceiveQueueRecordsOutput {
  "QueueRecords"?: (QueueRecord)[];
}

export interface RecordShape {
  "SequenceNumber": string;
  "ApproximateArrivalTimestamp"?: number;
  "Data": Uint8Array;
  "PartitionKey"?: string;
  "EncryptionType"?: "NONE" | "KMS";
}

export interface RecordConfiguration {
  "RecordFormatType": "GSR_JSON" | "JSON" | "STRING" | "BYTE_ARRAY";
  "GSRSchemaARN"?: string;
}

export interface RegisterStreamConsumerInput {
  "StreamARN": string;
  "ConsumerName": string;
  "StreamId"?: string;
  "Tags"?: Record<string, string>;
}

export interface RegisterStreamConsumerOutput {
  "Consumer"?: Consumer;
}

export interface RemoveTagsFromStreamInput {
  "StreamName"?: string;
  "TagKeys": (string)[];
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface ResourceInUseException {
  "message"?: string;
}

export interface ResourceNotFoundException {
  "message"?: string;
}

export interface RestoreDeadLetterQueueRecordsErrorEntry {
  "ReceiptHandle": string;
  "ErrorCode": string;
  "ErrorMessage"?: string;
}

export interface RestoreDeadLetterQueueRecordsInput {
  "QueueARN": string;
  "Entries": (RestoreDeadLetterQueueRecordsRequestEntry)[];
}

export interface RestoreDeadLetterQueueRecordsOutput {
  "Successful"?: (RestoreDeadLetterQueueRecordsResultEntry)[];
  "Failed"?: (RestoreDeadLetterQueueRecordsErrorEntry)[];
}

export interface RestoreDeadLetterQueueRecordsRequestEntry {
  "ReceiptHandle": string;
}

export interface RestoreDeadLetterQueueRecordsResultEntry {
  "ReceiptHandle": string;
}

export interface S3DestinationConfiguration {
  "DataFreshnessInSeconds"?: number;
  "DeadLetterQueueS3Configuration"?: DeadLetterQueueS3Configuration;
  "StorageConfiguration": S3StorageConfiguration;
}

export interface S3DestinationDescription {
  "DataFreshnessInSeconds": number;
  "DeadLetterQueueS3Configuration": DeadLetterQueueS3Configuration;
  "StorageConfiguration": S3StorageConfiguration;
}

export interface S3DestinationUpdateInput {
  "DataFreshnessInSeconds": number;
}

export interface S3StorageConfiguration {
  "BucketARN": string;
  "ExpectedBucketOwner": string;
  "OutputKeyTemplate"?: string;
  "StorageClass"?: "STANDARD" | "INTELLIGENT_TIERING" | "GLACIER_IR";
  "CompressionType": "NONE" | "GZIP" | "ZSTD";
}

export interface S3TablesConfiguration {
  "TableBucketARN": string;
  "Namespace": string;
  "TableName": string;
  "CompressionType": "NONE" | "ZSTD" | "SNAPPY";
  "PartitionSpec"?: PartitionSpec;
}

export interface S3TablesDestinationConfiguration {
  "DataFreshnessInSeconds"?: number;
  "DeadLetterQueueS3Configuration": DeadLetterQueueS3Configuration;
  "S3TablesConfigurationList": (S3TablesConfiguration)[];
}

export interface S3TablesDestinationDescription {
  "DataFreshnessInSeconds": number;
  "DeadLetterQueueS3Configuration": DeadLetterQueueS3Configuration;
  "S3TablesConfigurationList": (S3TablesConfiguration)[];
}

export interface S3TablesDestinationUpdateInput {
  "DataFreshnessInSeconds": number;
}

export interface SequenceNumberRange {
  "StartingSequenceNumber": string;
  "EndingSequenceNumber"?: string;
}

export interface Shard {
  "ShardId": string;
  "ParentShardId"?: string;
  "AdjacentParentShardId"?: string;
  "HashKeyRange": HashKeyRange;
  "SequenceNumberRange": SequenceNumberRange;
}

export interface ShardFilter {
  "Type": "AFTER_SHARD_ID" | "AT_TRIM_HORIZON" | "FROM_TRIM_HORIZON" | "AT_LATEST" | "AT_TIMESTAMP" | "FROM_TIMESTAMP";
  "ShardId"?: string;
  "Timestamp"?: number;
}

export interface SplitShardInput {
  "StreamName"?: string;
  "ShardToSplit": string;
  "NewStartingHashKey": string;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface StartStreamEncryptionInput {
  "StreamName"?: string;
  "EncryptionType": "NONE" | "KMS";
  "KeyId": string;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface StartingPosition {
  "Type": "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  "SequenceNumber"?: string;
  "Timestamp"?: number;
}

export interface StopStreamEncryptionInput {
  "StreamName"?: string;
  "EncryptionType": "NONE" | "KMS";
  "KeyId": string;
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface StreamDescription {
  "StreamName": string;
  "StreamARN": string;
  "StreamStatus": "CREATING" | "DELETING" | "ACTIVE" | "UPDATING";
  "StreamModeDetails"?: StreamModeDetails;
  "Shards": (Shard)[];
  "HasMoreShards": boolean;
  "RetentionPeriodHours": number;
  "StreamCreationTimestamp": number;
  "EnhancedMonitoring": (EnhancedMetrics)[];
  "EncryptionType"?: "NONE" | "KMS";
  "KeyId"?: string;
}

export interface StreamDescriptionSummary {
  "StreamName": string;
  "StreamARN": string;
  "StreamId"?: string;
  "StreamStatus": "CREATING" | "DELETING" | "ACTIVE" | "UPDATING";
  "StreamModeDetails"?: StreamModeDetails;
  "RetentionPeriodHours": number;
  "StreamCreationTimestamp": number;
  "EnhancedMonitoring": (EnhancedMetrics)[];
  "EncryptionType"?: "NONE" | "KMS";
  "KeyId"?: string;
  "OpenShardCount": number;
  "ConsumerCount"?: number;
  "WarmThroughput"?: WarmThroughputObject;
  "MaxRecordSizeInKiB"?: number;
  "ChannelCount"?: number;
  "RecordDistributionStrategy"?: "AUTO" | "USER_PARTITION_KEY";
  "QueueCount"?: number;
}

export interface StreamFilter {
  "StreamARN": string;
  "StreamCreationTimestamp"?: number;
}

export interface StreamModeDetails {
  "StreamMode": "PROVISIONED" | "ON_DEMAND";
}

export interface StreamSummary {
  "StreamName": string;
  "StreamARN": string;
  "StreamStatus": "CREATING" | "DELETING" | "ACTIVE" | "UPDATING";
  "StreamModeDetails"?: StreamModeDetails;
  "StreamCreationTimestamp"?: number;
}

export interface SubscribeToShardEvent {
  "Records": (RecordShape)[];
  "ContinuationSequenceNumber": string;
  "MillisBehindLatest": number;
  "ChildShards"?: (ChildShard)[];
}

export interface SubscribeToShardEventStream {
  "SubscribeToShardEvent": SubscribeToShardEvent;
  "ResourceNotFoundException"?: ResourceNotFoundException;
  "ResourceInUseException"?: ResourceInUseException;
  "KMSDisabledException"?: KMSDisabledException;
  "KMSInvalidStateException"?: KMSInvalidStateException;
  "KMSAccessDeniedException"?: KMSAccessDeniedException;
  "KMSNotFoundException"?: KMSNotFoundException;
  "KMSOptInRequired"?: KMSOptInRequired;
  "KMSThrottlingException"?: KMSThrottlingException;
  "InternalFailureException"?: InternalFailureException;
}

export interface SubscribeToShardInput {
  "ConsumerARN": string;
  "StreamId"?: string;
  "ShardId": string;
  "StartingPosition": StartingPosition;
  "DryRun"?: boolean;
}

export interface SubscribeToShardOutput {
  "EventStream"?: AsyncIterable<SubscribeToShardEventStream>;
}

export interface Tag {
  "Key": string;
  "Value"?: string;
}

export interface TagResourceInput {
  "Tags": Record<string, string>;
  "ResourceARN": string;
  "StreamId"?: string;
}

export interface ThrottlingException {
  "message"?: string;
}

export interface UntagResourceInput {
  "TagKeys": (string)[];
  "ResourceARN": string;
  "StreamId"?: string;
}

export interface UpdateAccountSettingsInput {
  "MinimumThroughputBillingCommitment": MinimumThroughputBillingCommitmentInput;
}

export interface UpdateAccountSettingsOutput {
  "MinimumThroughputBillingCommitment"?: MinimumThroughputBillingCommitmentOutput;
}

export interface UpdateChannelInput {
  "ChannelARN": string;
  "S3DestinationConfiguration"?: S3DestinationUpdateInput;
  "S3TablesDestinationConfiguration"?: S3TablesDestinationUpdateInput;
  "LoggingConfiguration"?: ChannelLoggingUpdateInput;
}

export interface UpdateChannelOutput {
  "ChannelDescription"?: ChannelDescription;
}

export interface UpdateDeadLetterQueueRecordsVisibilityErrorEntry {
  "ReceiptHandle": string;
  "ErrorCode": string;
  "ErrorMessage"?: string;
}

export interface UpdateDeadLetterQueueRecordsVisibilityInput {
  "QueueARN": string;
  "Entries": (UpdateDeadLetterQueueRecordsVisibilityRequestEntry)[];
}

export interface UpdateDeadLetterQueueRecordsVisibilityOutput {
  "Successful"?: (UpdateDeadLetterQueueRecordsVisibilityResultEntry)[];
  "Failed"?: (UpdateDeadLetterQueueRecordsVisibilityErrorEntry)[];
}

export interface UpdateDeadLetterQueueRecordsVisibilityRequestEntry {
  "ReceiptHandle": string;
  "VisibilityTimeoutSeconds": number;
}

export interface UpdateDeadLetterQueueRecordsVisibilityResultEntry {
  "ReceiptHandle": string;
}

export interface UpdateMaxRecordSizeInput {
  "StreamARN"?: string;
  "StreamId"?: string;
  "MaxRecordSizeInKiB": number;
}

export interface UpdateQueueInput {
  "QueueARN": string;
  "QueueAttributes": QueueAttributes;
}

export interface UpdateQueueOutput {
  "QueueDescription"?: QueueDescription;
}

export interface UpdateQueueRecordsVisibilityErrorEntry {
  "ReceiptHandle": string;
  "ErrorCode": string;
  "ErrorMessage"?: string;
}

export interface UpdateQueueRecordsVisibilityInput {
  "QueueARN": string;
  "Entries": (UpdateQueueRecordsVisibilityRequestEntry)[];
}

export interface UpdateQueueRecordsVisibilityOutput {
  "Successful"?: (UpdateQueueRecordsVisibilityResultEntry)[];
  "Failed"?: (UpdateQueueRecordsVisibilityErrorEntry)[];
}

export interface UpdateQueueRecordsVisibilityRequestEntry {
  "ReceiptHandle": string;
  "VisibilityTimeoutSeconds": number;
}

export interface UpdateQueueRecordsVisibilityResultEntry {
  "ReceiptHandle": string;
}

export interface UpdateShardCountInput {
  "StreamName"?: string;
  "TargetShardCount": number;
  "ScalingType": "UNIFORM_SCALING";
  "StreamARN"?: string;
  "StreamId"?: string;
}

export interface UpdateShardCountOutput {
  "StreamName"?: string;
  "CurrentShardCount"?: number;
  "TargetShardCount"?: number;
  "StreamARN"?: string;
}

export interface UpdateStreamModeInput {
  "StreamARN": string;
  "StreamId"?: string;
  "StreamModeDetails": StreamModeDetails;
  "WarmThroughputMiBps"?: number;
}

export interface UpdateStreamRecordDistributionStrategyInput {
  "StreamARN": string;
  "StreamId"?: string;
  "RecordDistributionStrategy": "AUTO" | "USER_PARTITION_KEY";
}

export interface UpdateStreamWarmThroughputInput {
  "StreamARN"?: string;
  "StreamName"?: string;
  "StreamId"?: string;
  "WarmThroughputMiBps": number;
}

export interface UpdateStreamWarmThroughputOutput {
  "StreamARN"?: string;
  "StreamName"?: string;
  "WarmThroughput"?: WarmThroughputObject;
}

export interface ValidationException {
  "message"?: string;
}

export interface WarmThroughputObject {
  "TargetMiBps"?: number;
  "CurrentMiBps"?: number;
}

export interface Operations {
  AcknowledgeDeadLetterQueueRecords: { input: AcknowledgeDeadLetterQueueRecordsInput; output: AcknowledgeDeadLetterQueueRecordsOutput };
  AcknowledgeQueueRecords: { input: AcknowledgeQueueRecordsInput; output: AcknowledgeQueueRecordsOutput };
  AddTagsToStream: { input: AddTagsToStreamInput; output: Record<string, never> };
  CreateChannel: { input: CreateChannelInput; output: CreateChannelOutput };
  CreateQueue: { input: CreateQueueInput; output: CreateQueueOutput };
  CreateStream: { input: CreateStreamInput; output: Record<string, never> };
  DecreaseStreamRetentionPeriod: { input: DecreaseStreamRetentionPeriodInput; output: Record<string, never> };
  DeleteChannel: { input: DeleteChannelInput; output: Record<string, never> };
  DeleteQueue: { input: DeleteQueueInput; output: Record<string, never> };
  DeleteResourcePolicy: { input: DeleteResourcePolicyInput; output: Record<string, never> };
  DeleteStream: { input: DeleteStreamInput; output: Record<string, never> };
  DeregisterStreamConsumer: { input: DeregisterStreamConsumerInput; output: Record<string, never> };
  DescribeAccountSettings: { input: DescribeAccountSettingsInput; output: DescribeAccountSettingsOutput };
  DescribeChannel: { input: DescribeChannelInput; output: DescribeChannelOutput };
  DescribeLimits: { input: DescribeLimitsInput; output: DescribeLimitsOutput };
  DescribeQueue: { input: DescribeQueueInput; output: DescribeQueueOutput };
  DescribeStream: { input: DescribeStreamInput; output: DescribeStreamOutput };
  DescribeStreamConsumer: { input: DescribeStreamConsumerInput; output: DescribeStreamConsumerOutput };
  DescribeStreamSummary: { input: DescribeStreamSummaryInput; output: DescribeStreamSummaryOutput };
  DisableEnhancedMonitoring: { input: DisableEnhancedMonitoringInput; output: EnhancedMonitoringOutput };
  EnableEnhancedMonitoring: { input: EnableEnhancedMonitoringInput; output: EnhancedMonitoringOutput };
  GetRecords: { input: GetRecordsInput; output: GetRecordsOutput };
  GetResourcePolicy: { input: GetResourcePolicyInput; output: GetResourcePolicyOutput };
  GetShardIterator: { input: GetShardIteratorInput; output: GetShardIteratorOutput };
  IncreaseStreamRetentionPeriod: { input: IncreaseStreamRetentionPeriodInput; output: Record<string, never> };
  ListChannels: { input: ListChannelsInput; output: ListChannelsOutput };
  ListQueues: { input: ListQueuesInput; output: ListQueuesOutput };
  ListShards: { input: ListShardsInput; output: ListShardsOutput };
  ListStreamConsumers: { input: ListStreamConsumersInput; output: ListStreamConsumersOutput };
  ListStreams: { input: ListStreamsInput; output: ListStreamsOutput };
  ListTagsForResource: { input: ListTagsForResourceInput; output: ListTagsForResourceOutput };
  ListTagsForStream: { input: ListTagsForStreamInput; output: ListTagsForStreamOutput };
  MergeShards: { input: MergeShardsInput; output: Record<string, never> };
  PutRecord: { input: PutRecordInput; output: PutRecordOutput };
  PutRecords: { input: PutRecordsInput; output: PutRecordsOutput };
  PutResourcePolicy: { input: PutResourcePolicyInput; output: Record<string, never> };
  ReceiveDeadLetterQueueRecords: { input: ReceiveDeadLetterQueueRecordsInput; output: ReceiveDeadLetterQueueRecordsOutput };
  ReceiveQueueRecords: { input: ReceiveQueueRecordsInput; output: ReceiveQueueRecordsOutput };
  RegisterStreamConsumer: { input: RegisterStreamConsumerInput; output: RegisterStreamConsumerOutput };
  RemoveTagsFromStream: { input: RemoveTagsFromStreamInput; output: Record<string, never> };
  RestoreDeadLetterQueueRecords: { input: RestoreDeadLetterQueueRecordsInput; output: RestoreDeadLetterQueueRecordsOutput };
  SplitShard: { input: SplitShardInput; output: Record<string, never> };
  StartStreamEncryption: { input: StartStreamEncryptionInput; output: Record<string, never> };
  StopStreamEncryption: { input: StopStreamEncryptionInput; output: Record<string, never> };
  SubscribeToShard: { input: SubscribeToShardInput; output: SubscribeToShardOutput };
  TagResource: { input: TagResourceInput; output: Record<string, never> };
  UntagResource: { input: UntagResourceInput; output: Record<string, never> };
  UpdateAccountSettings: { input: UpdateAccountSettingsInput; output: UpdateAccountSettingsOutput };
  UpdateChannel: { input: UpdateChannelInput; output: UpdateChannelOutput };
  UpdateDeadLetterQueueRecordsVisibility: { input: UpdateDeadLetterQueueRecordsVisibilityInput; output: UpdateDeadLetterQueueRecordsVisibilityOutput };
  UpdateMaxRecordSize: { input: UpdateMaxRecordSizeInput; output: Record<string, never> };
  UpdateQueue: { input: UpdateQueueInput; output: UpdateQueueOutput };
  UpdateQueueRecordsVisibility: { input: UpdateQueueRecordsVisibilityInput; output: UpdateQueueRecordsVisibilityOutput };
  UpdateShardCount: { input: UpdateShardCountInput; output: UpdateShardCountOutput };
  UpdateStreamMode: { input: UpdateStreamModeInput; output: Record<string, never> };
  UpdateStreamRecordDistributionStrategy: { input: UpdateStreamRecordDistributionStrategyInput; output: Record<string, never> };
  UpdateStreamWarmThroughput: { input: UpdateStreamWarmThroughputInput; output: UpdateStreamWarmThroughputOutput };
}
