/** Firehose's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AmazonOpenSearchServerlessBufferingHints {
  "IntervalInSeconds"?: number;
  "SizeInMBs"?: number;
}

export interface AmazonOpenSearchServerlessDestinationConfiguration {
  "RoleARN": string;
  "CollectionEndpoint"?: string;
  "IndexName": string;
  "BufferingHints"?: AmazonOpenSearchServerlessBufferingHints;
  "RetryOptions"?: AmazonOpenSearchServerlessRetryOptions;
  "S3BackupMode"?: "FailedDocumentsOnly" | "AllDocuments";
  "S3Configuration": S3DestinationConfiguration;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "VpcConfiguration"?: VpcConfiguration;
}

export interface AmazonOpenSearchServerlessDestinationDescription {
  "RoleARN"?: string;
  "CollectionEndpoint"?: string;
  "IndexName"?: string;
  "BufferingHints"?: AmazonOpenSearchServerlessBufferingHints;
  "RetryOptions"?: AmazonOpenSearchServerlessRetryOptions;
  "S3BackupMode"?: "FailedDocumentsOnly" | "AllDocuments";
  "S3DestinationDescription"?: S3DestinationDescription;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "VpcConfigurationDescription"?: VpcConfigurationDescription;
}

export interface AmazonOpenSearchServerlessDestinationUpdate {
  "RoleARN"?: string;
  "CollectionEndpoint"?: string;
  "IndexName"?: string;
  "BufferingHints"?: AmazonOpenSearchServerlessBufferingHints;
  "RetryOptions"?: AmazonOpenSearchServerlessRetryOptions;
  "S3Update"?: S3DestinationUpdate;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
}

export interface AmazonOpenSearchServerlessRetryOptions {
  "DurationInSeconds"?: number;
}

export interface AmazonopensearchserviceBufferingHints {
  "IntervalInSeconds"?: number;
  "SizeInMBs"?: number;
}

export interface AmazonopensearchserviceDestinationConfiguration {
  "RoleARN": string;
  "DomainARN"?: string;
  "ClusterEndpoint"?: string;
  "IndexName": string;
  "TypeName"?: string;
  "IndexRotationPeriod"?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  "BufferingHints"?: AmazonopensearchserviceBufferingHints;
  "RetryOptions"?: AmazonopensearchserviceRetryOptions;
  "S3BackupMode"?: "FailedDocumentsOnly" | "AllDocuments";
  "S3Configuration": S3DestinationConfiguration;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "VpcConfiguration"?: VpcConfiguration;
  "DocumentIdOptions"?: DocumentIdOptions;
}

export interface AmazonopensearchserviceDestinationDescription {
  "RoleARN"?: string;
  "DomainARN"?: string;
  "ClusterEndpoint"?: string;
  "IndexName"?: string;
  "TypeName"?: string;
  "IndexRotationPeriod"?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  "BufferingHints"?: AmazonopensearchserviceBufferingHints;
  "RetryOptions"?: AmazonopensearchserviceRetryOptions;
  "S3BackupMode"?: "FailedDocumentsOnly" | "AllDocuments";
  "S3DestinationDescription"?: S3DestinationDescription;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "VpcConfigurationDescription"?: VpcConfigurationDescription;
  "DocumentIdOptions"?: DocumentIdOptions;
}

export interface AmazonopensearchserviceDestinationUpdate {
  "RoleARN"?: string;
  "DomainARN"?: string;
  "ClusterEndpoint"?: string;
  "IndexName"?: string;
  "TypeName"?: string;
  "IndexRotationPeriod"?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  "BufferingHints"?: AmazonopensearchserviceBufferingHints;
  "RetryOptions"?: AmazonopensearchserviceRetryOptions;
  "S3Update"?: S3DestinationUpdate;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "DocumentIdOptions"?: DocumentIdOptions;
}

export interface AmazonopensearchserviceRetryOptions {
  "DurationInSeconds"?: number;
}

export interface AuthenticationConfiguration {
  "RoleARN": string;
  "Connectivity": "PUBLIC" | "PRIVATE";
}

export interface BufferingHints {
  "SizeInMBs"?: number;
  "IntervalInSeconds"?: number;
}

export interface CatalogConfiguration {
  "CatalogARN"?: string;
  "WarehouseLocation"?: string;
}

export interface CloudWatchLoggingOptions {
  "Enabled"?: boolean;
  "LogGroupName"?: string;
  "LogStreamName"?: string;
}

export interface ConcurrentModificationException {
  "message"?: string;
}

export interface CopyCommand {
  "DataTableName": string;
  "DataTableColumns"?: string;
  "CopyOptions"?: string;
}

export interface CreateDeliveryStreamInput {
  "DeliveryStreamName": string;
  "DeliveryStreamType"?: "DirectPut" | "KinesisStreamAsSource" | "MSKAsSource" | "DatabaseAsSource";
  "DirectPutSourceConfiguration"?: DirectPutSourceConfiguration;
  "KinesisStreamSourceConfiguration"?: KinesisStreamSourceConfiguration;
  "DeliveryStreamEncryptionConfigurationInput"?: DeliveryStreamEncryptionConfigurationInput;
  "S3DestinationConfiguration"?: S3DestinationConfiguration;
  "ExtendedS3DestinationConfiguration"?: ExtendedS3DestinationConfiguration;
  "RedshiftDestinationConfiguration"?: RedshiftDestinationConfiguration;
  "ElasticsearchDestinationConfiguration"?: ElasticsearchDestinationConfiguration;
  "AmazonopensearchserviceDestinationConfiguration"?: AmazonopensearchserviceDestinationConfiguration;
  "SplunkDestinationConfiguration"?: SplunkDestinationConfiguration;
  "HttpEndpointDestinationConfiguration"?: HttpEndpointDestinationConfiguration;
  "Tags"?: (Tag)[];
  "AmazonOpenSearchServerlessDestinationConfiguration"?: AmazonOpenSearchServerlessDestinationConfiguration;
  "MSKSourceConfiguration"?: MSKSourceConfiguration;
  "SnowflakeDestinationConfiguration"?: SnowflakeDestinationConfiguration;
  "IcebergDestinationConfiguration"?: IcebergDestinationConfiguration;
  "DatabaseSourceConfiguration"?: DatabaseSourceConfiguration;
}

export interface CreateDeliveryStreamOutput {
  "DeliveryStreamARN"?: string;
}

export interface DataFormatConversionConfiguration {
  "SchemaConfiguration"?: SchemaConfiguration;
  "InputFormatConfiguration"?: InputFormatConfiguration;
  "OutputFormatConfiguration"?: OutputFormatConfiguration;
  "Enabled"?: boolean;
}

export interface DatabaseColumnList {
  "Include"?: (string)[];
  "Exclude"?: (string)[];
}

export interface DatabaseList {
  "Include"?: (string)[];
  "Exclude"?: (string)[];
}

export interface DatabaseSnapshotInfo {
  "Id": string;
  "Table": string;
  "RequestTimestamp": number;
  "RequestedBy": "USER" | "FIREHOSE";
  "Status": "IN_PROGRESS" | "COMPLETE" | "SUSPENDED";
  "FailureDescription"?: FailureDescription;
}

export interface DatabaseSourceAuthenticationConfiguration {
  "SecretsManagerConfiguration": SecretsManagerConfiguration;
}

export interface DatabaseSourceConfiguration {
  "Type": "MySQL" | "PostgreSQL";
  "Endpoint": string;
  "Port": number;
  "SSLMode"?: "Disabled" | "Enabled";
  "Databases": DatabaseList;
  "Tables": DatabaseTableList;
  "Columns"?: DatabaseColumnList;
  "SurrogateKeys"?: (string)[];
  "SnapshotWatermarkTable": string;
  "DatabaseSourceAuthenticationConfiguration": DatabaseSourceAuthenticationConfiguration;
  "DatabaseSourceVPCConfiguration": DatabaseSourceVPCConfiguration;
}

export interface DatabaseSourceDescription {
  "Type"?: "MySQL" | "PostgreSQL";
  "Endpoint"?: string;
  "Port"?: number;
  "SSLMode"?: "Disabled" | "Enabled";
  "Databases"?: DatabaseList;
  "Tables"?: DatabaseTableList;
  "Columns"?: DatabaseColumnList;
  "SurrogateKeys"?: (string)[];
  "SnapshotWatermarkTable"?: string;
  "SnapshotInfo"?: (DatabaseSnapshotInfo)[];
  "DatabaseSourceAuthenticationConfiguration"?: DatabaseSourceAuthenticationConfiguration;
  "DatabaseSourceVPCConfiguration"?: DatabaseSourceVPCConfiguration;
}

export interface DatabaseSourceVPCConfiguration {
  "VpcEndpointServiceName": string;
}

export interface DatabaseTableList {
  "Include"?: (string)[];
  "Exclude"?: (string)[];
}

export interface DeleteDeliveryStreamInput {
  "DeliveryStreamName": string;
  "AllowForceDelete"?: boolean;
}

export interface DeleteDeliveryStreamOutput {
}

export interface DeliveryStreamDescription {
  "DeliveryStreamName": string;
  "DeliveryStreamARN": string;
  "DeliveryStreamStatus": "CREATING" | "CREATING_FAILED" | "DELETING" | "DELETING_FAILED" | "ACTIVE";
  "FailureDescription"?: FailureDescription;
  "DeliveryStreamEncryptionConfiguration"?: DeliveryStreamEncryptionConfiguration;
  "DeliveryStreamType": "DirectPut" | "KinesisStreamAsSource" | "MSKAsSource" | "DatabaseAsSource";
  "VersionId": string;
  "CreateTimestamp"?: number;
  "LastUpdateTimestamp"?: number;
  "Source"?: SourceDescription;
  "Destinations": (DestinationDescription)[];
  "HasMoreDestinations": boolean;
}

export interface DeliveryStreamEncryptionConfiguration {
  "KeyARN"?: string;
  "KeyType"?: "AWS_OWNED_CMK" | "CUSTOMER_MANAGED_CMK";
  "Status"?: "ENABLED" | "ENABLING" | "ENABLING_FAILED" | "DISABLED" | "DISABLING" | "DISABLING_FAILED";
  "FailureDescription"?: FailureDescription;
}

export interface DeliveryStreamEncryptionConfigurationInput {
  "KeyARN"?: string;
  "KeyType": "AWS_OWNED_CMK" | "CUSTOMER_MANAGED_CMK";
}

export interface DescribeDeliveryStreamInput {
  "DeliveryStreamName": string;
  "Limit"?: number;
  "ExclusiveStartDestinationId"?: string;
}

export interface DescribeDeliveryStreamOutput {
  "DeliveryStreamDescription"?: DeliveryStreamDescription;
}

export interface Deserializer {
  "OpenXJsonSerDe"?: OpenXJsonSerDe;
  "HiveJsonSerDe"?: HiveJsonSerDe;
}

export interface DestinationDescription {
  "DestinationId": string;
  "S3DestinationDescription"?: S3DestinationDescription;
  "ExtendedS3DestinationDescription"?: ExtendedS3DestinationDescription;
  "RedshiftDestinationDescription"?: RedshiftDestinationDescription;
  "ElasticsearchDestinationDescription"?: ElasticsearchDestinationDescription;
  "AmazonopensearchserviceDestinationDescription"?: AmazonopensearchserviceDestinationDescription;
  "SplunkDestinationDescription"?: SplunkDestinationDescription;
  "HttpEndpointDestinationDescription"?: HttpEndpointDestinationDescription;
  "SnowflakeDestinationDescription"?: SnowflakeDestinationDescription;
  "AmazonOpenSearchServerlessDestinationDescription"?: AmazonOpenSearchServerlessDestinationDescription;
  "IcebergDestinationDescription"?: IcebergDestinationDescription;
}

export interface DestinationTableConfiguration {
  "DestinationTableName": string;
  "DestinationDatabaseName": string;
  "UniqueKeys"?: (string)[];
  "PartitionSpec"?: PartitionSpec;
  "S3ErrorOutputPrefix"?: string;
}

export interface DirectPutSourceConfiguration {
  "ThroughputHintInMBs": number;
}

export interface DirectPutSourceDescription {
  "ThroughputHintInMBs"?: number;
}

export interface DocumentIdOptions {
  "DefaultDocumentIdFormat": "FIREHOSE_DEFAULT" | "NO_DOCUMENT_ID";
}

export interface DynamicPartitioningConfiguration {
  "RetryOptions"?: RetryOptions;
  "Enabled"?: boolean;
}

export interface ElasticsearchBufferingHints {
  "IntervalInSeconds"?: number;
  "SizeInMBs"?: number;
}

export interface ElasticsearchDestinationConfiguration {
  "RoleARN": string;
  "DomainARN"?: string;
  "ClusterEndpoint"?: string;
  "IndexName": string;
  "TypeName"?: string;
  "IndexRotationPeriod"?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  "BufferingHints"?: ElasticsearchBufferingHints;
  "RetryOptions"?: ElasticsearchRetryOptions;
  "S3BackupMode"?: "FailedDocumentsOnly" | "AllDocuments";
  "S3Configuration": S3DestinationConfiguration;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "VpcConfiguration"?: VpcConfiguration;
  "DocumentIdOptions"?: DocumentIdOptions;
}

export interface ElasticsearchDestinationDescription {
  "RoleARN"?: string;
  "DomainARN"?: string;
  "ClusterEndpoint"?: string;
  "IndexName"?: string;
  "TypeName"?: string;
  "IndexRotationPeriod"?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  "BufferingHints"?: ElasticsearchBufferingHints;
  "RetryOptions"?: ElasticsearchRetryOptions;
  "S3BackupMode"?: "FailedDocumentsOnly" | "AllDocuments";
  "S3DestinationDescription"?: S3DestinationDescription;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "VpcConfigurationDescription"?: VpcConfigurationDescription;
  "DocumentIdOptions"?: DocumentIdOptions;
}

export interface ElasticsearchDestinationUpdate {
  "RoleARN"?: string;
  "DomainARN"?: string;
  "ClusterEndpoint"?: string;
  "IndexName"?: string;
  "TypeName"?: string;
  "IndexRotationPeriod"?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  "BufferingHints"?: ElasticsearchBufferingHints;
  "RetryOptions"?: ElasticsearchRetryOptions;
  "S3Update"?: S3DestinationUpdate;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "DocumentIdOptions"?: DocumentIdOptions;
}

export interface ElasticsearchRetryOptions {
  "DurationInSeconds"?: number;
}

export interface EncryptionConfiguration {
  "NoEncryptionConfig"?: "NoEncryption";
  "KMSEncryptionConfig"?: KMSEncryptionConfig;
}

export interface ExtendedS3DestinationConfiguration {
  "RoleARN": string;
  "BucketARN": string;
  "Prefix"?: string;
  "ErrorOutputPrefix"?: string;
  "BufferingHints"?: BufferingHints;
  "CompressionFormat"?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  "EncryptionConfiguration"?: EncryptionConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "Disabled" | "Enabled";
  "S3BackupConfiguration"?: S3DestinationConfiguration;
  "DataFormatConversionConfiguration"?: DataFormatConversionConfiguration;
  "DynamicPartitioningConfiguration"?: DynamicPartitioningConfiguration;
  "FileExtension"?: string;
  "CustomTimeZone"?: string;
}

export interface ExtendedS3DestinationDescription {
  "RoleARN": string;
  "BucketARN": string;
  "Prefix"?: string;
  "ErrorOutputPrefix"?: string;
  "BufferingHints": BufferingHints;
  "CompressionFormat": "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  "EncryptionConfiguration": EncryptionConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "Disabled" | "Enabled";
  "S3BackupDescription"?: S3DestinationDescription;
  "DataFormatConversionConfiguration"?: DataFormatConversionConfiguration;
  "DynamicPartitioningConfiguration"?: DynamicPartitioningConfiguration;
  "FileExtension"?: string;
  "CustomTimeZone"?: string;
}

export interface ExtendedS3DestinationUpdate {
  "RoleARN"?: string;
  "BucketARN"?: string;
  "Prefix"?: string;
  "ErrorOutputPrefix"?: string;
  "BufferingHints"?: BufferingHints;
  "CompressionFormat"?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  "EncryptionConfiguration"?: EncryptionConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "Disabled" | "Enabled";
  "S3BackupUpdate"?: S3DestinationUpdate;
  "DataFormatConversionConfiguration"?: DataFormatConversionConfiguration;
  "DynamicPartitioningConfiguration"?: DynamicPartitioningConfiguration;
  "FileExtension"?: string;
  "CustomTimeZone"?: string;
}

export interface FailureDescription {
  "Type": "VPC_ENDPOINT_SERVICE_NAME_NOT_FOUND" | "VPC_INTERFACE_ENDPOINT_SERVICE_ACCESS_DENIED" | "RETIRE_KMS_GRANT_FAILED" | "CREATE_KMS_GRANT_FAILED" | "KMS_ACCESS_DENIED" | "DISABLED_KMS_KEY" | "INVALID_KMS_KEY" | "KMS_KEY_NOT_FOUND" | "KMS_OPT_IN_REQUIRED" | "CREATE_ENI_FAILED" | "DELETE_ENI_FAILED" | "SUBNET_NOT_FOUND" | "SECURITY_GROUP_NOT_FOUND" | "ENI_ACCESS_DENIED" | "SUBNET_ACCESS_DENIED" | "SECURITY_GROUP_ACCESS_DENIED" | "UNKNOWN_ERROR";
  "Details": string;
}

export interface HiveJsonSerDe {
  "TimestampFormats"?: (string)[];
}

export interface HttpEndpointBufferingHints {
  "SizeInMBs"?: number;
  "IntervalInSeconds"?: number;
}

export interface HttpEndpointCommonAttribute {
  "AttributeName": string;
  "AttributeValue": string;
}

export interface HttpEndpointConfiguration {
  "Url": string;
  "Name"?: string;
  "AccessKey"?: string;
}

export interface HttpEndpointDescription {
  "Url"?: string;
  "Name"?: string;
}

export interface HttpEndpointDestinationConfiguration {
  "EndpointConfiguration": HttpEndpointConfiguration;
  "BufferingHints"?: HttpEndpointBufferingHints;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "RequestConfiguration"?: HttpEndpointRequestConfiguration;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "RoleARN"?: string;
  "RetryOptions"?: HttpEndpointRetryOptions;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "S3Configuration": S3DestinationConfiguration;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface HttpEndpointDestinationDescription {
  "EndpointConfiguration"?: HttpEndpointDescription;
  "BufferingHints"?: HttpEndpointBufferingHints;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "RequestConfiguration"?: HttpEndpointRequestConfiguration;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "RoleARN"?: string;
  "RetryOptions"?: HttpEndpointRetryOptions;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "S3DestinationDescription"?: S3DestinationDescription;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface HttpEndpointDestinationUpdate {
  "EndpointConfiguration"?: HttpEndpointConfiguration;
  "BufferingHints"?: HttpEndpointBufferingHints;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "RequestConfiguration"?: HttpEndpointRequestConfiguration;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "RoleARN"?: string;
  "RetryOptions"?: HttpEndpointRetryOptions;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "S3Update"?: S3DestinationUpdate;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface HttpEndpointRequestConfiguration {
  "ContentEncoding"?: "NONE" | "GZIP";
  "CommonAttributes"?: (HttpEndpointCommonAttribute)[];
}

export interface HttpEndpointRetryOptions {
  "DurationInSeconds"?: number;
}

export interface IcebergDestinationConfiguration {
  "DestinationTableConfigurationList"?: (DestinationTableConfiguration)[];
  "SchemaEvolutionConfiguration"?: SchemaEvolutionConfiguration;
  "TableCreationConfiguration"?: TableCreationConfiguration;
  "BufferingHints"?: BufferingHints;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "RetryOptions"?: RetryOptions;
  "RoleARN": string;
  "AppendOnly"?: boolean;
  "CatalogConfiguration": CatalogConfiguration;
  "S3Configuration": S3DestinationConfiguration;
}

export interface IcebergDestinationDescription {
  "DestinationTableConfigurationList"?: (DestinationTableConfiguration)[];
  "SchemaEvolutionConfiguration"?: SchemaEvolutionConfiguration;
  "TableCreationConfiguration"?: TableCreationConfiguration;
  "BufferingHints"?: BufferingHints;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "RetryOptions"?: RetryOptions;
  "RoleARN"?: string;
  "AppendOnly"?: boolean;
  "CatalogConfiguration"?: CatalogConfiguration;
  "S3DestinationDescription"?: S3DestinationDescription;
}

export interface IcebergDestinationUpdate {
  "DestinationTableConfigurationList"?: (DestinationTableConfiguration)[];
  "SchemaEvolutionConfiguration"?: SchemaEvolutionConfiguration;
  "TableCreationConfiguration"?: TableCreationConfiguration;
  "BufferingHints"?: BufferingHints;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "RetryOptions"?: RetryOptions;
  "RoleARN"?: string;
  "AppendOnly"?: boolean;
  "CatalogConfiguration"?: CatalogConfiguration;
  "S3Configuration"?: S3DestinationConfiguration;
}

export interface InputFormatConfiguration {
  "Deserializer"?: Deserializer;
}

export interface InvalidArgumentException {
  "message"?: string;
}

export interface InvalidKMSResourceException {
  "code"?: string;
  "message"?: string;
}

export interface InvalidSourceException {
  "code"?: string;
  "message"?: string;
}

export interface KMSEncryptionConfig {
  "AWSKMSKeyARN": string;
}

export interface KinesisStreamSourceConfiguration {
  "KinesisStreamARN": string;
  "RoleARN": string;
}

export interface KinesisStreamSourceDescription {
  "KinesisStreamARN"?: string;
  "RoleARN"?: string;
  "DeliveryStartTimestamp"?: number;
}

export interface LimitExceededException {
  "message"?: string;
}

export interface ListDeliveryStreamsInput {
  "Limit"?: number;
  "DeliveryStreamType"?: "DirectPut" | "KinesisStreamAsSource" | "MSKAsSource" | "DatabaseAsSource";
  "ExclusiveStartDeliveryStreamName"?: string;
}

export interface ListDeliveryStreamsOutput {
  "DeliveryStreamNames"?: (string)[];
  "HasMoreDeliveryStreams"?: boolean;
}

export interface ListTagsForDeliveryStreamInput {
  "DeliveryStreamName": string;
  "ExclusiveStartTagKey"?: string;
  "Limit"?: number;
}

export interface ListTagsForDeliveryStreamOutput {
  "Tags"?: (Tag)[];
  "HasMoreTags"?: boolean;
}

export interface MSKSourceConfiguration {
  "MSKClusterARN": string;
  "TopicName": string;
  "AuthenticationConfiguration": AuthenticationConfiguration;
  "ReadFromTimestamp"?: number;
}

export interface MSKSourceDescription {
  "MSKClusterARN"?: string;
  "TopicName"?: string;
  "AuthenticationConfiguration"?: AuthenticationConfiguration;
  "DeliveryStartTimestamp"?: number;
  "ReadFromTimestamp"?: number;
}

export interface OpenXJsonSerDe {
  "ConvertDotsInJsonKeysToUnderscores"?: boolean;
  "CaseInsensitive"?: boolean;
  "ColumnToJsonKeyMappings"?: Record<string, string>;
}

export interface OrcSerDe {
  "StripeSizeBytes"?: number;
  "BlockSizeBytes"?: number;
  "RowIndexStride"?: number;
  "EnablePadding"?: boolean;
  "PaddingTolerance"?: number;
  "Compression"?: "NONE" | "ZLIB" | "SNAPPY";
  "BloomFilterColumns"?: (string)[];
  "BloomFilterFalsePositiveProbability"?: number;
  "DictionaryKeyThreshold"?: number;
  "FormatVersion"?: "V0_11" | "V0_12";
}

export interface OutputFormatConfiguration {
  "Serializer"?: Serializer;
}

export interface ParquetSerDe {
  "BlockSizeBytes"?: number;
  "PageSizeBytes"?: number;
  "Compression"?: "UNCOMPRESSED" | "GZIP" | "SNAPPY";
  "EnableDictionaryCompression"?: boolean;
  "MaxPaddingBytes"?: number;
  "WriterVersion"?: "V1" | "V2";
}

export interface PartitionField {
  "SourceName": string;
}

export interface PartitionSpec {
  "Identity"?: (PartitionField)[];
}

export interface ProcessingConfiguration {
  "Enabled"?: boolean;
  "Processors"?: (Processor)[];
}

export interface Processor {
  "Type": "RecordDeAggregation" | "Decompression" | "CloudWatchLogProcessing" | "Lambda" | "MetadataExtraction" | "AppendDelimiterToRecord";
  "Parameters"?: (ProcessorParameter)[];
}

export interface ProcessorParameter {
  "ParameterName": "LambdaArn" | "NumberOfRetries" | "MetadataExtractionQuery" | "JsonParsingEngine" | "RoleArn" | "BufferSizeInMBs" | "BufferIntervalInSeconds" | "SubRecordType" | "Delimiter" | "CompressionFormat" | "DataMessageExtraction";
  "ParameterValue": string;
}

export interface PutRecordBatchInput {
  "DeliveryStreamName": string;
  "Records": (RecordShape)[];
}

export interface PutRecordBatchOutput {
  "FailedPutCount"?: number;
  "Encrypted"?: boolean;
  "RequestResponses"?: (PutRecordBatchResponseEntry)[];
}

export interface PutRecordBatchResponseEntry {
  "RecordId"?: string;
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
}

export interface PutRecordInput {
  "DeliveryStreamName": string;
  "Record": RecordShape;
}

export interface PutRecordOutput {
  "RecordId"?: string;
  "Encrypted"?: boolean;
}

export interface RecordShape {
  "Data": Uint8Array;
}

export interface RedshiftDestinationConfiguration {
  "RoleARN": string;
  "ClusterJDBCURL": string;
  "CopyCommand": CopyCommand;
  "Username"?: string;
  "Password"?: string;
  "RetryOptions"?: RedshiftRetryOptions;
  "S3Configuration": S3DestinationConfiguration;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "Disabled" | "Enabled";
  "S3BackupConfiguration"?: S3DestinationConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface RedshiftDestinationDescription {
  "RoleARN": string;
  "ClusterJDBCURL": string;
  "CopyCommand": CopyCommand;
  "Username"?: string;
  "RetryOptions"?: RedshiftRetryOptions;
  "S3DestinationDescription": S3DestinationDescription;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "Disabled" | "Enabled";
  "S3BackupDescription"?: S3DestinationDescription;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface RedshiftDestinationUpdate {
  "RoleARN"?: string;
  "ClusterJDBCURL"?: string;
  "CopyCommand"?: CopyCommand;
  "Username"?: string;
  "Password"?: string;
  "RetryOptions"?: RedshiftRetryOptions;
  "S3Update"?: S3DestinationUpdate;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "S3BackupMode"?: "Disabled" | "Enabled";
  "S3BackupUpdate"?: S3DestinationUpdate;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface RedshiftRetryOptions {
  "DurationInSeconds"?: number;
}

export interface ResourceInUseException {
  "message"?: string;
}

export interface ResourceNotFoundException {
  "message"?: string;
}

export interface RetryOptions {
  "DurationInSeconds"?: number;
}

export interface S3DestinationConfiguration {
  "RoleARN": string;
  "BucketARN": string;
  "Prefix"?: string;
  "ErrorOutputPrefix"?: string;
  "BufferingHints"?: BufferingHints;
  "CompressionFormat"?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  "EncryptionConfiguration"?: EncryptionConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
}

export interface S3DestinationDescription {
  "RoleARN": string;
  "BucketARN": string;
  "Prefix"?: string;
  "ErrorOutputPrefix"?: string;
  "BufferingHints": BufferingHints;
  "CompressionFormat": "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  "EncryptionConfiguration": EncryptionConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
}

export interface S3DestinationUpdate {
  "RoleARN"?: string;
  "BucketARN"?: string;
  "Prefix"?: string;
  "ErrorOutputPrefix"?: string;
  "BufferingHints"?: BufferingHints;
  "CompressionFormat"?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  "EncryptionConfiguration"?: EncryptionConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
}

export interface SchemaConfiguration {
  "RoleARN"?: string;
  "CatalogId"?: string;
  "DatabaseName"?: string;
  "TableName"?: string;
  "Region"?: string;
  "VersionId"?: string;
}

export interface SchemaEvolutionConfiguration {
  "Enabled": boolean;
}

export interface SecretsManagerConfiguration {
  "SecretARN"?: string;
  "RoleARN"?: string;
  "Enabled": boolean;
}

export interface Serializer {
  "ParquetSerDe"?: ParquetSerDe;
  "OrcSerDe"?: OrcSerDe;
}

export interface ServiceUnavailableException {
  "message"?: string;
}

export interface SnowflakeBufferingHints {
  "SizeInMBs"?: number;
  "IntervalInSeconds"?: number;
}

export interface SnowflakeDestinationConfiguration {
  "AccountUrl": string;
  "PrivateKey"?: string;
  "KeyPassphrase"?: string;
  "User"?: string;
  "Database": string;
  "Schema": string;
  "Table": string;
  "SnowflakeRoleConfiguration"?: SnowflakeRoleConfiguration;
  "DataLoadingOption"?: "JSON_MAPPING" | "VARIANT_CONTENT_MAPPING" | "VARIANT_CONTENT_AND_METADATA_MAPPING";
  "MetaDataColumnName"?: string;
  "ContentColumnName"?: string;
  "SnowflakeVpcConfiguration"?: SnowflakeVpcConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "RoleARN": string;
  "RetryOptions"?: SnowflakeRetryOptions;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "S3Configuration": S3DestinationConfiguration;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
  "BufferingHints"?: SnowflakeBufferingHints;
}

export interface SnowflakeDestinationDescription {
  "AccountUrl"?: string;
  "User"?: string;
  "Database"?: string;
  "Schema"?: string;
  "Table"?: string;
  "SnowflakeRoleConfiguration"?: SnowflakeRoleConfiguration;
  "DataLoadingOption"?: "JSON_MAPPING" | "VARIANT_CONTENT_MAPPING" | "VARIANT_CONTENT_AND_METADATA_MAPPING";
  "MetaDataColumnName"?: string;
  "ContentColumnName"?: string;
  "SnowflakeVpcConfiguration"?: SnowflakeVpcConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "RoleARN"?: string;
  "RetryOptions"?: SnowflakeRetryOptions;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "S3DestinationDescription"?: S3DestinationDescription;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
  "BufferingHints"?: SnowflakeBufferingHints;
}

export interface SnowflakeDestinationUpdate {
  "AccountUrl"?: string;
  "PrivateKey"?: string;
  "KeyPassphrase"?: string;
  "User"?: string;
  "Database"?: string;
  "Schema"?: string;
  "Table"?: string;
  "SnowflakeRoleConfiguration"?: SnowflakeRoleConfiguration;
  "DataLoadingOption"?: "JSON_MAPPING" | "VARIANT_CONTENT_MAPPING" | "VARIANT_CONTENT_AND_METADATA_MAPPING";
  "MetaDataColumnName"?: string;
  "ContentColumnName"?: string;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "RoleARN"?: string;
  "RetryOptions"?: SnowflakeRetryOptions;
  "S3BackupMode"?: "FailedDataOnly" | "AllData";
  "S3Update"?: S3DestinationUpdate;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
  "BufferingHints"?: SnowflakeBufferingHints;
}

export interface SnowflakeRetryOptions {
  "DurationInSeconds"?: number;
}

export interface SnowflakeRoleConfiguration {
  "Enabled"?: boolean;
  "SnowflakeRole"?: string;
}

export interface SnowflakeVpcConfiguration {
  "PrivateLinkVpceId": string;
}

export interface SourceDescription {
  "DirectPutSourceDescription"?: DirectPutSourceDescription;
  "KinesisStreamSourceDescription"?: KinesisStreamSourceDescription;
  "MSKSourceDescription"?: MSKSourceDescription;
  "DatabaseSourceDescription"?: DatabaseSourceDescription;
}

export interface SplunkBufferingHints {
  "IntervalInSeconds"?: number;
  "SizeInMBs"?: number;
}

export interface SplunkDestinationConfiguration {
  "HECEndpoint": string;
  "HECEndpointType": "Raw" | "Event";
  "HECToken"?: string;
  "HECAcknowledgmentTimeoutInSeconds"?: number;
  "RetryOptions"?: SplunkRetryOptions;
  "S3BackupMode"?: "FailedEventsOnly" | "AllEvents";
  "S3Configuration": S3DestinationConfiguration;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "BufferingHints"?: SplunkBufferingHints;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface SplunkDestinationDescription {
  "HECEndpoint"?: string;
  "HECEndpointType"?: "Raw" | "Event";
  "HECToken"?: string;
  "HECAcknowledgmentTimeoutInSeconds"?: number;
  "RetryOptions"?: SplunkRetryOptions;
  "S3BackupMode"?: "FailedEventsOnly" | "AllEvents";
  "S3DestinationDescription"?: S3DestinationDescription;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "BufferingHints"?: SplunkBufferingHints;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface SplunkDestinationUpdate {
  "HECEndpoint"?: string;
  "HECEndpointType"?: "Raw" | "Event";
  "HECToken"?: string;
  "HECAcknowledgmentTimeoutInSeconds"?: number;
  "RetryOptions"?: SplunkRetryOptions;
  "S3BackupMode"?: "FailedEventsOnly" | "AllEvents";
  "S3Update"?: S3DestinationUpdate;
  "ProcessingConfiguration"?: ProcessingConfiguration;
  "CloudWatchLoggingOptions"?: CloudWatchLoggingOptions;
  "BufferingHints"?: SplunkBufferingHints;
  "SecretsManagerConfiguration"?: SecretsManagerConfiguration;
}

export interface SplunkRetryOptions {
  "DurationInSeconds"?: number;
}

export interface StartDeliveryStreamEncryptionInput {
  "DeliveryStreamName": string;
  "DeliveryStreamEncryptionConfigurationInput"?: DeliveryStreamEncryptionConfigurationInput;
}

export interface StartDeliveryStreamEncryptionOutput {
}

export interface StopDeliveryStreamEncryptionInput {
  "DeliveryStreamName": string;
}

export interface StopDeliveryStreamEncryptionOutput {
}

export interface TableCreationConfiguration {
  "Enabled": boolean;
}

export interface Tag {
  "Key": string;
  "Value"?: string;
}

export interface TagDeliveryStreamInput {
  "DeliveryStreamName": string;
  "Tags": (Tag)[];
}

export interface TagDeliveryStreamOutput {
}

export interface UntagDeliveryStreamInput {
  "DeliveryStreamName": string;
  "TagKeys": (string)[];
}

export interface UntagDeliveryStreamOutput {
}

export interface UpdateDestinationInput {
  "DeliveryStreamName": string;
  "CurrentDeliveryStreamVersionId": string;
  "DestinationId": string;
  "S3DestinationUpdate"?: S3DestinationUpdate;
  "ExtendedS3DestinationUpdate"?: ExtendedS3DestinationUpdate;
  "RedshiftDestinationUpdate"?: RedshiftDestinationUpdate;
  "ElasticsearchDestinationUpdate"?: ElasticsearchDestinationUpdate;
  "AmazonopensearchserviceDestinationUpdate"?: AmazonopensearchserviceDestinationUpdate;
  "SplunkDestinationUpdate"?: SplunkDestinationUpdate;
  "HttpEndpointDestinationUpdate"?: HttpEndpointDestinationUpdate;
  "AmazonOpenSearchServerlessDestinationUpdate"?: AmazonOpenSearchServerlessDestinationUpdate;
  "SnowflakeDestinationUpdate"?: SnowflakeDestinationUpdate;
  "IcebergDestinationUpdate"?: IcebergDestinationUpdate;
}

export interface UpdateDestinationOutput {
}

export interface VpcConfiguration {
  "SubnetIds": (string)[];
  "RoleARN": string;
  "SecurityGroupIds": (string)[];
}

export interface VpcConfigurationDescription {
  "SubnetIds": (string)[];
  "RoleARN": string;
  "SecurityGroupIds": (string)[];
  "VpcId": string;
}

export interface Operations {
  CreateDeliveryStream: { input: CreateDeliveryStreamInput; output: CreateDeliveryStreamOutput };
  DeleteDeliveryStream: { input: DeleteDeliveryStreamInput; output: DeleteDeliveryStreamOutput };
  DescribeDeliveryStream: { input: DescribeDeliveryStreamInput; output: DescribeDeliveryStreamOutput };
  ListDeliveryStreams: { input: ListDeliveryStreamsInput; output: ListDeliveryStreamsOutput };
  ListTagsForDeliveryStream: { input: ListTagsForDeliveryStreamInput; output: ListTagsForDeliveryStreamOutput };
  PutRecord: { input: PutRecordInput; output: PutRecordOutput };
  PutRecordBatch: { input: PutRecordBatchInput; output: PutRecordBatchOutput };
  StartDeliveryStreamEncryption: { input: StartDeliveryStreamEncryptionInput; output: StartDeliveryStreamEncryptionOutput };
  StopDeliveryStreamEncryption: { input: StopDeliveryStreamEncryptionInput; output: StopDeliveryStreamEncryptionOutput };
  TagDeliveryStream: { input: TagDeliveryStreamInput; output: TagDeliveryStreamOutput };
  UntagDeliveryStream: { input: UntagDeliveryStreamInput; output: UntagDeliveryStreamOutput };
  UpdateDestination: { input: UpdateDestinationInput; output: UpdateDestinationOutput };
}
