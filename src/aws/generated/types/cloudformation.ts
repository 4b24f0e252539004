/** CloudFormation's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AccountGateResult {
  "Status"?: "SUCCEEDED" | "FAILED" | "SKIPPED";
  "StatusReason"?: string;
}

export interface AccountLimit {
  "Name"?: string;
  "Value"?: number;
}

export interface ActivateOrganizationsAccessInput {
}

export interface ActivateOrganizationsAccessOutput {
}

export interface ActivateTypeInput {
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "PublicTypeArn"?: string;
  "PublisherId"?: string;
  "TypeName"?: string;
  "TypeNameAlias"?: string;
  "AutoUpdate"?: boolean;
  "LoggingConfig"?: LoggingConfig;
  "ExecutionRoleArn"?: string;
  "VersionBump"?: "MAJOR" | "MINOR";
  "MajorVersion"?: number;
}

export interface ActivateTypeOutput {
  "Arn"?: string;
}

export interface AlreadyExistsException {
}

export interface Annotation {
  "AnnotationName"?: string;
  "Status"?: "PASSED" | "FAILED" | "SKIPPED";
  "StatusMessage"?: string;
  "RemediationMessage"?: string;
  "RemediationLink"?: string;
  "SeverityLevel"?: "INFORMATIONAL" | "LOW" | "MEDIUM" | "HIGH" | "CRITICAL";
}

export interface AutoDeployment {
  "Enabled"?: boolean;
  "RetainStacksOnAccountRemoval"?: boolean;
  "DependsOn"?: (string)[];
}

export interface BatchDescribeTypeConfigurationsError {
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
  "TypeConfigurationIdentifier"?: TypeConfigurationIdentifier;
}

export interface BatchDescribeTypeConfigurationsInput {
  "TypeConfigurationIdentifiers": (TypeConfigurationIdentifier)[];
}

export interface BatchDescribeTypeConfigurationsOutput {
  "Errors"?: (BatchDescribeTypeConfigurationsError)[];
  "UnprocessedTypeConfigurations"?: (TypeConfigurationIdentifier)[];
  "TypeConfigurations"?: (TypeConfigurationDetails)[];
}

export interface CFNRegistryException {
  "Message"?: string;
}

export interface CancelUpdateStackInput {
  "StackName": string;
  "ClientRequestToken"?: string;
}

export interface Change {
  "Type"?: "Resource";
  "HookInvocationCount"?: number;
  "ResourceChange"?: ResourceChange;
}

export interface ChangeSetHook {
  "InvocationPoint"?: "PRE_PROVISION";
  "FailureMode"?: "FAIL" | "WARN";
  "TypeName"?: string;
  "TypeVersionId"?: string;
  "TypeConfigurationVersionId"?: string;
  "TargetDetails"?: ChangeSetHookTargetDetails;
}

export interface ChangeSetHookResourceTargetDetails {
  "LogicalResourceId"?: string;
  "ResourceType"?: string;
  "ResourceAction"?: "Add" | "Modify" | "Remove" | "Import" | "Dynamic" | "SyncWithActual";
}

export interface ChangeSetHookTargetDetails {
  "TargetType"?: "RESOURCE";
  "ResourceTargetDetails"?: ChangeSetHookResourceTargetDetails;
}

export interface ChangeSetNotFoundException {
}

export interface ChangeSetSummary {
  "StackId"?: string;
  "StackName"?: string;
  "ChangeSetId"?: string;
  "ChangeSetName"?: string;
  "ExecutionStatus"?: "UNAVAILABLE" | "AVAILABLE" | "EXECUTE_IN_PROGRESS" | "EXECUTE_COMPLETE" | "EXECUTE_FAILED" | "OBSOLETE";
  "Status"?: "CREATE_PENDING" | "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "DELETE_PENDING" | "DELETE_IN_PROGRESS" | "DELETE_COMPLETE" | "DELETE_FAILED" | "FAILED";
  "StatusReason"?: string;
  "CreationTime"?: number;
  "Description"?: string;
  "IncludeNestedStacks"?: boolean;
  "ParentChangeSetId"?: string;
  "RootChangeSetId"?: string;
  "ImportExistingResources"?: boolean;
}

export interface ConcurrentResourcesLimitExceededException {
}

export interface ContinueUpdateRollbackInput {
  "StackName": string;
  "RoleARN"?: string;
  "ResourcesToSkip"?: (string)[];
  "ClientRequestToken"?: string;
  "ForceRollback"?: boolean;
}

export interface ContinueUpdateRollbackOutput {
}

export interface CreateChangeSetInput {
  "StackName": string;
  "TemplateBody"?: string;
  "TemplateURL"?: string;
  "UsePreviousTemplate"?: boolean;
  "Parameters"?: (Parameter)[];
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "ResourceTypes"?: (string)[];
  "RoleARN"?: string;
  "RollbackConfiguration"?: RollbackConfiguration;
  "NotificationARNs"?: (string)[];
  "Tags"?: (Tag)[];
  "ChangeSetName": string;
  "ClientToken"?: string;
  "Description"?: string;
  "ChangeSetType"?: "CREATE" | "UPDATE" | "IMPORT";
  "ResourcesToImport"?: (ResourceToImport)[];
  "IncludeNestedStacks"?: boolean;
  "OnStackFailure"?: "DO_NOTHING" | "ROLLBACK" | "DELETE";
  "ImportExistingResources"?: boolean;
  "DeploymentMode"?: "REVERT_DRIFT";
  "DeploymentConfig"?: DeploymentConfig;
  "DisableValidation"?: boolean;
}

export interface CreateChangeSetOutput {
  "Id"?: string;
  "StackId"?: string;
}

export interface CreateGeneratedTemplateInput {
  "Resources"?: (ResourceDefinition)[];
  "GeneratedTemplateName": string;
  "StackName"?: string;
  "TemplateConfiguration"?: TemplateConfiguration;
}

export interface CreateGeneratedTemplateOutput {
  "GeneratedTemplateId"?: string;
}

export interface CreateStackInput {
  "StackName": string;
  "TemplateBody"?: string;
  "TemplateURL"?: string;
  "Parameters"?: (Parameter)[];
  "DisableRollback"?: boolean;
  "RollbackConfiguration"?: RollbackConfiguration;
  "TimeoutInMinutes"?: number;
  "NotificationARNs"?: (string)[];
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "ResourceTypes"?: (string)[];
  "RoleARN"?: string;
  "OnFailure"?: "DO_NOTHING" | "ROLLBACK" | "DELETE";
  "StackPolicyBody"?: string;
  "StackPolicyURL"?: string;
  "Tags"?: (Tag)[];
  "ClientRequestToken"?: string;
  "EnableTerminationProtection"?: boolean;
  "RetainExceptOnCreate"?: boolean;
  "DeploymentConfig"?: DeploymentConfig;
  "DisableValidation"?: boolean;
}

export interface CreateStackInstancesInput {
  "StackSetName": string;
  "Accounts"?: (string)[];
  "DeploymentTargets"?: DeploymentTargets;
  "Regions": (string)[];
  "ParameterOverrides"?: (Parameter)[];
  "OperationPreferences"?: StackSetOperationPreferences;
  "OperationId"?: string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface CreateStackInstancesOutput {
  "OperationId"?: string;
}

export interface CreateStackOutput {
  "StackId"?: string;
  "OperationId"?: string;
}

export interface CreateStackRefactorInput {
  "Description"?: string;
  "EnableStackCreation"?: boolean;
  "ResourceMappings"?: (ResourceMapping)[];
  "StackDefinitions": (StackDefinition)[];
}

export interface CreateStackRefactorOutput {
  "StackRefactorId"?: string;
}

export interface CreateStackSetInput {
  "StackSetName": string;
  "Description"?: string;
  "TemplateBody"?: string;
  "TemplateURL"?: string;
  "StackId"?: string;
  "Parameters"?: (Parameter)[];
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "Tags"?: (Tag)[];
  "AdministrationRoleARN"?: string;
  "ExecutionRoleName"?: string;
  "PermissionModel"?: "SERVICE_MANAGED" | "SELF_MANAGED";
  "AutoDeployment"?: AutoDeployment;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
  "ClientRequestToken"?: string;
  "ManagedExecution"?: ManagedExecution;
}

export interface CreateStackSetOutput {
  "StackSetId"?: string;
}

export interface CreatedButModifiedException {
}

export interface DeactivateOrganizationsAccessInput {
}

export interface DeactivateOrganizationsAccessOutput {
}

export interface DeactivateTypeInput {
  "TypeName"?: string;
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "Arn"?: string;
}

export interface DeactivateTypeOutput {
}

export interface DeleteChangeSetInput {
  "ChangeSetName": string;
  "StackName"?: string;
}

export interface DeleteChangeSetOutput {
}

export interface DeleteGeneratedTemplateInput {
  "GeneratedTemplateName": string;
}

export interface DeleteStackInput {
  "StackName": string;
  "RetainResources"?: (string)[];
  "RoleARN"?: string;
  "ClientRequestToken"?: string;
  "DeletionMode"?: "STANDARD" | "FORCE_DELETE_STACK";
  "DeploymentConfig"?: DeploymentConfig;
}

export interface DeleteStackInstancesInput {
  "StackSetName": string;
  "Accounts"?: (string)[];
  "DeploymentTargets"?: DeploymentTargets;
  "Regions": (string)[];
  "OperationPreferences"?: StackSetOperationPreferences;
  "RetainStacks": boolean;
  "OperationId"?: string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface DeleteStackInstancesOutput {
  "OperationId"?: string;
}

export interface DeleteStackSetInput {
  "StackSetName": string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface DeleteStackSetOutput {
}

export interface DeploymentConfig {
  "Mode"?: "STANDARD" | "EXPRESS";
  "DisableRollback"?: boolean;
}

export interface DeploymentTargets {
  "Accounts"?: (string)[];
  "AccountsUrl"?: string;
  "OrganizationalUnitIds"?: (string)[];
  "AccountFilterType"?: "NONE" | "INTERSECTION" | "DIFFERENCE" | "UNION";
}

export interface DeregisterTypeInput {
  "Arn"?: string;
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "VersionId"?: string;
}

export interface DeregisterTypeOutput {
}

export interface DescribeAccountLimitsInput {
  "NextToken"?: string;
}

export interface DescribeAccountLimitsOutput {
  "AccountLimits"?: (AccountLimit)[];
  "NextToken"?: string;
}

export interface DescribeChangeSetHooksInput {
  "ChangeSetName": string;
  "StackName"?: string;
  "NextToken"?: string;
  "LogicalResourceId"?: string;
}

export interface DescribeChangeSetHooksOutput {
  "ChangeSetId"?: string;
  "ChangeSetName"?: string;
  "Hooks"?: (ChangeSetHook)[];
  "Status"?: "PLANNING" | "PLANNED" | "UNAVAILABLE";
  "NextToken"?: string;
  "StackId"?: string;
  "StackName"?: string;
}

export interface DescribeChangeSetInput {
  "ChangeSetName": string;
  "StackName"?: string;
  "NextToken"?: string;
  "IncludePropertyValues"?: boolean;
}

export interface DescribeChangeSetOutput {
  "ChangeSetName"?: string;
  "ChangeSetId"?: string;
  "StackId"?: string;
  "StackName"?: string;
  "Description"?: string;
  "Parameters"?: (Parameter)[];
  "CreationTime"?: number;
  "ExecutionStatus"?: "UNAVAILABLE" | "AVAILABLE" | "EXECUTE_IN_PROGRESS" | "EXECUTE_COMPLETE" | "EXECUTE_FAILED" | "OBSOLETE";
  "Status"?: "CREATE_PENDING" | "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "DELETE_PENDING" | "DELETE_IN_PROGRESS" | "DELETE_COMPLETE" | "DELETE_FAILED" | "FAILED";
  "StatusReason"?: string;
  "StackDriftStatus"?: "DRIFTED" | "IN_SYNC" | "UNKNOWN" | "NOT_CHECKED";
  "NotificationARNs"?: (string)[];
  "RollbackConfiguration"?: RollbackConfiguration;
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "Tags"?: (Tag)[];
  "Changes"?: (Change)[];
  "NextToken"?: string;
  "IncludeNestedStacks"?: boolean;
  "ParentChangeSetId"?: string;
  "RootChangeSetId"?: string;
  "OnStackFailure"?: "DO_NOTHING" | "ROLLBACK" | "DELETE";
  "ImportExistingResources"?: boolean;
  "DeploymentMode"?: "REVERT_DRIFT";
  "DeploymentConfig"?: DeploymentConfig;
}

export interface DescribeEventsInput {
  "StackName"?: string;
  "ChangeSetName"?: string;
  "OperationId"?: string;
  "Filters"?: EventFilter;
  "NextToken"?: string;
}

export interface DescribeEventsOutput {
  "OperationEvents"?: (OperationEvent)[];
  "NextToken"?: string;
}

export interface DescribeGeneratedTemplateInput {
  "GeneratedTemplateName": string;
}

export interface DescribeGeneratedTemplateOutput {
  "GeneratedTemplateId"?: string;
  "GeneratedTemplateName"?: string;
  "Resources"?: (ResourceDetail)[];
  "Status"?: "CREATE_PENDING" | "UPDATE_PENDING" | "DELETE_PENDING" | "CREATE_IN_PROGRESS" | "UPDATE_IN_PROGRESS" | "DELETE_IN_PROGRESS" | "FAILED" | "COMPLETE";
  "StatusReason"?: string;
  "CreationTime"?: number;
  "LastUpdatedTime"?: number;
  "Progress"?: TemplateProgress;
  "StackId"?: string;
  "TemplateConfiguration"?: TemplateConfiguration;
  "TotalWarnings"?: number;
}

export interface DescribeOrganizationsAccessInput {
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface DescribeOrganizationsAccessOutput {
  "Status"?: "ENABLED" | "DISABLED" | "DISABLED_PERMANENTLY";
}

export interface DescribePublisherInput {
  "PublisherId"?: string;
}

export interface DescribePublisherOutput {
  "PublisherId"?: string;
  "PublisherStatus"?: "VERIFIED" | "UNVERIFIED";
  "IdentityProvider"?: "AWS_Marketplace" | "GitHub" | "Bitbucket";
  "PublisherProfile"?: string;
}

export interface DescribeResourceScanInput {
  "ResourceScanId": string;
}

export interface DescribeResourceScanOutput {
  "ResourceScanId"?: string;
  "Status"?: "IN_PROGRESS" | "FAILED" | "COMPLETE" | "EXPIRED";
  "StatusReason"?: string;
  "StartTime"?: number;
  "EndTime"?: number;
  "PercentageCompleted"?: number;
  "ResourceTypes"?: (string)[];
  "ResourcesScanned"?: number;
  "ResourcesRead"?: number;
  "ScanFilters"?: (ScanFilter)[];
}

export interface DescribeStackDriftDetectionStatusInput {
  "StackDriftDetectionId": string;
}

export interface DescribeStackDriftDetectionStatusOutput {
  "StackId"?: string;
  "StackDriftDetectionId"?: string;
  "StackDriftStatus"?: "DRIFTED" | "IN_SYNC" | "UNKNOWN" | "NOT_CHECKED";
  "DetectionStatus"?: "DETECTION_IN_PROGRESS" | "DETECTION_FAILED" | "DETECTION_COMPLETE";
  "DetectionStatusReason"?: string;
  "DriftedStackResourceCount"?: number;
  "Timestamp"?: number;
}

export interface DescribeStackEventsInput {
  "StackName": string;
  "NextToken"?: string;
}

export interface DescribeStackEventsOutput {
  "StackEvents"?: (StackEvent)[];
  "NextToken"?: string;
}

export interface DescribeStackInstanceInput {
  "StackSetName": string;
  "StackInstanceAccount": string;
  "StackInstanceRegion": string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface DescribeStackInstanceOutput {
  "StackInstance"?: StackInstance;
}

export interface DescribeStackRefactorInput {
  "StackRefactorId": string;
}

export interface DescribeStackRefactorOutput {
  "Description"?: string;
  "StackRefactorId"?: string;
  "StackIds"?: (string)[];
  "ExecutionStatus"?: "UNAVAILABLE" | "AVAILABLE" | "OBSOLETE" | "EXECUTE_IN_PROGRESS" | "EXECUTE_COMPLETE" | "EXECUTE_FAILED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED";
  "ExecutionStatusReason"?: string;
  "Status"?: "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "CREATE_FAILED" | "DELETE_IN_PROGRESS" | "DELETE_COMPLETE" | "DELETE_FAILED";
  "StatusReason"?: string;
}

export interface DescribeStackResourceDriftsInput {
  "StackName": string;
  "StackResourceDriftStatusFilters"?: ("IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN" | "UNSUPPORTED")[];
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface DescribeStackResourceDriftsOutput {
  "StackResourceDrifts"?: (StackResourceDrift)[];
  "NextToken"?: string;
}

export interface DescribeStackResourceInput {
  "StackName": string;
  "LogicalResourceId": string;
}

export interface DescribeStackResourceOutput {
  "StackResourceDetail"?: StackResourceDetail;
}

export interface DescribeStackResourcesInput {
  "StackName"?: string;
  "LogicalResourceId"?: string;
  "PhysicalResourceId"?: string;
}

export interface DescribeStackResourcesOutput {
  "StackResources"?: (StackResource)[];
}

export interface DescribeStackSetInput {
  "StackSetName": string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface DescribeStackSetOperationInput {
  "StackSetName": string;
  "OperationId": string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface DescribeStackSetOperationOutput {
  "StackSetOperation"?: StackSetOperation;
}

export interface DescribeStackSetOutput {
  "StackSet"?: StackSet;
}

export interface DescribeStacksInput {
  "StackName"?: string;
  "NextToken"?: string;
}

export interface DescribeStacksOutput {
  "Stacks"?: (Stack)[];
  "NextToken"?: string;
}

export interface DescribeTypeInput {
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "Arn"?: string;
  "VersionId"?: string;
  "PublisherId"?: string;
  "PublicVersionNumber"?: string;
}

export interface DescribeTypeOutput {
  "Arn"?: string;
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "DefaultVersionId"?: string;
  "IsDefaultVersion"?: boolean;
  "TypeTestsStatus"?: "PASSED" | "FAILED" | "IN_PROGRESS" | "NOT_TESTED";
  "TypeTestsStatusDescription"?: string;
  "Description"?: string;
  "Schema"?: string;
  "ProvisioningType"?: "NON_PROVISIONABLE" | "IMMUTABLE" | "FULLY_MUTABLE";
  "DeprecatedStatus"?: "LIVE" | "DEPRECATED";
  "LoggingConfig"?: LoggingConfig;
  "RequiredActivatedTypes"?: (RequiredActivatedType)[];
  "ExecutionRoleArn"?: string;
  "Visibility"?: "PUBLIC" | "PRIVATE";
  "SourceUrl"?: string;
  "DocumentationUrl"?: string;
  "LastUpdated"?: number;
  "TimeCreated"?: number;
  "ConfigurationSchema"?: string;
  "PublisherId"?: string;
  "OriginalTypeName"?: string;
  "OriginalTypeArn"?: string;
  "PublicVersionNumber"?: string;
  "LatestPublicVersion"?: string;
  "IsActivated"?: boolean;
  "AutoUpdate"?: boolean;
}

export interface DescribeTypeRegistrationInput {
  "RegistrationToken": string;
}

export interface DescribeTypeRegistrationOutput {
  "ProgressStatus"?: "COMPLETE" | "IN_PROGRESS" | "FAILED";
  "Description"?: string;
  "TypeArn"?: string;
  "TypeVersionArn"?: string;
}

export interface DetectStackDriftInput {
  "StackName": string;
  "LogicalResourceIds"?: (string)[];
}

export interface DetectStackDriftOutput {
  "StackDriftDetectionId"?: string;
}

export interface DetectStackResourceDriftInput {
  "StackName": string;
  "LogicalResourceId": string;
}

export interface DetectStackResourceDriftOutput {
  "StackResourceDrift"?: StackResourceDrift;
}

export interface DetectStackSetDriftInput {
  "StackSetName": string;
  "OperationPreferences"?: StackSetOperationPreferences;
  "OperationId"?: string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface DetectStackSetDriftOutput {
  "OperationId"?: string;
}

export interface EstimateTemplateCostInput {
  "TemplateBody"?: string;
  "TemplateURL"?: string;
  "Parameters"?: (Parameter)[];
}

export interface EstimateTemplateCostOutput {
  "Url"?: string;
}

export interface EventFilter {
  "FailedEvents"?: boolean;
}

export interface ExecuteChangeSetInput {
  "ChangeSetName": string;
  "StackName"?: string;
  "ClientRequestToken"?: string;
  "DisableRollback"?: boolean;
  "RetainExceptOnCreate"?: boolean;
}

export interface ExecuteChangeSetOutput {
}

export interface ExecuteStackRefactorInput {
  "StackRefactorId": string;
}

export interface Export {
  "ExportingStackId"?: string;
  "Name"?: string;
  "Value"?: string;
}

export interface GeneratedTemplateNotFoundException {
}

export interface GetGeneratedTemplateInput {
  "Format"?: "JSON" | "YAML";
  "GeneratedTemplateName": string;
}

export interface GetGeneratedTemplateOutput {
  "Status"?: "CREATE_PENDING" | "UPDATE_PENDING" | "DELETE_PENDING" | "CREATE_IN_PROGRESS" | "UPDATE_IN_PROGRESS" | "DELETE_IN_PROGRESS" | "FAILED" | "COMPLETE";
  "TemplateBody"?: string;
}

export interface GetHookResultInput {
  "HookResultId"?: string;
}

export interface GetHookResultOutput {
  "HookResultId"?: string;
  "InvocationPoint"?: "PRE_PROVISION";
  "FailureMode"?: "FAIL" | "WARN";
  "TypeName"?: string;
  "OriginalTypeName"?: string;
  "TypeVersionId"?: string;
  "TypeConfigurationVersionId"?: string;
  "TypeArn"?: string;
  "Status"?: "HOOK_IN_PROGRESS" | "HOOK_COMPLETE_SUCCEEDED" | "HOOK_COMPLETE_FAILED" | "HOOK_FAILED";
  "HookStatusReason"?: string;
  "InvokedAt"?: number;
  "Target"?: HookTarget;
  "Annotations"?: (Annotation)[];
}

export interface GetStackPolicyInput {
  "StackName": string;
}

export interface GetStackPolicyOutput {
  "StackPolicyBody"?: string;
}

export interface GetTemplateInput {
  "StackName"?: string;
  "ChangeSetName"?: string;
  "TemplateStage"?: "Original" | "Processed";
}

export interface GetTemplateOutput {
  "TemplateBody"?: string;
  "StagesAvailable"?: ("Original" | "Processed")[];
}

export interface GetTemplateSummaryInput {
  "TemplateBody"?: string;
  "TemplateURL"?: string;
  "StackName"?: string;
  "StackSetName"?: string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
  "TemplateSummaryConfig"?: TemplateSummaryConfig;
}

export interface GetTemplateSummaryOutput {
  "Parameters"?: (ParameterDeclaration)[];
  "Description"?: string;
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "CapabilitiesReason"?: string;
  "ResourceTypes"?: (string)[];
  "Version"?: string;
  "Metadata"?: string;
  "DeclaredTransforms"?: (string)[];
  "ResourceIdentifierSummaries"?: (ResourceIdentifierSummary)[];
  "Warnings"?: Warnings;
}

export interface HookResultNotFoundException {
}

export interface HookResultSummary {
  "HookResultId"?: string;
  "InvocationPoint"?: "PRE_PROVISION";
  "FailureMode"?: "FAIL" | "WARN";
  "TypeName"?: string;
  "TypeVersionId"?: string;
  "TypeConfigurationVersionId"?: string;
  "Status"?: "HOOK_IN_PROGRESS" | "HOOK_COMPLETE_SUCCEEDED" | "HOOK_COMPLETE_FAILED" | "HOOK_FAILED";
  "HookStatusReason"?: string;
  "InvokedAt"?: number;
  "TargetType"?: "CHANGE_SET" | "STACK" | "RESOURCE" | "CLOUD_CONTROL";
  "TargetId"?: string;
  "TypeArn"?: string;
  "HookExecutionTarget"?: string;
}

export interface HookTarget {
  "TargetType": "RESOURCE";
  "TargetTypeName": string;
  "TargetId": string;
  "Action": "CREATE" | "UPDATE" | "DELETE" | "IMPORT";
}

export interface ImportStacksToStackSetInput {
  "StackSetName": string;
  "StackIds"?: (string)[];
  "StackIdsUrl"?: string;
  "OrganizationalUnitIds"?: (string)[];
  "OperationPreferences"?: StackSetOperationPreferences;
  "OperationId"?: string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface ImportStacksToStackSetOutput {
  "OperationId"?: string;
}

export interface InsufficientCapabilitiesException {
}

export interface InvalidChangeSetStatusException {
}

export interface InvalidOperationException {
}

export interface InvalidStateTransitionException {
}

export interface LimitExceededException {
}

export interface ListChangeSetsInput {
  "StackName": string;
  "NextToken"?: string;
}

export interface ListChangeSetsOutput {
  "Summaries"?: (ChangeSetSummary)[];
  "NextToken"?: string;
}

export interface ListExportsInput {
  "NextToken"?: string;
}

export interface ListExportsOutput {
  "Exports"?: (Export)[];
  "NextToken"?: string;
}

export interface ListGeneratedTemplatesInput {
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListGeneratedTemplatesOutput {
  "Summaries"?: (TemplateSummary)[];
  "NextToken"?: string;
}

export interface ListHookResultsInput {
  "TargetType"?: "CHANGE_SET" | "STACK" | "RESOURCE" | "CLOUD_CONTROL";
  "TargetId"?: string;
  "TypeArn"?: string;
  "Status"?: "HOOK_IN_PROGRESS" | "HOOK_COMPLETE_SUCCEEDED" | "HOOK_COMPLETE_FAILED" | "HOOK_FAILED";
  "NextToken"?: string;
}

export interface ListHookResultsOutput {
  "TargetType"?: "CHANGE_SET" | "STACK" | "RESOURCE" | "CLOUD_CONTROL";
  "TargetId"?: string;
  "HookResults"?: (HookResultSummary)[];
  "NextToken"?: string;
}

export interface ListImportsInput {
  "ExportName": string;
  "NextToken"?: string;
}

export interface ListImportsOutput {
  "Imports"?: (string)[];
  "NextToken"?: string;
}

export interface ListResourceScanRelatedResourcesInput {
  "ResourceScanId": string;
  "Resources": (ScannedResourceIdentifier)[];
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListResourceScanRelatedResourcesOutput {
  "RelatedResources"?: (ScannedResource)[];
  "NextToken"?: string;
}

export interface ListResourceScanResourcesInput {
  "ResourceScanId": string;
  "ResourceIdentifier"?: string;
  "ResourceTypePrefix"?: string;
  "TagKey"?: string;
  "TagValue"?: string;
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListResourceScanResourcesOutput {
  "Resources"?: (ScannedResource)[];
  "NextToken"?: string;
}

export interface ListResourceScansInput {
  "NextToken"?: string;
  "MaxResults"?: number;
  "ScanTypeFilter"?: "FULL" | "PARTIAL";
}

export interface ListResourceScansOutput {
  "ResourceScanSummaries"?: (ResourceScanSummary)[];
  "NextToken"?: string;
}

export interface ListStackInstanceResourceDriftsInput {
  "StackSetName": string;
  "NextToken"?: string;
  "MaxResults"?: number;
  "StackInstanceResourceDriftStatuses"?: ("IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN" | "UNSUPPORTED")[];
  "StackInstanceAccount": string;
  "StackInstanceRegion": string;
  "OperationId": string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface ListStackInstanceResourceDriftsOutput {
  "Summaries"?: (StackInstanceResourceDriftsSummary)[];
  "NextToken"?: string;
}

export interface ListStackInstancesInput {
  "StackSetName": string;
  "NextToken"?: string;
  "MaxResults"?: number;
  "Filters"?: (StackInstanceFilter)[];
  "StackInstanceAccount"?: string;
  "StackInstanceRegion"?: string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface ListStackInstancesOutput {
  "Summaries"?: (StackInstanceSummary)[];
  "NextToken"?: string;
}

export interface ListStackRefactorActionsInput {
  "StackRefactorId": string;
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListStackRefactorActionsOutput {
  "StackRefactorActions"?: (StackRefactorAction)[];
  "NextToken"?: string;
}

export interface ListStackRefactorsInput {
  "ExecutionStatusFilter"?: ("UNAVAILABLE" | "AVAILABLE" | "OBSOLETE" | "EXECUTE_IN_PROGRESS" | "EXECUTE_COMPLETE" | "EXECUTE_FAILED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED")[];
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListStackRefactorsOutput {
  "StackRefactorSummaries"?: (StackRefactorSummary)[];
  "NextToken"?: string;
}

export interface ListStackResourcesInput {
  "StackName": string;
  "NextToken"?: string;
}

export interface ListStackResourcesOutput {
  "StackResourceSummaries"?: (StackResourceSummary)[];
  "NextToken"?: string;
}

export interface ListStackSetAutoDeploymentTargetsInput {
  "StackSetName": string;
  "NextToken"?: string;
  "MaxResults"?: number;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface ListStackSetAutoDeploymentTargetsOutput {
  "Summaries"?: (StackSetAutoDeploymentTargetSummary)[];
  "NextToken"?: string;
}

export interface ListStackSetOperationResultsInput {
  "StackSetName": string;
  "OperationId": string;
  "NextToken"?: string;
  "MaxResults"?: number;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
  "Filters"?: (OperationResultFilter)[];
}

export interface ListStackSetOperationResultsOutput {
  "Summaries"?: (StackSetOperationResultSummary)[];
  "NextToken"?: string;
}

export interface ListStackSetOperationsInput {
  "StackSetName": string;
  "NextToken"?: string;
  "MaxResults"?: number;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface ListStackSetOperationsOutput {
  "Summaries"?: (StackSetOperationSummary)[];
  "NextToken"?: string;
}

export interface ListStackSetsInput {
  "NextToken"?: string;
  "MaxResults"?: number;
  "Status"?: "ACTIVE" | "DELETED";
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface ListStackSetsOutput {
  "Summaries"?: (StackSetSummary)[];
  "NextToken"?: string;
}

export interface ListStacksInput {
  "NextToken"?: string;
  "StackStatusFilter"?: ("CREATE_IN_PROGRESS" | "CREATE_FAILED" | "CREATE_COMPLETE" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_FAILED" | "ROLLBACK_COMPLETE" | "DELETE_IN_PROGRESS" | "DELETE_FAILED" | "DELETE_COMPLETE" | "UPDATE_IN_PROGRESS" | "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" | "UPDATE_COMPLETE" | "UPDATE_FAILED" | "UPDATE_ROLLBACK_IN_PROGRESS" | "UPDATE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" | "UPDATE_ROLLBACK_COMPLETE" | "REVIEW_IN_PROGRESS" | "IMPORT_IN_PROGRESS" | "IMPORT_COMPLETE" | "IMPORT_ROLLBACK_IN_PROGRESS" | "IMPORT_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_COMPLETE")[];
}

export interface ListStacksOutput {
  "StackSummaries"?: (StackSummary)[];
  "NextToken"?: string;
}

export interface ListTypeRegistrationsInput {
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "TypeArn"?: string;
  "RegistrationStatusFilter"?: "COMPLETE" | "IN_PROGRESS" | "FAILED";
  "MaxResults"?: number;
  "NextToken"?: string;
}

export interface ListTypeRegistrationsOutput {
  "RegistrationTokenList"?: (string)[];
  "NextToken"?: string;
}

export interface ListTypeVersionsInput {
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "Arn"?: string;
  "MaxResults"?: number;
  "NextToken"?: string;
  "DeprecatedStatus"?: "LIVE" | "DEPRECATED";
  "PublisherId"?: string;
}

export interface ListTypeVersionsOutput {
  "TypeVersionSummaries"?: (TypeVersionSummary)[];
  "NextToken"?: string;
}

export interface ListTypesInput {
  "Visibility"?: "PUBLIC" | "PRIVATE";
  "ProvisioningType"?: "NON_PROVISIONABLE" | "IMMUTABLE" | "FULLY_MUTABLE";
  "DeprecatedStatus"?: "LIVE" | "DEPRECATED";
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "Filters"?: TypeFilters;
  "MaxResults"?: number;
  "NextToken"?: string;
}

export interface ListTypesOutput {
  "TypeSummaries"?: (TypeSummary)[];
  "NextToken"?: string;
}

export interface LiveResourceDrift {
  "PreviousValue"?: string;
  "ActualValue"?: string;
  "DriftDetectionTimestamp"?: number;
}

export interface LoggingConfig {
  "LogRoleArn": string;
  "LogGroupName": string;
}

export interface ManagedExecution {
  "Active"?: boolean;
}

export interface ModuleInfo {
  "TypeHierarchy"?: string;
  "LogicalIdHierarchy"?: string;
}

export interface NameAlreadyExistsException {
}

export interface OperationEntry {
  "OperationType"?: "CREATE_STACK" | "UPDATE_STACK" | "DELETE_STACK" | "CONTINUE_ROLLBACK" | "ROLLBACK" | "CREATE_CHANGESET";
  "OperationId"?: string;
}

export interface OperationEvent {
  "EventId"?: string;
  "StackId"?: string;
  "OperationId"?: string;
  "OperationType"?: "CREATE_STACK" | "UPDATE_STACK" | "DELETE_STACK" | "CONTINUE_ROLLBACK" | "ROLLBACK" | "CREATE_CHANGESET";
  "OperationStatus"?: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  "EventType"?: "STACK_EVENT" | "PROGRESS_EVENT" | "VALIDATION_ERROR" | "PROVISIONING_ERROR" | "HOOK_INVOCATION_ERROR";
  "LogicalResourceId"?: string;
  "PhysicalResourceId"?: string;
  "ResourceType"?: string;
  "Timestamp"?: number;
  "StartTime"?: number;
  "EndTime"?: number;
  "ResourceStatus"?: "CREATE_IN_PROGRESS" | "CREATE_FAILED" | "CREATE_COMPLETE" | "DELETE_IN_PROGRESS" | "DELETE_FAILED" | "DELETE_COMPLETE" | "DELETE_SKIPPED" | "UPDATE_IN_PROGRESS" | "UPDATE_FAILED" | "UPDATE_COMPLETE" | "IMPORT_FAILED" | "IMPORT_COMPLETE" | "IMPORT_IN_PROGRESS" | "IMPORT_ROLLBACK_IN_PROGRESS" | "IMPORT_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_COMPLETE" | "EXPORT_FAILED" | "EXPORT_COMPLETE" | "EXPORT_IN_PROGRESS" | "EXPORT_ROLLBACK_IN_PROGRESS" | "EXPORT_ROLLBACK_FAILED" | "EXPORT_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_IN_PROGRESS" | "UPDATE_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_FAILED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED";
  "ResourceStatusReason"?: string;
  "ResourceProperties"?: string;
  "ClientRequestToken"?: string;
  "HookType"?: string;
  "HookStatus"?: "HOOK_IN_PROGRESS" | "HOOK_COMPLETE_SUCCEEDED" | "HOOK_COMPLETE_FAILED" | "HOOK_FAILED";
  "HookStatusReason"?: string;
  "HookInvocationPoint"?: "PRE_PROVISION";
  "HookFailureMode"?: "FAIL" | "WARN";
  "DetailedStatus"?: "CONFIGURATION_COMPLETE" | "VALIDATION_FAILED";
  "ValidationFailureMode"?: "FAIL" | "WARN";
  "ValidationName"?: string;
  "ValidationStatus"?: "FAILED" | "SKIPPED";
  "ValidationStatusReason"?: string;
  "ValidationPath"?: string;
}

export interface OperationIdAlreadyExistsException {
}

export interface OperationInProgressException {
}

export interface OperationNotFoundException {
}

export interface OperationResultFilter {
  "Name"?: "OPERATION_RESULT_STATUS";
  "Values"?: string;
}

export interface OperationStatusCheckFailedException {
}

export interface Output {
  "OutputKey"?: string;
  "OutputValue"?: string;
  "Description"?: string;
  "ExportName"?: string;
}

export interface Parameter {
  "ParameterKey"?: string;
  "ParameterValue"?: string;
  "UsePreviousValue"?: boolean;
  "ResolvedValue"?: string;
}

export interface ParameterConstraints {
  "AllowedValues"?: (string)[];
}

export interface ParameterDeclaration {
  "ParameterKey"?: string;
  "DefaultValue"?: string;
  "ParameterType"?: string;
  "NoEcho"?: boolean;
  "Description"?: string;
  "ParameterConstraints"?: ParameterConstraints;
}

export interface PhysicalResourceIdContextKeyValuePair {
  "Key": string;
  "Value": string;
}

export interface PropertyDifference {
  "PropertyPath": string;
  "ExpectedValue": string;
  "ActualValue": string;
  "DifferenceType": "ADD" | "REMOVE" | "NOT_EQUAL";
}

export interface PublishTypeInput {
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "Arn"?: string;
  "TypeName"?: string;
  "PublicVersionNumber"?: string;
}

export interface PublishTypeOutput {
  "PublicTypeArn"?: string;
}

export interface RecordHandlerProgressInput {
  "BearerToken": string;
  "OperationStatus": "PENDING" | "IN_PROGRESS" | "SUCCESS" | "FAILED";
  "CurrentOperationStatus"?: "PENDING" | "IN_PROGRESS" | "SUCCESS" | "FAILED";
  "StatusMessage"?: string;
  "ErrorCode"?: "NotUpdatable" | "InvalidRequest" | "AccessDenied" | "InvalidCredentials" | "AlreadyExists" | "NotFound" | "ResourceConflict" | "Throttling" | "ServiceLimitExceeded" | "NotStabilized" | "GeneralServiceException" | "ServiceInternalError" | "NetworkFailure" | "InternalFailure" | "InvalidTypeConfiguration" | "HandlerInternalFailure" | "NonCompliant" | "Unknown" | "UnsupportedTarget";
  "ResourceModel"?: string;
  "ClientRequestToken"?: string;
}

export interface RecordHandlerProgressOutput {
}

export interface RegisterPublisherInput {
  "AcceptTermsAndConditions"?: boolean;
  "ConnectionArn"?: string;
}

export interface RegisterPublisherOutput {
  "PublisherId"?: string;
}

export interface RegisterTypeInput {
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName": string;
  "SchemaHandlerPackage": string;
  "LoggingConfig"?: LoggingConfig;
  "ExecutionRoleArn"?: string;
  "ClientRequestToken"?: string;
}

export interface RegisterTypeOutput {
  "RegistrationToken"?: string;
}

export interface RemoveAliasInput {
  "AliasName": string;
}

export interface RequiredActivatedType {
  "TypeNameAlias"?: string;
  "OriginalTypeName"?: string;
  "PublisherId"?: string;
  "SupportedMajorVersions"?: (number)[];
}

export interface ResourceChange {
  "PolicyAction"?: "Delete" | "Retain" | "Snapshot" | "ReplaceAndDelete" | "ReplaceAndRetain" | "ReplaceAndSnapshot";
  "Action"?: "Add" | "Modify" | "Remove" | "Import" | "Dynamic" | "SyncWithActual";
  "LogicalResourceId"?: string;
  "PhysicalResourceId"?: string;
  "ResourceType"?: string;
  "Replacement"?: "True" | "False" | "Conditional";
  "Scope"?: ("Properties" | "Metadata" | "CreationPolicy" | "UpdatePolicy" | "DeletionPolicy" | "UpdateReplacePolicy" | "Tags")[];
  "ResourceDriftStatus"?: "IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN" | "UNSUPPORTED";
  "ResourceDriftIgnoredAttributes"?: (ResourceDriftIgnoredAttribute)[];
  "Details"?: (ResourceChangeDetail)[];
  "ChangeSetId"?: string;
  "ModuleInfo"?: ModuleInfo;
  "BeforeContext"?: string;
  "AfterContext"?: string;
  "PreviousDeploymentContext"?: string;
}

export interface ResourceChangeDetail {
  "Target"?: ResourceTargetDefinition;
  "Evaluation"?: "Static" | "Dynamic";
  "ChangeSource"?: "ResourceReference" | "ParameterReference" | "ResourceAttribute" | "DirectModification" | "Automatic" | "NoModification";
  "CausingEntity"?: string;
}

export interface ResourceDefinition {
  "ResourceType": string;
  "LogicalResourceId"?: string;
  "ResourceIdentifier": Record<string, string>;
}

export interface ResourceDetail {
  "ResourceType"?: string;
  "LogicalResourceId"?: string;
  "ResourceIdentifier"?: Record<string, string>;
  "ResourceStatus"?: "PENDING" | "IN_PROGRESS" | "FAILED" | "COMPLETE";
  "ResourceStatusReason"?: string;
  "Warnings"?: (WarningDetail)[];
}

export interface ResourceDriftIgnoredAttribute {
  "Path"?: string;
  "Reason"?: "MANAGED_BY_AWS" | "WRITE_ONLY_PROPERTY" | "SENSITIVE_PROPERTY";
}

export interface ResourceIdentifierSummary {
  "ResourceType"?: string;
  "LogicalResourceIds"?: (string)[];
  "ResourceIdentifiers"?: (string)[];
}

export interface ResourceLocation {
  "StackName": string;
  "LogicalResourceId": string;
}

export interface ResourceMapping {
  "Source": ResourceLocation;
  "Destination": ResourceLocation;
}

export interface ResourceScanInProgressException {
}

export interface ResourceScanLimitExceededException {
}

export interface ResourceScanNotFoundException {
}

export interface ResourceScanSummary {
  "ResourceScanId"?: string;
  "Status"?: "IN_PROGRESS" | "FAILED" | "COMPLETE" | "EXPIRED";
  "StatusReason"?: string;
  "StartTime"?: number;
  "EndTime"?: number;
  "PercentageCompleted"?: number;
  "ScanType"?: "FULL" | "PARTIAL";
}

export interface ResourceTargetDefinition {
  "Attribute"?: "Properties" | "Metadata" | "CreationPolicy" | "UpdatePolicy" | "DeletionPolicy" | "UpdateReplacePolicy" | "Tags";
  "Name"?: string;
  "RequiresRecreation"?: "Never" | "Conditionally" | "Always";
  "Path"?: string;
  "BeforeValue"?: string;
  "AfterValue"?: string;
  "BeforeValueFrom"?: "PREVIOUS_DEPLOYMENT_STATE" | "ACTUAL_STATE";
  "AfterValueFrom"?: "TEMPLATE";
  "Drift"?: LiveResourceDrift;
  "AttributeChangeType"?: "Add" | "Remove" | "Modify" | "SyncWithActual";
}

export interface ResourceToImport {
  "ResourceType": string;
  "LogicalResourceId": string;
  "ResourceIdentifier": Record<string, string>;
}

export interface RollbackConfiguration {
  "RollbackTriggers"?: (RollbackTrigger)[];
  "MonitoringTimeInMinutes"?: number;
}

export interface RollbackStackInput {
  "StackName": string;
  "RoleARN"?: string;
  "ClientRequestToken"?: string;
  "RetainExceptOnCreate"?: boolean;
  "DeploymentConfig"?: DeploymentConfig;
}

export interface RollbackStackOutput {
  "StackId"?: string;
  "OperationId"?: string;
}

export interface RollbackTrigger {
  "Arn": string;
  "Type": string;
}

export interface ScanFilter {
  "Types"?: (string)[];
}

export interface ScannedResource {
  "ResourceType"?: string;
  "ResourceIdentifier"?: Record<string, string>;
  "ManagedByStack"?: boolean;
}

export interface ScannedResourceIdentifier {
  "ResourceType": string;
  "ResourceIdentifier": Record<string, string>;
}

export interface SetAliasInput {
  "StackName": string;
  "AliasName": string;
}

export interface SetStackPolicyInput {
  "StackName": string;
  "StackPolicyBody"?: string;
  "StackPolicyURL"?: string;
}

export interface SetTypeConfigurationInput {
  "TypeArn"?: string;
  "Configuration": string;
  "ConfigurationAlias"?: string;
  "TypeName"?: string;
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
}

export interface SetTypeConfigurationOutput {
  "ConfigurationArn"?: string;
}

export interface SetTypeDefaultVersionInput {
  "Arn"?: string;
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "VersionId"?: string;
}

export interface SetTypeDefaultVersionOutput {
}

export interface SignalResourceInput {
  "StackName": string;
  "LogicalResourceId": string;
  "UniqueId": string;
  "Status": "SUCCESS" | "FAILURE";
}

export interface Stack {
  "StackId"?: string;
  "StackName": string;
  "ChangeSetId"?: string;
  "Description"?: string;
  "Parameters"?: (Parameter)[];
  "CreationTime": number;
  "DeletionTime"?: number;
  "LastUpdatedTime"?: number;
  "RollbackConfiguration"?: RollbackConfiguration;
  "StackStatus": "CREATE_IN_PROGRESS" | "CREATE_FAILED" | "CREATE_COMPLETE" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_FAILED" | "ROLLBACK_COMPLETE" | "DELETE_IN_PROGRESS" | "DELETE_FAILED" | "DELETE_COMPLETE" | "UPDATE_IN_PROGRESS" | "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" | "UPDATE_COMPLETE" | "UPDATE_FAILED" | "UPDATE_ROLLBACK_IN_PROGRESS" | "UPDATE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" | "UPDATE_ROLLBACK_COMPLETE" | "REVIEW_IN_PROGRESS" | "IMPORT_IN_PROGRESS" | "IMPORT_COMPLETE" | "IMPORT_ROLLBACK_IN_PROGRESS" | "IMPORT_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_COMPLETE";
  "StackStatusReason"?: string;
  "DisableRollback"?: boolean;
  "DeploymentConfig"?: DeploymentConfig;
  "NotificationARNs"?: (string)[];
  "TimeoutInMinutes"?: number;
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "Outputs"?: (Output)[];
  "RoleARN"?: string;
  "Tags"?: (Tag)[];
  "EnableTerminationProtection"?: boolean;
  "ParentId"?: string;
  "RootId"?: string;
  "DriftInformation"?: StackDriftInformation;
  "RetainExceptOnCreate"?: boolean;
  "DeletionMode"?: "STANDARD" | "FORCE_DELETE_STACK";
  "DetailedStatus"?: "CONFIGURATION_COMPLETE" | "VALIDATION_FAILED";
  "LastOperations"?: (OperationEntry)[];
  "AliasName"?: string;
}

export interface StackDefinition {
  "StackName"?: string;
  "TemplateBody"?: string;
  "TemplateURL"?: string;
}

export interface StackDriftInformation {
  "StackDriftStatus": "DRIFTED" | "IN_SYNC" | "UNKNOWN" | "NOT_CHECKED";
  "LastCheckTimestamp"?: number;
}

export interface StackDriftInformationSummary {
  "StackDriftStatus": "DRIFTED" | "IN_SYNC" | "UNKNOWN" | "NOT_CHECKED";
  "LastCheckTimestamp"?: number;
}

export interface StackEvent {
  "StackId": string;
  "EventId": string;
  "StackName": string;
  "OperationId"?: string;
  "LogicalResourceId"?: string;
  "PhysicalResourceId"?: string;
  "ResourceType"?: string;
  "Timestamp": number;
  "ResourceStatus"?: "CREATE_IN_PROGRESS" | "CREATE_FAILED" | "CREATE_COMPLETE" | "DELETE_IN_PROGRESS" | "DELETE_FAILED" | "DELETE_COMPLETE" | "DELETE_SKIPPED" | "UPDATE_IN_PROGRESS" | "UPDATE_FAILED" | "UPDATE_COMPLETE" | "IMPORT_FAILED" | "IMPORT_COMPLETE" | "IMPORT_IN_PROGRESS" | "IMPORT_ROLLBACK_IN_PROGRESS" | "IMPORT_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_COMPLETE" | "EXPORT_FAILED" | "EXPORT_COMPLETE" | "EXPORT_IN_PROGRESS" | "EXPORT_ROLLBACK_IN_PROGRESS" | "EXPORT_ROLLBACK_FAILED" | "EXPORT_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_IN_PROGRESS" | "UPDATE_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_FAILED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED";
  "ResourceStatusReason"?: string;
  "ResourceProperties"?: string;
  "ClientRequestToken"?: string;
  "HookType"?: string;
  "HookStatus"?: "HOOK_IN_PROGRESS" | "HOOK_COMPLETE_SUCCEEDED" | "HOOK_COMPLETE_FAILED" | "HOOK_FAILED";
  "HookStatusReason"?: string;
  "HookInvocationPoint"?: "PRE_PROVISION";
  "HookInvocationId"?: string;
  "HookFailureMode"?: "FAIL" | "WARN";
  "DetailedStatus"?: "CONFIGURATION_COMPLETE" | "VALIDATION_FAILED";
}

export interface StackInstance {
  "StackSetId"?: string;
  "Region"?: string;
  "Account"?: string;
  "StackId"?: string;
  "ParameterOverrides"?: (Parameter)[];
  "Status"?: "CURRENT" | "OUTDATED" | "INOPERABLE";
  "StackInstanceStatus"?: StackInstanceComprehensiveStatus;
  "StatusReason"?: string;
  "OrganizationalUnitId"?: string;
  "DriftStatus"?: "DRIFTED" | "IN_SYNC" | "UNKNOWN" | "NOT_CHECKED";
  "LastDriftCheckTimestamp"?: number;
  "LastOperationId"?: string;
}

export interface StackInstanceComprehensiveStatus {
  "DetailedStatus"?: "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED" | "INOPERABLE" | "SKIPPED_SUSPENDED_ACCOUNT" | "FAILED_IMPORT";
}

export interface StackInstanceFilter {
  "Name"?: "DETAILED_STATUS" | "LAST_OPERATION_ID" | "DRIFT_STATUS";
  "Values"?: string;
}

export interface StackInstanceNotFoundException {
}

export interface StackInstanceResourceDriftsSummary {
  "StackId": string;
  "LogicalResourceId": string;
  "PhysicalResourceId"?: string;
  "PhysicalResourceIdContext"?: (PhysicalResourceIdContextKeyValuePair)[];
  "ResourceType": string;
  "PropertyDifferences"?: (PropertyDifference)[];
  "StackResourceDriftStatus": "IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN" | "UNSUPPORTED";
  "Timestamp": number;
}

export interface StackInstanceSummary {
  "StackSetId"?: string;
  "Region"?: string;
  "Account"?: string;
  "StackId"?: string;
  "Status"?: "CURRENT" | "OUTDATED" | "INOPERABLE";
  "StatusReason"?: string;
  "StackInstanceStatus"?: StackInstanceComprehensiveStatus;
  "OrganizationalUnitId"?: string;
  "DriftStatus"?: "DRIFTED" | "IN_SYNC" | "UNKNOWN" | "NOT_CHECKED";
  "LastDriftCheckTimestamp"?: number;
  "LastOperationId"?: string;
}

export interface StackNotFoundException {
}

export interface StackRefactorAction {
  "Action"?: "MOVE" | "CREATE";
  "Entity"?: "RESOURCE" | "STACK";
  "PhysicalResourceId"?: string;
  "ResourceIdentifier"?: string;
  "Description"?: string;
  "Detection"?: "AUTO" | "MANUAL";
  "DetectionReason"?: string;
  "TagResources"?: (Tag)[];
  "UntagResources"?: (string)[];
  "ResourceMapping"?: ResourceMapping;
}

export interface StackRefactorNotFoundException {
}

export interface StackRefactorSummary {
  "StackRefactorId"?: string;
  "Description"?: string;
  "ExecutionStatus"?: "UNAVAILABLE" | "AVAILABLE" | "OBSOLETE" | "EXECUTE_IN_PROGRESS" | "EXECUTE_COMPLETE" | "EXECUTE_FAILED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED";
  "ExecutionStatusReason"?: string;
  "Status"?: "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "CREATE_FAILED" | "DELETE_IN_PROGRESS" | "DELETE_COMPLETE" | "DELETE_FAILED";
  "StatusReason"?: string;
}

export interface StackResource {
  "StackName"?: string;
  "StackId"?: string;
  "LogicalResourceId": string;
  "PhysicalResourceId"?: string;
  "ResourceType": string;
  "Timestamp": number;
  "ResourceStatus": "CREATE_IN_PROGRESS" | "CREATE_FAILED" | "CREATE_COMPLETE" | "DELETE_IN_PROGRESS" | "DELETE_FAILED" | "DELETE_COMPLETE" | "DELETE_SKIPPED" | "UPDATE_IN_PROGRESS" | "UPDATE_FAILED" | "UPDATE_COMPLETE" | "IMPORT_FAILED" | "IMPORT_COMPLETE" | "IMPORT_IN_PROGRESS" | "IMPORT_ROLLBACK_IN_PROGRESS" | "IMPORT_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_COMPLETE" | "EXPORT_FAILED" | "EXPORT_COMPLETE" | "EXPORT_IN_PROGRESS" | "EXPORT_ROLLBACK_IN_PROGRESS" | "EXPORT_ROLLBACK_FAILED" | "EXPORT_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_IN_PROGRESS" | "UPDATE_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_FAILED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED";
  "ResourceStatusReason"?: string;
  "Description"?: string;
  "DriftInformation"?: StackResourceDriftInformation;
  "ModuleInfo"?: ModuleInfo;
}

export interface StackResourceDetail {
  "StackName"?: string;
  "StackId"?: string;
  "LogicalResourceId": string;
  "PhysicalResourceId"?: string;
  "ResourceType": string;
  "LastUpdatedTimestamp": number;
  "ResourceStatus": "CREATE_IN_PROGRESS" | "CREATE_FAILED" | "CREATE_COMPLETE" | "DELETE_IN_PROGRESS" | "DELETE_FAILED" | "DELETE_COMPLETE" | "DELETE_SKIPPED" | "UPDATE_IN_PROGRESS" | "UPDATE_FAILED" | "UPDATE_COMPLETE" | "IMPORT_FAILED" | "IMPORT_COMPLETE" | "IMPORT_IN_PROGRESS" | "IMPORT_ROLLBACK_IN_PROGRESS" | "IMPORT_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_COMPLETE" | "EXPORT_FAILED" | "EXPORT_COMPLETE" | "EXPORT_IN_PROGRESS" | "EXPORT_ROLLBACK_IN_PROGRESS" | "EXPORT_ROLLBACK_FAILED" | "EXPORT_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_IN_PROGRESS" | "UPDATE_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_FAILED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED";
  "ResourceStatusReason"?: string;
  "Description"?: string;
  "Metadata"?: string;
  "DriftInformation"?: StackResourceDriftInformation;
  "ModuleInfo"?: ModuleInfo;
}

export interface StackResourceDrift {
  "StackId": string;
  "LogicalResourceId": string;
  "PhysicalResourceId"?: string;
  "PhysicalResourceIdContext"?: (PhysicalResourceIdContextKeyValuePair)[];
  "ResourceType": string;
  "ExpectedProperties"?: string;
  "ActualProperties"?: string;
  "PropertyDifferences"?: (PropertyDifference)[];
  "StackResourceDriftStatus": "IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN" | "UNSUPPORTED";
  "Timestamp": number;
  "ModuleInfo"?: ModuleInfo;
  "DriftStatusReason"?: string;
}

export interface StackResourceDriftInformation {
  "StackResourceDriftStatus": "IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN" | "UNSUPPORTED";
  "LastCheckTimestamp"?: number;
}

export interface StackResourceDriftInformationSummary {
  "StackResourceDriftStatus": "IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN" | "UNSUPPORTED";
  "LastCheckTimestamp"?: number;
}

export interface StackResourceSummary {
  "LogicalResourceId": string;
  "PhysicalResourceId"?: string;
  "ResourceType": string;
  "LastUpdatedTimestamp": number;
  "ResourceStatus": "CREATE_IN_PROGRESS" | "CREATE_FAILED" | "CREATE_COMPLETE" | "DELETE_IN_PROGRESS" | "DELETE_FAILED" | "DELETE_COMPLETE" | "DELETE_SKIPPED" | "UPDATE_IN_PROGRESS" | "UPDATE_FAILED" | "UPDATE_COMPLETE" | "IMPORT_FAILED" | "IMPORT_COMPLETE" | "IMPORT_IN_PROGRESS" | "IMPORT_ROLLBACK_IN_PROGRESS" | "IMPORT_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_COMPLETE" | "EXPORT_FAILED" | "EXPORT_COMPLETE" | "EXPORT_IN_PROGRESS" | "EXPORT_ROLLBACK_IN_PROGRESS" | "EXPORT_ROLLBACK_FAILED" | "EXPORT_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_IN_PROGRESS" | "UPDATE_ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_FAILED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED";
  "ResourceStatusReason"?: string;
  "DriftInformation"?: StackResourceDriftInformationSummary;
  "ModuleInfo"?: ModuleInfo;
}

export interface StackSet {
  "StackSetName"?: string;
  "StackSetId"?: string;
  "Description"?: string;
  "Status"?: "ACTIVE" | "DELETED";
  "TemplateBody"?: string;
  "Parameters"?: (Parameter)[];
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "Tags"?: (Tag)[];
  "StackSetARN"?: string;
  "AdministrationRoleARN"?: string;
  "ExecutionRoleName"?: string;
  "StackSetDriftDetectionDetails"?: StackSetDriftDetectionDetails;
  "AutoDeployment"?: AutoDeployment;
  "PermissionModel"?: "SERVICE_MANAGED" | "SELF_MANAGED";
  "OrganizationalUnitIds"?: (string)[];
  "ManagedExecution"?: ManagedExecution;
  "Regions"?: (string)[];
}

export interface StackSetAutoDeploymentTargetSummary {
  "OrganizationalUnitId"?: string;
  "Regions"?: (string)[];
}

export interface StackSetDriftDetectionDetails {
  "DriftStatus"?: "DRIFTED" | "IN_SYNC" | "NOT_CHECKED";
  "DriftDetectionStatus"?: "COMPLETED" | "FAILED" | "PARTIAL_SUCCESS" | "IN_PROGRESS" | "STOPPED";
  "LastDriftCheckTimestamp"?: number;
  "TotalStackInstancesCount"?: number;
  "DriftedStackInstancesCount"?: number;
  "InSyncStackInstancesCount"?: number;
  "InProgressStackInstancesCount"?: number;
  "FailedStackInstancesCount"?: number;
}

export interface StackSetNotEmptyException {
}

export interface StackSetNotFoundException {
}

export interface StackSetOperation {
  "OperationId"?: string;
  "StackSetId"?: string;
  "Action"?: "CREATE" | "UPDATE" | "DELETE" | "DETECT_DRIFT";
  "Status"?: "RUNNING" | "SUCCEEDED" | "FAILED" | "STOPPING" | "STOPPED" | "QUEUED";
  "OperationPreferences"?: StackSetOperationPreferences;
  "RetainStacks"?: boolean;
  "AdministrationRoleARN"?: string;
  "ExecutionRoleName"?: string;
  "CreationTimestamp"?: number;
  "EndTimestamp"?: number;
  "DeploymentTargets"?: DeploymentTargets;
  "StackSetDriftDetectionDetails"?: StackSetDriftDetectionDetails;
  "StatusReason"?: string;
  "StatusDetails"?: StackSetOperationStatusDetails;
}

export interface StackSetOperationPreferences {
  "RegionConcurrencyType"?: "SEQUENTIAL" | "PARALLEL";
  "RegionOrder"?: (string)[];
  "FailureToleranceCount"?: number;
  "FailureTolerancePercentage"?: number;
  "MaxConcurrentCount"?: number;
  "MaxConcurrentPercentage"?: number;
  "ConcurrencyMode"?: "STRICT_FAILURE_TOLERANCE" | "SOFT_FAILURE_TOLERANCE";
}

export interface StackSetOperationResultSummary {
  "Account"?: string;
  "Region"?: string;
  "Status"?: "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
  "StatusReason"?: string;
  "AccountGateResult"?: AccountGateResult;
  "OrganizationalUnitId"?: string;
}

export interface StackSetOperationStatusDetails {
  "FailedStackInstancesCount"?: number;
}

export interface StackSetOperationSummary {
  "OperationId"?: string;
  "Action"?: "CREATE" | "UPDATE" | "DELETE" | "DETECT_DRIFT";
  "Status"?: "RUNNING" | "SUCCEEDED" | "FAILED" | "STOPPING" | "STOPPED" | "QUEUED";
  "CreationTimestamp"?: number;
  "EndTimestamp"?: number;
  "StatusReason"?: string;
  "StatusDetails"?: StackSetOperationStatusDetails;
  "OperationPreferences"?: StackSetOperationPreferences;
}

export interface StackSetSummary {
  "StackSetName"?: string;
  "StackSetId"?: string;
  "Description"?: string;
  "Status"?: "ACTIVE" | "DELETED";
  "AutoDeployment"?: AutoDeployment;
  "PermissionModel"?: "SERVICE_MANAGED" | "SELF_MANAGED";
  "DriftStatus"?: "DRIFTED" | "IN_SYNC" | "UNKNOWN" | "NOT_CHECKED";
  "LastDriftCheckTimestamp"?: number;
  "ManagedExecution"?: ManagedExecution;
}

export interface StackSummary {
  "StackId"?: string;
  "StackName": string;
  "TemplateDescription"?: string;
  "CreationTime": number;
  "LastUpdatedTime"?: number;
  "DeletionTime"?: number;
  "StackStatus": "CREATE_IN_PROGRESS" | "CREATE_FAILED" | "CREATE_COMPLETE" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_FAILED" | "ROLLBACK_COMPLETE" | "DELETE_IN_PROGRESS" | "DELETE_FAILED" | "DELETE_COMPLETE" | "UPDATE_IN_PROGRESS" | "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" | "UPDATE_COMPLETE" | "UPDATE_FAILED" | "UPDATE_ROLLBACK_IN_PROGRESS" | "UPDATE_ROLLBACK_FAILED" | "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" | "UPDATE_ROLLBACK_COMPLETE" | "REVIEW_IN_PROGRESS" | "IMPORT_IN_PROGRESS" | "IMPORT_COMPLETE" | "IMPORT_ROLLBACK_IN_PROGRESS" | "IMPORT_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_COMPLETE";
  "StackStatusReason"?: string;
  "ParentId"?: string;
  "RootId"?: string;
  "DriftInformation"?: StackDriftInformationSummary;
  "LastOperations"?: (OperationEntry)[];
}

export interface StaleRequestException {
}

export interface StartResourceScanInput {
  "ClientRequestToken"?: string;
  "ScanFilters"?: (ScanFilter)[];
}

export interface StartResourceScanOutput {
  "ResourceScanId"?: string;
}

export interface StopStackSetOperationInput {
  "StackSetName": string;
  "OperationId": string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface StopStackSetOperationOutput {
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface TemplateConfiguration {
  "DeletionPolicy"?: "DELETE" | "RETAIN";
  "UpdateReplacePolicy"?: "DELETE" | "RETAIN";
}

export interface TemplateParameter {
  "ParameterKey"?: string;
  "DefaultValue"?: string;
  "NoEcho"?: boolean;
  "Description"?: string;
}

export interface TemplateProgress {
  "ResourcesSucceeded"?: number;
  "ResourcesFailed"?: number;
  "ResourcesProcessing"?: number;
  "ResourcesPending"?: number;
}

export interface TemplateSummary {
  "GeneratedTemplateId"?: string;
  "GeneratedTemplateName"?: string;
  "Status"?: "CREATE_PENDING" | "UPDATE_PENDING" | "DELETE_PENDING" | "CREATE_IN_PROGRESS" | "UPDATE_IN_PROGRESS" | "DELETE_IN_PROGRESS" | "FAILED" | "COMPLETE";
  "StatusReason"?: string;
  "CreationTime"?: number;
  "LastUpdatedTime"?: number;
  "NumberOfResources"?: number;
}

export interface TemplateSummaryConfig {
  "TreatUnrecognizedResourceTypesAsWarnings"?: boolean;
}

export interface TestTypeInput {
  "Arn"?: string;
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "VersionId"?: string;
  "LogDeliveryBucket"?: string;
}

export interface TestTypeOutput {
  "TypeVersionArn"?: string;
}

export interface TokenAlreadyExistsException {
}

export interface TypeConfigurationDetails {
  "Arn"?: string;
  "Alias"?: string;
  "Configuration"?: string;
  "LastUpdated"?: number;
  "TypeArn"?: string;
  "TypeName"?: string;
  "IsDefaultConfiguration"?: boolean;
}

export interface TypeConfigurationIdentifier {
  "TypeArn"?: string;
  "TypeConfigurationAlias"?: string;
  "TypeConfigurationArn"?: string;
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
}

export interface TypeConfigurationNotFoundException {
}

export interface TypeFilters {
  "Category"?: "REGISTERED" | "ACTIVATED" | "THIRD_PARTY" | "AWS_TYPES";
  "PublisherId"?: string;
  "TypeNamePrefix"?: string;
}

export interface TypeNotFoundException {
}

export interface TypeSummary {
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "DefaultVersionId"?: string;
  "TypeArn"?: string;
  "LastUpdated"?: number;
  "Description"?: string;
  "PublisherId"?: string;
  "OriginalTypeName"?: string;
  "PublicVersionNumber"?: string;
  "LatestPublicVersion"?: string;
  "PublisherIdentity"?: "AWS_Marketplace" | "GitHub" | "Bitbucket";
  "PublisherName"?: string;
  "IsActivated"?: boolean;
}

export interface TypeVersionSummary {
  "Type"?: "RESOURCE" | "MODULE" | "HOOK";
  "TypeName"?: string;
  "VersionId"?: string;
  "IsDefaultVersion"?: boolean;
  "Arn"?: string;
  "TimeCreated"?: number;
  "Description"?: string;
  "PublicVersionNumber"?: string;
}

export interface UpdateGeneratedTemplateInput {
  "GeneratedTemplateName": string;
  "NewGeneratedTemplateName"?: string;
  "AddResources"?: (ResourceDefinition)[];
  "RemoveResources"?: (string)[];
  "RefreshAllResources"?: boolean;
  "TemplateConfiguration"?: TemplateConfiguration;
}

export interface UpdateGeneratedTemplateOutput {
  "GeneratedTemplateId"?: string;
}

export interface UpdateStackInput {
  "StackName": string;
  "TemplateBody"?: string;
  "TemplateURL"?: string;
  "UsePreviousTemplate"?: boolean;
  "StackPolicyDuringUpdateBody"?: string;
  "StackPolicyDuringUpdateURL"?: string;
  "Parameters"?: (Parameter)[];
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "ResourceTypes"?: (string)[];
  "RoleARN"?: string;
  "RollbackConfiguration"?: RollbackConfiguration;
  "StackPolicyBody"?: string;
  "StackPolicyURL"?: string;
  "NotificationARNs"?: (string)[];
  "Tags"?: (Tag)[];
  "DisableRollback"?: boolean;
  "ClientRequestToken"?: string;
  "RetainExceptOnCreate"?: boolean;
  "DeploymentConfig"?: DeploymentConfig;
  "DisableValidation"?: boolean;
}

export interface UpdateStackInstancesInput {
  "StackSetName": string;
  "Accounts"?: (string)[];
  "DeploymentTargets"?: DeploymentTargets;
  "Regions": (string)[];
  "ParameterOverrides"?: (Parameter)[];
  "OperationPreferences"?: StackSetOperationPreferences;
  "OperationId"?: string;
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
}

export interface UpdateStackInstancesOutput {
  "OperationId"?: string;
}

export interface UpdateStackOutput {
  "StackId"?: string;
  "OperationId"?: string;
}

export interface UpdateStackSetInput {
  "StackSetName": string;
  "Description"?: string;
  "TemplateBody"?: string;
  "TemplateURL"?: string;
  "UsePreviousTemplate"?: boolean;
  "Parameters"?: (Parameter)[];
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "Tags"?: (Tag)[];
  "OperationPreferences"?: StackSetOperationPreferences;
  "AdministrationRoleARN"?: string;
  "ExecutionRoleName"?: string;
  "DeploymentTargets"?: DeploymentTargets;
  "PermissionModel"?: "SERVICE_MANAGED" | "SELF_MANAGED";
  "AutoDeployment"?: AutoDeployment;
  "OperationId"?: string;
  "Accounts"?: (string)[];
  "Regions"?: (string)[];
  "CallAs"?: "SELF" | "DELEGATED_ADMIN";
  "ManagedExecution"?: ManagedExecution;
}

export interface UpdateStackSetOutput {
  "OperationId"?: string;
}

export interface UpdateTerminationProtectionInput {
  "EnableTerminationProtection": boolean;
  "StackName": string;
}

export interface UpdateTerminationProtectionOutput {
  "StackId"?: string;
}

export interface ValidateTemplateInput {
  "TemplateBody"?: string;
  "TemplateURL"?: string;
}

export interface ValidateTemplateOutput {
  "Parameters"?: (TemplateParameter)[];
  "Description"?: string;
  "Capabilities"?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  "CapabilitiesReason"?: string;
  "DeclaredTransforms"?: (string)[];
}

export interface WarningDetail {
  "Type"?: "MUTUALLY_EXCLUSIVE_PROPERTIES" | "UNSUPPORTED_PROPERTIES" | "MUTUALLY_EXCLUSIVE_TYPES" | "EXCLUDED_PROPERTIES" | "EXCLUDED_RESOURCES";
  "Properties"?: (WarningProperty)[];
}

export interface WarningProperty {
  "PropertyPath"?: string;
  "Required"?: boolean;
  "Description"?: string;
}

export interface Warnings {
  "UnrecognizedResourceTypes"?: (string)[];
}

export interface Operations {
  ActivateOrganizationsAccess: { input: ActivateOrganizationsAccessInput; output: ActivateOrganizationsAccessOutput };
  ActivateType: { input: ActivateTypeInput; output: ActivateTypeOutput };
  BatchDescribeTypeConfigurations: { input: BatchDescribeTypeConfigurationsInput; output: BatchDescribeTypeConfigurationsOutput };
  CancelUpdateStack: { input: CancelUpdateStackInput; output: Record<string, never> };
  ContinueUpdateRollback: { input: ContinueUpdateRollbackInput; output: ContinueUpdateRollbackOutput };
  CreateChangeSet: { input: CreateChangeSetInput; output: CreateChangeSetOutput };
  CreateGeneratedTemplate: { input: CreateGeneratedTemplateInput; output: CreateGeneratedTemplateOutput };
  CreateStack: { input: CreateStackInput; output: CreateStackOutput };
  CreateStackInstances: { input: CreateStackInstancesInput; output: CreateStackInstancesOutput };
  CreateStackRefactor: { input: CreateStackRefactorInput; output: CreateStackRefactorOutput };
  CreateStackSet: { input: CreateStackSetInput; output: CreateStackSetOutput };
  DeactivateOrganizationsAccess: { input: DeactivateOrganizationsAccessInput; output: DeactivateOrganizationsAccessOutput };
  DeactivateType: { input: DeactivateTypeInput; output: DeactivateTypeOutput };
  DeleteChangeSet: { input: DeleteChangeSetInput; output: DeleteChangeSetOutput };
  DeleteGeneratedTemplate: { input: DeleteGeneratedTemplateInput; output: Record<string, never> };
  DeleteStack: { input: DeleteStackInput; output: Record<string, never> };
  DeleteStackInstances: { input: DeleteStackInstancesInput; output: DeleteStackInstancesOutput };
  DeleteStackSet: { input: DeleteStackSetInput; output: DeleteStackSetOutput };
  DeregisterType: { input: DeregisterTypeInput; output: DeregisterTypeOutput };
  DescribeAccountLimits: { input: DescribeAccountLimitsInput; output: DescribeAccountLimitsOutput };
  DescribeChangeSet: { input: DescribeChangeSetInput; output: DescribeChangeSetOutput };
  DescribeChangeSetHooks: { input: DescribeChangeSetHooksInput; output: DescribeChangeSetHooksOutput };
  DescribeEvents: { input: DescribeEventsInput; output: DescribeEventsOutput };
  DescribeGeneratedTemplate: { input: DescribeGeneratedTemplateInput; output: DescribeGeneratedTemplateOutput };
  DescribeOrganizationsAccess: { input: DescribeOrganizationsAccessInput; output: DescribeOrganizationsAccessOutput };
  DescribePublisher: { input: DescribePublisherInput; output: DescribePublisherOutput };
  DescribeResourceScan: { input: DescribeResourceScanInput; output: DescribeResourceScanOutput };
  DescribeStackDriftDetectionStatus: { input: DescribeStackDriftDetectionStatusInput; output: DescribeStackDriftDetectionStatusOutput };
  DescribeStackEvents: { input: DescribeStackEventsInput; output: DescribeStackEventsOutput };
  DescribeStackInstance: { input: DescribeStackInstanceInput; output: DescribeStackInstanceOutput };
  DescribeStackRefactor: { input: DescribeStackRefactorInput; output: DescribeStackRefactorOutput };
  DescribeStackResource: { input: DescribeStackResourceInput; output: DescribeStackResourceOutput };
  DescribeStackResourceDrifts: { input: DescribeStackResourceDriftsInput; output: DescribeStackResourceDriftsOutput };
  DescribeStackResources: { input: DescribeStackResourcesInput; output: DescribeStackResourcesOutput };
  DescribeStackSet: { input: DescribeStackSetInput; output: DescribeStackSetOutput };
  DescribeStackSetOperation: { input: DescribeStackSetOperationInput; output: DescribeStackSetOperationOutput };
  DescribeStacks: { input: DescribeStacksInput; output: DescribeStacksOutput };
  DescribeType: { input: DescribeTypeInput; output: DescribeTypeOutput };
  DescribeTypeRegistration: { input: DescribeTypeRegistrationInput; output: DescribeTypeRegistrationOutput };
  DetectStackDrift: { input: DetectStackDriftInput; output: DetectStackDriftOutput };
  DetectStackResourceDrift: { input: DetectStackResourceDriftInput; output: DetectStackResourceDriftOutput };
  DetectStackSetDrift: { input: DetectStackSetDriftInput; output: DetectStackSetDriftOutput };
  EstimateTemplateCost: { input: EstimateTemplateCostInput; output: EstimateTemplateCostOutput };
  ExecuteChangeSet: { input: ExecuteChangeSetInput; output: ExecuteChangeSetOutput };
  ExecuteStackRefactor: { input: ExecuteStackRefactorInput; output: Record<string, never> };
  GetGeneratedTemplate: { input: GetGeneratedTemplateInput; output: GetGeneratedTemplateOutput };
  GetHookResult: { input: GetHookResultInput; output: GetHookResultOutput };
  GetStackPolicy: { input: GetStackPolicyInput; output: GetStackPolicyOutput };
  GetTemplate: { input: GetTemplateInput; output: GetTemplateOutput };
  GetTemplateSummary: { input: GetTemplateSummaryInput; output: GetTemplateSummaryOutput };
  ImportStacksToStackSet: { input: ImportStacksToStackSetInput; output: ImportStacksToStackSetOutput };
  ListChangeSets: { input: ListChangeSetsInput; output: ListChangeSetsOutput };
  ListExports: { input: ListExportsInput; output: ListExportsOutput };
  ListGeneratedTemplates: { input: ListGeneratedTemplatesInput; output: ListGeneratedTemplatesOutput };
  ListHookResults: { input: ListHookResultsInput; output: ListHookResultsOutput };
  ListImports: { input: ListImportsInput; output: ListImportsOutput };
  ListResourceScanRelatedResources: { input: ListResourceScanRelatedResourcesInput; output: ListResourceScanRelatedResourcesOutput };
  ListResourceScanResources: { input: ListResourceScanResourcesInput; output: ListResourceScanResourcesOutput };
  ListResourceScans: { input: ListResourceScansInput; output: ListResourceScansOutput };
  ListStackInstanceResourceDrifts: { input: ListStackInstanceResourceDriftsInput; output: ListStackInstanceResourceDriftsOutput };
  ListStackInstances: { input: ListStackInstancesInput; output: ListStackInstancesOutput };
  ListStackRefactorActions: { input: ListStackRefactorActionsInput; output: ListStackRefactorActionsOutput };
  ListStackRefactors: { input: ListStackRefactorsInput; output: ListStackRefactorsOutput };
  ListStackResources: { input: ListStackResourcesInput; output: ListStackResourcesOutput };
  ListStackSetAutoDeploymentTargets: { input: ListStackSetAutoDeploymentTargetsInput; output: ListStackSetAutoDeploymentTargetsOutput };
  ListStackSetOperationResults: { input: ListStackSetOperationResultsInput; output: ListStackSetOperationResultsOutput };
  ListStackSetOperations: { input: ListStackSetOperationsInput; output: ListStackSetOperationsOutput };
  ListStackSets: { input: ListStackSetsInput; output: ListStackSetsOutput };
  ListStacks: { input: ListStacksInput; output: ListStacksOutput };
  ListTypeRegistrations: { input: ListTypeRegistrationsInput; output: ListTypeRegistrationsOutput };
  ListTypeVersions: { input: ListTypeVersionsInput; output: ListTypeVersionsOutput };
  ListTypes: { input: ListTypesInput; output: ListTypesOutput };
  PublishType: { input: PublishTypeInput; output: PublishTypeOutput };
  RecordHandlerProgress: { input: RecordHandlerProgressInput; output: RecordHandlerProgressOutput };
  RegisterPublisher: { input: RegisterPublisherInput; output: RegisterPublisherOutput };
  RegisterType: { input: RegisterTypeInput; output: RegisterTypeOutput };
  RemoveAlias: { input: RemoveAliasInput; output: Record<string, never> };
  RollbackStack: { input: RollbackStackInput; output: RollbackStackOutput };
  SetAlias: { input: SetAliasInput; output: Record<string, never> };
  SetStackPolicy: { input: SetStackPolicyInput; output: Record<string, never> };
  SetTypeConfiguration: { input: SetTypeConfigurationInput; output: SetTypeConfigurationOutput };
  SetTypeDefaultVersion: { input: SetTypeDefaultVersionInput; output: SetTypeDefaultVersionOutput };
  SignalResource: { input: SignalResourceInput; output: Record<string, never> };
  StartResourceScan: { input: StartResourceScanInput; output: StartResourceScanOutput };
  StopStackSetOperation: { input: StopStackSetOperationInput; output: StopStackSetOperationOutput };
  TestType: { input: TestTypeInput; output: TestTypeOutput };
  UpdateGeneratedTemplate: { input: UpdateGeneratedTemplateInput; output: UpdateGeneratedTemplateOutput };
  UpdateStack: { input: UpdateStackInput; output: UpdateStackOutput };
  UpdateStackInstances: { input: UpdateStackInstancesInput; output: UpdateStackInstancesOutput };
  UpdateStackSet: { input: UpdateStackSetInput; output: UpdateStackSetOutput };
  UpdateTerminationProtection: { input: UpdateTerminationProtectionInput; output: UpdateTerminationProtectionOutput };
  ValidateTemplate: { input: ValidateTemplateInput; output: ValidateTemplateOutput };
}
