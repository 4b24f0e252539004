/** Scheduler's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AwsVpcConfiguration {
  "Subnets": (string)[];
  "SecurityGroups"?: (string)[];
  "AssignPublicIp"?: "ENABLED" | "DISABLED";
}

export interface CapacityProviderStrategyItem {
  "capacityProvider": string;
  "weight"?: number;
  "base"?: number;
}

export interface ConflictException {
  "Message": string;
}

export interface CreateScheduleGroupInput {
  "Name": string;
  "Tags"?: (Tag)[];
  "ClientToken"?: string;
}

export interface CreateScheduleGroupOutput {
  "ScheduleGroupArn"?: string;
}

export interface CreateScheduleInput {
  "Name": string;
  "GroupName"?: string;
  "ScheduleExpression": string;
  "StartDate"?: number;
  "EndDate"?: number;
  "Description"?: string;
  "ScheduleExpressionTimezone"?: string;
  "State"?: "ENABLED" | "DISABLED";
  "KmsKeyArn"?: string;
  "Target": Target;
  "FlexibleTimeWindow": FlexibleTimeWindow;
  "ClientToken"?: string;
  "ActionAfterCompletion"?: "NONE" | "DELETE";
}

export interface CreateScheduleOutput {
  "ScheduleArn"?: string;
}

export interface DeadLetterConfig {
  "Arn"?: string;
}

export interface DeleteScheduleGroupInput {
  "Name": string;
  "ClientToken"?: string;
}

export interface DeleteScheduleGroupOutput {
}

export interface DeleteScheduleInput {
  "Name": string;
  "GroupName"?: string;
  "ClientToken"?: string;
}

export interface DeleteScheduleOutput {
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
  "Tags"?: (Record<string, string>)[];
}

export interface EventBridgeParameters {
  "DetailType": string;
  "Source": string;
}

export interface EventBridgePutEventsV2Parameters {
  "DetailType": string;
  "Source": string;
}

export interface EventBridgePutRawEventsParameters {
  "Metadata"?: Record<string, string>;
}

export interface FlexibleTimeWindow {
  "Mode": "OFF" | "FLEXIBLE";
  "MaximumWindowInMinutes"?: number;
}

export interface GetScheduleGroupInput {
  "Name": string;
}

export interface GetScheduleGroupOutput {
  "Arn"?: string;
  "Name"?: string;
  "State"?: "ACTIVE" | "DELETING";
  "CreationDate"?: number;
  "LastModificationDate"?: number;
}

export interface GetScheduleInput {
  "Name": string;
  "GroupName"?: string;
}

export interface GetScheduleOutput {
  "Arn"?: string;
  "GroupName"?: string;
  "Name"?: string;
  "ScheduleExpression"?: string;
  "StartDate"?: number;
  "EndDate"?: number;
  "Description"?: string;
  "ScheduleExpressionTimezone"?: string;
  "State"?: "ENABLED" | "DISABLED";
  "CreationDate"?: number;
  "LastModificationDate"?: number;
  "KmsKeyArn"?: string;
  "Target"?: Target;
  "FlexibleTimeWindow"?: FlexibleTimeWindow;
  "ActionAfterCompletion"?: "NONE" | "DELETE";
}

export interface InternalServerException {
  "Message": string;
}

export interface KinesisParameters {
  "PartitionKey": string;
}

export interface ListScheduleGroupsInput {
  "NamePrefix"?: string;
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListScheduleGroupsOutput {
  "NextToken"?: string;
  "ScheduleGroups"?: (ScheduleGroupSummary)[];
}

export interface ListSchedulesInput {
  "GroupName"?: string;
  "NamePrefix"?: string;
  "State"?: "ENABLED" | "DISABLED";
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListSchedulesOutput {
  "NextToken"?: string;
  "Schedules"?: (ScheduleSummary)[];
}

export interface ListTagsForResourceInput {
  "ResourceArn": string;
}

export interface ListTagsForResourceOutput {
  "Tags"?: (Tag)[];
}

export interface NetworkConfiguration {
  "awsvpcConfiguration"?: AwsVpcConfiguration;
}

export interface PlacementConstraint {
  "type"?: "distinctInstance" | "memberOf";
  "expression"?: string;
}

export interface PlacementStrategy {
  "type"?: "random" | "spread" | "binpack";
  "field"?: string;
}

export interface ResourceNotFoundException {
  "Message": string;
}

export interface RetryPolicy {
  "MaximumEventAgeInSeconds"?: number;
  "MaximumRetryAttempts"?: number;
}

export interface SageMakerPipelineParameter {
  "Name": string;
  "Value": string;
}

export interface SageMakerPipelineParameters {
  "PipelineParameterList"?: (SageMakerPipelineParameter)[];
}

export interface ScheduleGroupSummary {
  "Arn"?: string;
  "Name"?: string;
  "State"?: "ACTIVE" | "DELETING";
  "CreationDate"?: number;
  "LastModificationDate"?: number;
}

export interface ScheduleSummary {
  "Arn"?: string;
  "Name"?: string;
  "GroupName"?: string;
  "State"?: "ENABLED" | "DISABLED";
  "CreationDate"?: number;
  "LastModificationDate"?: number;
  "Target"?: TargetSummary;
}

export interface ServiceQuotaExceededException {
  "Message": string;
}

export interface SqsParameters {
  "MessageGroupId"?: string;
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface TagResourceInput {
  "ResourceArn": string;
  "Tags": (Tag)[];
}

export interface TagResourceOutput {
}

export interface Target {
  "Arn": string;
  "RoleArn": string;
  "DeadLetterConfig"?: DeadLetterConfig;
  "RetryPolicy"?: RetryPolicy;
  "Input"?: string;
  "EcsParameters"?: EcsParameters;
  "EventBridgeParameters"?: EventBridgeParameters;
  "EventBridgePutEventsV2Parameters"?: EventBridgePutEventsV2Parameters;
  "EventBridgePutRawEventsParameters"?: EventBridgePutRawEventsParameters;
  "KinesisParameters"?: KinesisParameters;
  "SageMakerPipelineParameters"?: SageMakerPipelineParameters;
  "SqsParameters"?: SqsParameters;
}

export interface TargetSummary {
  "Arn": string;
}

export interface ThrottlingException {
  "Message": string;
}

export interface UntagResourceInput {
  "ResourceArn": string;
  "TagKeys": (string)[];
}

export interface UntagResourceOutput {
}

export interface UpdateScheduleInput {
  "Name": string;
  "GroupName"?: string;
  "ScheduleExpression": string;
  "StartDate"?: number;
  "EndDate"?: number;
  "Description"?: string;
  "ScheduleExpressionTimezone"?: string;
  "State"?: "ENABLED" | "DISABLED";
  "KmsKeyArn"?: string;
  "Target": Target;
  "FlexibleTimeWindow": FlexibleTimeWindow;
  "ClientToken"?: string;
  "ActionAfterCompletion"?: "NONE" | "DELETE";
}

export interface UpdateScheduleOutput {
  "ScheduleArn"?: string;
}

export interface ValidationException {
  "Message": string;
}

export interface Operations {
  CreateSchedule: { input: CreateScheduleInput; output: CreateScheduleOutput };
  CreateScheduleGroup: { input: CreateScheduleGroupInput; output: CreateScheduleGroupOutput };
  DeleteSchedule: { input: DeleteScheduleInput; output: DeleteScheduleOutput };
  DeleteScheduleGroup: { input: DeleteScheduleGroupInput; output: DeleteScheduleGroupOutput };
  GetSchedule: { input: GetScheduleInput; output: GetScheduleOutput };
  GetScheduleGroup: { input: GetScheduleGroupInput; output: GetScheduleGroupOutput };
  ListScheduleGroups: { input: ListScheduleGroupsInput; output: ListScheduleGroupsOutput };
  ListSchedules: { input: ListSchedulesInput; output: ListSchedulesOutput };
  ListTagsForResource: { input: ListTagsForResourceInput; output: ListTagsForResourceOutput };
  TagResource: { input: TagResourceInput; output: TagResourceOutput };
  UntagResource: { input: UntagResourceInput; output: UntagResourceOutput };
  UpdateSchedule: { input: UpdateScheduleInput; output: UpdateScheduleOutput };
}
