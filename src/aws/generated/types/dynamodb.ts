/** DynamoDB's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface ArchivalSummary {
  "ArchivalDateTime"?: number;
  "ArchivalReason"?: string;
  "ArchivalBackupArn"?: string;
}

export interface AttributeDefinition {
  "AttributeName": string;
  "AttributeType": "S" | "N" | "B";
}

export interface AttributeValue {
  "S"?: string;
  "N"?: string;
  "B"?: Uint8Array;
  "SS"?: (string)[];
  "NS"?: (string)[];
  "BS"?: (Uint8Array)[];
  "M"?: Record<string, AttributeValue>;
  "L"?: (AttributeValue)[];
  "NULL"?: boolean;
  "BOOL"?: boolean;
}

export interface AttributeValueUpdate {
  "Value"?: AttributeValue;
  "Action"?: "ADD" | "PUT" | "DELETE";
}

export interface AutoScalingPolicyDescription {
  "PolicyName"?: string;
  "TargetTrackingScalingPolicyConfiguration"?: AutoScalingTargetTrackingScalingPolicyConfigurationDescription;
}

export interface AutoScalingPolicyUpdate {
  "PolicyName"?: string;
  "TargetTrackingScalingPolicyConfiguration": AutoScalingTargetTrackingScalingPolicyConfigurationUpdate;
}

export interface AutoScalingSettingsDescription {
  "MinimumUnits"?: number;
  "MaximumUnits"?: number;
  "AutoScalingDisabled"?: boolean;
  "AutoScalingRoleArn"?: string;
  "ScalingPolicies"?: (AutoScalingPolicyDescription)[];
}

export interface AutoScalingSettingsUpdate {
  "MinimumUnits"?: number;
  "MaximumUnits"?: number;
  "AutoScalingDisabled"?: boolean;
  "AutoScalingRoleArn"?: string;
  "ScalingPolicyUpdate"?: AutoScalingPolicyUpdate;
}

export interface AutoScalingTargetTrackingScalingPolicyConfigurationDescription {
  "DisableScaleIn"?: boolean;
  "ScaleInCooldown"?: number;
  "ScaleOutCooldown"?: number;
  "TargetValue": number;
}

export interface AutoScalingTargetTrackingScalingPolicyConfigurationUpdate {
  "DisableScaleIn"?: boolean;
  "ScaleInCooldown"?: number;
  "ScaleOutCooldown"?: number;
  "TargetValue": number;
}

export interface BackupDescription {
  "BackupDetails"?: BackupDetails;
  "SourceTableDetails"?: SourceTableDetails;
  "SourceTableFeatureDetails"?: SourceTableFeatureDetails;
}

export interface BackupDetails {
  "BackupArn": string;
  "BackupName": string;
  "BackupSizeBytes"?: number;
  "BackupStatus": "CREATING" | "DELETED" | "AVAILABLE";
  "BackupType": "USER" | "SYSTEM" | "AWS_BACKUP";
  "BackupCreationDateTime": number;
  "BackupExpiryDateTime"?: number;
}

export interface BackupInUseException {
  "message"?: string;
}

export interface BackupNotFoundException {
  "message"?: string;
}

export interface BackupSummary {
  "TableName"?: string;
  "TableId"?: string;
  "TableArn"?: string;
  "BackupArn"?: string;
  "BackupName"?: string;
  "BackupCreationDateTime"?: number;
  "BackupExpiryDateTime"?: number;
  "BackupStatus"?: "CREATING" | "DELETED" | "AVAILABLE";
  "BackupType"?: "USER" | "SYSTEM" | "AWS_BACKUP";
  "BackupSizeBytes"?: number;
}

export interface BatchExecuteStatementInput {
  "Statements": (BatchStatementRequest)[];
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
}

export interface BatchExecuteStatementOutput {
  "Responses"?: (BatchStatementResponse)[];
  "ConsumedCapacity"?: (ConsumedCapacity)[];
}

export interface BatchGetItemInput {
  "RequestItems": Record<string, KeysAndAttributes>;
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
}

export interface BatchGetItemOutput {
  "Responses"?: Record<string, (Record<string, AttributeValue>)[]>;
  "UnprocessedKeys"?: Record<string, KeysAndAttributes>;
  "ConsumedCapacity"?: (ConsumedCapacity)[];
}

export interface BatchStatementError {
  "Code"?: "ConditionalCheckFailed" | "ItemCollectionSizeLimitExceeded" | "RequestLimitExceeded" | "ValidationError" | "ProvisionedThroughputExceeded" | "TransactionConflict" | "ThrottlingError" | "InternalServerError" | "ResourceNotFound" | "AccessDenied" | "DuplicateItem";
  "Message"?: string;
  "Item"?: Record<string, AttributeValue>;
}

export interface BatchStatementRequest {
  "Statement": string;
  "Parameters"?: (AttributeValue)[];
  "ConsistentRead"?: boolean;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface BatchStatementResponse {
  "Error"?: BatchStatementError;
  "TableName"?: string;
  "Item"?: Record<string, AttributeValue>;
}

export interface BatchWriteItemInput {
  "RequestItems": Record<string, (WriteRequest)[]>;
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "ReturnItemCollectionMetrics"?: "SIZE" | "NONE";
}

export interface BatchWriteItemOutput {
  "UnprocessedItems"?: Record<string, (WriteRequest)[]>;
  "ItemCollectionMetrics"?: Record<string, (ItemCollectionMetrics)[]>;
  "ConsumedCapacity"?: (ConsumedCapacity)[];
}

export interface BillingModeSummary {
  "BillingMode"?: "PROVISIONED" | "PAY_PER_REQUEST";
  "LastUpdateToPayPerRequestDateTime"?: number;
}

export interface BulkOperationBytes {
  "BulkPutBytes"?: number;
}

export interface BulkOperationDescription {
  "BulkOperationArn"?: string;
  "BulkOperationStatus"?: "IN_PROGRESS" | "COMPLETED" | "COMPLETED_WITH_ERRORS" | "CANCELLING" | "CANCELLED" | "FAILED";
  "TableDetails"?: (BulkOperationTableDetail)[];
  "ClientToken"?: string;
  "InputS3Configuration"?: InputS3Configuration;
  "OutputS3Configuration"?: OutputS3Configuration;
  "StartTime"?: number;
  "EndTime"?: number;
  "ProcessedItemCount"?: number;
  "ProcessedInputBytes"?: number;
  "TotalInputBytes"?: number;
  "BulkOperationUsage"?: (BulkOperationUsage)[];
  "FailedItemCount"?: number;
  "FailureCode"?: string;
  "FailureMessage"?: string;
  "MaxWriteRequestUnits"?: number;
  "PerformanceTier"?: "STANDARD" | "ACCELERATED";
}

export interface BulkOperationSummary {
  "BulkOperationArn": string;
  "BulkOperationStatus": "IN_PROGRESS" | "COMPLETED" | "COMPLETED_WITH_ERRORS" | "CANCELLING" | "CANCELLED" | "FAILED";
  "StartTime": number;
  "EndTime"?: number;
}

export interface BulkOperationTableDetail {
  "TableName"?: string;
  "TableId"?: string;
}

export interface BulkOperationUsage {
  "TableName"?: string;
  "BulkPutBytes"?: number;
  "Table"?: BulkOperationBytes;
  "LocalSecondaryIndexes"?: Record<string, BulkOperationBytes>;
  "GlobalSecondaryIndexes"?: Record<string, BulkOperationBytes>;
  "VectorIndexes"?: Record<string, BulkOperationVectorBytes>;
}

export interface BulkOperationVectorBytes {
  "BulkPutVectorBytes"?: number;
}

export interface CancelBulkOperationInput {
  "BulkOperationArn": string;
}

export interface CancelBulkOperationOutput {
  "BulkOperationArn"?: string;
  "BulkOperationStatus"?: "IN_PROGRESS" | "COMPLETED" | "COMPLETED_WITH_ERRORS" | "CANCELLING" | "CANCELLED" | "FAILED";
}

export interface CancellationReason {
  "Item"?: Record<string, AttributeValue>;
  "Code"?: string;
  "Message"?: string;
}

export interface Capacity {
  "ReadCapacityUnits"?: number;
  "WriteCapacityUnits"?: number;
  "CapacityUnits"?: number;
}

export interface Condition {
  "AttributeValueList"?: (AttributeValue)[];
  "ComparisonOperator": "EQ" | "NE" | "IN" | "LE" | "LT" | "GE" | "GT" | "BETWEEN" | "NOT_NULL" | "NULL" | "CONTAINS" | "NOT_CONTAINS" | "BEGINS_WITH";
}

export interface ConditionCheck {
  "Key": Record<string, AttributeValue>;
  "TableName": string;
  "ConditionExpression": string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface ConditionalCheckFailedException {
  "message"?: string;
  "Item"?: Record<string, AttributeValue>;
}

export interface ConsumedCapacity {
  "TableName"?: string;
  "CapacityUnits"?: number;
  "ReadCapacityUnits"?: number;
  "WriteCapacityUnits"?: number;
  "Table"?: Capacity;
  "LocalSecondaryIndexes"?: Record<string, Capacity>;
  "GlobalSecondaryIndexes"?: Record<string, Capacity>;
  "VectorIndexes"?: Record<string, VectorCapacity>;
}

export interface ContinuousBackupsDescription {
  "ContinuousBackupsStatus": "ENABLED" | "DISABLED";
  "PointInTimeRecoveryDescription"?: PointInTimeRecoveryDescription;
}

export interface ContinuousBackupsUnavailableException {
  "message"?: string;
}

export interface ContributorInsightsSummary {
  "TableName"?: string;
  "IndexName"?: string;
  "ContributorInsightsStatus"?: "ENABLING" | "ENABLED" | "DISABLING" | "DISABLED" | "FAILED";
  "ContributorInsightsMode"?: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
}

export interface CreateBackupInput {
  "TableName": string;
  "BackupName": string;
}

export interface CreateBackupOutput {
  "BackupDetails"?: BackupDetails;
}

export interface CreateGlobalSecondaryIndexAction {
  "IndexName": string;
  "KeySchema": (KeySchemaElement)[];
  "Projection": Projection;
  "ProvisionedThroughput"?: ProvisionedThroughput;
  "OnDemandThroughput"?: OnDemandThroughput;
  "WarmThroughput"?: WarmThroughput;
}

export interface CreateGlobalTableInput {
  "GlobalTableName": string;
  "ReplicationGroup": (Replica)[];
}

export interface CreateGlobalTableOutput {
  "GlobalTableDescription"?: GlobalTableDescription;
}

export interface CreateGlobalTableWitnessGroupMemberAction {
  "RegionName": string;
}

export interface CreateReplicaAction {
  "RegionName": string;
}

export interface CreateReplicationGroupMemberAction {
  "RegionName": string;
  "KMSMasterKeyId"?: string;
  "ProvisionedThroughputOverride"?: ProvisionedThroughputOverride;
  "OnDemandThroughputOverride"?: OnDemandThroughputOverride;
  "GlobalSecondaryIndexes"?: (ReplicaGlobalSecondaryIndex)[];
  "TableClassOverride"?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
}

export interface CreateTableInput {
  "AttributeDefinitions"?: (AttributeDefinition)[];
  "TableName": string;
  "KeySchema"?: (KeySchemaElement)[];
  "LocalSecondaryIndexes"?: (LocalSecondaryIndex)[];
  "GlobalSecondaryIndexes"?: (GlobalSecondaryIndex)[];
  "BillingMode"?: "PROVISIONED" | "PAY_PER_REQUEST";
  "ProvisionedThroughput"?: ProvisionedThroughput;
  "StreamSpecification"?: StreamSpecification;
  "SSESpecification"?: SSESpecification;
  "Tags"?: (Tag)[];
  "TableClass"?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
  "DeletionProtectionEnabled"?: boolean;
  "WarmThroughput"?: WarmThroughput;
  "ResourcePolicy"?: string;
  "OnDemandThroughput"?: OnDemandThroughput;
  "GlobalTableSourceArn"?: string;
  "GlobalTableSettingsReplicationMode"?: "ENABLED" | "DISABLED" | "ENABLED_WITH_OVERRIDES";
  "VectorIndexes"?: (VectorIndex)[];
}

export interface CreateTableOutput {
  "TableDescription"?: TableDescription;
}

export interface CreateVectorIndexAction {
  "IndexName": string;
  "VectorAttribute": VectorAttributeDefinition;
  "SearchSchema"?: (SearchSchemaElement)[];
  "Projection": Projection;
  "Dimensions": number;
  "DistanceFunction": "COSINE" | "DOT_PRODUCT" | "EUCLIDEAN";
}

export interface CsvOptions {
  "Delimiter"?: string;
  "HeaderList"?: (string)[];
}

export interface Delete {
  "Key": Record<string, AttributeValue>;
  "TableName": string;
  "ConditionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface DeleteBackupInput {
  "BackupArn": string;
}

export interface DeleteBackupOutput {
  "BackupDescription"?: BackupDescription;
}

export interface DeleteGlobalSecondaryIndexAction {
  "IndexName": string;
}

export interface DeleteGlobalTableWitnessGroupMemberAction {
  "RegionName": string;
}

export interface DeleteItemInput {
  "TableName": string;
  "Key": Record<string, AttributeValue>;
  "Expected"?: Record<string, ExpectedAttributeValue>;
  "ConditionalOperator"?: "AND" | "OR";
  "ReturnValues"?: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "ReturnItemCollectionMetrics"?: "SIZE" | "NONE";
  "ConditionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface DeleteItemOutput {
  "Attributes"?: Record<string, AttributeValue>;
  "ConsumedCapacity"?: ConsumedCapacity;
  "ItemCollectionMetrics"?: ItemCollectionMetrics;
}

export interface DeleteReplicaAction {
  "RegionName": string;
}

export interface DeleteReplicationGroupMemberAction {
  "RegionName": string;
}

export interface DeleteRequest {
  "Key": Record<string, AttributeValue>;
}

export interface DeleteResourcePolicyInput {
  "ResourceArn": string;
  "ExpectedRevisionId"?: string;
}

export interface DeleteResourcePolicyOutput {
  "RevisionId"?: string;
}

export interface DeleteTableInput {
  "TableName": string;
}

export interface DeleteTableOutput {
  "TableDescription"?: TableDescription;
}

export interface DeleteVectorIndexAction {
  "IndexName": string;
}

export interface DescribeBackupInput {
  "BackupArn": string;
}

export interface DescribeBackupOutput {
  "BackupDescription"?: BackupDescription;
}

export interface DescribeBulkOperationInput {
  "BulkOperationArn": string;
}

export interface DescribeBulkOperationOutput {
  "BulkOperationDescription"?: BulkOperationDescription;
}

export interface DescribeContinuousBackupsInput {
  "TableName": string;
}

export interface DescribeContinuousBackupsOutput {
  "ContinuousBackupsDescription"?: ContinuousBackupsDescription;
}

export interface DescribeContributorInsightsInput {
  "TableName": string;
  "IndexName"?: string;
}

export interface DescribeContributorInsightsOutput {
  "TableName"?: string;
  "IndexName"?: string;
  "ContributorInsightsRuleList"?: (string)[];
  "ContributorInsightsStatus"?: "ENABLING" | "ENABLED" | "DISABLING" | "DISABLED" | "FAILED";
  "LastUpdateDateTime"?: number;
  "FailureException"?: FailureException;
  "ContributorInsightsMode"?: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
}

export interface DescribeEndpointsRequest {
}

export interface DescribeEndpointsResponse {
  "Endpoints"?: (Endpoint)[];
}

export interface DescribeExportInput {
  "ExportArn": string;
}

export interface DescribeExportOutput {
  "ExportDescription"?: ExportDescription;
}

export interface DescribeGlobalTableInput {
  "GlobalTableName": string;
}

export interface DescribeGlobalTableOutput {
  "GlobalTableDescription"?: GlobalTableDescription;
}

export interface DescribeGlobalTableSettingsInput {
  "GlobalTableName": string;
}

export interface DescribeGlobalTableSettingsOutput {
  "GlobalTableName"?: string;
  "ReplicaSettings"?: (ReplicaSettingsDescription)[];
}

export interface DescribeImportInput {
  "ImportArn": string;
}

export interface DescribeImportOutput {
  "ImportTableDescription"?: ImportTableDescription;
}

export interface DescribeKinesisStreamingDestinationInput {
  "TableName": string;
}

export interface DescribeKinesisStreamingDestinationOutput {
  "TableName"?: string;
  "KinesisDataStreamDestinations"?: (KinesisDataStreamDestination)[];
}

export interface DescribeLimitsInput {
}

export interface DescribeLimitsOutput {
  "AccountMaxReadCapacityUnits"?: number;
  "AccountMaxWriteCapacityUnits"?: number;
  "TableMaxReadCapacityUnits"?: number;
  "TableMaxWriteCapacityUnits"?: number;
}

export interface DescribeTableInput {
  "TableName": string;
}

export interface DescribeTableOutput {
  "Table"?: TableDescription;
}

export interface DescribeTableReplicaAutoScalingInput {
  "TableName": string;
}

export interface DescribeTableReplicaAutoScalingOutput {
  "TableAutoScalingDescription"?: TableAutoScalingDescription;
}

export interface DescribeTimeToLiveInput {
  "TableName": string;
}

export interface DescribeTimeToLiveOutput {
  "TimeToLiveDescription"?: TimeToLiveDescription;
}

export interface DisassociateReplicationGroupMemberAction {
  "RegionName": string;
  "DisassociationMode": "WAIT_FOR_REPLICATION";
}

export interface DuplicateItemException {
  "message"?: string;
}

export interface EnableKinesisStreamingConfiguration {
  "ApproximateCreationDateTimePrecision"?: "MILLISECOND" | "MICROSECOND";
}

export interface Endpoint {
  "Address": string;
  "CachePeriodInMinutes": number;
}

export interface ExecuteStatementInput {
  "Statement": string;
  "Parameters"?: (AttributeValue)[];
  "ConsistentRead"?: boolean;
  "NextToken"?: string;
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "Limit"?: number;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface ExecuteStatementOutput {
  "Items"?: (Record<string, AttributeValue>)[];
  "NextToken"?: string;
  "ConsumedCapacity"?: ConsumedCapacity;
  "LastEvaluatedKey"?: Record<string, AttributeValue>;
}

export interface ExecuteTransactionInput {
  "TransactStatements": (ParameterizedStatement)[];
  "ClientRequestToken"?: string;
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
}

export interface ExecuteTransactionOutput {
  "Responses"?: (ItemResponse)[];
  "ConsumedCapacity"?: (ConsumedCapacity)[];
}

export interface ExpectedAttributeValue {
  "Value"?: AttributeValue;
  "Exists"?: boolean;
  "ComparisonOperator"?: "EQ" | "NE" | "IN" | "LE" | "LT" | "GE" | "GT" | "BETWEEN" | "NOT_NULL" | "NULL" | "CONTAINS" | "NOT_CONTAINS" | "BEGINS_WITH";
  "AttributeValueList"?: (AttributeValue)[];
}

export interface ExportConflictException {
  "message"?: string;
}

export interface ExportDescription {
  "ExportArn"?: string;
  "ExportStatus"?: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  "StartTime"?: number;
  "EndTime"?: number;
  "ExportManifest"?: string;
  "TableArn"?: string;
  "TableId"?: string;
  "ExportTime"?: number;
  "ClientToken"?: string;
  "S3Bucket"?: string;
  "S3BucketOwner"?: string;
  "S3Prefix"?: string;
  "S3SseAlgorithm"?: "AES256" | "KMS";
  "S3SseKmsKeyId"?: string;
  "FailureCode"?: string;
  "FailureMessage"?: string;
  "ExportFormat"?: "DYNAMODB_JSON" | "ION";
  "BilledSizeBytes"?: number;
  "ItemCount"?: number;
  "ExportType"?: "FULL_EXPORT" | "INCREMENTAL_EXPORT";
  "IncrementalExportSpecification"?: IncrementalExportSpecification;
  "FilterSpecification"?: FilterSpecification;
}

export interface ExportNotFoundException {
  "message"?: string;
}

export interface ExportSummary {
  "ExportArn"?: string;
  "ExportStatus"?: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  "ExportType"?: "FULL_EXPORT" | "INCREMENTAL_EXPORT";
}

export interface ExportTableToPointInTimeInput {
  "TableArn": string;
  "ExportTime"?: number;
  "ClientToken"?: string;
  "S3Bucket": string;
  "S3BucketOwner"?: string;
  "S3Prefix"?: string;
  "S3SseAlgorithm"?: "AES256" | "KMS";
  "S3SseKmsKeyId"?: string;
  "ExportFormat"?: "DYNAMODB_JSON" | "ION";
  "ExportType"?: "FULL_EXPORT" | "INCREMENTAL_EXPORT";
  "IncrementalExportSpecification"?: IncrementalExportSpecification;
  "FilterSpecification"?: FilterSpecification;
}

export interface ExportTableToPointInTimeOutput {
  "ExportDescription"?: ExportDescription;
}

export interface FailureException {
  "ExceptionName"?: string;
  "ExceptionDescription"?: string;
}

export interface FilterSpecification {
  "FilterExpression"?: string;
  "ProjectionExpression"?: string;
  "KeyConditionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
}

export interface Get {
  "Key": Record<string, AttributeValue>;
  "TableName": string;
  "ProjectionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
}

export interface GetItemInput {
  "TableName": string;
  "Key": Record<string, AttributeValue>;
  "AttributesToGet"?: (string)[];
  "ConsistentRead"?: boolean;
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "ProjectionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
}

export interface GetItemOutput {
  "Item"?: Record<string, AttributeValue>;
  "ConsumedCapacity"?: ConsumedCapacity;
}

export interface GetResourcePolicyInput {
  "ResourceArn": string;
}

export interface GetResourcePolicyOutput {
  "Policy"?: string;
  "RevisionId"?: string;
}

export interface GlobalSecondaryIndex {
  "IndexName": string;
  "KeySchema": (KeySchemaElement)[];
  "Projection": Projection;
  "ProvisionedThroughput"?: ProvisionedThroughput;
  "OnDemandThroughput"?: OnDemandThroughput;
  "WarmThroughput"?: WarmThroughput;
}

export interface GlobalSecondaryIndexAutoScalingUpdate {
  "IndexName"?: string;
  "ProvisionedWriteCapacityAutoScalingUpdate"?: AutoScalingSettingsUpdate;
}

export interface GlobalSecondaryIndexDescription {
  "IndexName"?: string;
  "KeySchema"?: (KeySchemaElement)[];
  "Projection"?: Projection;
  "IndexStatus"?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";
  "Backfilling"?: boolean;
  "ProvisionedThroughput"?: ProvisionedThroughputDescription;
  "IndexSizeBytes"?: number;
  "ItemCount"?: number;
  "IndexArn"?: string;
  "OnDemandThroughput"?: OnDemandThroughput;
  "WarmThroughput"?: GlobalSecondaryIndexWarmThroughputDescription;
}

export interface GlobalSecondaryIndexInfo {
  "IndexName"?: string;
  "KeySchema"?: (KeySchemaElement)[];
  "Projection"?: Projection;
  "ProvisionedThroughput"?: ProvisionedThroughput;
  "OnDemandThroughput"?: OnDemandThroughput;
}

export interface GlobalSecondaryIndexUpdate {
  "Update"?: UpdateGlobalSecondaryIndexAction;
  "Create"?: CreateGlobalSecondaryIndexAction;
  "Delete"?: DeleteGlobalSecondaryIndexAction;
}

export interface GlobalSecondaryIndexWarmThroughputDescription {
  "ReadUnitsPerSecond"?: number;
  "WriteUnitsPerSecond"?: number;
  "Status"?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";
}

export interface GlobalTable {
  "GlobalTableName"?: string;
  "ReplicationGroup"?: (Replica)[];
}

export interface GlobalTableAlreadyExistsException {
  "message"?: string;
}

export interface GlobalTableDescription {
  "ReplicationGroup"?: (ReplicaDescription)[];
  "GlobalTableArn"?: string;
  "CreationDateTime"?: number;
  "GlobalTableStatus"?: "CREATING" | "ACTIVE" | "DELETING" | "UPDATING";
  "GlobalTableName"?: string;
}

export interface GlobalTableGlobalSecondaryIndexSettingsUpdate {
  "IndexName": string;
  "ProvisionedWriteCapacityUnits"?: number;
  "ProvisionedWriteCapacityAutoScalingSettingsUpdate"?: AutoScalingSettingsUpdate;
}

export interface GlobalTableNotFoundException {
  "message"?: string;
}

export interface GlobalTableWitnessDescription {
  "RegionName"?: string;
  "WitnessStatus"?: "CREATING" | "DELETING" | "ACTIVE";
}

export interface GlobalTableWitnessGroupUpdate {
  "Create"?: CreateGlobalTableWitnessGroupMemberAction;
  "Delete"?: DeleteGlobalTableWitnessGroupMemberAction;
}

export interface IdempotentParameterMismatchException {
  "Message"?: string;
}

export interface ImportConflictException {
  "message"?: string;
}

export interface ImportNotFoundException {
  "message"?: string;
}

export interface ImportSummary {
  "ImportArn"?: string;
  "ImportStatus"?: "IN_PROGRESS" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  "TableArn"?: string;
  "S3BucketSource"?: S3BucketSource;
  "CloudWatchLogGroupArn"?: string;
  "InputFormat"?: "DYNAMODB_JSON" | "ION" | "CSV";
  "StartTime"?: number;
  "EndTime"?: number;
}

export interface ImportTableDescription {
  "ImportArn"?: string;
  "ImportStatus"?: "IN_PROGRESS" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  "TableArn"?: string;
  "TableId"?: string;
  "ClientToken"?: string;
  "S3BucketSource"?: S3BucketSource;
  "ErrorCount"?: number;
  "CloudWatchLogGroupArn"?: string;
  "InputFormat"?: "DYNAMODB_JSON" | "ION" | "CSV";
  "InputFormatOptions"?: InputFormatOptions;
  "InputCompressionType"?: "GZIP" | "ZSTD" | "NONE";
  "TableCreationParameters"?: TableCreationParameters;
  "StartTime"?: number;
  "EndTime"?: number;
  "ProcessedSizeBytes"?: number;
  "ProcessedItemCount"?: number;
  "ImportedItemCount"?: number;
  "FailureCode"?: string;
  "FailureMessage"?: string;
}

export interface ImportTableInput {
  "ClientToken"?: string;
  "S3BucketSource": S3BucketSource;
  "InputFormat": "DYNAMODB_JSON" | "ION" | "CSV";
  "InputFormatOptions"?: InputFormatOptions;
  "InputCompressionType"?: "GZIP" | "ZSTD" | "NONE";
  "TableCreationParameters": TableCreationParameters;
}

export interface ImportTableOutput {
  "ImportTableDescription"?: ImportTableDescription;
}

export interface IncrementalExportSpecification {
  "ExportFromTime"?: number;
  "ExportToTime"?: number;
  "ExportViewType"?: "NEW_IMAGE" | "NEW_AND_OLD_IMAGES";
}

export interface IndexNotFoundException {
  "message"?: string;
}

export interface InputFormatOptions {
  "Csv"?: CsvOptions;
}

export interface InputS3Configuration {
  "S3BucketOwner"?: string;
  "S3Bucket": string;
  "S3KeyPrefix"?: string;
  "InputFormat": "DYNAMODB_JSON" | "ION";
  "InputCompressionType"?: "GZIP" | "ZSTD" | "NONE";
}

export interface InternalServerError {
  "message"?: string;
}

export interface InvalidExportTimeException {
  "message"?: string;
}

export interface InvalidRestoreTimeException {
  "message"?: string;
}

export interface ItemCollectionMetrics {
  "ItemCollectionKey"?: Record<string, AttributeValue>;
  "SizeEstimateRangeGB"?: (number)[];
}

export interface ItemCollectionSizeLimitExceededException {
  "message"?: string;
}

export interface ItemResponse {
  "Item"?: Record<string, AttributeValue>;
}

export interface KeySchemaElement {
  "AttributeName": string;
  "KeyType": "HASH" | "RANGE";
}

export interface KeysAndAttributes {
  "Keys": (Record<string, AttributeValue>)[];
  "AttributesToGet"?: (string)[];
  "ConsistentRead"?: boolean;
  "ProjectionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
}

export interface KinesisDataStreamDestination {
  "StreamArn"?: string;
  "DestinationStatus"?: "ENABLING" | "ACTIVE" | "DISABLING" | "DISABLED" | "ENABLE_FAILED" | "UPDATING";
  "DestinationStatusDescription"?: string;
  "ApproximateCreationDateTimePrecision"?: "MILLISECOND" | "MICROSECOND";
}

export interface KinesisStreamingDestinationInput {
  "TableName": string;
  "StreamArn": string;
  "EnableKinesisStreamingConfiguration"?: EnableKinesisStreamingConfiguration;
}

export interface KinesisStreamingDestinationOutput {
  "TableName"?: string;
  "StreamArn"?: string;
  "DestinationStatus"?: "ENABLING" | "ACTIVE" | "DISABLING" | "DISABLED" | "ENABLE_FAILED" | "UPDATING";
  "EnableKinesisStreamingConfiguration"?: EnableKinesisStreamingConfiguration;
}

export interface LimitExceededException {
  "message"?: string;
}

export interface ListBackupsInput {
  "TableName"?: string;
  "Limit"?: number;
  "TimeRangeLowerBound"?: number;
  "TimeRangeUpperBound"?: number;
  "ExclusiveStartBackupArn"?: string;
  "BackupType"?: "USER" | "SYSTEM" | "AWS_BACKUP" | "ALL";
}

export interface ListBackupsOutput {
  "BackupSummaries"?: (BackupSummary)[];
  "LastEvaluatedBackupArn"?: string;
}

export interface ListBulkOperationsInput {
  "MaxResults"?: number;
  "NextToken"?: string;
}

export interface ListBulkOperationsOutput {
  "BulkOperationsSummaryList"?: (BulkOperationSummary)[];
  "NextToken"?: string;
}

export interface ListContributorInsightsInput {
  "TableName"?: string;
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListContributorInsightsOutput {
  "ContributorInsightsSummaries"?: (ContributorInsightsSummary)[];
  "NextToken"?: string;
}

export interface ListExportsInput {
  "TableArn"?: string;
  "MaxResults"?: number;
  "NextToken"?: string;
}

export interface ListExportsOutput {
  "ExportSummaries"?: (ExportSummary)[];
  "NextToken"?: string;
}

export interface ListGlobalTablesInput {
  "ExclusiveStartGlobalTableName"?: string;
  "Limit"?: number;
  "RegionName"?: string;
}

export interface ListGlobalTablesOutput {
  "GlobalTables"?: (GlobalTable)[];
  "LastEvaluatedGlobalTableName"?: string;
}

export interface ListImportsInput {
  "TableArn"?: string;
  "PageSize"?: number;
  "NextToken"?: string;
}

export interface ListImportsOutput {
  "ImportSummaryList"?: (ImportSummary)[];
  "NextToken"?: string;
}

export interface ListTablesInput {
  "ExclusiveStartTableName"?: string;
  "Limit"?: number;
}

export interface ListTablesOutput {
  "TableNames"?: (string)[];
  "LastEvaluatedTableName"?: string;
}

export interface ListTagsOfResourceInput {
  "ResourceArn": string;
  "NextToken"?: string;
}

export interface ListTagsOfResourceOutput {
  "Tags"?: (Tag)[];
  "NextToken"?: string;
}

export interface LocalSecondaryIndex {
  "IndexName": string;
  "KeySchema": (KeySchemaElement)[];
  "Projection": Projection;
}

export interface LocalSecondaryIndexDescription {
  "IndexName"?: string;
  "KeySchema"?: (KeySchemaElement)[];
  "Projection"?: Projection;
  "IndexSizeBytes"?: number;
  "ItemCount"?: number;
  "IndexArn"?: string;
}

export interface LocalSecondaryIndexInfo {
  "IndexName"?: string;
  "KeySchema"?: (KeySchemaElement)[];
  "Projection"?: Projection;
}

export interface OnDemandThroughput {
  "MaxReadRequestUnits"?: number;
  "MaxWriteRequestUnits"?: number;
}

export interface OnDemandThroughputOverride {
  "MaxReadRequestUnits"?: number;
}

export interface OutputS3Configuration {
  "S3BucketOwner"?: string;
  "S3Bucket"?: string;
  "S3KeyPrefix"?: string;
  "S3SseAlgorithm"?: "AES256" | "KMS";
  "S3SseKmsKeyId"?: string;
  "OutputType": ("ERROR" | "CONDITION_CHECK_FAILURE")[];
}

export interface ParameterizedStatement {
  "Statement": string;
  "Parameters"?: (AttributeValue)[];
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface PointInTimeRecoveryDescription {
  "PointInTimeRecoveryStatus"?: "ENABLED" | "DISABLED";
  "RecoveryPeriodInDays"?: number;
  "EarliestRestorableDateTime"?: number;
  "LatestRestorableDateTime"?: number;
}

export interface PointInTimeRecoverySpecification {
  "PointInTimeRecoveryEnabled": boolean;
  "RecoveryPeriodInDays"?: number;
}

export interface PointInTimeRecoveryUnavailableException {
  "message"?: string;
}

export interface PolicyNotFoundException {
  "message"?: string;
}

export interface Projection {
  "ProjectionType"?: "ALL" | "KEYS_ONLY" | "INCLUDE";
  "NonKeyAttributes"?: (string)[];
}

export interface ProvisionedThroughput {
  "ReadCapacityUnits": number;
  "WriteCapacityUnits": number;
}

export interface ProvisionedThroughputDescription {
  "LastIncreaseDateTime"?: number;
  "LastDecreaseDateTime"?: number;
  "NumberOfDecreasesToday"?: number;
  "ReadCapacityUnits"?: number;
  "WriteCapacityUnits"?: number;
}

export interface ProvisionedThroughputExceededException {
  "message"?: string;
  "ThrottlingReasons"?: (ThrottlingReason)[];
}

export interface ProvisionedThroughputOverride {
  "ReadCapacityUnits"?: number;
}

export interface Put {
  "Item": Record<string, AttributeValue>;
  "TableName": string;
  "ConditionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface PutItemInput {
  "TableName": string;
  "Item": Record<string, AttributeValue>;
  "Expected"?: Record<string, ExpectedAttributeValue>;
  "ReturnValues"?: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "ReturnItemCollectionMetrics"?: "SIZE" | "NONE";
  "ConditionalOperator"?: "AND" | "OR";
  "ConditionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface PutItemOutput {
  "Attributes"?: Record<string, AttributeValue>;
  "ConsumedCapacity"?: ConsumedCapacity;
  "ItemCollectionMetrics"?: ItemCollectionMetrics;
}

export interface PutRequest {
  "Item": Record<string, AttributeValue>;
}

export interface PutResourcePolicyInput {
  "ResourceArn": string;
  "Policy": string;
  "ExpectedRevisionId"?: string;
  "ConfirmRemoveSelfResourceAccess"?: boolean;
}

export interface PutResourcePolicyOutput {
  "RevisionId"?: string;
}

export interface QueryInput {
  "TableName": string;
  "IndexName"?: string;
  "Select"?: "ALL_ATTRIBUTES" | "ALL_PROJECTED_ATTRIBUTES" | "SPECIFIC_ATTRIBUTES" | "COUNT";
  "AttributesToGet"?: (string)[];
  "Limit"?: number;
  "ConsistentRead"?: boolean;
  "KeyConditions"?: Record<string, Condition>;
  "QueryFilter"?: Record<string, Condition>;
  "ConditionalOperator"?: "AND" | "OR";
  "ScanIndexForward"?: boolean;
  "ExclusiveStartKey"?: Record<string, AttributeValue>;
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "ProjectionExpression"?: string;
  "FilterExpression"?: string;
  "KeyConditionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
}

export interface QueryOutput {
  "Items"?: (Record<string, AttributeValue>)[];
  "Count"?: number;
  "ScannedCount"?: number;
  "LastEvaluatedKey"?: Record<string, AttributeValue>;
  "ConsumedCapacity"?: ConsumedCapacity;
}

export interface Replica {
  "RegionName"?: string;
}

export interface ReplicaAlreadyExistsException {
  "message"?: string;
}

export interface ReplicaAutoScalingDescription {
  "RegionName"?: string;
  "GlobalSecondaryIndexes"?: (ReplicaGlobalSecondaryIndexAutoScalingDescription)[];
  "ReplicaProvisionedReadCapacityAutoScalingSettings"?: AutoScalingSettingsDescription;
  "ReplicaProvisionedWriteCapacityAutoScalingSettings"?: AutoScalingSettingsDescription;
  "ReplicaStatus"?: "CREATING" | "CREATION_FAILED" | "UPDATING" | "DELETING" | "ACTIVE" | "REGION_DISABLED" | "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVING" | "ARCHIVED" | "REPLICATION_NOT_AUTHORIZED";
}

export interface ReplicaAutoScalingUpdate {
  "RegionName": string;
  "ReplicaGlobalSecondaryIndexUpdates"?: (ReplicaGlobalSecondaryIndexAutoScalingUpdate)[];
  "ReplicaProvisionedReadCapacityAutoScalingUpdate"?: AutoScalingSettingsUpdate;
}

export interface ReplicaDescription {
  "RegionName"?: string;
  "ReplicaStatus"?: "CREATING" | "CREATION_FAILED" | "UPDATING" | "DELETING" | "ACTIVE" | "REGION_DISABLED" | "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVING" | "ARCHIVED" | "REPLICATION_NOT_AUTHORIZED";
  "ReplicaArn"?: string;
  "ReplicaStatusDescription"?: string;
  "ReplicaStatusPercentProgress"?: string;
  "KMSMasterKeyId"?: string;
  "ProvisionedThroughputOverride"?: ProvisionedThroughputOverride;
  "OnDemandThroughputOverride"?: OnDemandThroughputOverride;
  "WarmThroughput"?: TableWarmThroughputDescription;
  "GlobalSecondaryIndexes"?: (ReplicaGlobalSecondaryIndexDescription)[];
  "ReplicaInaccessibleDateTime"?: number;
  "ReplicaTableClassSummary"?: TableClassSummary;
  "GlobalTableSettingsReplicationMode"?: "ENABLED" | "DISABLED" | "ENABLED_WITH_OVERRIDES";
}

export interface ReplicaGlobalSecondaryIndex {
  "IndexName": string;
  "ProvisionedThroughputOverride"?: ProvisionedThroughputOverride;
  "OnDemandThroughputOverride"?: OnDemandThroughputOverride;
}

export interface ReplicaGlobalSecondaryIndexAutoScalingDescription {
  "IndexName"?: string;
  "IndexStatus"?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";
  "ProvisionedReadCapacityAutoScalingSettings"?: AutoScalingSettingsDescription;
  "ProvisionedWriteCapacityAutoScalingSettings"?: AutoScalingSettingsDescription;
}

export interface ReplicaGlobalSecondaryIndexAutoScalingUpdate {
  "IndexName"?: string;
  "ProvisionedReadCapacityAutoScalingUpdate"?: AutoScalingSettingsUpdate;
}

export interface ReplicaGlobalSecondaryIndexDescription {
  "IndexName"?: string;
  "ProvisionedThroughputOverride"?: ProvisionedThroughputOverride;
  "OnDemandThroughputOverride"?: OnDemandThroughputOverride;
  "WarmThroughput"?: GlobalSecondaryIndexWarmThroughputDescription;
}

export interface ReplicaGlobalSecondaryIndexSettingsDescription {
  "IndexName": string;
  "IndexStatus"?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";
  "ProvisionedReadCapacityUnits"?: number;
  "ProvisionedReadCapacityAutoScalingSettings"?: AutoScalingSettingsDescription;
  "ProvisionedWriteCapacityUnits"?: number;
  "ProvisionedWriteCapacityAutoScalingSettings"?: AutoScalingSettingsDescription;
}

export interface ReplicaGlobalSecondaryIndexSettingsUpdate {
  "IndexName": string;
  "ProvisionedReadCapacityUnits"?: number;
  "ProvisionedReadCapacityAutoScalingSettingsUpdate"?: AutoScalingSettingsUpdate;
}

export interface ReplicaNotFoundException {
  "message"?: string;
}

export interface ReplicaSettingsDescription {
  "RegionName": string;
  "ReplicaStatus"?: "CREATING" | "CREATION_FAILED" | "UPDATING" | "DELETING" | "ACTIVE" | "REGION_DISABLED" | "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVING" | "ARCHIVED" | "REPLICATION_NOT_AUTHORIZED";
  "ReplicaBillingModeSummary"?: BillingModeSummary;
  "ReplicaProvisionedReadCapacityUnits"?: number;
  "ReplicaProvisionedReadCapacityAutoScalingSettings"?: AutoScalingSettingsDescription;
  "ReplicaProvisionedWriteCapacityUnits"?: number;
  "ReplicaProvisionedWriteCapacityAutoScalingSettings"?: AutoScalingSettingsDescription;
  "ReplicaGlobalSecondaryIndexSettings"?: (ReplicaGlobalSecondaryIndexSettingsDescription)[];
  "ReplicaTableClassSummary"?: TableClassSummary;
}

export interface ReplicaSettingsUpdate {
  "RegionName": string;
  "ReplicaProvisionedReadCapacityUnits"?: number;
  "ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate"?: AutoScalingSettingsUpdate;
  "ReplicaGlobalSecondaryIndexSettingsUpdate"?: (ReplicaGlobalSecondaryIndexSettingsUpdate)[];
  "ReplicaTableClass"?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
}

export interface ReplicaUpdate {
  "Create"?: CreateReplicaAction;
  "Delete"?: DeleteReplicaAction;
}

export interface ReplicatedWriteConflictException {
  "message"?: string;
}

export interface ReplicationGroupUpdate {
  "Create"?: CreateReplicationGroupMemberAction;
  "Update"?: UpdateReplicationGroupMemberAction;
  "Delete"?: DeleteReplicationGroupMemberAction;
  "Disassociate"?: DisassociateReplicationGroupMemberAction;
}

export interface RequestLimitExceeded {
  "message"?: string;
  "ThrottlingReasons"?: (ThrottlingReason)[];
}

export interface ResourceInUseException {
  "message"?: string;
}

export interface ResourceNotFoundException {
  "message"?: string;
}

export interface RestoreSummary {
  "SourceBackupArn"?: string;
  "SourceTableArn"?: string;
  "RestoreDateTime": number;
  "RestoreInProgress": boolean;
}

export interface RestoreTableFromBackupInput {
  "TargetTableName": string;
  "BackupArn": string;
  "BillingModeOverride"?: "PROVISIONED" | "PAY_PER_REQUEST";
  "GlobalSecondaryIndexOverride"?: (GlobalSecondaryIndex)[];
  "LocalSecondaryIndexOverride"?: (LocalSecondaryIndex)[];
  "ProvisionedThroughputOverride"?: ProvisionedThroughput;
  "OnDemandThroughputOverride"?: OnDemandThroughput;
  "SSESpecificationOverride"?: SSESpecification;
  "VectorIndexOverride"?: (VectorIndex)[];
}

export interface RestoreTableFromBackupOutput {
  "TableDescription"?: TableDescription;
}

export interface RestoreTableToPointInTimeInput {
  "SourceTableArn"?: string;
  "SourceTableName"?: string;
  "TargetTableName": string;
  "UseLatestRestorableTime"?: boolean;
  "RestoreDateTime"?: number;
  "BillingModeOverride"?: "PROVISIONED" | "PAY_PER_REQUEST";
  "GlobalSecondaryIndexOverride"?: (GlobalSecondaryIndex)[];
  "LocalSecondaryIndexOverride"?: (LocalSecondaryIndex)[];
  "ProvisionedThroughputOverride"?: ProvisionedThroughput;
  "OnDemandThroughputOverride"?: OnDemandThroughput;
  "SSESpecificationOverride"?: SSESpecification;
  "VectorIndexOverride"?: (VectorIndex)[];
}

export interface RestoreTableToPointInTimeOutput {
  "TableDescription"?: TableDescription;
}

export interface S3BucketSource {
  "S3BucketOwner"?: string;
  "S3Bucket": string;
  "S3KeyPrefix"?: string;
}

export interface SSEDescription {
  "Status"?: "ENABLING" | "ENABLED" | "DISABLING" | "DISABLED" | "UPDATING";
  "SSEType"?: "AES256" | "KMS";
  "KMSMasterKeyArn"?: string;
  "InaccessibleEncryptionDateTime"?: number;
}

export interface SSESpecification {
  "Enabled"?: boolean;
  "SSEType"?: "AES256" | "KMS";
  "KMSMasterKeyId"?: string;
}

export interface ScanInput {
  "TableName": string;
  "IndexName"?: string;
  "AttributesToGet"?: (string)[];
  "Limit"?: number;
  "Select"?: "ALL_ATTRIBUTES" | "ALL_PROJECTED_ATTRIBUTES" | "SPECIFIC_ATTRIBUTES" | "COUNT";
  "ScanFilter"?: Record<string, Condition>;
  "ConditionalOperator"?: "AND" | "OR";
  "ExclusiveStartKey"?: Record<string, AttributeValue>;
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "TotalSegments"?: number;
  "Segment"?: number;
  "ProjectionExpression"?: string;
  "FilterExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ConsistentRead"?: boolean;
}

export interface ScanOutput {
  "Items"?: (Record<string, AttributeValue>)[];
  "Count"?: number;
  "ScannedCount"?: number;
  "LastEvaluatedKey"?: Record<string, AttributeValue>;
  "ConsumedCapacity"?: ConsumedCapacity;
}

export interface SearchResultItem {
  "Item"?: Record<string, AttributeValue>;
  "Score"?: number;
}

export interface SearchSchemaElement {
  "AttributeName": string;
  "SearchSchemaElementType": "HASH" | "INLINE_FILTER";
}

export interface SearchVectorsInput {
  "TableName": string;
  "IndexName": string;
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ProjectionExpression"?: string;
  "SearchVector": (AttributeValue)[];
  "SearchConditionExpression"?: string;
  "TopK": number;
}

export interface SearchVectorsOutput {
  "ConsumedCapacity"?: VectorCapacity;
  "SearchResults"?: (SearchResultItem)[];
}

export interface SourceTableDetails {
  "TableName": string;
  "TableId": string;
  "TableArn"?: string;
  "TableSizeBytes"?: number;
  "KeySchema": (KeySchemaElement)[];
  "TableCreationDateTime": number;
  "ProvisionedThroughput": ProvisionedThroughput;
  "OnDemandThroughput"?: OnDemandThroughput;
  "ItemCount"?: number;
  "BillingMode"?: "PROVISIONED" | "PAY_PER_REQUEST";
}

export interface SourceTableFeatureDetails {
  "LocalSecondaryIndexes"?: (LocalSecondaryIndexInfo)[];
  "GlobalSecondaryIndexes"?: (GlobalSecondaryIndexInfo)[];
  "StreamDescription"?: StreamSpecification;
  "TimeToLiveDescription"?: TimeToLiveDescription;
  "SSEDescription"?: SSEDescription;
  "VectorIndexes"?: (VectorIndexInfo)[];
}

export interface StartBulkPutItemsInput {
  "ClientToken"?: string;
  "InputS3Configuration": InputS3Configuration;
  "OutputS3Configuration": OutputS3Configuration;
  "TableName": string;
  "MaxWriteRequestUnits"?: number;
  "PerformanceTier"?: "STANDARD" | "ACCELERATED";
}

export interface StartBulkPutItemsOutput {
  "BulkOperationDescription"?: BulkOperationDescription;
}

export interface StreamSpecification {
  "StreamEnabled": boolean;
  "StreamViewType"?: "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | "KEYS_ONLY";
}

export interface TableAlreadyExistsException {
  "message"?: string;
}

export interface TableAutoScalingDescription {
  "TableName"?: string;
  "TableStatus"?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE" | "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVING" | "ARCHIVED" | "REPLICATION_NOT_AUTHORIZED";
  "Replicas"?: (ReplicaAutoScalingDescription)[];
}

export interface TableClassSummary {
  "TableClass"?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
  "LastUpdateDateTime"?: number;
}

export interface TableCreationParameters {
  "TableName": string;
  "AttributeDefinitions": (AttributeDefinition)[];
  "KeySchema": (KeySchemaElement)[];
  "BillingMode"?: "PROVISIONED" | "PAY_PER_REQUEST";
  "ProvisionedThroughput"?: ProvisionedThroughput;
  "OnDemandThroughput"?: OnDemandThroughput;
  "SSESpecification"?: SSESpecification;
  "GlobalSecondaryIndexes"?: (GlobalSecondaryIndex)[];
  "VectorIndexes"?: (VectorIndex)[];
}

export interface TableDescription {
  "AttributeDefinitions"?: (AttributeDefinition)[];
  "TableName"?: string;
  "KeySchema"?: (KeySchemaElement)[];
  "TableStatus"?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE" | "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVING" | "ARCHIVED" | "REPLICATION_NOT_AUTHORIZED";
  "CreationDateTime"?: number;
  "ProvisionedThroughput"?: ProvisionedThroughputDescription;
  "TableSizeBytes"?: number;
  "ItemCount"?: number;
  "TableArn"?: string;
  "TableId"?: string;
  "BillingModeSummary"?: BillingModeSummary;
  "LocalSecondaryIndexes"?: (LocalSecondaryIndexDescription)[];
  "GlobalSecondaryIndexes"?: (GlobalSecondaryIndexDescription)[];
  "StreamSpecification"?: StreamSpecification;
  "LatestStreamLabel"?: string;
  "LatestStreamArn"?: string;
  "GlobalTableVersion"?: string;
  "Replicas"?: (ReplicaDescription)[];
  "GlobalTableWitnesses"?: (GlobalTableWitnessDescription)[];
  "GlobalTableSettingsReplicationMode"?: "ENABLED" | "DISABLED" | "ENABLED_WITH_OVERRIDES";
  "RestoreSummary"?: RestoreSummary;
  "SSEDescription"?: SSEDescription;
  "ArchivalSummary"?: ArchivalSummary;
  "TableClassSummary"?: TableClassSummary;
  "DeletionProtectionEnabled"?: boolean;
  "DisassociationProtectionEnabled"?: boolean;
  "OnDemandThroughput"?: OnDemandThroughput;
  "WarmThroughput"?: TableWarmThroughputDescription;
  "MultiRegionConsistency"?: "EVENTUAL" | "STRONG";
  "VectorIndexes"?: (VectorIndexDescription)[];
}

export interface TableInUseException {
  "message"?: string;
}

export interface TableNotFoundException {
  "message"?: string;
}

export interface TableWarmThroughputDescription {
  "ReadUnitsPerSecond"?: number;
  "WriteUnitsPerSecond"?: number;
  "Status"?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE" | "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVING" | "ARCHIVED" | "REPLICATION_NOT_AUTHORIZED";
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface TagResourceInput {
  "ResourceArn": string;
  "Tags": (Tag)[];
}

export interface ThrottlingException {
  "message"?: string;
  "throttlingReasons"?: (ThrottlingReason)[];
}

export interface ThrottlingReason {
  "reason"?: string;
  "resource"?: string;
}

export interface TimeToLiveDescription {
  "TimeToLiveStatus"?: "ENABLING" | "DISABLING" | "ENABLED" | "DISABLED";
  "AttributeName"?: string;
}

export interface TimeToLiveSpecification {
  "Enabled": boolean;
  "AttributeName": string;
}

export interface TransactGetItem {
  "Get": Get;
}

export interface TransactGetItemsInput {
  "TransactItems": (TransactGetItem)[];
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
}

export interface TransactGetItemsOutput {
  "ConsumedCapacity"?: (ConsumedCapacity)[];
  "Responses"?: (ItemResponse)[];
}

export interface TransactWriteItem {
  "ConditionCheck"?: ConditionCheck;
  "Put"?: Put;
  "Delete"?: Delete;
  "Update"?: Update;
}

export interface TransactWriteItemsInput {
  "TransactItems": (TransactWriteItem)[];
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "ReturnItemCollectionMetrics"?: "SIZE" | "NONE";
  "ClientRequestToken"?: string;
}

export interface TransactWriteItemsOutput {
  "ConsumedCapacity"?: (ConsumedCapacity)[];
  "ItemCollectionMetrics"?: Record<string, (ItemCollectionMetrics)[]>;
}

export interface TransactionCanceledException {
  "Message"?: string;
  "CancellationReasons"?: (CancellationReason)[];
}

export interface TransactionConflictException {
  "message"?: string;
}

export interface TransactionInProgressException {
  "Message"?: string;
}

export interface UntagResourceInput {
  "ResourceArn": string;
  "TagKeys": (string)[];
}

export interface Update {
  "Key": Record<string, AttributeValue>;
  "UpdateExpression": string;
  "TableName": string;
  "ConditionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface UpdateContinuousBackupsInput {
  "TableName": string;
  "PointInTimeRecoverySpecification": PointInTimeRecoverySpecification;
}

export interface UpdateContinuousBackupsOutput {
  "ContinuousBackupsDescription"?: ContinuousBackupsDescription;
}

export interface UpdateContributorInsightsInput {
  "TableName": string;
  "IndexName"?: string;
  "ContributorInsightsAction": "ENABLE" | "DISABLE";
  "ContributorInsightsMode"?: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
}

export interface UpdateContributorInsightsOutput {
  "TableName"?: string;
  "IndexName"?: string;
  "ContributorInsightsStatus"?: "ENABLING" | "ENABLED" | "DISABLING" | "DISABLED" | "FAILED";
  "ContributorInsightsMode"?: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
}

export interface UpdateGlobalSecondaryIndexAction {
  "IndexName": string;
  "ProvisionedThroughput"?: ProvisionedThroughput;
  "OnDemandThroughput"?: OnDemandThroughput;
  "WarmThroughput"?: WarmThroughput;
}

export interface UpdateGlobalTableInput {
  "GlobalTableName": string;
  "ReplicaUpdates": (ReplicaUpdate)[];
}

export interface UpdateGlobalTableOutput {
  "GlobalTableDescription"?: GlobalTableDescription;
}

export interface UpdateGlobalTableSettingsInput {
  "GlobalTableName": string;
  "GlobalTableBillingMode"?: "PROVISIONED" | "PAY_PER_REQUEST";
  "GlobalTableProvisionedWriteCapacityUnits"?: number;
  "GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate"?: AutoScalingSettingsUpdate;
  "GlobalTableGlobalSecondaryIndexSettingsUpdate"?: (GlobalTableGlobalSecondaryIndexSettingsUpdate)[];
  "ReplicaSettingsUpdate"?: (ReplicaSettingsUpdate)[];
}

export interface UpdateGlobalTableSettingsOutput {
  "GlobalTableName"?: string;
  "ReplicaSettings"?: (ReplicaSettingsDescription)[];
}

export interface UpdateItemInput {
  "TableName": string;
  "Key": Record<string, AttributeValue>;
  "AttributeUpdates"?: Record<string, AttributeValueUpdate>;
  "Expected"?: Record<string, ExpectedAttributeValue>;
  "ConditionalOperator"?: "AND" | "OR";
  "ReturnValues"?: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";
  "ReturnConsumedCapacity"?: "INDEXES" | "TOTAL" | "NONE";
  "ReturnItemCollectionMetrics"?: "SIZE" | "NONE";
  "UpdateExpression"?: string;
  "ConditionExpression"?: string;
  "ExpressionAttributeNames"?: Record<string, string>;
  "ExpressionAttributeValues"?: Record<string, AttributeValue>;
  "ReturnValuesOnConditionCheckFailure"?: "ALL_OLD" | "NONE";
}

export interface UpdateItemOutput {
  "Attributes"?: Record<string, AttributeValue>;
  "ConsumedCapacity"?: ConsumedCapacity;
  "ItemCollectionMetrics"?: ItemCollectionMetrics;
}

export interface UpdateKinesisStreamingConfiguration {
  "ApproximateCreationDateTimePrecision"?: "MILLISECOND" | "MICROSECOND";
}

export interface UpdateKinesisStreamingDestinationInput {
  "TableName": string;
  "StreamArn": string;
  "UpdateKinesisStreamingConfiguration"?: UpdateKinesisStreamingConfiguration;
}

export interface UpdateKinesisStreamingDestinationOutput {
  "TableName"?: string;
  "StreamArn"?: string;
  "DestinationStatus"?: "ENABLING" | "ACTIVE" | "DISABLING" | "DISABLED" | "ENABLE_FAILED" | "UPDATING";
  "UpdateKinesisStreamingConfiguration"?: UpdateKinesisStreamingConfiguration;
}

export interface UpdateReplicationGroupMemberAction {
  "RegionName": string;
  "KMSMasterKeyId"?: string;
  "ProvisionedThroughputOverride"?: ProvisionedThroughputOverride;
  "OnDemandThroughputOverride"?: OnDemandThroughputOverride;
  "GlobalSecondaryIndexes"?: (ReplicaGlobalSecondaryIndex)[];
  "TableClassOverride"?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
}

export interface UpdateTableInput {
  "AttributeDefinitions"?: (AttributeDefinition)[];
  "TableName": string;
  "BillingMode"?: "PROVISIONED" | "PAY_PER_REQUEST";
  "ProvisionedThroughput"?: ProvisionedThroughput;
  "GlobalSecondaryIndexUpdates"?: (GlobalSecondaryIndexUpdate)[];
  "StreamSpecification"?: StreamSpecification;
  "SSESpecification"?: SSESpecification;
  "ReplicaUpdates"?: (ReplicationGroupUpdate)[];
  "TableClass"?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
  "DeletionProtectionEnabled"?: boolean;
  "MultiRegionConsistency"?: "EVENTUAL" | "STRONG";
  "GlobalTableWitnessUpdates"?: (GlobalTableWitnessGroupUpdate)[];
  "OnDemandThroughput"?: OnDemandThroughput;
  "WarmThroughput"?: WarmThroughput;
  "GlobalTableSettingsReplicationMode"?: "ENABLED" | "DISABLED" | "ENABLED_WITH_OVERRIDES";
  "DisassociationProtectionEnabled"?: boolean;
  "VectorIndexUpdates"?: (VectorIndexUpdate)[];
}

export interface UpdateTableOutput {
  "TableDescription"?: TableDescription;
}

export interface UpdateTableReplicaAutoScalingInput {
  "GlobalSecondaryIndexUpdates"?: (GlobalSecondaryIndexAutoScalingUpdate)[];
  "TableName": string;
  "ProvisionedWriteCapacityAutoScalingUpdate"?: AutoScalingSettingsUpdate;
  "ReplicaUpdates"?: (ReplicaAutoScalingUpdate)[];
}

export interface UpdateTableReplicaAutoScalingOutput {
  "TableAutoScalingDescription"?: TableAutoScalingDescription;
}

export interface UpdateTimeToLiveInput {
  "TableName": string;
  "TimeToLiveSpecification": TimeToLiveSpecification;
}

export interface UpdateTimeToLiveOutput {
  "TimeToLiveSpecification"?: TimeToLiveSpecification;
}

export interface VectorAttributeDefinition {
  "AttributeName": string;
}

export interface VectorCapacity {
  "VectorSearchRequestBytes"?: number;
  "VectorWriteRequestBytes"?: number;
}

export interface VectorIndex {
  "IndexName": string;
  "VectorAttribute": VectorAttributeDefinition;
  "SearchSchema"?: (SearchSchemaElement)[];
  "Projection": Projection;
  "Dimensions": number;
  "DistanceFunction": "COSINE" | "DOT_PRODUCT" | "EUCLIDEAN";
}

export interface VectorIndexDescription {
  "IndexName"?: string;
  "SearchSchema"?: (SearchSchemaElement)[];
  "Projection"?: Projection;
  "VectorAttribute"?: VectorAttributeDefinition;
  "Dimensions"?: number;
  "DistanceFunction"?: "COSINE" | "DOT_PRODUCT" | "EUCLIDEAN";
  "IndexStatus"?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";
  "Backfilling"?: boolean;
  "IndexSizeBytes"?: number;
  "ItemCount"?: number;
  "IndexArn"?: string;
}

export interface VectorIndexInfo {
  "IndexName"?: string;
  "VectorAttribute"?: VectorAttributeDefinition;
  "SearchSchema"?: (SearchSchemaElement)[];
  "Projection"?: Projection;
  "Dimensions"?: number;
  "DistanceFunction"?: "COSINE" | "DOT_PRODUCT" | "EUCLIDEAN";
}

export interface VectorIndexUpdate {
  "Create"?: CreateVectorIndexAction;
  "Delete"?: DeleteVectorIndexAction;
}

export interface WarmThroughput {
  "ReadUnitsPerSecond"?: number;
  "WriteUnitsPerSecond"?: number;
}

export interface WriteRequest {
  "PutRequest"?: PutRequest;
  "DeleteRequest"?: DeleteRequest;
}

export interface Operations {
  BatchExecuteStatement: { input: BatchExecuteStatementInput; output: BatchExecuteStatementOutput };
  BatchGetItem: { input: BatchGetItemInput; output: BatchGetItemOutput };
  BatchWriteItem: { input: BatchWriteItemInput; output: BatchWriteItemOutput };
  CancelBulkOperation: { input: CancelBulkOperationInput; output: CancelBulkOperationOutput };
  CreateBackup: { input: CreateBackupInput; output: CreateBackupOutput };
  CreateGlobalTable: { input: CreateGlobalTableInput; output: CreateGlobalTableOutput };
  CreateTable: { input: CreateTableInput; output: CreateTableOutput };
  DeleteBackup: { input: DeleteBackupInput; output: DeleteBackupOutput };
  DeleteItem: { input: DeleteItemInput; output: DeleteItemOutput };
  DeleteResourcePolicy: { input: DeleteResourcePolicyInput; output: DeleteResourcePolicyOutput };
  DeleteTable: { input: DeleteTableInput; output: DeleteTableOutput };
  DescribeBackup: { input: DescribeBackupInput; output: DescribeBackupOutput };
  DescribeBulkOperation: { input: DescribeBulkOperationInput; output: DescribeBulkOperationOutput };
  DescribeContinuousBackups: { input: DescribeContinuousBackupsInput; output: DescribeContinuousBackupsOutput };
  DescribeContributorInsights: { input: DescribeContributorInsightsInput; output: DescribeContributorInsightsOutput };
  DescribeEndpoints: { input: DescribeEndpointsRequest; output: DescribeEndpointsResponse };
  DescribeExport: { input: DescribeExportInput; output: DescribeExportOutput };
  DescribeGlobalTable: { input: DescribeGlobalTableInput; output: DescribeGlobalTableOutput };
  DescribeGlobalTableSettings: { input: DescribeGlobalTableSettingsInput; output: DescribeGlobalTableSettingsOutput };
  DescribeImport: { input: DescribeImportInput; output: DescribeImportOutput };
  DescribeKinesisStreamingDestination: { input: DescribeKinesisStreamingDestinationInput; output: DescribeKinesisStreamingDestinationOutput };
  DescribeLimits: { input: DescribeLimitsInput; output: DescribeLimitsOutput };
  DescribeTable: { input: DescribeTableInput; output: DescribeTableOutput };
  DescribeTableReplicaAutoScaling: { input: DescribeTableReplicaAutoScalingInput; output: DescribeTableReplicaAutoScalingOutput };
  DescribeTimeToLive: { input: DescribeTimeToLiveInput; output: DescribeTimeToLiveOutput };
  DisableKinesisStreamingDestination: { input: KinesisStreamingDestinationInput; output: KinesisStreamingDestinationOutput };
  EnableKinesisStreamingDestination: { input: KinesisStreamingDestinationInput; output: KinesisStreamingDestinationOutput };
  ExecuteStatement: { input: ExecuteStatementInput; output: ExecuteStatementOutput };
  ExecuteTransaction: { input: ExecuteTransactionInput; output: ExecuteTransactionOutput };
  ExportTableToPointInTime: { input: ExportTableToPointInTimeInput; output: ExportTableToPointInTimeOutput };
  GetItem: { input: GetItemInput; output: GetItemOutput };
  GetResourcePolicy: { input: GetResourcePolicyInput; output: GetResourcePolicyOutput };
  ImportTable: { input: ImportTableInput; output: ImportTableOutput };
  ListBackups: { input: ListBackupsInput; output: ListBackupsOutput };
  ListBulkOperations: { input: ListBulkOperationsInput; output: ListBulkOperationsOutput };
  ListContributorInsights: { input: ListContributorInsightsInput; output: ListContributorInsightsOutput };
  ListExports: { input: ListExportsInput; output: ListExportsOutput };
  ListGlobalTables: { input: ListGlobalTablesInput; output: ListGlobalTablesOutput };
  ListImports: { input: ListImportsInput; output: ListImportsOutput };
  ListTables: { input: ListTablesInput; output: ListTablesOutput };
  ListTagsOfResource: { input: ListTagsOfResourceInput; output: ListTagsOfResourceOutput };
  PutItem: { input: PutItemInput; output: PutItemOutput };
  PutResourcePolicy: { input: PutResourcePolicyInput; output: PutResourcePolicyOutput };
  Query: { input: QueryInput; output: QueryOutput };
  RestoreTableFromBackup: { input: RestoreTableFromBackupInput; output: RestoreTableFromBackupOutput };
  RestoreTableToPointInTime: { input: RestoreTableToPointInTimeInput; output: RestoreTableToPointInTimeOutput };
  Scan: { input: ScanInput; output: ScanOutput };
  SearchVectors: { input: SearchVectorsInput; output: SearchVectorsOutput };
  StartBulkPutItems: { input: StartBulkPutItemsInput; output: StartBulkPutItemsOutput };
  TagResource: { input: TagResourceInput; output: Record<string, never> };
  TransactGetItems: { input: TransactGetItemsInput; output: TransactGetItemsOutput };
  TransactWriteItems: { input: TransactWriteItemsInput; output: TransactWriteItemsOutput };
  UntagResource: { input: UntagResourceInput; output: Record<string, never> };
  UpdateContinuousBackups: { input: UpdateContinuousBackupsInput; output: UpdateContinuousBackupsOutput };
  UpdateContributorInsights: { input: UpdateContributorInsightsInput; output: UpdateContributorInsightsOutput };
  UpdateGlobalTable: { input: UpdateGlobalTableInput; output: UpdateGlobalTableOutput };
  UpdateGlobalTableSettings: { input: UpdateGlobalTableSettingsInput; output: UpdateGlobalTableSettingsOutput };
  UpdateItem: { input: UpdateItemInput; output: UpdateItemOutput };
  UpdateKinesisStreamingDestination: { input: UpdateKinesisStreamingDestinationInput; output: UpdateKinesisStreamingDestinationOutput };
  UpdateTable: { input: UpdateTableInput; output: UpdateTableOutput };
  UpdateTableReplicaAutoScaling: { input: UpdateTableReplicaAutoScalingInput; output: UpdateTableReplicaAutoScalingOutput };
  UpdateTimeToLive: { input: UpdateTimeToLiveInput; output: UpdateTimeToLiveOutput };
}
