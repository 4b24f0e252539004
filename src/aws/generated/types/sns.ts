/** SNS's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AddPermissionInput {
  "TopicArn": string;
  "Label": string;
  "AWSAccountId": (string)[];
  "ActionName": (string)[];
}

export interface AuthorizationErrorException {
  "message"?: string;
}

export interface BatchEntryIdsNotDistinctException {
  "message"?: string;
}

export interface BatchRequestTooLongException {
  "message"?: string;
}

export interface BatchResultErrorEntry {
  "Id": string;
  "Code": string;
  "Message"?: string;
  "SenderFault": boolean;
}

export interface CheckIfPhoneNumberIsOptedOutInput {
  "phoneNumber": string;
}

export interface CheckIfPhoneNumberIsOptedOutResponse {
  "isOptedOut"?: boolean;
}

export interface ConcurrentAccessException {
  "message"?: string;
}

export interface ConfirmSubscriptionInput {
  "TopicArn": string;
  "Token": string;
  "AuthenticateOnUnsubscribe"?: string;
}

export interface ConfirmSubscriptionResponse {
  "SubscriptionArn"?: string;
}

export interface CreateEndpointResponse {
  "EndpointArn"?: string;
}

export interface CreatePlatformApplicationInput {
  "Name": string;
  "Platform": string;
  "Attributes": Record<string, string>;
}

export interface CreatePlatformApplicationResponse {
  "PlatformApplicationArn"?: string;
}

export interface CreatePlatformEndpointInput {
  "PlatformApplicationArn": string;
  "Token": string;
  "CustomUserData"?: string;
  "Attributes"?: Record<string, string>;
}

export interface CreateSMSSandboxPhoneNumberInput {
  "PhoneNumber": string;
  "LanguageCode"?: "en-US" | "en-GB" | "es-419" | "es-ES" | "de-DE" | "fr-CA" | "fr-FR" | "it-IT" | "ja-JP" | "pt-BR" | "kr-KR" | "zh-CN" | "zh-TW";
}

export interface CreateSMSSandboxPhoneNumberResult {
}

export interface CreateTopicInput {
  "Name": string;
  "Attributes"?: Record<string, string>;
  "Tags"?: (Tag)[];
  "DataProtectionPolicy"?: string;
}

export interface CreateTopicResponse {
  "TopicArn"?: string;
}

export interface DeleteEndpointInput {
  "EndpointArn": string;
}

export interface DeletePlatformApplicationInput {
  "PlatformApplicationArn": string;
}

export interface DeleteSMSSandboxPhoneNumberInput {
  "PhoneNumber": string;
}

export interface DeleteSMSSandboxPhoneNumberResult {
}

export interface DeleteTopicInput {
  "TopicArn": string;
}

export interface EmptyBatchRequestException {
  "message"?: string;
}

export interface Endpoint {
  "EndpointArn"?: string;
  "Attributes"?: Record<string, string>;
}

export interface EndpointDisabledException {
  "message"?: string;
}

export interface FilterPolicyLimitExceededException {
  "message"?: string;
}

export interface GetDataProtectionPolicyInput {
  "ResourceArn": string;
}

export interface GetDataProtectionPolicyResponse {
  "DataProtectionPolicy"?: string;
}

export interface GetEndpointAttributesInput {
  "EndpointArn": string;
}

export interface GetEndpointAttributesResponse {
  "Attributes"?: Record<string, string>;
}

export interface GetPlatformApplicationAttributesInput {
  "PlatformApplicationArn": string;
}

export interface GetPlatformApplicationAttributesResponse {
  "Attributes"?: Record<string, string>;
}

export interface GetSMSAttributesInput {
  "attributes"?: (string)[];
}

export interface GetSMSAttributesResponse {
  "attributes"?: Record<string, string>;
}

export interface GetSMSSandboxAccountStatusInput {
}

export interface GetSMSSandboxAccountStatusResult {
  "IsInSandbox"?: boolean;
}

export interface GetSubscriptionAttributesInput {
  "SubscriptionArn": string;
}

export interface GetSubscriptionAttributesResponse {
  "Attributes"?: Record<string, string>;
}

export interface GetTopicAttributesInput {
  "TopicArn": string;
}

export interface GetTopicAttributesResponse {
  "Attributes"?: Record<string, string>;
}

export interface InternalErrorException {
  "message"?: string;
}

export interface InvalidBatchEntryIdException {
  "message"?: string;
}

export interface InvalidParameterException {
  "message"?: string;
}

export interface InvalidParameterValueException {
  "message"?: string;
}

export interface InvalidSecurityException {
  "message"?: string;
}

export interface InvalidStateException {
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

export interface ListEndpointsByPlatformApplicationInput {
  "PlatformApplicationArn": string;
  "NextToken"?: string;
}

export interface ListEndpointsByPlatformApplicationResponse {
  "Endpoints"?: (Endpoint)[];
  "NextToken"?: string;
}

export interface ListOriginationNumbersRequest {
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListOriginationNumbersResult {
  "NextToken"?: string;
  "PhoneNumbers"?: (PhoneNumberInformation)[];
}

export interface ListPhoneNumbersOptedOutInput {
  "nextToken"?: string;
}

export interface ListPhoneNumbersOptedOutResponse {
  "phoneNumbers"?: (string)[];
  "nextToken"?: string;
}

export interface ListPlatformApplicationsInput {
  "NextToken"?: string;
}

export interface ListPlatformApplicationsResponse {
  "PlatformApplications"?: (PlatformApplication)[];
  "NextToken"?: string;
}

export interface ListSMSSandboxPhoneNumbersInput {
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListSMSSandboxPhoneNumbersResult {
  "PhoneNumbers"?: (SMSSandboxPhoneNumber)[];
  "NextToken"?: string;
}

export interface ListSubscriptionsByTopicInput {
  "TopicArn": string;
  "NextToken"?: string;
}

export interface ListSubscriptionsByTopicResponse {
  "Subscriptions"?: (Subscription)[];
  "NextToken"?: string;
}

export interface ListSubscriptionsInput {
  "NextToken"?: string;
}

export interface ListSubscriptionsResponse {
  "Subscriptions"?: (Subscription)[];
  "NextToken"?: string;
}

export interface ListTagsForResourceRequest {
  "ResourceArn": string;
}

export interface ListTagsForResourceResponse {
  "Tags"?: (Tag)[];
}

export interface ListTopicsInput {
  "NextToken"?: string;
}

export interface ListTopicsResponse {
  "Topics"?: (Topic)[];
  "NextToken"?: string;
}

export interface MessageAttributeValue {
  "DataType": string;
  "StringValue"?: string;
  "BinaryValue"?: Uint8Array;
}

export interface NotFoundException {
  "message"?: string;
}

export interface OptInPhoneNumberInput {
  "phoneNumber": string;
}

export interface OptInPhoneNumberResponse {
}

export interface OptedOutException {
  "message"?: string;
}

export interface PhoneNumberInformation {
  "CreatedAt"?: number;
  "PhoneNumber"?: string;
  "Status"?: string;
  "Iso2CountryCode"?: string;
  "RouteType"?: "Transactional" | "Promotional" | "Premium";
  "NumberCapabilities"?: ("SMS" | "MMS" | "VOICE")[];
}

export interface PlatformApplication {
  "PlatformApplicationArn"?: string;
  "Attributes"?: Record<string, string>;
}

export interface PlatformApplicationDisabledException {
  "message"?: string;
}

export interface PublishBatchInput {
  "TopicArn": string;
  "PublishBatchRequestEntries": (PublishBatchRequestEntry)[];
}

export interface PublishBatchRequestEntry {
  "Id": string;
  "Message": string;
  "Subject"?: string;
  "MessageStructure"?: string;
  "MessageAttributes"?: Record<string, MessageAttributeValue>;
  "MessageDeduplicationId"?: string;
  "MessageGroupId"?: string;
}

export interface PublishBatchResponse {
  "Successful"?: (PublishBatchResultEntry)[];
  "Failed"?: (BatchResultErrorEntry)[];
}

export interface PublishBatchResultEntry {
  "Id"?: string;
  "MessageId"?: string;
  "SequenceNumber"?: string;
}

export interface PublishInput {
  "TopicArn"?: string;
  "TargetArn"?: string;
  "PhoneNumber"?: string;
  "Message": string;
  "Subject"?: string;
  "MessageStructure"?: string;
  "MessageAttributes"?: Record<string, MessageAttributeValue>;
  "MessageDeduplicationId"?: string;
  "MessageGroupId"?: string;
}

export interface PublishResponse {
  "MessageId"?: string;
  "SequenceNumber"?: string;
}

export interface PutDataProtectionPolicyInput {
  "ResourceArn": string;
  "DataProtectionPolicy": string;
}

export interface RemovePermissionInput {
  "TopicArn": string;
  "Label": string;
}

export interface ReplayLimitExceededException {
  "message"?: string;
}

export interface ResourceNotFoundException {
  "message"?: string;
}

export interface SMSSandboxPhoneNumber {
  "PhoneNumber"?: string;
  "Status"?: "Pending" | "Verified";
}

export interface SetEndpointAttributesInput {
  "EndpointArn": string;
  "Attributes": Record<string, string>;
}

export interface SetPlatformApplicationAttributesInput {
  "PlatformApplicationArn": string;
  "Attributes": Record<string, string>;
}

export interface SetSMSAttributesInput {
  "attributes": Record<string, string>;
}

export interface SetSMSAttributesResponse {
}

export interface SetSubscriptionAttributesInput {
  "SubscriptionArn": string;
  "AttributeName": string;
  "AttributeValue"?: string;
}

export interface SetTopicAttributesInput {
  "TopicArn": string;
  "AttributeName": string;
  "AttributeValue"?: string;
}

export interface StaleTagException {
  "message"?: string;
}

export interface SubscribeInput {
  "TopicArn": string;
  "Protocol": string;
  "Endpoint"?: string;
  "Attributes"?: Record<string, string>;
  "ReturnSubscriptionArn"?: boolean;
}

export interface SubscribeResponse {
  "SubscriptionArn"?: string;
}

export interface Subscription {
  "SubscriptionArn"?: string;
  "Owner"?: string;
  "Protocol"?: string;
  "Endpoint"?: string;
  "TopicArn"?: string;
}

export interface SubscriptionLimitExceededException {
  "message"?: string;
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface TagLimitExceededException {
  "message"?: string;
}

export interface TagPolicyException {
  "message"?: string;
}

export interface TagResourceRequest {
  "ResourceArn": string;
  "Tags": (Tag)[];
}

export interface TagResourceResponse {
}

export interface ThrottledException {
  "message"?: string;
}

export interface TooManyEntriesInBatchRequestException {
  "message"?: string;
}

export interface Topic {
  "TopicArn"?: string;
}

export interface TopicLimitExceededException {
  "message"?: string;
}

export interface UnsubscribeInput {
  "SubscriptionArn": string;
}

export interface UntagResourceRequest {
  "ResourceArn": string;
  "TagKeys": (string)[];
}

export interface UntagResourceResponse {
}

export interface UserErrorException {
  "message"?: string;
}

export interface ValidationException {
  "Message": string;
}

export interface VerificationException {
  "Message": string;
  "Status": string;
}

export interface VerifySMSSandboxPhoneNumberInput {
  "PhoneNumber": string;
  "OneTimePassword": string;
}

export interface VerifySMSSandboxPhoneNumberResult {
}

export interface Operations {
  AddPermission: { input: AddPermissionInput; output: Record<string, never> };
  CheckIfPhoneNumberIsOptedOut: { input: CheckIfPhoneNumberIsOptedOutInput; output: CheckIfPhoneNumberIsOptedOutResponse };
  ConfirmSubscription: { input: ConfirmSubscriptionInput; output: ConfirmSubscriptionResponse };
  CreatePlatformApplication: { input: CreatePlatformApplicationInput; output: CreatePlatformApplicationResponse };
  CreatePlatformEndpoint: { input: CreatePlatformEndpointInput; output: CreateEndpointResponse };
  CreateSMSSandboxPhoneNumber: { input: CreateSMSSandboxPhoneNumberInput; output: CreateSMSSandboxPhoneNumberResult };
  CreateTopic: { input: CreateTopicInput; output: CreateTopicResponse };
  DeleteEndpoint: { input: DeleteEndpointInput; output: Record<string, never> };
  DeletePlatformApplication: { input: DeletePlatformApplicationInput; output: Record<string, never> };
  DeleteSMSSandboxPhoneNumber: { input: DeleteSMSSandboxPhoneNumberInput; output: DeleteSMSSandboxPhoneNumberResult };
  DeleteTopic: { input: DeleteTopicInput; output: Record<string, never> };
  GetDataProtectionPolicy: { input: GetDataProtectionPolicyInput; output: GetDataProtectionPolicyResponse };
  GetEndpointAttributes: { input: GetEndpointAttributesInput; output: GetEndpointAttributesResponse };
  GetPlatformApplicationAttributes: { input: GetPlatformApplicationAttributesInput; output: GetPlatformApplicationAttributesResponse };
  GetSMSAttributes: { input: GetSMSAttributesInput; output: GetSMSAttributesResponse };
  GetSMSSandboxAccountStatus: { input: GetSMSSandboxAccountStatusInput; output: GetSMSSandboxAccountStatusResult };
  GetSubscriptionAttributes: { input: GetSubscriptionAttributesInput; output: GetSubscriptionAttributesResponse };
  GetTopicAttributes: { input: GetTopicAttributesInput; output: GetTopicAttributesResponse };
  ListEndpointsByPlatformApplication: { input: ListEndpointsByPlatformApplicationInput; output: ListEndpointsByPlatformApplicationResponse };
  ListOriginationNumbers: { input: ListOriginationNumbersRequest; output: ListOriginationNumbersResult };
  ListPhoneNumbersOptedOut: { input: ListPhoneNumbersOptedOutInput; output: ListPhoneNumbersOptedOutResponse };
  ListPlatformApplications: { input: ListPlatformApplicationsInput; output: ListPlatformApplicationsResponse };
  ListSMSSandboxPhoneNumbers: { input: ListSMSSandboxPhoneNumbersInput; output: ListSMSSandboxPhoneNumbersResult };
  ListSubscriptions: { input: ListSubscriptionsInput; output: ListSubscriptionsResponse };
  ListSubscriptionsByTopic: { input: ListSubscriptionsByTopicInput; output: ListSubscriptionsByTopicResponse };
  ListTagsForResource: { input: ListTagsForResourceRequest; output: ListTagsForResourceResponse };
  ListTopics: { input: ListTopicsInput; output: ListTopicsResponse };
  OptInPhoneNumber: { input: OptInPhoneNumberInput; output: OptInPhoneNumberResponse };
  Publish: { input: PublishInput; output: PublishResponse };
  PublishBatch: { input: PublishBatchInput; output: PublishBatchResponse };
  PutDataProtectionPolicy: { input: PutDataProtectionPolicyInput; output: Record<string, never> };
  RemovePermission: { input: RemovePermissionInput; output: Record<string, never> };
  SetEndpointAttributes: { input: SetEndpointAttributesInput; output: Record<string, never> };
  SetPlatformApplicationAttributes: { input: SetPlatformApplicationAttributesInput; output: Record<string, never> };
  SetSMSAttributes: { input: SetSMSAttributesInput; output: SetSMSAttributesResponse };
  SetSubscriptionAttributes: { input: SetSubscriptionAttributesInput; output: Record<string, never> };
  SetTopicAttributes: { input: SetTopicAttributesInput; output: Record<string, never> };
  Subscribe: { input: SubscribeInput; output: SubscribeResponse };
  TagResource: { input: TagResourceRequest; output: TagResourceResponse };
  Unsubscribe: { input: UnsubscribeInput; output: Record<string, never> };
  UntagResource: { input: UntagResourceRequest; output: UntagResourceResponse };
  VerifySMSSandboxPhoneNumber: { input: VerifySMSSandboxPhoneNumberInput; output: VerifySMSSandboxPhoneNumberResult };
}
