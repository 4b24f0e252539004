/** Pipes's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AwsVpcConfiguration {
  "Subnets": (string)[];
  "SecurityGroups"?: (string)[];
  "AssignPublicIp"?: "ENABLED" | "DISABLED";
}

export interface BatchArrayProperties {
  "Size"?: number;
}

export interface BatchContainerOverrides {
  "Command"?: (string)[];
  "Environment"?: (BatchEnvironmentVariable)[];
  "InstanceType"?: string;
  "ResourceRequirements"?: (BatchResourceRequirement)[];
}

export interface BatchEnvironmentVariable {
  "Name"?: string;
  "Value"?: string;
}

export interface BatchJobDependency {
  "JobId"?: string;
  "Type"?: "N_TO_N" | "SEQUENTIAL";
}

export interface BatchResourceRequirement {
  "Type": "GPU" | "MEMORY" | "VCPU";
  "Value": string;
}

export interface BatchRetryStrategy {
  "Attempts"?: number;
}

export interface CapacityProviderStrategyItem {
  "capacityProvider": string;
  "weight"?: number;
  "base"?: number;
}

export interface CloudwatchLogsLogDestination {
  "LogGroupArn"?: string;
}

export interface CloudwatchLogsLogDestinationParameters {
  "LogGroupArn": string;
}

export interface ConflictException {
  "message": string;
  "resourceId": string;
  "resourceType": string;
}

export interface CreatePipeRequest {
  "Name": string;
  "Description"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED";
  "Source": string;
  "SourceParameters"?: PipeSourceParameters;
  "Enrichment"?: string;
  "EnrichmentParameters"?: PipeEnrichmentParameters;
  "Target": string;
  "TargetParameters"?: PipeTargetParameters;
  "RoleArn": string;
  "Tags"?: Record<string, string>;
  "LogConfiguration"?: PipeLogConfigurationParameters;
  "KmsKeyIdentifier"?: string;
}

export interface CreatePipeResponse {
  "Arn"?: string;
  "Name"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED";
  "CurrentState"?: "RUNNING" | "STOPPED" | "CREATING" | "UPDATING" | "DELETING" | "STARTING" | "STOPPING" | "CREATE_FAILED" | "UPDATE_FAILED" | "START_FAILED" | "STOP_FAILED" | "DELETE_FAILED" | "CREATE_ROLLBACK_FAILED" | "DELETE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_FAILED";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface DeadLetterConfig {
  "Arn"?: string;
}

export interface DeletePipeRequest {
  "Name": string;
}

export interface DeletePipeResponse {
  "Arn"?: string;
  "Name"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED" | "DELETED";
  "CurrentState"?: "RUNNING" | "STOPPED" | "CREATING" | "UPDATING" | "DELETING" | "STARTING" | "STOPPING" | "CREATE_FAILED" | "UPDATE_FAILED" | "START_FAILED" | "STOP_FAILED" | "DELETE_FAILED" | "CREATE_ROLLBACK_FAILED" | "DELETE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_FAILED";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface DescribePipeRequest {
  "Name": string;
}

export interface DescribePipeResponse {
  "Arn"?: string;
  "Name"?: string;
  "Description"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED" | "DELETED";
  "CurrentState"?: "RUNNING" | "STOPPED" | "CREATING" | "UPDATING" | "DELETING" | "STARTING" | "STOPPING" | "CREATE_FAILED" | "UPDATE_FAILED" | "START_FAILED" | "STOP_FAILED" | "DELETE_FAILED" | "CREATE_ROLLBACK_FAILED" | "DELETE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_FAILED";
  "StateReason"?: string;
  "Source"?: string;
  "SourceParameters"?: PipeSourceParameters;
  "Enrichment"?: string;
  "EnrichmentParameters"?: PipeEnrichmentParameters;
  "Target"?: string;
  "TargetParameters"?: PipeTargetParameters;
  "RoleArn"?: string;
  "Tags"?: Record<string, string>;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "LogConfiguration"?: PipeLogConfiguration;
  "KmsKeyIdentifier"?: string;
}

export interface DimensionMapping {
  "DimensionValue": string;
  "DimensionValueType": "VARCHAR";
  "DimensionName": string;
}

export interface EcsContainerOverride {
  "Command"?: (string)[];
  "Cpu"?: number;
  "Environment"?: (EcsEnvironmentVariable)[];
  "EnvironmentFiles"?: (EcsEnvironmentFile)[];
  "Memory"?: number;
  "MemoryReservation"?: number;
  "Name"?: string;
  "ResourceRequirements"?: (EcsResourceRequirement)[];
}

export interface EcsEnvironmentFile {
  "type": "s3";
  "value": string;
}

export interface EcsEnvironmentVariable {
  "name"?: string;
  "value"?: string;
}

export interface EcsEphemeralStorage {
  "sizeInGiB": number;
}

export interface EcsInferenceAcceleratorOverride {
  "deviceName"?: string;
  "deviceType"?: string;
}

export interface EcsResourceRequirement {
  "type": "GPU" | "InferenceAccelerator";
  "value": string;
}

export interface EcsTaskOverride {
  "ContainerOverrides"?: (EcsContainerOverride)[];
  "Cpu"?: string;
  "EphemeralStorage"?: EcsEphemeralStorage;
  "ExecutionRoleArn"?: string;
  "InferenceAcceleratorOverrides"?: (EcsInferenceAcceleratorOverride)[];
  "Memory"?: string;
  "TaskRoleArn"?: string;
}

export interface Filter {
  "Pattern"?: string;
}

export interface FilterCriteria {
  "Filters"?: (Filter)[];
}

export interface FirehoseLogDestination {
  "DeliveryStreamArn"?: string;
}

export interface FirehoseLogDestinationParameters {
  "DeliveryStreamArn": string;
}

export interface InternalException {
  "message": string;
  "retryAfterSeconds"?: number;
}

export interface ListPipesRequest {
  "NamePrefix"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED";
  "CurrentState"?: "RUNNING" | "STOPPED" | "CREATING" | "UPDATING" | "DELETING" | "STARTING" | "STOPPING" | "CREATE_FAILED" | "UPDATE_FAILED" | "START_FAILED" | "STOP_FAILED" | "DELETE_FAILED" | "CREATE_ROLLBACK_FAILED" | "DELETE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_FAILED";
  "SourcePrefix"?: string;
  "TargetPrefix"?: string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListPipesResponse {
  "Pipes"?: (Pipe)[];
  "NextToken"?: string;
}

export interface ListTagsForResourceRequest {
  "resourceArn": string;
}

export interface ListTagsForResourceResponse {
  "tags"?: Record<string, string>;
}

export interface MQBrokerAccessCredentials {
  "BasicAuth"?: string;
}

export interface MSKAccessCredentials {
  "SaslScram512Auth"?: string;
  "ClientCertificateTlsAuth"?: string;
}

export interface MultiMeasureAttributeMapping {
  "MeasureValue": string;
  "MeasureValueType": "DOUBLE" | "BIGINT" | "VARCHAR" | "BOOLEAN" | "TIMESTAMP";
  "MultiMeasureAttributeName": string;
}

export interface MultiMeasureMapping {
  "MultiMeasureName": string;
  "MultiMeasureAttributeMappings": (MultiMeasureAttributeMapping)[];
}

export interface NetworkConfiguration {
  "awsvpcConfiguration"?: AwsVpcConfiguration;
}

export interface NotFoundException {
  "message"?: string;
}

export interface Pipe {
  "Name"?: string;
  "Arn"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED";
  "CurrentState"?: "RUNNING" | "STOPPED" | "CREATING" | "UPDATING" | "DELETING" | "STARTING" | "STOPPING" | "CREATE_FAILED" | "UPDATE_FAILED" | "START_FAILED" | "STOP_FAILED" | "DELETE_FAILED" | "CREATE_ROLLBACK_FAILED" | "DELETE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_FAILED";
  "StateReason"?: string;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "Source"?: string;
  "Target"?: string;
  "Enrichment"?: string;
}

export interface PipeEnrichmentHttpParameters {
  "PathParameterValues"?: (string)[];
  "HeaderParameters"?: Record<string, string>;
  "QueryStringParameters"?: Record<string, string>;
}

export interface PipeEnrichmentParameters {
  "InputTemplate"?: string;
  "HttpParameters"?: PipeEnrichmentHttpParameters;
}

export interface PipeLogConfiguration {
  "S3LogDestination"?: S3LogDestination;
  "FirehoseLogDestination"?: FirehoseLogDestination;
  "CloudwatchLogsLogDestination"?: CloudwatchLogsLogDestination;
  "Level"?: "OFF" | "ERROR" | "INFO" | "TRACE";
  "IncludeExecutionData"?: ("ALL")[];
}

export interface PipeLogConfigurationParameters {
  "S3LogDestination"?: S3LogDestinationParameters;
  "FirehoseLogDestination"?: FirehoseLogDestinationParameters;
  "CloudwatchLogsLogDestination"?: CloudwatchLogsLogDestinationParameters;
  "Level": "OFF" | "ERROR" | "INFO" | "TRACE";
  "IncludeExecutionData"?: ("ALL")[];
}

export interface PipeSourceActiveMQBrokerParameters {
  "Credentials": MQBrokerAccessCredentials;
  "QueueName": string;
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
}

export interface PipeSourceDynamoDBStreamParameters {
  "BatchSize"?: number;
  "DeadLetterConfig"?: DeadLetterConfig;
  "OnPartialBatchItemFailure"?: "AUTOMATIC_BISECT";
  "MaximumBatchingWindowInSeconds"?: number;
  "MaximumRecordAgeInSeconds"?: number;
  "MaximumRetryAttempts"?: number;
  "ParallelizationFactor"?: number;
  "StartingPosition": "TRIM_HORIZON" | "LATEST";
}

export interface PipeSourceKinesisStreamParameters {
  "BatchSize"?: number;
  "DeadLetterConfig"?: DeadLetterConfig;
  "OnPartialBatchItemFailure"?: "AUTOMATIC_BISECT";
  "MaximumBatchingWindowInSeconds"?: number;
  "MaximumRecordAgeInSeconds"?: number;
  "MaximumRetryAttempts"?: number;
  "ParallelizationFactor"?: number;
  "StartingPosition": "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  "StartingPositionTimestamp"?: number;
}

export interface PipeSourceManagedStreamingKafkaParameters {
  "TopicName": string;
  "StartingPosition"?: "TRIM_HORIZON" | "LATEST";
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
  "ConsumerGroupID"?: string;
  "Credentials"?: MSKAccessCredentials;
}

export interface PipeSourceParameters {
  "FilterCriteria"?: FilterCriteria;
  "KinesisStreamParameters"?: PipeSourceKinesisStreamParameters;
  "DynamoDBStreamParameters"?: PipeSourceDynamoDBStreamParameters;
  "SqsQueueParameters"?: PipeSourceSqsQueueParameters;
  "ActiveMQBrokerParameters"?: PipeSourceActiveMQBrokerParameters;
  "RabbitMQBrokerParameters"?: PipeSourceRabbitMQBrokerParameters;
  "ManagedStreamingKafkaParameters"?: PipeSourceManagedStreamingKafkaParameters;
  "SelfManagedKafkaParameters"?: PipeSourceSelfManagedKafkaParameters;
}

export interface PipeSourceRabbitMQBrokerParameters {
  "Credentials": MQBrokerAccessCredentials;
  "QueueName": string;
  "VirtualHost"?: string;
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
}

export interface PipeSourceSelfManagedKafkaParameters {
  "TopicName": string;
  "StartingPosition"?: "TRIM_HORIZON" | "LATEST";
  "AdditionalBootstrapServers"?: (string)[];
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
  "ConsumerGroupID"?: string;
  "Credentials"?: SelfManagedKafkaAccessConfigurationCredentials;
  "ServerRootCaCertificate"?: string;
  "Vpc"?: SelfManagedKafkaAccessConfigurationVpc;
}

export interface PipeSourceSqsQueueParameters {
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
}

export interface PipeTargetBatchJobParameters {
  "JobDefinition": string;
  "JobName": string;
  "ArrayProperties"?: BatchArrayProperties;
  "RetryStrategy"?: BatchRetryStrategy;
  "ContainerOverrides"?: BatchContainerOverrides;
  "DependsOn"?: (BatchJobDependency)[];
  "Parameters"?: Record<string, string>;
}

export interface PipeTargetCloudWatchLogsParameters {
  "LogStreamName"?: string;
  "Timestamp"?: string;
}

export interface PipeTargetEcsTaskParameters {
  "TaskDefinitionArn": string;
  "TaskCount"?: number;
  "LaunchType"?: "EC2" | "FARGATE" | "EXTERNAL";
  "NetworkConfiguration"?: NetworkConfiguration;
  "PlatformVersion"?: string;
  "Group"?: string;
  "CapacityProviderStrategy"?: (CapacityProviderStrategyItem)[];
  "EnableECSManagedTags"?: boolean;
  "EnableExecuteCommand"?: boolean;
  "PlacementConstraints"?: (PlacementConstraint)[];
  "PlacementStrategy"?: (PlacementStrategy)[];
  "PropagateTags"?: "TASK_DEFINITION";
  "ReferenceId"?: string;
  "Overrides"?: EcsTaskOverride;
  "Tags"?: (Tag)[];
}

export interface PipeTargetEventBridgeEventBusParameters {
  "EndpointId"?: string;
  "DetailType"?: string;
  "Source"?: string;
  "Resources"?: (string)[];
  "Time"?: string;
}

export interface PipeTargetHttpParameters {
  "PathParameterValues"?: (string)[];
  "HeaderParameters"?: Record<string, string>;
  "QueryStringParameters"?: Record<string, string>;
}

export interface PipeTargetKinesisStreamParameters {
  "PartitionKey": string;
}

export interface PipeTargetLambdaFunctionParameters {
  "InvocationType"?: "REQUEST_RESPONSE" | "FIRE_AND_FORGET";
}

export interface PipeTargetParameters {
  "InputTemplate"?: string;
  "LambdaFunctionParameters"?: PipeTargetLambdaFunctionParameters;
  "StepFunctionStateMachineParameters"?: PipeTargetStateMachineParameters;
  "KinesisStreamParameters"?: PipeTargetKinesisStreamParameters;
  "EcsTaskParameters"?: PipeTargetEcsTaskParameters;
  "BatchJobParameters"?: PipeTargetBatchJobParameters;
  "SqsQueueParameters"?: PipeTargetSqsQueueParameters;
  "HttpParameters"?: PipeTargetHttpParameters;
  "RedshiftDataParameters"?: PipeTargetRedshiftDataParameters;
  "SageMakerPipelineParameters"?: PipeTargetSageMakerPipelineParameters;
  "EventBridgeEventBusParameters"?: PipeTargetEventBridgeEventBusParameters;
  "CloudWatchLogsParameters"?: PipeTargetCloudWatchLogsParameters;
  "TimestreamParameters"?: PipeTargetTimestreamParameters;
}

export interface PipeTargetRedshiftDataParameters {
  "SecretManagerArn"?: string;
  "Database": string;
  "DbUser"?: string;
  "StatementName"?: string;
  "WithEvent"?: boolean;
  "Sqls": (string)[];
}

export interface PipeTargetSageMakerPipelineParameters {
  "PipelineParameterList"?: (SageMakerPipelineParameter)[];
}

export interface PipeTargetSqsQueueParameters {
  "MessageGroupId"?: string;
  "MessageDeduplicationId"?: string;
}

export interface PipeTargetStateMachineParameters {
  "InvocationType"?: "REQUEST_RESPONSE" | "FIRE_AND_FORGET";
}

export interface PipeTargetTimestreamParameters {
  "TimeValue": string;
  "EpochTimeUnit"?: "MILLISECONDS" | "SECONDS" | "MICROSECONDS" | "NANOSECONDS";
  "TimeFieldType"?: "EPOCH" | "TIMESTAMP_FORMAT";
  "TimestampFormat"?: string;
  "VersionValue": string;
  "DimensionMappings": (DimensionMapping)[];
  "SingleMeasureMappings"?: (SingleMeasureMapping)[];
  "MultiMeasureMappings"?: (MultiMeasureMapping)[];
}

export interface PlacementConstraint {
  "type"?: "distinctInstance" | "memberOf";
  "expression"?: string;
}

export interface PlacementStrategy {
  "type"?: "random" | "spread" | "binpack";
  "field"?: string;
}

export interface S3LogDestination {
  "BucketName"?: string;
  "Prefix"?: string;
  "BucketOwner"?: string;
  "OutputFormat"?: "json" | "plain" | "w3c";
}

export interface S3LogDestinationParameters {
  "BucketName": string;
  "BucketOwner": string;
  "OutputFormat"?: "json" | "plain" | "w3c";
  "Prefix"?: string;
}

export interface SageMakerPipelineParameter {
  "Name": string;
  "Value": string;
}

export interface SelfManagedKafkaAccessConfigurationCredentials {
  "BasicAuth"?: string;
  "SaslScram512Auth"?: string;
  "SaslScram256Auth"?: string;
  "ClientCertificateTlsAuth"?: string;
}

export interface SelfManagedKafkaAccessConfigurationVpc {
  "Subnets"?: (string)[];
  "SecurityGroup"?: (string)[];
}

export interface ServiceQuotaExceededException {
  "message": string;
  "resourceId": string;
  "resourceType": string;
  "serviceCode": string;
  "quotaCode": string;
}

export interface SingleMeasureMapping {
  "MeasureValue": string;
  "MeasureValueType": "DOUBLE" | "BIGINT" | "VARCHAR" | "BOOLEAN" | "TIMESTAMP";
  "MeasureName": string;
}

export interface StartPipeRequest {
  "Name": string;
}

export interface StartPipeResponse {
  "Arn"?: string;
  "Name"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED";
  "CurrentState"?: "RUNNING" | "STOPPED" | "CREATING" | "UPDATING" | "DELETING" | "STARTING" | "STOPPING" | "CREATE_FAILED" | "UPDATE_FAILED" | "START_FAILED" | "STOP_FAILED" | "DELETE_FAILED" | "CREATE_ROLLBACK_FAILED" | "DELETE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_FAILED";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface StopPipeRequest {
  "Name": string;
}

export interface StopPipeResponse {
  "Arn"?: string;
  "Name"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED";
  "CurrentState"?: "RUNNING" | "STOPPED" | "CREATING" | "UPDATING" | "DELETING" | "STARTING" | "STOPPING" | "CREATE_FAILED" | "UPDATE_FAILED" | "START_FAILED" | "STOP_FAILED" | "DELETE_FAILED" | "CREATE_ROLLBACK_FAILED" | "DELETE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_FAILED";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface TagResourceRequest {
  "resourceArn": string;
  "tags": Record<string, string>;
}

export interface TagResourceResponse {
}

export interface ThrottlingException {
  "message": string;
  "serviceCode"?: string;
  "quotaCode"?: string;
  "retryAfterSeconds"?: number;
}

export interface UntagResourceRequest {
  "resourceArn": string;
  "tagKeys": (string)[];
}

export interface UntagResourceResponse {
}

export interface UpdatePipeRequest {
  "Name": string;
  "Description"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED";
  "SourceParameters"?: UpdatePipeSourceParameters;
  "Enrichment"?: string;
  "EnrichmentParameters"?: PipeEnrichmentParameters;
  "Target"?: string;
  "TargetParameters"?: PipeTargetParameters;
  "RoleArn": string;
  "LogConfiguration"?: PipeLogConfigurationParameters;
  "KmsKeyIdentifier"?: string;
}

export interface UpdatePipeResponse {
  "Arn"?: string;
  "Name"?: string;
  "DesiredState"?: "RUNNING" | "STOPPED";
  "CurrentState"?: "RUNNING" | "STOPPED" | "CREATING" | "UPDATING" | "DELETING" | "STARTING" | "STOPPING" | "CREATE_FAILED" | "UPDATE_FAILED" | "START_FAILED" | "STOP_FAILED" | "DELETE_FAILED" | "CREATE_ROLLBACK_FAILED" | "DELETE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_FAILED";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface UpdatePipeSourceActiveMQBrokerParameters {
  "Credentials": MQBrokerAccessCredentials;
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
}

export interface UpdatePipeSourceDynamoDBStreamParameters {
  "BatchSize"?: number;
  "DeadLetterConfig"?: DeadLetterConfig;
  "OnPartialBatchItemFailure"?: "AUTOMATIC_BISECT";
  "MaximumBatchingWindowInSeconds"?: number;
  "MaximumRecordAgeInSeconds"?: number;
  "MaximumRetryAttempts"?: number;
  "ParallelizationFactor"?: number;
}

export interface UpdatePipeSourceKinesisStreamParameters {
  "BatchSize"?: number;
  "DeadLetterConfig"?: DeadLetterConfig;
  "OnPartialBatchItemFailure"?: "AUTOMATIC_BISECT";
  "MaximumBatchingWindowInSeconds"?: number;
  "MaximumRecordAgeInSeconds"?: number;
  "MaximumRetryAttempts"?: number;
  "ParallelizationFactor"?: number;
}

export interface UpdatePipeSourceManagedStreamingKafkaParameters {
  "BatchSize"?: number;
  "Credentials"?: MSKAccessCredentials;
  "MaximumBatchingWindowInSeconds"?: number;
}

export interface UpdatePipeSourceParameters {
  "FilterCriteria"?: FilterCriteria;
  "KinesisStreamParameters"?: UpdatePipeSourceKinesisStreamParameters;
  "DynamoDBStreamParameters"?: UpdatePipeSourceDynamoDBStreamParameters;
  "SqsQueueParameters"?: UpdatePipeSourceSqsQueueParameters;
  "ActiveMQBrokerParameters"?: UpdatePipeSourceActiveMQBrokerParameters;
  "RabbitMQBrokerParameters"?: UpdatePipeSourceRabbitMQBrokerParameters;
  "ManagedStreamingKafkaParameters"?: UpdatePipeSourceManagedStreamingKafkaParameters;
  "SelfManagedKafkaParameters"?: UpdatePipeSourceSelfManagedKafkaParameters;
}

export interface UpdatePipeSourceRabbitMQBrokerParameters {
  "Credentials": MQBrokerAccessCredentials;
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
}

export interface UpdatePipeSourceSelfManagedKafkaParameters {
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
  "Credentials"?: SelfManagedKafkaAccessConfigurationCredentials;
  "ServerRootCaCertificate"?: string;
  "Vpc"?: SelfManagedKafkaAccessConfigurationVpc;
}

export interface UpdatePipeSourceSqsQueueParameters {
  "BatchSize"?: number;
  "MaximumBatchingWindowInSeconds"?: number;
}

export interface ValidationException {
  "message"?: string;
  "fieldList"?: (ValidationExceptionField)[];
}

export interface ValidationExceptionField {
  "name": string;
  "message": string;
}

export interface Operations {
  CreatePipe: { input: CreatePipeRequest; output: CreatePipeResponse };
  DeletePipe: { input: DeletePipeRequest; output: DeletePipeResponse };
  DescribePipe: { input: DescribePipeRequest; output: DescribePipeResponse };
  ListPipes: { input: ListPipesRequest; output: ListPipesResponse };
  ListTagsForResource: { input: ListTagsForResourceRequest; output: ListTagsForResourceResponse };
  StartPipe: { input: StartPipeRequest; output: StartPipeResponse };
  StopPipe: { input: StopPipeRequest; output: StopPipeResponse };
  TagResource: { input: TagResourceRequest; output: TagResourceResponse };
  UntagResource: { input: UntagResourceRequest; output: UntagResourceResponse };
  UpdatePipe: { input: UpdatePipeRequest; output: UpdatePipeResponse };
}
