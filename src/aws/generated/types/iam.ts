/** IAM's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AcceptDelegationRequestRequest {
  "DelegationRequestId": string;
}

export interface AccessDetail {
  "ServiceName": string;
  "ServiceNamespace": string;
  "Region"?: string;
  "EntityPath"?: string;
  "LastAuthenticatedTime"?: number;
  "TotalAuthenticatedEntities"?: number;
}

export interface AccessKey {
  "UserName": string;
  "AccessKeyId": string;
  "Status": "Active" | "Inactive" | "Expired";
  "SecretAccessKey": string;
  "CreateDate"?: number;
}

export interface AccessKeyLastUsed {
  "LastUsedDate"?: number;
  "ServiceName": string;
  "Region": string;
}

export interface AccessKeyMetadata {
  "UserName"?: string;
  "AccessKeyId"?: string;
  "Status"?: "Active" | "Inactive" | "Expired";
  "CreateDate"?: number;
}

export interface AccountNotManagementOrDelegatedAdministratorException {
}

export interface AcquireRoleRequest {
  "TemplateArn": string;
  "TemplateMinorVersion"?: number;
  "ReplacementValues"?: Record<string, ReplacementValueEntry>;
}

export interface AcquireRoleResponse {
  "Role"?: Role;
}

export interface AddClientIDToOpenIDConnectProviderRequest {
  "OpenIDConnectProviderArn": string;
  "ClientID": string;
}

export interface AddRoleToInstanceProfileRequest {
  "InstanceProfileName": string;
  "RoleName": string;
}

export interface AddUserToGroupRequest {
  "GroupName": string;
  "UserName": string;
}

export interface AssociateDelegationRequestRequest {
  "DelegationRequestId": string;
}

export interface AttachGroupPolicyRequest {
  "GroupName": string;
  "PolicyArn": string;
}

export interface AttachRolePolicyRequest {
  "RoleName": string;
  "PolicyArn": string;
}

export interface AttachUserPolicyRequest {
  "UserName": string;
  "PolicyArn": string;
}

export interface AttachedPermissionsBoundary {
  "PermissionsBoundaryType"?: "PermissionsBoundaryPolicy";
  "PermissionsBoundaryArn"?: string;
}

export interface AttachedPolicy {
  "PolicyName"?: string;
  "PolicyArn"?: string;
}

export interface CallerIsNotManagementAccountException {
}

export interface ChangePasswordRequest {
  "OldPassword": string;
  "NewPassword": string;
}

export interface ConcurrentModificationException {
  "message"?: string;
}

export interface ContextEntry {
  "ContextKeyName"?: string;
  "ContextKeyValues"?: (string)[];
  "ContextKeyType"?: "string" | "stringList" | "numeric" | "numericList" | "boolean" | "booleanList" | "ip" | "ipList" | "binary" | "binaryList" | "date" | "dateList";
}

export interface CreateAccessKeyRequest {
  "UserName"?: string;
}

export interface CreateAccessKeyResponse {
  "AccessKey"?: AccessKey;
}

export interface CreateAccountAliasRequest {
  "AccountAlias": string;
}

export interface CreateDelegationRequestRequest {
  "OwnerAccountId"?: string;
  "Description": string;
  "Permissions": DelegationPermission;
  "RequestMessage"?: string;
  "RequestorWorkflowId": string;
  "RedirectUrl"?: string;
  "NotificationChannel": string;
  "SessionDuration": number;
  "OnlySendByOwner"?: boolean;
}

export interface CreateDelegationRequestResponse {
  "ConsoleDeepLink"?: string;
  "DelegationRequestId"?: string;
}

export interface CreateGroupRequest {
  "Path"?: string;
  "GroupName": string;
}

export interface CreateGroupResponse {
  "Group"?: Group;
}

export interface CreateInstanceProfileRequest {
  "InstanceProfileName": string;
  "Path"?: string;
  "Tags"?: (Tag)[];
}

export interface CreateInstanceProfileResponse {
  "InstanceProfile"?: InstanceProfile;
}

export interface CreateLoginProfileRequest {
  "UserName"?: string;
  "Password"?: string;
  "PasswordResetRequired"?: boolean;
}

export interface CreateLoginProfileResponse {
  "LoginProfile"?: LoginProfile;
}

export interface CreateOpenIDConnectProviderRequest {
  "Url": string;
  "ClientIDList"?: (string)[];
  "ThumbprintList"?: (string)[];
  "Tags"?: (Tag)[];
}

export interface CreateOpenIDConnectProviderResponse {
  "OpenIDConnectProviderArn"?: string;
  "Tags"?: (Tag)[];
}

export interface CreatePolicyRequest {
  "PolicyName": string;
  "Path"?: string;
  "PolicyDocument": string;
  "Description"?: string;
  "Tags"?: (Tag)[];
}

export interface CreatePolicyResponse {
  "Policy"?: Policy;
}

export interface CreatePolicyVersionRequest {
  "PolicyArn": string;
  "PolicyDocument": string;
  "SetAsDefault"?: boolean;
}

export interface CreatePolicyVersionResponse {
  "PolicyVersion"?: PolicyVersion;
}

export interface CreateRoleRequest {
  "Path"?: string;
  "RoleName": string;
  "AssumeRolePolicyDocument": string;
  "Description"?: string;
  "MaxSessionDuration"?: number;
  "PermissionsBoundary"?: string;
  "Tags"?: (Tag)[];
}

export interface CreateRoleResponse {
  "Role"?: Role;
}

export interface CreateSAMLProviderRequest {
  "SAMLMetadataDocument": string;
  "Name": string;
  "Tags"?: (Tag)[];
  "AssertionEncryptionMode"?: "Required" | "Allowed";
  "AddPrivateKey"?: string;
}

export interface CreateSAMLProviderResponse {
  "SAMLProviderArn"?: string;
  "Tags"?: (Tag)[];
}

export interface CreateServiceLinkedRoleRequest {
  "AWSServiceName": string;
  "Description"?: string;
  "CustomSuffix"?: string;
}

export interface CreateServiceLinkedRoleResponse {
  "Role"?: Role;
}

export interface CreateServiceSpecificCredentialRequest {
  "UserName": string;
  "ServiceName": string;
  "CredentialAgeDays"?: number;
}

export interface CreateServiceSpecificCredentialResponse {
  "ServiceSpecificCredential"?: ServiceSpecificCredential;
}

export interface CreateUserRequest {
  "Path"?: string;
  "UserName": string;
  "PermissionsBoundary"?: string;
  "Tags"?: (Tag)[];
}

export interface CreateUserResponse {
  "User"?: User;
}

export interface CreateVirtualMFADeviceRequest {
  "Path"?: string;
  "VirtualMFADeviceName": string;
  "Tags"?: (Tag)[];
}

export interface CreateVirtualMFADeviceResponse {
  "VirtualMFADevice"?: VirtualMFADevice;
}

export interface CredentialReportExpiredException {
  "message"?: string;
}

export interface CredentialReportNotPresentException {
  "message"?: string;
}

export interface CredentialReportNotReadyException {
  "message"?: string;
}

export interface DeactivateMFADeviceRequest {
  "UserName"?: string;
  "SerialNumber": string;
}

export interface DelegationPermission {
  "PolicyTemplateArn"?: string;
  "Parameters"?: (PolicyParameter)[];
}

export interface DelegationRequest {
  "DelegationRequestId"?: string;
  "OwnerAccountId"?: string;
  "Description"?: string;
  "RequestMessage"?: string;
  "Permissions"?: DelegationPermission;
  "PermissionPolicy"?: string;
  "RolePermissionRestrictionArns"?: (string)[];
  "OwnerId"?: string;
  "ApproverId"?: string;
  "State"?: "UNASSIGNED" | "ASSIGNED" | "PENDING_APPROVAL" | "FINALIZED" | "ACCEPTED" | "REJECTED" | "EXPIRED";
  "ExpirationTime"?: number;
  "RequestorId"?: string;
  "RequestorName"?: string;
  "CreateDate"?: number;
  "SessionDuration"?: number;
  "RedirectUrl"?: string;
  "Notes"?: string;
  "RejectionReason"?: string;
  "OnlySendByOwner"?: boolean;
  "UpdatedTime"?: number;
}

export interface DeleteAccessKeyRequest {
  "UserName"?: string;
  "AccessKeyId": string;
}

export interface DeleteAccountAliasRequest {
  "AccountAlias": string;
}

export interface DeleteConflictException {
  "message"?: string;
}

export interface DeleteGroupPolicyRequest {
  "GroupName": string;
  "PolicyName": string;
}

export interface DeleteGroupRequest {
  "GroupName": string;
}

export interface DeleteInstanceProfileRequest {
  "InstanceProfileName": string;
}

export interface DeleteLoginProfileRequest {
  "UserName"?: string;
}

export interface DeleteOpenIDConnectProviderRequest {
  "OpenIDConnectProviderArn": string;
}

export interface DeletePolicyRequest {
  "PolicyArn": string;
}

export interface DeletePolicyVersionRequest {
  "PolicyArn": string;
  "VersionId": string;
}

export interface DeleteRolePermissionsBoundaryRequest {
  "RoleName": string;
}

export interface DeleteRolePolicyRequest {
  "RoleName": string;
  "PolicyName": string;
}

export interface DeleteRoleRequest {
  "RoleName": string;
}

export interface DeleteSAMLProviderRequest {
  "SAMLProviderArn": string;
}

export interface DeleteSSHPublicKeyRequest {
  "UserName": string;
  "SSHPublicKeyId": string;
}

export interface DeleteServerCertificateRequest {
  "ServerCertificateName": string;
}

export interface DeleteServiceLinkedRoleRequest {
  "RoleName": string;
}

export interface DeleteServiceLinkedRoleResponse {
  "DeletionTaskId"?: string;
}

export interface DeleteServiceSpecificCredentialRequest {
  "UserName"?: string;
  "ServiceSpecificCredentialId": string;
}

export interface DeleteSigningCertificateRequest {
  "UserName"?: string;
  "CertificateId": string;
}

export interface DeleteUserPermissionsBoundaryRequest {
  "UserName": string;
}

export interface DeleteUserPolicyRequest {
  "UserName": string;
  "PolicyName": string;
}

export interface DeleteUserRequest {
  "UserName": string;
}

export interface DeleteVirtualMFADeviceRequest {
  "SerialNumber": string;
}

export interface DeletionTaskFailureReasonType {
  "Reason"?: string;
  "RoleUsageList"?: (RoleUsageType)[];
}

export interface DetachGroupPolicyRequest {
  "GroupName": string;
  "PolicyArn": string;
}

export interface DetachRolePolicyRequest {
  "RoleName": string;
  "PolicyArn": string;
}

export interface DetachUserPolicyRequest {
  "UserName": string;
  "PolicyArn": string;
}

export interface DisableOrganizationsRootCredentialsManagementRequest {
}

export interface DisableOrganizationsRootCredentialsManagementResponse {
  "OrganizationId"?: string;
  "EnabledFeatures"?: ("RootCredentialsManagement" | "RootSessions")[];
}

export interface DisableOrganizationsRootSessionsRequest {
}

export interface DisableOrganizationsRootSessionsResponse {
  "OrganizationId"?: string;
  "EnabledFeatures"?: ("RootCredentialsManagement" | "RootSessions")[];
}

export interface DuplicateCertificateException {
  "message"?: string;
}

export interface DuplicateSSHPublicKeyException {
  "message"?: string;
}

export interface EnableMFADeviceRequest {
  "UserName": string;
  "SerialNumber": string;
  "AuthenticationCode1": string;
  "AuthenticationCode2": string;
}

export interface EnableOrganizationsRootCredentialsManagementRequest {
}

export interface EnableOrganizationsRootCredentialsManagementResponse {
  "OrganizationId"?: string;
  "EnabledFeatures"?: ("RootCredentialsManagement" | "RootSessions")[];
}

export interface EnableOrganizationsRootSessionsRequest {
}

export interface EnableOrganizationsRootSessionsResponse {
  "OrganizationId"?: string;
  "EnabledFeatures"?: ("RootCredentialsManagement" | "RootSessions")[];
}

export interface EnableOutboundWebIdentityFederationResponse {
  "IssuerIdentifier"?: string;
}

export interface EntityAlreadyExistsException {
  "message"?: string;
}

export interface EntityDetails {
  "EntityInfo": EntityInfo;
  "LastAuthenticated"?: number;
}

export interface EntityInfo {
  "Arn": string;
  "Name": string;
  "Type": "USER" | "ROLE" | "GROUP";
  "Id": string;
  "Path"?: string;
}

export interface EntityTemporarilyUnmodifiableException {
  "message"?: string;
}

export interface ErrorDetails {
  "Message": string;
  "Code": string;
}

export interface EvaluationResult {
  "EvalActionName": string;
  "EvalResourceName"?: string;
  "EvalDecision": "allowed" | "explicitDeny" | "implicitDeny";
  "MatchedStatements"?: (Statement)[];
  "MissingContextValues"?: (string)[];
  "OrganizationsDecisionDetail"?: OrganizationsDecisionDetail;
  "PermissionsBoundaryDecisionDetail"?: PermissionsBoundaryDecisionDetail;
  "EvalDecisionDetails"?: Record<string, "allowed" | "explicitDeny" | "implicitDeny">;
  "ResourceSpecificResults"?: (ResourceSpecificResult)[];
}

export interface FeatureDisabledException {
  "message"?: string;
}

export interface FeatureEnabledException {
  "message"?: string;
}

export interface GenerateCredentialReportResponse {
  "State"?: "STARTED" | "INPROGRESS" | "COMPLETE";
  "Description"?: string;
}

export interface GenerateOrganizationsAccessReportRequest {
  "EntityPath": string;
  "OrganizationsPolicyId"?: string;
}

export interface GenerateOrganizationsAccessReportResponse {
  "JobId"?: string;
}

export interface GenerateServiceLastAccessedDetailsRequest {
  "Arn": string;
  "Granularity"?: "SERVICE_LEVEL" | "ACTION_LEVEL";
}

export interface GenerateServiceLastAccessedDetailsResponse {
  "JobId"?: string;
}

export interface GetAccessKeyLastUsedRequest {
  "AccessKeyId": string;
}

export interface GetAccessKeyLastUsedResponse {
  "UserName"?: string;
  "AccessKeyLastUsed"?: AccessKeyLastUsed;
}

export interface GetAccountAuthorizationDetailsRequest {
  "Filter"?: ("User" | "Role" | "Group" | "LocalManagedPolicy" | "AWSManagedPolicy")[];
  "MaxItems"?: number;
  "Marker"?: string;
}

export interface GetAccountAuthorizationDetailsResponse {
  "UserDetailList"?: (UserDetail)[];
  "GroupDetailList"?: (GroupDetail)[];
  "RoleDetailList"?: (RoleDetail)[];
  "Policies"?: (ManagedPolicyDetail)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface GetAccountPasswordPolicyResponse {
  "PasswordPolicy"?: PasswordPolicy;
}

export interface GetAccountPropertiesRequest {
}

export interface GetAccountPropertiesResponse {
  "Properties"?: Record<string, string>;
}

export interface GetAccountSummaryResponse {
  "SummaryMap"?: Record<string, number>;
}

export interface GetContextKeysForCustomPolicyRequest {
  "PolicyInputList": (string)[];
}

export interface GetContextKeysForPolicyResponse {
  "ContextKeyNames"?: (string)[];
}

export interface GetContextKeysForPrincipalPolicyRequest {
  "PolicySourceArn": string;
  "PolicyInputList"?: (string)[];
}

export interface GetCredentialReportResponse {
  "Content"?: Uint8Array;
  "ReportFormat"?: "text/csv";
  "GeneratedTime"?: number;
}

export interface GetDelegationRequestRequest {
  "DelegationRequestId": string;
  "DelegationPermissionCheck"?: boolean;
}

export interface GetDelegationRequestResponse {
  "DelegationRequest"?: DelegationRequest;
  "PermissionCheckStatus"?: "COMPLETE" | "IN_PROGRESS" | "FAILED";
  "PermissionCheckResult"?: "ALLOWED" | "DENIED" | "UNSURE";
}

export interface GetGroupPolicyRequest {
  "GroupName": string;
  "PolicyName": string;
}

export interface GetGroupPolicyResponse {
  "GroupName"?: string;
  "PolicyName"?: string;
  "PolicyDocument"?: string;
}

export interface GetGroupRequest {
  "GroupName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface GetGroupResponse {
  "Group"?: Group;
  "Users"?: (User)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface GetHumanReadableSummaryRequest {
  "EntityArn": string;
  "Locale"?: string;
}

export interface GetHumanReadableSummaryResponse {
  "SummaryContent"?: string;
  "Locale"?: string;
  "SummaryState"?: "AVAILABLE" | "NOT_AVAILABLE" | "NOT_SUPPORTED" | "FAILED";
}

export interface GetInstanceProfileRequest {
  "InstanceProfileName": string;
}

export interface GetInstanceProfileResponse {
  "InstanceProfile"?: InstanceProfile;
}

export interface GetLoginProfileRequest {
  "UserName"?: string;
}

export interface GetLoginProfileResponse {
  "LoginProfile"?: LoginProfile;
}

export interface GetMFADeviceRequest {
  "SerialNumber": string;
  "UserName"?: string;
}

export interface GetMFADeviceResponse {
  "UserName"?: string;
  "SerialNumber"?: string;
  "EnableDate"?: number;
  "Certifications"?: Record<string, string>;
}

export interface GetOpenIDConnectProviderRequest {
  "OpenIDConnectProviderArn": string;
}

export interface GetOpenIDConnectProviderResponse {
  "Url"?: string;
  "ClientIDList"?: (string)[];
  "ThumbprintList"?: (string)[];
  "CreateDate"?: number;
  "Tags"?: (Tag)[];
}

export interface GetOrganizationsAccessReportRequest {
  "JobId": string;
  "MaxItems"?: number;
  "Marker"?: string;
  "SortKey"?: "SERVICE_NAMESPACE_ASCENDING" | "SERVICE_NAMESPACE_DESCENDING" | "LAST_AUTHENTICATED_TIME_ASCENDING" | "LAST_AUTHENTICATED_TIME_DESCENDING";
}

export interface GetOrganizationsAccessReportResponse {
  "JobStatus"?: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  "JobCreationDate"?: number;
  "JobCompletionDate"?: number;
  "NumberOfServicesAccessible"?: number;
  "NumberOfServicesNotAccessed"?: number;
  "AccessDetails"?: (AccessDetail)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
  "ErrorDetails"?: ErrorDetails;
}

export interface GetOutboundWebIdentityFederationInfoResponse {
  "IssuerIdentifier"?: string;
  "JwtVendingEnabled"?: boolean;
}

export interface GetPolicyRequest {
  "PolicyArn": string;
}

export interface GetPolicyResponse {
  "Policy"?: Policy;
}

export interface GetPolicyVersionRequest {
  "PolicyArn": string;
  "VersionId": string;
}

export interface GetPolicyVersionResponse {
  "PolicyVersion"?: PolicyVersion;
}

export interface GetRolePolicyRequest {
  "RoleName": string;
  "PolicyName": string;
}

export interface GetRolePolicyResponse {
  "RoleName"?: string;
  "PolicyName"?: string;
  "PolicyDocument"?: string;
}

export interface GetRoleRequest {
  "RoleName": string;
}

export interface GetRoleResponse {
  "Role"?: Role;
}

export interface GetRoleTemplateVersionRequest {
  "TemplateArn": string;
  "MinorVersion"?: number;
}

export interface GetRoleTemplateVersionResponse {
  "RoleTemplateVersion"?: RoleTemplateVersion;
}

export interface GetSAMLProviderRequest {
  "SAMLProviderArn": string;
}

export interface GetSAMLProviderResponse {
  "SAMLProviderUUID"?: string;
  "SAMLMetadataDocument"?: string;
  "CreateDate"?: number;
  "ValidUntil"?: number;
  "Tags"?: (Tag)[];
  "AssertionEncryptionMode"?: "Required" | "Allowed";
  "PrivateKeyList"?: (SAMLPrivateKey)[];
}

export interface GetSSHPublicKeyRequest {
  "UserName": string;
  "SSHPublicKeyId": string;
  "Encoding": "SSH" | "PEM";
}

export interface GetSSHPublicKeyResponse {
  "SSHPublicKey"?: SSHPublicKey;
}

export interface GetServerCertificateRequest {
  "ServerCertificateName": string;
}

export interface GetServerCertificateResponse {
  "ServerCertificate"?: ServerCertificate;
}

export interface GetServiceLastAccessedDetailsRequest {
  "JobId": string;
  "MaxItems"?: number;
  "Marker"?: string;
}

export interface GetServiceLastAccessedDetailsResponse {
  "JobStatus"?: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  "JobType"?: "SERVICE_LEVEL" | "ACTION_LEVEL";
  "JobCreationDate"?: number;
  "ServicesLastAccessed"?: (ServiceLastAccessed)[];
  "JobCompletionDate"?: number;
  "IsTruncated"?: boolean;
  "Marker"?: string;
  "Error"?: ErrorDetails;
}

export interface GetServiceLastAccessedDetailsWithEntitiesRequest {
  "JobId": string;
  "ServiceNamespace": string;
  "MaxItems"?: number;
  "Marker"?: string;
}

export interface GetServiceLastAccessedDetailsWithEntitiesResponse {
  "JobStatus"?: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  "JobCreationDate"?: number;
  "JobCompletionDate"?: number;
  "EntityDetailsList"?: (EntityDetails)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
  "Error"?: ErrorDetails;
}

export interface GetServiceLinkedRoleDeletionStatusRequest {
  "DeletionTaskId": string;
}

export interface GetServiceLinkedRoleDeletionStatusResponse {
  "Status"?: "SUCCEEDED" | "IN_PROGRESS" | "FAILED" | "NOT_STARTED";
  "Reason"?: DeletionTaskFailureReasonType;
}

export interface GetUserPolicyRequest {
  "UserName": string;
  "PolicyName": string;
}

export interface GetUserPolicyResponse {
  "UserName"?: string;
  "PolicyName"?: string;
  "PolicyDocument"?: string;
}

export interface GetUserRequest {
  "UserName"?: string;
}

export interface GetUserResponse {
  "User"?: User;
}

export interface Group {
  "Path": string;
  "GroupName": string;
  "GroupId": string;
  "Arn": string;
  "CreateDate": number;
}

export interface GroupDetail {
  "Path"?: string;
  "GroupName"?: string;
  "GroupId"?: string;
  "Arn"?: string;
  "CreateDate"?: number;
  "GroupPolicyList"?: (PolicyDetail)[];
  "AttachedManagedPolicies"?: (AttachedPolicy)[];
}

export interface InlinePolicy {
  "PolicyName": string;
  "PolicyDocument": string;
}

export interface InlinePolicyIdentifierType {
  "PolicyName": string;
  "AttachmentType": "user" | "group" | "role";
  "AttachmentName": string;
}

export interface InstanceProfile {
  "Path": string;
  "InstanceProfileName": string;
  "InstanceProfileId": string;
  "Arn": string;
  "CreateDate": number;
  "Roles": (Role)[];
  "Tags"?: (Tag)[];
}

export interface InvalidAuthenticationCodeException {
  "message"?: string;
}

export interface InvalidCertificateException {
  "message"?: string;
}

export interface InvalidInputException {
  "message"?: string;
}

export interface InvalidPublicKeyException {
  "message"?: string;
}

export interface InvalidUserTypeException {
  "message"?: string;
}

export interface KeyPairMismatchException {
  "message"?: string;
}

export interface LimitExceededException {
  "message"?: string;
}

export interface ListAccessKeysRequest {
  "UserName"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListAccessKeysResponse {
  "AccessKeyMetadata"?: (AccessKeyMetadata)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListAccountAliasesRequest {
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListAccountAliasesResponse {
  "AccountAliases"?: (string)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListAttachedGroupPoliciesRequest {
  "GroupName": string;
  "PathPrefix"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListAttachedGroupPoliciesResponse {
  "AttachedPolicies"?: (AttachedPolicy)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListAttachedRolePoliciesRequest {
  "RoleName": string;
  "PathPrefix"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListAttachedRolePoliciesResponse {
  "AttachedPolicies"?: (AttachedPolicy)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListAttachedUserPoliciesRequest {
  "UserName": string;
  "PathPrefix"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListAttachedUserPoliciesResponse {
  "AttachedPolicies"?: (AttachedPolicy)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListDelegationRequestsRequest {
  "OwnerId"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListDelegationRequestsResponse {
  "DelegationRequests"?: (DelegationRequest)[];
  "Marker"?: string;
  "isTruncated"?: boolean;
}

export interface ListEntitiesForPolicyRequest {
  "PolicyArn": string;
  "EntityFilter"?: "User" | "Role" | "Group" | "LocalManagedPolicy" | "AWSManagedPolicy";
  "PathPrefix"?: string;
  "PolicyUsageFilter"?: "PermissionsPolicy" | "PermissionsBoundary";
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListEntitiesForPolicyResponse {
  "PolicyGroups"?: (PolicyGroup)[];
  "PolicyUsers"?: (PolicyUser)[];
  "PolicyRoles"?: (PolicyRole)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListGroupPoliciesRequest {
  "GroupName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListGroupPoliciesResponse {
  "PolicyNames"?: (string)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListGroupsForUserRequest {
  "UserName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListGroupsForUserResponse {
  "Groups"?: (Group)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListGroupsRequest {
  "PathPrefix"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListGroupsResponse {
  "Groups"?: (Group)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListInstanceProfileTagsRequest {
  "InstanceProfileName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListInstanceProfileTagsResponse {
  "Tags"?: (Tag)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListInstanceProfilesForRoleRequest {
  "RoleName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListInstanceProfilesForRoleResponse {
  "InstanceProfiles"?: (InstanceProfile)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListInstanceProfilesRequest {
  "PathPrefix"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListInstanceProfilesResponse {
  "InstanceProfiles"?: (InstanceProfile)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListMFADeviceTagsRequest {
  "SerialNumber": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListMFADeviceTagsResponse {
  "Tags"?: (Tag)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListMFADevicesRequest {
  "UserName"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListMFADevicesResponse {
  "MFADevices"?: (MFADevice)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListOpenIDConnectProviderTagsRequest {
  "OpenIDConnectProviderArn": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListOpenIDConnectProviderTagsResponse {
  "Tags"?: (Tag)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListOpenIDConnectProvidersRequest {
}

export interface ListOpenIDConnectProvidersResponse {
  "OpenIDConnectProviderList"?: (OpenIDConnectProviderListEntry)[];
}

export interface ListOrganizationsFeaturesRequest {
}

export interface ListOrganizationsFeaturesResponse {
  "OrganizationId"?: string;
  "EnabledFeatures"?: ("RootCredentialsManagement" | "RootSessions")[];
}

export interface ListPoliciesGrantingServiceAccessEntry {
  "ServiceNamespace"?: string;
  "Policies"?: (PolicyGrantingServiceAccess)[];
}

export interface ListPoliciesGrantingServiceAccessRequest {
  "Marker"?: string;
  "Arn": string;
  "ServiceNamespaces": (string)[];
}

export interface ListPoliciesGrantingServiceAccessResponse {
  "PoliciesGrantingServiceAccess"?: (ListPoliciesGrantingServiceAccessEntry)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListPoliciesRequest {
  "Scope"?: "All" | "AWS" | "Local";
  "OnlyAttached"?: boolean;
  "PathPrefix"?: string;
  "PolicyUsageFilter"?: "PermissionsPolicy" | "PermissionsBoundary";
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListPoliciesResponse {
  "Policies"?: (Policy)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListPolicyTagsRequest {
  "PolicyArn": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListPolicyTagsResponse {
  "Tags"?: (Tag)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListPolicyVersionsRequest {
  "PolicyArn": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListPolicyVersionsResponse {
  "Versions"?: (PolicyVersion)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListRolePoliciesRequest {
  "RoleName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListRolePoliciesResponse {
  "PolicyNames"?: (string)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListRoleTagsRequest {
  "RoleName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListRoleTagsResponse {
  "Tags"?: (Tag)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListRolesRequest {
  "PathPrefix"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListRolesResponse {
  "Roles"?: (Role)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListSAMLProviderTagsRequest {
  "SAMLProviderArn": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListSAMLProviderTagsResponse {
  "Tags"?: (Tag)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListSAMLProvidersRequest {
}

export interface ListSAMLProvidersResponse {
  "SAMLProviderList"?: (SAMLProviderListEntry)[];
}

export interface ListSSHPublicKeysRequest {
  "UserName"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListSSHPublicKeysResponse {
  "SSHPublicKeys"?: (SSHPublicKeyMetadata)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListServerCertificateTagsRequest {
  "ServerCertificateName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListServerCertificateTagsResponse {
  "Tags"?: (Tag)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListServerCertificatesRequest {
  "PathPrefix"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListServerCertificatesResponse {
  "ServerCertificateMetadataList"?: (ServerCertificateMetadata)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListServiceSpecificCredentialsRequest {
  "UserName"?: string;
  "ServiceName"?: string;
  "AllUsers"?: boolean;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListServiceSpecificCredentialsResponse {
  "ServiceSpecificCredentials"?: (ServiceSpecificCredentialMetadata)[];
  "Marker"?: string;
  "IsTruncated"?: boolean;
}

export interface ListSigningCertificatesRequest {
  "UserName"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListSigningCertificatesResponse {
  "Certificates"?: (SigningCertificate)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListUserPoliciesRequest {
  "UserName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListUserPoliciesResponse {
  "PolicyNames"?: (string)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListUserTagsRequest {
  "UserName": string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListUserTagsResponse {
  "Tags"?: (Tag)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListUsersRequest {
  "PathPrefix"?: string;
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListUsersResponse {
  "Users"?: (User)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface ListVirtualMFADevicesRequest {
  "AssignmentStatus"?: "Assigned" | "Unassigned" | "Any";
  "Marker"?: string;
  "MaxItems"?: number;
}

export interface ListVirtualMFADevicesResponse {
  "VirtualMFADevices"?: (VirtualMFADevice)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface LoginProfile {
  "UserName": string;
  "CreateDate": number;
  "PasswordResetRequired"?: boolean;
}

export interface MFADevice {
  "UserName": string;
  "SerialNumber": string;
  "EnableDate": number;
}

export interface MalformedCertificateException {
  "message"?: string;
}

export interface MalformedPolicyDocumentException {
  "message"?: string;
}

export interface ManagedPolicyDetail {
  "PolicyName"?: string;
  "PolicyId"?: string;
  "Arn"?: string;
  "Path"?: string;
  "DefaultVersionId"?: string;
  "AttachmentCount"?: number;
  "PermissionsBoundaryUsageCount"?: number;
  "IsAttachable"?: boolean;
  "Description"?: string;
  "CreateDate"?: number;
  "UpdateDate"?: number;
  "PolicyVersionList"?: (PolicyVersion)[];
}

export interface NameConflictException {
  "message"?: string;
}

export interface NoSuchEntityException {
  "message"?: string;
}

export interface OpenIDConnectProviderListEntry {
  "Arn"?: string;
}

export interface OpenIdIdpCommunicationErrorException {
  "message"?: string;
}

export interface OrderedOrganizationPolicyType {
  "ServiceControlPolicyInputList"?: (string)[];
}

export interface OrganizationNotFoundException {
}

export interface OrganizationNotInAllFeaturesModeException {
}

export interface OrganizationsDecisionDetail {
  "AllowedByOrganizations"?: boolean;
}

export interface ParameterDefinition {
  "Name": string;
  "Type": "String" | "StringList" | "Number" | "NumberList" | "Arn" | "ArnList";
  "SubType"?: string;
  "Description"?: string;
  "IsRequired"?: boolean;
  "DefaultValue"?: string;
  "Immutable"?: boolean;
}

export interface PasswordPolicy {
  "MinimumPasswordLength"?: number;
  "RequireSymbols"?: boolean;
  "RequireNumbers"?: boolean;
  "RequireUppercaseCharacters"?: boolean;
  "RequireLowercaseCharacters"?: boolean;
  "AllowUsersToChangePassword"?: boolean;
  "ExpirePasswords"?: boolean;
  "MaxPasswordAge"?: number;
  "PasswordReusePrevention"?: number;
  "HardExpiry"?: boolean;
}

export interface PasswordPolicyViolationException {
  "message"?: string;
}

export interface PermissionsBoundaryDecisionDetail {
  "AllowedByPermissionsBoundary"?: boolean;
}

export interface Policy {
  "PolicyName"?: string;
  "PolicyId"?: string;
  "Arn"?: string;
  "Path"?: string;
  "DefaultVersionId"?: string;
  "AttachmentCount"?: number;
  "PermissionsBoundaryUsageCount"?: number;
  "IsAttachable"?: boolean;
  "Description"?: string;
  "CreateDate"?: number;
  "UpdateDate"?: number;
  "Tags"?: (Tag)[];
}

export interface PolicyDetail {
  "PolicyName"?: string;
  "PolicyDocument"?: string;
}

export interface PolicyEvaluationException {
  "message"?: string;
}

export interface PolicyGrantingServiceAccess {
  "PolicyName": string;
  "PolicyType": "INLINE" | "MANAGED";
  "PolicyArn"?: string;
  "EntityType"?: "USER" | "ROLE" | "GROUP";
  "EntityName"?: string;
}

export interface PolicyGroup {
  "GroupName"?: string;
  "GroupId"?: string;
}

export interface PolicyIdentifier {
  "PolicyType"?: "inline" | "aws-managed" | "user-managed" | "permission-boundary" | "scp" | "rcp";
  "PolicyArn"?: string;
  "InlinePolicyIdentifier"?: InlinePolicyIdentifierType;
}

export interface PolicyNotAttachableException {
  "message"?: string;
}

export interface PolicyParameter {
  "Name"?: string;
  "Values"?: (string)[];
  "Type"?: "string" | "stringList";
}

export interface PolicyRole {
  "RoleName"?: string;
  "RoleId"?: string;
}

export interface PolicyUser {
  "UserName"?: string;
  "UserId"?: string;
}

export interface PolicyVersion {
  "Document"?: string;
  "VersionId"?: string;
  "IsDefaultVersion"?: boolean;
  "CreateDate"?: number;
}

export interface Position {
  "Line"?: number;
  "Column"?: number;
}

export interface PutAccountPropertiesRequest {
  "Properties": Record<string, string>;
}

export interface PutAccountPropertiesResponse {
}

export interface PutGroupPolicyRequest {
  "GroupName": string;
  "PolicyName": string;
  "PolicyDocument": string;
}

export interface PutRolePermissionsBoundaryRequest {
  "RoleName": string;
  "PermissionsBoundary": string;
}

export interface PutRolePolicyRequest {
  "RoleName": string;
  "PolicyName": string;
  "PolicyDocument": string;
}

export interface PutUserPermissionsBoundaryRequest {
  "UserName": string;
  "PermissionsBoundary": string;
}

export interface PutUserPolicyRequest {
  "UserName": string;
  "PolicyName": string;
  "PolicyDocument": string;
}

export interface RejectDelegationRequestRequest {
  "DelegationRequestId": string;
  "Notes"?: string;
}

export interface RemoveClientIDFromOpenIDConnectProviderRequest {
  "OpenIDConnectProviderArn": string;
  "ClientID": string;
}

export interface RemoveRoleFromInstanceProfileRequest {
  "InstanceProfileName": string;
  "RoleName": string;
}

export interface RemoveUserFromGroupRequest {
  "GroupName": string;
  "UserName": string;
}

export interface ReplacementValueEntry {
  "Values": (string)[];
}

export interface ReportGenerationLimitExceededException {
  "message"?: string;
}

export interface ResetServiceSpecificCredentialRequest {
  "UserName"?: string;
  "ServiceSpecificCredentialId": string;
}

export interface ResetServiceSpecificCredentialResponse {
  "ServiceSpecificCredential"?: ServiceSpecificCredential;
}

export interface ResourceSpecificResult {
  "EvalResourceName": string;
  "EvalResourceDecision": "allowed" | "explicitDeny" | "implicitDeny";
  "MatchedStatements"?: (Statement)[];
  "MissingContextValues"?: (string)[];
  "EvalDecisionDetails"?: Record<string, "allowed" | "explicitDeny" | "implicitDeny">;
  "PermissionsBoundaryDecisionDetail"?: PermissionsBoundaryDecisionDetail;
}

export interface ResyncMFADeviceRequest {
  "UserName": string;
  "SerialNumber": string;
  "AuthenticationCode1": string;
  "AuthenticationCode2": string;
}

export interface Role {
  "Path": string;
  "RoleName": string;
  "RoleId": string;
  "Arn": string;
  "CreateDate": number;
  "AssumeRolePolicyDocument"?: string;
  "Description"?: string;
  "MaxSessionDuration"?: number;
  "PermissionsBoundary"?: AttachedPermissionsBoundary;
  "Tags"?: (Tag)[];
  "RoleLastUsed"?: RoleLastUsed;
  "SourceRoleTemplate"?: SourceRoleTemplate;
}

export interface RoleDetail {
  "Path"?: string;
  "RoleName"?: string;
  "RoleId"?: string;
  "Arn"?: string;
  "CreateDate"?: number;
  "AssumeRolePolicyDocument"?: string;
  "InstanceProfileList"?: (InstanceProfile)[];
  "RolePolicyList"?: (PolicyDetail)[];
  "AttachedManagedPolicies"?: (AttachedPolicy)[];
  "PermissionsBoundary"?: AttachedPermissionsBoundary;
  "Tags"?: (Tag)[];
  "RoleLastUsed"?: RoleLastUsed;
}

export interface RoleLastUsed {
  "LastUsedDate"?: number;
  "Region"?: string;
}

export interface RoleModifiedException {
  "message"?: string;
}

export interface RoleTemplateDisabledException {
  "message"?: string;
}

export interface RoleTemplateVersion {
  "TemplateArn"?: string;
  "TemplateName"?: string;
  "TemplateVersionId"?: string;
  "Description"?: string;
  "MajorVersion"?: number;
  "DefaultMinorVersion"?: number;
  "ManagedByType"?: "Service";
  "ManagedByValue"?: string;
  "Enabled"?: boolean;
  "MinorVersion"?: number;
  "RoleNamePattern"?: string;
  "RolePathPattern"?: string;
  "RoleDescriptionPattern"?: string;
  "AssumeRolePolicyDocumentTemplate"?: string;
  "InlinePolicyTemplates"?: (InlinePolicy)[];
  "ManagedPolicyArns"?: (string)[];
  "PermissionBoundaryArn"?: string;
  "ParametersDefinition"?: (ParameterDefinition)[];
  "RoleTagsTemplate"?: (TagTemplate)[];
  "MaxSessionDuration"?: number;
  "VersionEnabled"?: boolean;
  "CreateTimestamp"?: number;
  "UpdateTimestamp"?: number;
}

export interface RoleUsageType {
  "Region"?: string;
  "Resources"?: (string)[];
}

export interface SAMLPrivateKey {
  "KeyId"?: string;
  "Timestamp"?: number;
}

export interface SAMLProviderListEntry {
  "Arn"?: string;
  "ValidUntil"?: number;
  "CreateDate"?: number;
}

export interface SSHPublicKey {
  "UserName": string;
  "SSHPublicKeyId": string;
  "Fingerprint": string;
  "SSHPublicKeyBody": string;
  "Status": "Active" | "Inactive" | "Expired";
  "UploadDate"?: number;
}

export interface SSHPublicKeyMetadata {
  "UserName": string;
  "SSHPublicKeyId": string;
  "Status": "Active" | "Inactive" | "Expired";
  "UploadDate": number;
}

export interface SendDelegationTokenRequest {
  "DelegationRequestId": string;
}

export interface ServerCertificate {
  "ServerCertificateMetadata": ServerCertificateMetadata;
  "CertificateBody": string;
  "CertificateChain"?: string;
  "Tags"?: (Tag)[];
}

export interface ServerCertificateMetadata {
  "Path": string;
  "ServerCertificateName": string;
  "ServerCertificateId": string;
  "Arn": string;
  "UploadDate"?: number;
  "Expiration"?: number;
}

export interface ServiceAccessNotEnabledException {
}

export interface ServiceFailureException {
  "message"?: string;
}

export interface ServiceLastAccessed {
  "ServiceName": string;
  "LastAuthenticated"?: number;
  "ServiceNamespace": string;
  "LastAuthenticatedEntity"?: string;
  "LastAuthenticatedRegion"?: string;
  "TotalAuthenticatedEntities"?: number;
  "TrackedActionsLastAccessed"?: (TrackedActionLastAccessed)[];
}

export interface ServiceNotSupportedException {
  "message"?: string;
}

export interface ServiceSpecificCredential {
  "CreateDate": number;
  "ExpirationDate"?: number;
  "ServiceName": string;
  "ServiceUserName"?: string;
  "ServicePassword"?: string;
  "ServiceCredentialAlias"?: string;
  "ServiceCredentialSecret"?: string;
  "ServiceSpecificCredentialId": string;
  "UserName": string;
  "Status": "Active" | "Inactive" | "Expired";
}

export interface ServiceSpecificCredentialMetadata {
  "UserName": string;
  "Status": "Active" | "Inactive" | "Expired";
  "ServiceUserName"?: string;
  "ServiceCredentialAlias"?: string;
  "CreateDate": number;
  "ExpirationDate"?: number;
  "ServiceSpecificCredentialId": string;
  "ServiceName": string;
}

export interface SetDefaultPolicyVersionRequest {
  "PolicyArn": string;
  "VersionId": string;
}

export interface SetSecurityTokenServicePreferencesRequest {
  "GlobalEndpointTokenVersion": "v1Token" | "v2Token";
}

export interface SigningCertificate {
  "UserName": string;
  "CertificateId": string;
  "CertificateBody": string;
  "Status": "Active" | "Inactive" | "Expired";
  "UploadDate"?: number;
}

export interface SimulateCustomPolicyRequest {
  "PolicyInputList": (string)[];
  "PermissionsBoundaryPolicyInputList"?: (string)[];
  "OrderedOrganizationPolicyInputList"?: (OrderedOrganizationPolicyType)[];
  "ActionNames": (string)[];
  "ResourceArns"?: (string)[];
  "ResourcePolicy"?: string;
  "ResourceOwner"?: string;
  "CallerArn"?: string;
  "ContextEntries"?: (ContextEntry)[];
  "ResourceHandlingOption"?: string;
  "MaxItems"?: number;
  "Marker"?: string;
}

export interface SimulatePolicyResponse {
  "EvaluationResults"?: (EvaluationResult)[];
  "IsTruncated"?: boolean;
  "Marker"?: string;
}

export interface SimulatePrincipalPolicyRequest {
  "PolicySourceArn": string;
  "PolicyInputList"?: (string)[];
  "PermissionsBoundaryPolicyInputList"?: (string)[];
  "PolicyExclusionList"?: (PolicyIdentifier)[];
  "ActionNames": (string)[];
  "ResourceArns"?: (string)[];
  "ResourcePolicy"?: string;
  "ResourceOwner"?: string;
  "CallerArn"?: string;
  "ContextEntries"?: (ContextEntry)[];
  "ResourceHandlingOption"?: string;
  "MaxItems"?: number;
  "Marker"?: string;
}

export interface SourceRoleTemplate {
  "TemplateArn": string;
  "TemplateMinorVersion": number;
}

export interface Statement {
  "SourcePolicyId"?: string;
  "SourcePolicyType"?: "user" | "group" | "role" | "aws-managed" | "user-managed" | "resource" | "none";
  "StartPosition"?: Position;
  "EndPosition"?: Position;
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface TagInstanceProfileRequest {
  "InstanceProfileName": string;
  "Tags": (Tag)[];
}

export interface TagMFADeviceRequest {
  "SerialNumber": string;
  "Tags": (Tag)[];
}

export interface TagOpenIDConnectProviderRequest {
  "OpenIDConnectProviderArn": string;
  "Tags": (Tag)[];
}

export interface TagPolicyRequest {
  "PolicyArn": string;
  "Tags": (Tag)[];
}

export interface TagRoleRequest {
  "RoleName": string;
  "Tags": (Tag)[];
}

export interface TagSAMLProviderRequest {
  "SAMLProviderArn": string;
  "Tags": (Tag)[];
}

export interface TagServerCertificateRequest {
  "ServerCertificateName": string;
  "Tags": (Tag)[];
}

export interface TagTemplate {
  "Key": string;
  "Value": string;
}

export interface TagUserRequest {
  "UserName": string;
  "Tags": (Tag)[];
}

export interface TrackedActionLastAccessed {
  "ActionName"?: string;
  "LastAccessedEntity"?: string;
  "LastAccessedTime"?: number;
  "LastAccessedRegion"?: string;
}

export interface UnmodifiableEntityException {
  "message"?: string;
}

export interface UnrecognizedPublicKeyEncodingException {
  "message"?: string;
}

export interface UntagInstanceProfileRequest {
  "InstanceProfileName": string;
  "TagKeys": (string)[];
}

export interface UntagMFADeviceRequest {
  "SerialNumber": string;
  "TagKeys": (string)[];
}

export interface UntagOpenIDConnectProviderRequest {
  "OpenIDConnectProviderArn": string;
  "TagKeys": (string)[];
}

export interface UntagPolicyRequest {
  "PolicyArn": string;
  "TagKeys": (string)[];
}

export interface UntagRoleRequest {
  "RoleName": string;
  "TagKeys": (string)[];
}

export interface UntagSAMLProviderRequest {
  "SAMLProviderArn": string;
  "TagKeys": (string)[];
}

export interface UntagServerCertificateRequest {
  "ServerCertificateName": string;
  "TagKeys": (string)[];
}

export interface UntagUserRequest {
  "UserName": string;
  "TagKeys": (string)[];
}

export interface UpdateAccessKeyRequest {
  "UserName"?: string;
  "AccessKeyId": string;
  "Status": "Active" | "Inactive" | "Expired";
}

export interface UpdateAccountPasswordPolicyRequest {
  "MinimumPasswordLength"?: number;
  "RequireSymbols"?: boolean;
  "RequireNumbers"?: boolean;
  "RequireUppercaseCharacters"?: boolean;
  "RequireLowercaseCharacters"?: boolean;
  "AllowUsersToChangePassword"?: boolean;
  "MaxPasswordAge"?: number;
  "PasswordReusePrevention"?: number;
  "HardExpiry"?: boolean;
}

export interface UpdateAssumeRolePolicyRequest {
  "RoleName": string;
  "PolicyDocument": string;
}

export interface UpdateDelegationRequestRequest {
  "DelegationRequestId": string;
  "Notes"?: string;
}

export interface UpdateGroupRequest {
  "GroupName": string;
  "NewPath"?: string;
  "NewGroupName"?: string;
}

export interface UpdateLoginProfileRequest {
  "UserName": string;
  "Password"?: string;
  "PasswordResetRequired"?: boolean;
}

export interface UpdateOpenIDConnectProviderThumbprintRequest {
  "OpenIDConnectProviderArn": string;
  "ThumbprintList": (string)[];
}

export interface UpdateRoleDescriptionRequest {
  "RoleName": string;
  "Description": string;
}

export interface UpdateRoleDescriptionResponse {
  "Role"?: Role;
}

export interface UpdateRoleRequest {
  "RoleName": string;
  "Description"?: string;
  "MaxSessionDuration"?: number;
}

export interface UpdateRoleResponse {
}

export interface UpdateSAMLProviderRequest {
  "SAMLMetadataDocument"?: string;
  "SAMLProviderArn": string;
  "AssertionEncryptionMode"?: "Required" | "Allowed";
  "AddPrivateKey"?: string;
  "RemovePrivateKey"?: string;
}

export interface UpdateSAMLProviderResponse {
  "SAMLProviderArn"?: string;
}

export interface UpdateSSHPublicKeyRequest {
  "UserName": string;
  "SSHPublicKeyId": string;
  "Status": "Active" | "Inactive" | "Expired";
}

export interface UpdateServerCertificateRequest {
  "ServerCertificateName": string;
  "NewPath"?: string;
  "NewServerCertificateName"?: string;
}

export interface UpdateServiceSpecificCredentialRequest {
  "UserName"?: string;
  "ServiceSpecificCredentialId": string;
  "Status": "Active" | "Inactive" | "Expired";
}

export interface UpdateSigningCertificateRequest {
  "UserName"?: string;
  "CertificateId": string;
  "Status": "Active" | "Inactive" | "Expired";
}

export interface UpdateUserRequest {
  "UserName": string;
  "NewPath"?: string;
  "NewUserName"?: string;
}

export interface UploadSSHPublicKeyRequest {
  "UserName": string;
  "SSHPublicKeyBody": string;
}

export interface UploadSSHPublicKeyResponse {
  "SSHPublicKey"?: SSHPublicKey;
}

export interface UploadServerCertificateRequest {
  "Path"?: string;
  "ServerCertificateName": string;
  "CertificateBody": string;
  "PrivateKey": string;
  "CertificateChain"?: string;
  "Tags"?: (Tag)[];
}

export interface UploadServerCertificateResponse {
  "ServerCertificateMetadata"?: ServerCertificateMetadata;
  "Tags"?: (Tag)[];
}

export interface UploadSigningCertificateRequest {
  "UserName"?: string;
  "CertificateBody": string;
}

export interface UploadSigningCertificateResponse {
  "Certificate"?: SigningCertificate;
}

export interface User {
  "Path": string;
  "UserName": string;
  "UserId": string;
  "Arn": string;
  "CreateDate": number;
  "PasswordLastUsed"?: number;
  "PermissionsBoundary"?: AttachedPermissionsBoundary;
  "Tags"?: (Tag)[];
}

export interface UserDetail {
  "Path"?: string;
  "UserName"?: string;
  "UserId"?: string;
  "Arn"?: string;
  "CreateDate"?: number;
  "UserPolicyList"?: (PolicyDetail)[];
  "GroupList"?: (string)[];
  "AttachedManagedPolicies"?: (AttachedPolicy)[];
  "PermissionsBoundary"?: AttachedPermissionsBoundary;
  "Tags"?: (Tag)[];
}

export interface VirtualMFADevice {
  "SerialNumber": string;
  "Base32StringSeed"?: Uint8Array;
  "QRCodePNG"?: Uint8Array;
  "User"?: User;
  "EnableDate"?: number;
  "Tags"?: (Tag)[];
}

export interface Operations {
  AcceptDelegationRequest: { input: AcceptDelegationRequestRequest; output: Record<string, never> };
  AcquireRole: { input: AcquireRoleRequest; output: AcquireRoleResponse };
  AddClientIDToOpenIDConnectProvider: { input: AddClientIDToOpenIDConnectProviderRequest; output: Record<string, never> };
  AddRoleToInstanceProfile: { input: AddRoleToInstanceProfileRequest; output: Record<string, never> };
  AddUserToGroup: { input: AddUserToGroupRequest; output: Record<string, never> };
  AssociateDelegationRequest: { input: AssociateDelegationRequestRequest; output: Record<string, never> };
  AttachGroupPolicy: { input: AttachGroupPolicyRequest; output: Record<string, never> };
  AttachRolePolicy: { input: AttachRolePolicyRequest; output: Record<string, never> };
  AttachUserPolicy: { input: AttachUserPolicyRequest; output: Record<string, never> };
  ChangePassword: { input: ChangePasswordRequest; output: Record<string, never> };
  CreateAccessKey: { input: CreateAccessKeyRequest; output: CreateAccessKeyResponse };
  CreateAccountAlias: { input: CreateAccountAliasRequest; output: Record<string, never> };
  CreateDelegationRequest: { input: CreateDelegationRequestRequest; output: CreateDelegationRequestResponse };
  CreateGroup: { input: CreateGroupRequest; output: CreateGroupResponse };
  CreateInstanceProfile: { input: CreateInstanceProfileRequest; output: CreateInstanceProfileResponse };
  CreateLoginProfile: { input: CreateLoginProfileRequest; output: CreateLoginProfileResponse };
  CreateOpenIDConnectProvider: { input: CreateOpenIDConnectProviderRequest; output: CreateOpenIDConnectProviderResponse };
  CreatePolicy: { input: CreatePolicyRequest; output: CreatePolicyResponse };
  CreatePolicyVersion: { input: CreatePolicyVersionRequest; output: CreatePolicyVersionResponse };
  CreateRole: { input: CreateRoleRequest; output: CreateRoleResponse };
  CreateSAMLProvider: { input: CreateSAMLProviderRequest; output: CreateSAMLProviderResponse };
  CreateServiceLinkedRole: { input: CreateServiceLinkedRoleRequest; output: CreateServiceLinkedRoleResponse };
  CreateServiceSpecificCredential: { input: CreateServiceSpecificCredentialRequest; output: CreateServiceSpecificCredentialResponse };
  CreateUser: { input: CreateUserRequest; output: CreateUserResponse };
  CreateVirtualMFADevice: { input: CreateVirtualMFADeviceRequest; output: CreateVirtualMFADeviceResponse };
  DeactivateMFADevice: { input: DeactivateMFADeviceRequest; output: Record<string, never> };
  DeleteAccessKey: { input: DeleteAccessKeyRequest; output: Record<string, never> };
  DeleteAccountAlias: { input: DeleteAccountAliasRequest; output: Record<string, never> };
  DeleteAccountPasswordPolicy: { input: Record<string, unknown>; output: Record<string, never> };
  DeleteGroup: { input: DeleteGroupRequest; output: Record<string, never> };
  DeleteGroupPolicy: { input: DeleteGroupPolicyRequest; output: Record<string, never> };
  DeleteInstanceProfile: { input: DeleteInstanceProfileRequest; output: Record<string, never> };
  DeleteLoginProfile: { input: DeleteLoginProfileRequest; output: Record<string, never> };
  DeleteOpenIDConnectProvider: { input: DeleteOpenIDConnectProviderRequest; output: Record<string, never> };
  DeletePolicy: { input: DeletePolicyRequest; output: Record<string, never> };
  DeletePolicyVersion: { input: DeletePolicyVersionRequest; output: Record<string, never> };
  DeleteRole: { input: DeleteRoleRequest; output: Record<string, never> };
  DeleteRolePermissionsBoundary: { input: DeleteRolePermissionsBoundaryRequest; output: Record<string, never> };
  DeleteRolePolicy: { input: DeleteRolePolicyRequest; output: Record<string, never> };
  DeleteSAMLProvider: { input: DeleteSAMLProviderRequest; output: Record<string, never> };
  DeleteSSHPublicKey: { input: DeleteSSHPublicKeyRequest; output: Record<string, never> };
  DeleteServerCertificate: { input: DeleteServerCertificateRequest; output: Record<string, never> };
  DeleteServiceLinkedRole: { input: DeleteServiceLinkedRoleRequest; output: DeleteServiceLinkedRoleResponse };
  DeleteServiceSpecificCredential: { input: DeleteServiceSpecificCredentialRequest; output: Record<string, never> };
  DeleteSigningCertificate: { input: DeleteSigningCertificateRequest; output: Record<string, never> };
  DeleteUser: { input: DeleteUserRequest; output: Record<string, never> };
  DeleteUserPermissionsBoundary: { input: DeleteUserPermissionsBoundaryRequest; output: Record<string, never> };
  DeleteUserPolicy: { input: DeleteUserPolicyRequest; output: Record<string, never> };
  DeleteVirtualMFADevice: { input: DeleteVirtualMFADeviceRequest; output: Record<string, never> };
  DetachGroupPolicy: { input: DetachGroupPolicyRequest; output: Record<string, never> };
  DetachRolePolicy: { input: DetachRolePolicyRequest; output: Record<string, never> };
  DetachUserPolicy: { input: DetachUserPolicyRequest; output: Record<string, never> };
  DisableOrganizationsRootCredentialsManagement: { input: DisableOrganizationsRootCredentialsManagementRequest; output: DisableOrganizationsRootCredentialsManagementResponse };
  DisableOrganizationsRootSessions: { input: DisableOrganizationsRootSessionsRequest; output: DisableOrganizationsRootSessionsResponse };
  DisableOutboundWebIdentityFederation: { input: Record<string, unknown>; output: Record<string, never> };
  EnableMFADevice: { input: EnableMFADeviceRequest; output: Record<string, never> };
  EnableOrganizationsRootCredentialsManagement: { input: EnableOrganizationsRootCredentialsManagementRequest; output: EnableOrganizationsRootCredentialsManagementResponse };
  EnableOrganizationsRootSessions: { input: EnableOrganizationsRootSessionsRequest; output: EnableOrganizationsRootSessionsResponse };
  EnableOutboundWebIdentityFederation: { input: Record<string, unknown>; output: EnableOutboundWebIdentityFederationResponse };
  GenerateCredentialReport: { input: Record<string, unknown>; output: GenerateCredentialReportResponse };
  GenerateOrganizationsAccessReport: { input: GenerateOrganizationsAccessReportRequest; output: GenerateOrganizationsAccessReportResponse };
  GenerateServiceLastAccessedDetails: { input: GenerateServiceLastAccessedDetailsRequest; output: GenerateServiceLastAccessedDetailsResponse };
  GetAccessKeyLastUsed: { input: GetAccessKeyLastUsedRequest; output: GetAccessKeyLastUsedResponse };
  GetAccountAuthorizationDetails: { input: GetAccountAuthorizationDetailsRequest; output: GetAccountAuthorizationDetailsResponse };
  GetAccountPasswordPolicy: { input: Record<string, unknown>; output: GetAccountPasswordPolicyResponse };
  GetAccountProperties: { input: GetAccountPropertiesRequest; output: GetAccountPropertiesResponse };
  GetAccountSummary: { input: Record<string, unknown>; output: GetAccountSummaryResponse };
  GetContextKeysForCustomPolicy: { input: GetContextKeysForCustomPolicyRequest; output: GetContextKeysForPolicyResponse };
  GetContextKeysForPrincipalPolicy: { input: GetContextKeysForPrincipalPolicyRequest; output: GetContextKeysForPolicyResponse };
  GetCredentialReport: { input: Record<string, unknown>; output: GetCredentialReportResponse };
  GetDelegationRequest: { input: GetDelegationRequestRequest; output: GetDelegationRequestResponse };
  GetGroup: { input: GetGroupRequest; output: GetGroupResponse };
  GetGroupPolicy: { input: GetGroupPolicyRequest; output: GetGroupPolicyResponse };
  GetHumanReadableSummary: { input: GetHumanReadableSummaryRequest; output: GetHumanReadableSummaryResponse };
  GetInstanceProfile: { input: GetInstanceProfileRequest; output: GetInstanceProfileResponse };
  GetLoginProfile: { input: GetLoginProfileRequest; output: GetLoginProfileResponse };
  GetMFADevice: { input: GetMFADeviceRequest; output: GetMFADeviceResponse };
  GetOpenIDConnectProvider: { input: GetOpenIDConnectProviderRequest; output: GetOpenIDConnectProviderResponse };
  GetOrganizationsAccessReport: { input: GetOrganizationsAccessReportRequest; output: GetOrganizationsAccessReportResponse };
  GetOutboundWebIdentityFederationInfo: { input: Record<string, unknown>; output: GetOutboundWebIdentityFederationInfoResponse };
  GetPolicy: { input: GetPolicyRequest; output: GetPolicyResponse };
  GetPolicyVersion: { input: GetPolicyVersionRequest; output: GetPolicyVersionResponse };
  GetRole: { input: GetRoleRequest; output: GetRoleResponse };
  GetRolePolicy: { input: GetRolePolicyRequest; output: GetRolePolicyResponse };
  GetRoleTemplateVersion: { input: GetRoleTemplateVersionRequest; output: GetRoleTemplateVersionResponse };
  GetSAMLProvider: { input: GetSAMLProviderRequest; output: GetSAMLProviderResponse };
  GetSSHPublicKey: { input: GetSSHPublicKeyRequest; output: GetSSHPublicKeyResponse };
  GetServerCertificate: { input: GetServerCertificateRequest; output: GetServerCertificateResponse };
  GetServiceLastAccessedDetails: { input: GetServiceLastAccessedDetailsRequest; output: GetServiceLastAccessedDetailsResponse };
  GetServiceLastAccessedDetailsWithEntities: { input: GetServiceLastAccessedDetailsWithEntitiesRequest; output: GetServiceLastAccessedDetailsWithEntitiesResponse };
  GetServiceLinkedRoleDeletionStatus: { input: GetServiceLinkedRoleDeletionStatusRequest; output: GetServiceLinkedRoleDeletionStatusResponse };
  GetUser: { input: GetUserRequest; output: GetUserResponse };
  GetUserPolicy: { input: GetUserPolicyRequest; output: GetUserPolicyResponse };
  ListAccessKeys: { input: ListAccessKeysRequest; output: ListAccessKeysResponse };
  ListAccountAliases: { input: ListAccountAliasesRequest; output: ListAccountAliasesResponse };
  ListAttachedGroupPolicies: { input: ListAttachedGroupPoliciesRequest; output: ListAttachedGroupPoliciesResponse };
  ListAttachedRolePolicies: { input: ListAttachedRolePoliciesRequest; output: ListAttachedRolePoliciesResponse };
  ListAttachedUserPolicies: { input: ListAttachedUserPoliciesRequest; output: ListAttachedUserPoliciesResponse };
  ListDelegationRequests: { input: ListDelegationRequestsRequest; output: ListDelegationRequestsResponse };
  ListEntitiesForPolicy: { input: ListEntitiesForPolicyRequest; output: ListEntitiesForPolicyResponse };
  ListGroupPolicies: { input: ListGroupPoliciesRequest; output: ListGroupPoliciesResponse };
  ListGroups: { input: ListGroupsRequest; output: ListGroupsResponse };
  ListGroupsForUser: { input: ListGroupsForUserRequest; output: ListGroupsForUserResponse };
  ListInstanceProfileTags: { input: ListInstanceProfileTagsRequest; output: ListInstanceProfileTagsResponse };
  ListInstanceProfiles: { input: ListInstanceProfilesRequest; output: ListInstanceProfilesResponse };
  ListInstanceProfilesForRole: { input: ListInstanceProfilesForRoleRequest; output: ListInstanceProfilesForRoleResponse };
  ListMFADeviceTags: { input: ListMFADeviceTagsRequest; output: ListMFADeviceTagsResponse };
  ListMFADevices: { input: ListMFADevicesRequest; output: ListMFADevicesResponse };
  ListOpenIDConnectProviderTags: { input: ListOpenIDConnectProviderTagsRequest; output: ListOpenIDConnectProviderTagsResponse };
  ListOpenIDConnectProviders: { input: ListOpenIDConnectProvidersRequest; output: ListOpenIDConnectProvidersResponse };
  ListOrganizationsFeatures: { input: ListOrganizationsFeaturesRequest; output: ListOrganizationsFeaturesResponse };
  ListPolicies: { input: ListPoliciesRequest; output: ListPoliciesResponse };
  ListPoliciesGrantingServiceAccess: { input: ListPoliciesGrantingServiceAccessRequest; output: ListPoliciesGrantingServiceAccessResponse };
  ListPolicyTags: { input: ListPolicyTagsRequest; output: ListPolicyTagsResponse };
  ListPolicyVersions: { input: ListPolicyVersionsRequest; output: ListPolicyVersionsResponse };
  ListRolePolicies: { input: ListRolePoliciesRequest; output: ListRolePoliciesResponse };
  ListRoleTags: { input: ListRoleTagsRequest; output: ListRoleTagsResponse };
  ListRoles: { input: ListRolesRequest; output: ListRolesResponse };
  ListSAMLProviderTags: { input: ListSAMLProviderTagsRequest; output: ListSAMLProviderTagsResponse };
  ListSAMLProviders: { input: ListSAMLProvidersRequest; output: ListSAMLProvidersResponse };
  ListSSHPublicKeys: { input: ListSSHPublicKeysRequest; output: ListSSHPublicKeysResponse };
  ListServerCertificateTags: { input: ListServerCertificateTagsRequest; output: ListServerCertificateTagsResponse };
  ListServerCertificates: { input: ListServerCertificatesRequest; output: ListServerCertificatesResponse };
  ListServiceSpecificCredentials: { input: ListServiceSpecificCredentialsRequest; output: ListServiceSpecificCredentialsResponse };
  ListSigningCertificates: { input: ListSigningCertificatesRequest; output: ListSigningCertificatesResponse };
  ListUserPolicies: { input: ListUserPoliciesRequest; output: ListUserPoliciesResponse };
  ListUserTags: { input: ListUserTagsRequest; output: ListUserTagsResponse };
  ListUsers: { input: ListUsersRequest; output: ListUsersResponse };
  ListVirtualMFADevices: { input: ListVirtualMFADevicesRequest; output: ListVirtualMFADevicesResponse };
  PutAccountProperties: { input: PutAccountPropertiesRequest; output: PutAccountPropertiesResponse };
  PutGroupPolicy: { input: PutGroupPolicyRequest; output: Record<string, never> };
  PutRolePermissionsBoundary: { input: PutRolePermissionsBoundaryRequest; output: Record<string, never> };
  PutRolePolicy: { input: PutRolePolicyRequest; output: Record<string, never> };
  PutUserPermissionsBoundary: { input: PutUserPermissionsBoundaryRequest; output: Record<string, never> };
  PutUserPolicy: { input: PutUserPolicyRequest; output: Record<string, never> };
  RejectDelegationRequest: { input: RejectDelegationRequestRequest; output: Record<string, never> };
  RemoveClientIDFromOpenIDConnectProvider: { input: RemoveClientIDFromOpenIDConnectProviderRequest; output: Record<string, never> };
  RemoveRoleFromInstanceProfile: { input: RemoveRoleFromInstanceProfileRequest; output: Record<string, never> };
  RemoveUserFromGroup: { input: RemoveUserFromGroupRequest; output: Record<string, never> };
  ResetServiceSpecificCredential: { input: ResetServiceSpecificCredentialRequest; output: ResetServiceSpecificCredentialResponse };
  ResyncMFADevice: { input: ResyncMFADeviceRequest; output: Record<string, never> };
  SendDelegationToken: { input: SendDelegationTokenRequest; output: Record<string, never> };
  SetDefaultPolicyVersion: { input: SetDefaultPolicyVersionRequest; output: Record<string, never> };
  SetSecurityTokenServicePreferences: { input: SetSecurityTokenServicePreferencesRequest; output: Record<string, never> };
  SimulateCustomPolicy: { input: SimulateCustomPolicyRequest; output: SimulatePolicyResponse };
  SimulatePrincipalPolicy: { input: SimulatePrincipalPolicyRequest; output: SimulatePolicyResponse };
  TagInstanceProfile: { input: TagInstanceProfileRequest; output: Record<string, never> };
  TagMFADevice: { input: TagMFADeviceRequest; output: Record<string, never> };
  TagOpenIDConnectProvider: { input: TagOpenIDConnectProviderRequest; output: Record<string, never> };
  TagPolicy: { input: TagPolicyRequest; output: Record<string, never> };
  TagRole: { input: TagRoleRequest; output: Record<string, never> };
  TagSAMLProvider: { input: TagSAMLProviderRequest; output: Record<string, never> };
  TagServerCertificate: { input: TagServerCertificateRequest; output: Record<string, never> };
  TagUser: { input: TagUserRequest; output: Record<string, never> };
  UntagInstanceProfile: { input: UntagInstanceProfileRequest; output: Record<string, never> };
  UntagMFADevice: { input: UntagMFADeviceRequest; output: Record<string, never> };
  UntagOpenIDConnectProvider: { input: UntagOpenIDConnectProviderRequest; output: Record<string, never> };
  UntagPolicy: { input: UntagPolicyRequest; output: Record<string, never> };
  UntagRole: { input: UntagRoleRequest; output: Record<string, never> };
  UntagSAMLProvider: { input: UntagSAMLProviderRequest; output: Record<string, never> };
  UntagServerCertificate: { input: UntagServerCertificateRequest; output: Record<string, never> };
  UntagUser: { input: UntagUserRequest; output: Record<string, never> };
  UpdateAccessKey: { input: UpdateAccessKeyRequest; output: Record<string, never> };
  UpdateAccountPasswordPolicy: { input: UpdateAccountPasswordPolicyRequest; output: Record<string, never> };
  UpdateAssumeRolePolicy: { input: UpdateAssumeRolePolicyRequest; output: Record<string, never> };
  UpdateDelegationRequest: { input: UpdateDelegationRequestRequest; output: Record<string, never> };
  UpdateGroup: { input: UpdateGroupRequest; output: Record<string, never> };
  UpdateLoginProfile: { input: UpdateLoginProfileRequest; output: Record<string, never> };
  UpdateOpenIDConnectProviderThumbprint: { input: UpdateOpenIDConnectProviderThumbprintRequest; output: Record<string, never> };
  UpdateRole: { input: UpdateRoleRequest; output: UpdateRoleResponse };
  UpdateRoleDescription: { input: UpdateRoleDescriptionRequest; output: UpdateRoleDescriptionResponse };
  UpdateSAMLProvider: { input: UpdateSAMLProviderRequest; output: UpdateSAMLProviderResponse };
  UpdateSSHPublicKey: { input: UpdateSSHPublicKeyRequest; output: Record<string, never> };
  UpdateServerCertificate: { input: UpdateServerCertificateRequest; output: Record<string, never> };
  UpdateServiceSpecificCredential: { input: UpdateServiceSpecificCredentialRequest; output: Record<string, never> };
  UpdateSigningCertificate: { input: UpdateSigningCertificateRequest; output: Record<string, never> };
  UpdateUser: { input: UpdateUserRequest; output: Record<string, never> };
  UploadSSHPublicKey: { input: UploadSSHPublicKeyRequest; output: UploadSSHPublicKeyResponse };
  UploadServerCertificate: { input: UploadServerCertificateRequest; output: UploadServerCertificateResponse };
  UploadSigningCertificate: { input: UploadSigningCertificateRequest; output: UploadSigningCertificateResponse };
}
