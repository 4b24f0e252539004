/** EventBridge's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AccessDeniedException {
}

export interface ActivateEventSourceRequest {
  "Name": string;
}

export interface ApiDestination {
  "ApiDestinationArn"?: string;
  "Name"?: string;
  "ApiDestinationState"?: "ACTIVE" | "INACTIVE";
  "ConnectionArn"?: string;
  "InvocationEndpoint"?: string;
  "HttpMethod"?: "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  "InvocationRateLimitPerSecond"?: number;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface AppSyncParameters {
  "GraphQLOperation"?: string;
}

export interface Archive {
  "ArchiveName"?: string;
  "EventSourceArn"?: string;
  "State"?: "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  "StateReason"?: string;
  "RetentionDays"?: number;
  "SizeBytes"?: number;
  "EventCount"?: number;
  "CreationTime"?: number;
}

export interface AwsVpcConfiguration {
  "Subnets": (string)[];
  "SecurityGroups"?: (string)[];
  "AssignPublicIp"?: "ENABLED" | "DISABLED";
}

export interface BatchArrayProperties {
  "Size"?: number;
}

export interface BatchParameters {
  "JobDefinition": string;
  "JobName": string;
  "ArrayProperties"?: BatchArrayProperties;
  "RetryStrategy"?: BatchRetryStrategy;
}

export interface BatchRetryStrategy {
  "Attempts"?: number;
}

export interface CancelReplayRequest {
  "ReplayName": string;
}

export interface CancelReplayResponse {
  "ReplayArn"?: string;
  "State"?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  "StateReason"?: string;
}

export interface CapacityProviderStrategyItem {
  "capacityProvider": string;
  "weight"?: number;
  "base"?: number;
}

export interface ConcurrentModificationException {
}

export interface Condition {
  "Type": string;
  "Key": string;
  "Value": string;
}

export interface Connection {
  "ConnectionArn"?: string;
  "Name"?: string;
  "ConnectionState"?: "CREATING" | "UPDATING" | "DELETING" | "AUTHORIZED" | "DEAUTHORIZED" | "AUTHORIZING" | "DEAUTHORIZING" | "ACTIVE" | "FAILED_CONNECTIVITY";
  "StateReason"?: string;
  "AuthorizationType"?: "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "LastAuthorizedTime"?: number;
}

export interface ConnectionApiKeyAuthResponseParameters {
  "ApiKeyName"?: string;
}

export interface ConnectionAuthResponseParameters {
  "BasicAuthParameters"?: ConnectionBasicAuthResponseParameters;
  "OAuthParameters"?: ConnectionOAuthResponseParameters;
  "ApiKeyAuthParameters"?: ConnectionApiKeyAuthResponseParameters;
  "InvocationHttpParameters"?: ConnectionHttpParameters;
  "ConnectivityParameters"?: DescribeConnectionConnectivityParameters;
}

export interface ConnectionBasicAuthResponseParameters {
  "Username"?: string;
}

export interface ConnectionBodyParameter {
  "Key"?: string;
  "Value"?: string;
  "IsValueSecret"?: boolean;
}

export interface ConnectionHeaderParameter {
  "Key"?: string;
  "Value"?: string;
  "IsValueSecret"?: boolean;
}

export interface ConnectionHttpParameters {
  "HeaderParameters"?: (ConnectionHeaderParameter)[];
  "QueryStringParameters"?: (ConnectionQueryStringParameter)[];
  "BodyParameters"?: (ConnectionBodyParameter)[];
}

export interface ConnectionOAuthClientResponseParameters {
  "ClientID"?: string;
}

export interface ConnectionOAuthResponseParameters {
  "ClientParameters"?: ConnectionOAuthClientResponseParameters;
  "AuthorizationEndpoint"?: string;
  "HttpMethod"?: "GET" | "POST" | "PUT";
  "OAuthHttpParameters"?: ConnectionHttpParameters;
}

export interface ConnectionQueryStringParameter {
  "Key"?: string;
  "Value"?: string;
  "IsValueSecret"?: boolean;
}

export interface ConnectivityResourceConfigurationArn {
  "ResourceConfigurationArn": string;
}

export interface ConnectivityResourceParameters {
  "ResourceParameters": ConnectivityResourceConfigurationArn;
}

export interface CreateApiDestinationRequest {
  "Name": string;
  "Description"?: string;
  "ConnectionArn": string;
  "InvocationEndpoint": string;
  "HttpMethod": "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  "InvocationRateLimitPerSecond"?: number;
}

export interface CreateApiDestinationResponse {
  "ApiDestinationArn"?: string;
  "ApiDestinationState"?: "ACTIVE" | "INACTIVE";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface CreateArchiveRequest {
  "ArchiveName": string;
  "EventSourceArn": string;
  "Description"?: string;
  "EventPattern"?: string;
  "RetentionDays"?: number;
  "KmsKeyIdentifier"?: string;
}

export interface CreateArchiveResponse {
  "ArchiveArn"?: string;
  "State"?: "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  "StateReason"?: string;
  "CreationTime"?: number;
}

export interface CreateConnectionApiKeyAuthRequestParameters {
  "ApiKeyName": string;
  "ApiKeyValue": string;
}

export interface CreateConnectionAuthRequestParameters {
  "BasicAuthParameters"?: CreateConnectionBasicAuthRequestParameters;
  "OAuthParameters"?: CreateConnectionOAuthRequestParameters;
  "ApiKeyAuthParameters"?: CreateConnectionApiKeyAuthRequestParameters;
  "InvocationHttpParameters"?: ConnectionHttpParameters;
  "ConnectivityParameters"?: ConnectivityResourceParameters;
}

export interface CreateConnectionBasicAuthRequestParameters {
  "Username": string;
  "Password": string;
}

export interface CreateConnectionOAuthClientRequestParameters {
  "ClientID": string;
  "ClientSecret": string;
}

export interface CreateConnectionOAuthRequestParameters {
  "ClientParameters": CreateConnectionOAuthClientRequestParameters;
  "AuthorizationEndpoint": string;
  "HttpMethod": "GET" | "POST" | "PUT";
  "OAuthHttpParameters"?: ConnectionHttpParameters;
}

export interface CreateConnectionRequest {
  "Name": string;
  "Description"?: string;
  "AuthorizationType": "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  "AuthParameters": CreateConnectionAuthRequestParameters;
  "InvocationConnectivityParameters"?: ConnectivityResourceParameters;
  "KmsKeyIdentifier"?: string;
}

export interface CreateConnectionResponse {
  "ConnectionArn"?: string;
  "ConnectionState"?: "CREATING" | "UPDATING" | "DELETING" | "AUTHORIZED" | "DEAUTHORIZED" | "AUTHORIZING" | "DEAUTHORIZING" | "ACTIVE" | "FAILED_CONNECTIVITY";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface CreateEndpointRequest {
  "Name": string;
  "Description"?: string;
  "RoutingConfig": RoutingConfig;
  "ReplicationConfig"?: ReplicationConfig;
  "EventBuses": (EndpointEventBus)[];
  "RoleArn"?: string;
}

export interface CreateEndpointResponse {
  "Name"?: string;
  "Arn"?: string;
  "RoutingConfig"?: RoutingConfig;
  "ReplicationConfig"?: ReplicationConfig;
  "EventBuses"?: (EndpointEventBus)[];
  "RoleArn"?: string;
  "State"?: "ACTIVE" | "CREATING" | "UPDATING" | "DELETING" | "CREATE_FAILED" | "UPDATE_FAILED" | "DELETE_FAILED";
}

export interface CreateEventBusRequest {
  "Name": string;
  "EventSourceName"?: string;
  "Description"?: string;
  "KmsKeyIdentifier"?: string;
  "DeadLetterConfig"?: DeadLetterConfig;
  "LogConfig"?: LogConfig;
  "Tags"?: (Tag)[];
}

export interface CreateEventBusResponse {
  "EventBusArn"?: string;
  "Description"?: string;
  "KmsKeyIdentifier"?: string;
  "DeadLetterConfig"?: DeadLetterConfig;
  "LogConfig"?: LogConfig;
}

export interface CreatePartnerEventSourceRequest {
  "Name": string;
  "Account": string;
}

export interface CreatePartnerEventSourceResponse {
  "EventSourceArn"?: string;
}

export interface DeactivateEventSourceRequest {
  "Name": string;
}

export interface DeadLetterConfig {
  "Arn"?: string;
}

export interface DeauthorizeConnectionRequest {
  "Name": string;
}

export interface DeauthorizeConnectionResponse {
  "ConnectionArn"?: string;
  "ConnectionState"?: "CREATING" | "UPDATING" | "DELETING" | "AUTHORIZED" | "DEAUTHORIZED" | "AUTHORIZING" | "DEAUTHORIZING" | "ACTIVE" | "FAILED_CONNECTIVITY";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "LastAuthorizedTime"?: number;
}

export interface DeleteApiDestinationRequest {
  "Name": string;
}

export interface DeleteApiDestinationResponse {
}

export interface DeleteArchiveRequest {
  "ArchiveName": string;
}

export interface DeleteArchiveResponse {
}

export interface DeleteConnectionRequest {
  "Name": string;
}

export interface DeleteConnectionResponse {
  "ConnectionArn"?: string;
  "ConnectionState"?: "CREATING" | "UPDATING" | "DELETING" | "AUTHORIZED" | "DEAUTHORIZED" | "AUTHORIZING" | "DEAUTHORIZING" | "ACTIVE" | "FAILED_CONNECTIVITY";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "LastAuthorizedTime"?: number;
}

export interface DeleteEndpointRequest {
  "Name": string;
}

export interface DeleteEndpointResponse {
}

export interface DeleteEventBusRequest {
  "Name": string;
}

export interface DeletePartnerEventSourceRequest {
  "Name": string;
  "Account": string;
}

export interface DeleteRuleRequest {
  "Name": string;
  "EventBusName"?: string;
  "Force"?: boolean;
}

export interface DescribeApiDestinationRequest {
  "Name": string;
}

export interface DescribeApiDestinationResponse {
  "ApiDestinationArn"?: string;
  "Name"?: string;
  "Description"?: string;
  "ApiDestinationState"?: "ACTIVE" | "INACTIVE";
  "ConnectionArn"?: string;
  "InvocationEndpoint"?: string;
  "HttpMethod"?: "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  "InvocationRateLimitPerSecond"?: number;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface DescribeArchiveRequest {
  "ArchiveName": string;
}

export interface DescribeArchiveResponse {
  "ArchiveArn"?: string;
  "ArchiveName"?: string;
  "EventSourceArn"?: string;
  "Description"?: string;
  "EventPattern"?: string;
  "State"?: "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  "StateReason"?: string;
  "KmsKeyIdentifier"?: string;
  "RetentionDays"?: number;
  "SizeBytes"?: number;
  "EventCount"?: number;
  "CreationTime"?: number;
}

export interface DescribeConnectionConnectivityParameters {
  "ResourceParameters": DescribeConnectionResourceParameters;
}

export interface DescribeConnectionRequest {
  "Name": string;
}

export interface DescribeConnectionResourceParameters {
  "ResourceConfigurationArn": string;
  "ResourceAssociationArn": string;
}

export interface DescribeConnectionResponse {
  "ConnectionArn"?: string;
  "Name"?: string;
  "Description"?: string;
  "InvocationConnectivityParameters"?: DescribeConnectionConnectivityParameters;
  "ConnectionState"?: "CREATING" | "UPDATING" | "DELETING" | "AUTHORIZED" | "DEAUTHORIZED" | "AUTHORIZING" | "DEAUTHORIZING" | "ACTIVE" | "FAILED_CONNECTIVITY";
  "StateReason"?: string;
  "AuthorizationType"?: "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  "SecretArn"?: string;
  "KmsKeyIdentifier"?: string;
  "AuthParameters"?: ConnectionAuthResponseParameters;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "LastAuthorizedTime"?: number;
}

export interface DescribeEndpointRequest {
  "Name": string;
  "HomeRegion"?: string;
}

export interface DescribeEndpointResponse {
  "Name"?: string;
  "Description"?: string;
  "Arn"?: string;
  "RoutingConfig"?: RoutingConfig;
  "ReplicationConfig"?: ReplicationConfig;
  "EventBuses"?: (EndpointEventBus)[];
  "RoleArn"?: string;
  "EndpointId"?: string;
  "EndpointUrl"?: string;
  "State"?: "ACTIVE" | "CREATING" | "UPDATING" | "DELETING" | "CREATE_FAILED" | "UPDATE_FAILED" | "DELETE_FAILED";
  "StateReason"?: string;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface DescribeEventBusRequest {
  "Name"?: string;
}

export interface DescribeEventBusResponse {
  "Name"?: string;
  "Arn"?: string;
  "Description"?: string;
  "KmsKeyIdentifier"?: string;
  "DeadLetterConfig"?: DeadLetterConfig;
  "Policy"?: string;
  "LogConfig"?: LogConfig;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "ManagedBy"?: string;
}

export interface DescribeEventSourceRequest {
  "Name": string;
}

export interface DescribeEventSourceResponse {
  "Arn"?: string;
  "CreatedBy"?: string;
  "CreationTime"?: number;
  "ExpirationTime"?: number;
  "Name"?: string;
  "State"?: "PENDING" | "ACTIVE" | "DELETED";
}

export interface DescribePartnerEventSourceRequest {
  "Name": string;
}

export interface DescribePartnerEventSourceResponse {
  "Arn"?: string;
  "Name"?: string;
}

export interface DescribeReplayRequest {
  "ReplayName": string;
}

export interface DescribeReplayResponse {
  "ReplayName"?: string;
  "ReplayArn"?: string;
  "Description"?: string;
  "State"?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  "StateReason"?: string;
  "EventSourceArn"?: string;
  "Destination"?: ReplayDestination;
  "EventStartTime"?: number;
  "EventEndTime"?: number;
  "EventLastReplayedTime"?: number;
  "ReplayStartTime"?: number;
  "ReplayEndTime"?: number;
}

export interface DescribeRuleRequest {
  "Name": string;
  "EventBusName"?: string;
}

export interface DescribeRuleResponse {
  "Name"?: string;
  "Arn"?: string;
  "EventPattern"?: string;
  "ScheduleExpression"?: string;
  "State"?: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  "Description"?: string;
  "RoleArn"?: string;
  "ManagedBy"?: string;
  "EventBusName"?: string;
  "CreatedBy"?: string;
}

export interface DisableRuleRequest {
  "Name": string;
  "EventBusName"?: string;
}

export interface EcsParameters {
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
  "Tags"?: (Tag)[];
}

export interface EnableRuleRequest {
  "Name": string;
  "EventBusName"?: string;
}

export interface Endpoint {
  "Name"?: string;
  "Description"?: string;
  "Arn"?: string;
  "RoutingConfig"?: RoutingConfig;
  "ReplicationConfig"?: ReplicationConfig;
  "EventBuses"?: (EndpointEventBus)[];
  "RoleArn"?: string;
  "EndpointId"?: string;
  "EndpointUrl"?: string;
  "State"?: "ACTIVE" | "CREATING" | "UPDATING" | "DELETING" | "CREATE_FAILED" | "UPDATE_FAILED" | "DELETE_FAILED";
  "StateReason"?: string;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface EndpointEventBus {
  "EventBusArn": string;
}

export interface EventBus {
  "Name"?: string;
  "Arn"?: string;
  "Description"?: string;
  "Policy"?: string;
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "ManagedBy"?: string;
}

export interface EventSource {
  "Arn"?: string;
  "CreatedBy"?: string;
  "CreationTime"?: number;
  "ExpirationTime"?: number;
  "Name"?: string;
  "State"?: "PENDING" | "ACTIVE" | "DELETED";
}

export interface FailoverConfig {
  "Primary": Primary;
  "Secondary": Secondary;
}

export interface HttpParameters {
  "PathParameterValues"?: (string)[];
  "HeaderParameters"?: Record<string, string>;
  "QueryStringParameters"?: Record<string, string>;
}

export interface IllegalStatusException {
}

export interface InputTransformer {
  "InputPathsMap"?: Record<string, string>;
  "InputTemplate": string;
}

export interface InternalException {
}

export interface InvalidEventPatternException {
}

export interface InvalidStateException {
}

export interface KinesisParameters {
  "PartitionKeyPath": string;
}

export interface LimitExceededException {
}

export interface ListApiDestinationsRequest {
  "NamePrefix"?: string;
  "ConnectionArn"?: string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListApiDestinationsResponse {
  "ApiDestinations"?: (ApiDestination)[];
  "NextToken"?: string;
}

export interface ListArchivesRequest {
  "NamePrefix"?: string;
  "EventSourceArn"?: string;
  "State"?: "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListArchivesResponse {
  "Archives"?: (Archive)[];
  "NextToken"?: string;
}

export interface ListConnectionsRequest {
  "NamePrefix"?: string;
  "ConnectionState"?: "CREATING" | "UPDATING" | "DELETING" | "AUTHORIZED" | "DEAUTHORIZED" | "AUTHORIZING" | "DEAUTHORIZING" | "ACTIVE" | "FAILED_CONNECTIVITY";
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListConnectionsResponse {
  "Connections"?: (Connection)[];
  "NextToken"?: string;
}

export interface ListEndpointsRequest {
  "NamePrefix"?: string;
  "HomeRegion"?: string;
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListEndpointsResponse {
  "Endpoints"?: (Endpoint)[];
  "NextToken"?: string;
}

export interface ListEventBusesRequest {
  "NamePrefix"?: string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListEventBusesResponse {
  "EventBuses"?: (EventBus)[];
  "NextToken"?: string;
}

export interface ListEventSourcesRequest {
  "NamePrefix"?: string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListEventSourcesResponse {
  "EventSources"?: (EventSource)[];
  "NextToken"?: string;
}

export interface ListPartnerEventSourceAccountsRequest {
  "EventSourceName": string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListPartnerEventSourceAccountsResponse {
  "PartnerEventSourceAccounts"?: (PartnerEventSourceAccount)[];
  "NextToken"?: string;
}

export interface ListPartnerEventSourcesRequest {
  "NamePrefix": string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListPartnerEventSourcesResponse {
  "PartnerEventSources"?: (PartnerEventSource)[];
  "NextToken"?: string;
}

export interface ListReplaysRequest {
  "NamePrefix"?: string;
  "State"?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  "EventSourceArn"?: string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListReplaysResponse {
  "Replays"?: (Replay)[];
  "NextToken"?: string;
}

export interface ListRuleNamesByTargetRequest {
  "TargetArn": string;
  "EventBusName"?: string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListRuleNamesByTargetResponse {
  "RuleNames"?: (string)[];
  "NextToken"?: string;
}

export interface ListRulesRequest {
  "NamePrefix"?: string;
  "EventBusName"?: string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListRulesResponse {
  "Rules"?: (Rule)[];
  "NextToken"?: string;
}

export interface ListTagsForResourceRequest {
  "ResourceARN": string;
}

export interface ListTagsForResourceResponse {
  "Tags"?: (Tag)[];
}

export interface ListTargetsByRuleRequest {
  "Rule": string;
  "EventBusName"?: string;
  "NextToken"?: string;
  "Limit"?: number;
}

export interface ListTargetsByRuleResponse {
  "Targets"?: (Target)[];
  "NextToken"?: string;
}

export interface LogConfig {
  "IncludeDetail"?: "NONE" | "FULL";
  "Level"?: "OFF" | "ERROR" | "INFO" | "TRACE";
}

export interface ManagedRuleException {
}

export interface NetworkConfiguration {
  "awsvpcConfiguration"?: AwsVpcConfiguration;
}

export interface OperationDisabledException {
}

export interface PartnerEventSource {
  "Arn"?: string;
  "Name"?: string;
}

export interface PartnerEventSourceAccount {
  "Account"?: string;
  "CreationTime"?: number;
  "ExpirationTime"?: number;
  "State"?: "PENDING" | "ACTIVE" | "DELETED";
}

export interface PlacementConstraint {
  "type"?: "distinctInstance" | "memberOf";
  "expression"?: string;
}

export interface PlacementStrategy {
  "type"?: "random" | "spread" | "binpack";
  "field"?: string;
}

export interface PolicyLengthExceededException {
}

export interface Primary {
  "HealthCheck": string;
}

export interface PutEventsRequest {
  "Entries": (PutEventsRequestEntry)[];
  "EndpointId"?: string;
}

export interface PutEventsRequestEntry {
  "Time"?: number;
  "Source"?: string;
  "Resources"?: (string)[];
  "DetailType"?: string;
  "Detail"?: string;
  "EventBusName"?: string;
  "TraceHeader"?: string;
}

export interface PutEventsResponse {
  "FailedEntryCount"?: number;
  "Entries"?: (PutEventsResultEntry)[];
}

export interface PutEventsResultEntry {
  "EventId"?: string;
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
}

export interface PutPartnerEventsRequest {
  "Entries": (PutPartnerEventsRequestEntry)[];
}

export interface PutPartnerEventsRequestEntry {
  "Time"?: number;
  "Source"?: string;
  "Resources"?: (string)[];
  "DetailType"?: string;
  "Detail"?: string;
}

export interface PutPartnerEventsResponse {
  "FailedEntryCount"?: number;
  "Entries"?: (PutPartnerEventsResultEntry)[];
}

export interface PutPartnerEventsResultEntry {
  "EventId"?: string;
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
}

export interface PutPermissionRequest {
  "EventBusName"?: string;
  "Action"?: string;
  "Principal"?: string;
  "StatementId"?: string;
  "Condition"?: Condition;
  "Policy"?: string;
}

export interface PutRuleRequest {
  "Name": string;
  "ScheduleExpression"?: string;
  "EventPattern"?: string;
  "State"?: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  "Description"?: string;
  "RoleArn"?: string;
  "Tags"?: (Tag)[];
  "EventBusName"?: string;
}

export interface PutRuleResponse {
  "RuleArn"?: string;
}

export interface PutTargetsRequest {
  "Rule": string;
  "EventBusName"?: string;
  "Targets": (Target)[];
}

export interface PutTargetsResponse {
  "FailedEntryCount"?: number;
  "FailedEntries"?: (PutTargetsResultEntry)[];
}

export interface PutTargetsResultEntry {
  "TargetId"?: string;
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
}

export interface RedshiftDataParameters {
  "SecretManagerArn"?: string;
  "Database": string;
  "DbUser"?: string;
  "Sql"?: string;
  "StatementName"?: string;
  "WithEvent"?: boolean;
  "Sqls"?: (string)[];
}

export interface RemovePermissionRequest {
  "StatementId"?: string;
  "RemoveAllPermissions"?: boolean;
  "EventBusName"?: string;
}

export interface RemoveTargetsRequest {
  "Rule": string;
  "EventBusName"?: string;
  "Ids": (string)[];
  "Force"?: boolean;
}

export interface RemoveTargetsResponse {
  "FailedEntryCount"?: number;
  "FailedEntries"?: (RemoveTargetsResultEntry)[];
}

export interface RemoveTargetsResultEntry {
  "TargetId"?: string;
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
}

export interface Replay {
  "ReplayName"?: string;
  "EventSourceArn"?: string;
  "State"?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  "StateReason"?: string;
  "EventStartTime"?: number;
  "EventEndTime"?: number;
  "EventLastReplayedTime"?: number;
  "ReplayStartTime"?: number;
  "ReplayEndTime"?: number;
}

export interface ReplayDestination {
  "Arn": string;
  "FilterArns"?: (string)[];
}

export interface ReplicationConfig {
  "State"?: "ENABLED" | "DISABLED";
}

export interface ResourceAlreadyExistsException {
}

export interface ResourceNotFoundException {
}

export interface RetryPolicy {
  "MaximumRetryAttempts"?: number;
  "MaximumEventAgeInSeconds"?: number;
}

export interface RoutingConfig {
  "FailoverConfig": FailoverConfig;
}

export interface Rule {
  "Name"?: string;
  "Arn"?: string;
  "EventPattern"?: string;
  "State"?: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  "Description"?: string;
  "ScheduleExpression"?: string;
  "RoleArn"?: string;
  "ManagedBy"?: string;
  "EventBusName"?: string;
}

export interface RunCommandParameters {
  "RunCommandTargets": (RunCommandTarget)[];
}

export interface RunCommandTarget {
  "Key": string;
  "Values": (string)[];
}

export interface SageMakerPipelineParameter {
  "Name": string;
  "Value": string;
}

export interface SageMakerPipelineParameters {
  "PipelineParameterList"?: (SageMakerPipelineParameter)[];
}

export interface Secondary {
  "Route": string;
}

export interface SqsParameters {
  "MessageGroupId"?: string;
}

export interface StartReplayRequest {
  "ReplayName": string;
  "Description"?: string;
  "EventSourceArn": string;
  "EventStartTime": number;
  "EventEndTime": number;
  "Destination": ReplayDestination;
}

export interface StartReplayResponse {
  "ReplayArn"?: string;
  "State"?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  "StateReason"?: string;
  "ReplayStartTime"?: number;
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface TagResourceRequest {
  "ResourceARN": string;
  "Tags": (Tag)[];
}

export interface TagResourceResponse {
}

export interface Target {
  "Id": string;
  "Arn": string;
  "RoleArn"?: string;
  "Input"?: string;
  "InputPath"?: string;
  "InputTransformer"?: InputTransformer;
  "KinesisParameters"?: KinesisParameters;
  "RunCommandParameters"?: RunCommandParameters;
  "EcsParameters"?: EcsParameters;
  "BatchParameters"?: BatchParameters;
  "SqsParameters"?: SqsParameters;
  "HttpParameters"?: HttpParameters;
  "RedshiftDataParameters"?: RedshiftDataParameters;
  "SageMakerPipelineParameters"?: SageMakerPipelineParameters;
  "DeadLetterConfig"?: DeadLetterConfig;
  "RetryPolicy"?: RetryPolicy;
  "AppSyncParameters"?: AppSyncParameters;
}

export interface TestEventPatternRequest {
  "EventPattern": string;
  "Event": string;
}

export interface TestEventPatternResponse {
  "Result"?: boolean;
}

export interface ThrottlingException {
}

export interface UntagResourceRequest {
  "ResourceARN": string;
  "TagKeys": (string)[];
}

export interface UntagResourceResponse {
}

export interface UpdateApiDestinationRequest {
  "Name": string;
  "Description"?: string;
  "ConnectionArn"?: string;
  "InvocationEndpoint"?: string;
  "HttpMethod"?: "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  "InvocationRateLimitPerSecond"?: number;
}

export interface UpdateApiDestinationResponse {
  "ApiDestinationArn"?: string;
  "ApiDestinationState"?: "ACTIVE" | "INACTIVE";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
}

export interface UpdateArchiveRequest {
  "ArchiveName": string;
  "Description"?: string;
  "EventPattern"?: string;
  "RetentionDays"?: number;
  "KmsKeyIdentifier"?: string;
}

export interface UpdateArchiveResponse {
  "ArchiveArn"?: string;
  "State"?: "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  "StateReason"?: string;
  "CreationTime"?: number;
}

export interface UpdateConnectionApiKeyAuthRequestParameters {
  "ApiKeyName"?: string;
  "ApiKeyValue"?: string;
}

export interface UpdateConnectionAuthRequestParameters {
  "BasicAuthParameters"?: UpdateConnectionBasicAuthRequestParameters;
  "OAuthParameters"?: UpdateConnectionOAuthRequestParameters;
  "ApiKeyAuthParameters"?: UpdateConnectionApiKeyAuthRequestParameters;
  "InvocationHttpParameters"?: ConnectionHttpParameters;
  "ConnectivityParameters"?: ConnectivityResourceParameters;
}

export interface UpdateConnectionBasicAuthRequestParameters {
  "Username"?: string;
  "Password"?: string;
}

export interface UpdateConnectionOAuthClientRequestParameters {
  "ClientID"?: string;
  "ClientSecret"?: string;
}

export interface UpdateConnectionOAuthRequestParameters {
  "ClientParameters"?: UpdateConnectionOAuthClientRequestParameters;
  "AuthorizationEndpoint"?: string;
  "HttpMethod"?: "GET" | "POST" | "PUT";
  "OAuthHttpParameters"?: ConnectionHttpParameters;
}

export interface UpdateConnectionRequest {
  "Name": string;
  "Description"?: string;
  "AuthorizationType"?: "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  "AuthParameters"?: UpdateConnectionAuthRequestParameters;
  "InvocationConnectivityParameters"?: ConnectivityResourceParameters;
  "KmsKeyIdentifier"?: string;
}

export interface UpdateConnectionResponse {
  "ConnectionArn"?: string;
  "ConnectionState"?: "CREATING" | "UPDATING" | "DELETING" | "AUTHORIZED" | "DEAUTHORIZED" | "AUTHORIZING" | "DEAUTHORIZING" | "ACTIVE" | "FAILED_CONNECTIVITY";
  "CreationTime"?: number;
  "LastModifiedTime"?: number;
  "LastAuthorizedTime"?: number;
}

export interface UpdateEndpointRequest {
  "Name": string;
  "Description"?: string;
  "RoutingConfig"?: RoutingConfig;
  "ReplicationConfig"?: ReplicationConfig;
  "EventBuses"?: (EndpointEventBus)[];
  "RoleArn"?: string;
}

export interface UpdateEndpointResponse {
  "Name"?: string;
  "Arn"?: string;
  "RoutingConfig"?: RoutingConfig;
  "ReplicationConfig"?: ReplicationConfig;
  "EventBuses"?: (EndpointEventBus)[];
  "RoleArn"?: string;
  "EndpointId"?: string;
  "EndpointUrl"?: string;
  "State"?: "ACTIVE" | "CREATING" | "UPDATING" | "DELETING" | "CREATE_FAILED" | "UPDATE_FAILED" | "DELETE_FAILED";
}

export interface UpdateEventBusRequest {
  "Name"?: string;
  "KmsKeyIdentifier"?: string;
  "Description"?: string;
  "DeadLetterConfig"?: DeadLetterConfig;
  "LogConfig"?: LogConfig;
}

export interface UpdateEventBusResponse {
  "Arn"?: string;
  "Name"?: string;
  "KmsKeyIdentifier"?: string;
  "Description"?: string;
  "DeadLetterConfig"?: DeadLetterConfig;
  "LogConfig"?: LogConfig;
}

export interface Operations {
  ActivateEventSource: { input: ActivateEventSourceRequest; output: Record<string, never> };
  CancelReplay: { input: CancelReplayRequest; output: CancelReplayResponse };
  CreateApiDestination: { input: CreateApiDestinationRequest; output: CreateApiDestinationResponse };
  CreateArchive: { input: CreateArchiveRequest; output: CreateArchiveResponse };
  CreateConnection: { input: CreateConnectionRequest; output: CreateConnectionResponse };
  CreateEndpoint: { input: CreateEndpointRequest; output: CreateEndpointResponse };
  CreateEventBus: { input: CreateEventBusRequest; output: CreateEventBusResponse };
  CreatePartnerEventSource: { input: CreatePartnerEventSourceRequest; output: CreatePartnerEventSourceResponse };
  DeactivateEventSource: { input: DeactivateEventSourceRequest; output: Record<string, never> };
  DeauthorizeConnection: { input: DeauthorizeConnectionRequest; output: DeauthorizeConnectionResponse };
  DeleteApiDestination: { input: DeleteApiDestinationRequest; output: DeleteApiDestinationResponse };
  DeleteArchive: { input: DeleteArchiveRequest; output: DeleteArchiveResponse };
  DeleteConnection: { input: DeleteConnectionRequest; output: DeleteConnectionResponse };
  DeleteEndpoint: { input: DeleteEndpointRequest; output: DeleteEndpointResponse };
  DeleteEventBus: { input: DeleteEventBusRequest; output: Record<string, never> };
  DeletePartnerEventSource: { input: DeletePartnerEventSourceRequest; output: Record<string, never> };
  DeleteRule: { input: DeleteRuleRequest; output: Record<string, never> };
  DescribeApiDestination: { input: DescribeApiDestinationRequest; output: DescribeApiDestinationResponse };
  DescribeArchive: { input: DescribeArchiveRequest; output: DescribeArchiveResponse };
  DescribeConnection: { input: DescribeConnectionRequest; output: DescribeConnectionResponse };
  DescribeEndpoint: { input: DescribeEndpointRequest; output: DescribeEndpointResponse };
  DescribeEventBus: { input: DescribeEventBusRequest; output: DescribeEventBusResponse };
  DescribeEventSource: { input: DescribeEventSourceRequest; output: DescribeEventSourceResponse };
  DescribePartnerEventSource: { input: DescribePartnerEventSourceRequest; output: DescribePartnerEventSourceResponse };
  DescribeReplay: { input: DescribeReplayRequest; output: DescribeReplayResponse };
  DescribeRule: { input: DescribeRuleRequest; output: DescribeRuleResponse };
  DisableRule: { input: DisableRuleRequest; output: Record<string, never> };
  EnableRule: { input: EnableRuleRequest; output: Record<string, never> };
  ListApiDestinations: { input: ListApiDestinationsRequest; output: ListApiDestinationsResponse };
  ListArchives: { input: ListArchivesRequest; output: ListArchivesResponse };
  ListConnections: { input: ListConnectionsRequest; output: ListConnectionsResponse };
  ListEndpoints: { input: ListEndpointsRequest; output: ListEndpointsResponse };
  ListEventBuses: { input: ListEventBusesRequest; output: ListEventBusesResponse };
  ListEventSources: { input: ListEventSourcesRequest; output: ListEventSourcesResponse };
  ListPartnerEventSourceAccounts: { input: ListPartnerEventSourceAccountsRequest; output: ListPartnerEventSourceAccountsResponse };
  ListPartnerEventSources: { input: ListPartnerEventSourcesRequest; output: ListPartnerEventSourcesResponse };
  ListReplays: { input: ListReplaysRequest; output: ListReplaysResponse };
  ListRuleNamesByTarget: { input: ListRuleNamesByTargetRequest; output: ListRuleNamesByTargetResponse };
  ListRules: { input: ListRulesRequest; output: ListRulesResponse };
  ListTagsForResource: { input: ListTagsForResourceRequest; output: ListTagsForResourceResponse };
  ListTargetsByRule: { input: ListTargetsByRuleRequest; output: ListTargetsByRuleResponse };
  PutEvents: { input: PutEventsRequest; output: PutEventsResponse };
  PutPartnerEvents: { input: PutPartnerEventsRequest; output: PutPartnerEventsResponse };
  PutPermission: { input: PutPermissionRequest; output: Record<string, never> };
  PutRule: { input: PutRuleRequest; output: PutRuleResponse };
  PutTargets: { input: PutTargetsRequest; output: PutTargetsResponse };
  RemovePermission: { input: RemovePermissionRequest; output: Record<string, never> };
  RemoveTargets: { input: RemoveTargetsRequest; output: RemoveTargetsResponse };
  StartReplay: { input: StartReplayRequest; output: StartReplayResponse };
  TagResource: { input: TagResourceRequest; output: TagResourceResponse };
  TestEventPattern: { input: TestEventPatternRequest; output: TestEventPatternResponse };
  UntagResource: { input: UntagResourceRequest; output: UntagResourceResponse };
  UpdateApiDestination: { input: UpdateApiDestinationRequest; output: UpdateApiDestinationResponse };
  UpdateArchive: { input: UpdateArchiveRequest; output: UpdateArchiveResponse };
  UpdateConnection: { input: UpdateConnectionRequest; output: UpdateConnectionResponse };
  UpdateEndpoint: { input: UpdateEndpointRequest; output: UpdateEndpointResponse };
  UpdateEventBus: { input: UpdateEventBusRequest; output: UpdateEventBusResponse };
}
