/** SQS's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AddPermissionRequest {
  "QueueUrl": string;
  "Label": string;
  "AWSAccountIds": (string)[];
  "Actions": (string)[];
}

export interface BatchEntryIdsNotDistinct {
  "message"?: string;
}

export interface BatchRequestTooLong {
  "message"?: string;
}

export interface BatchResultErrorEntry {
  "Id": string;
  "SenderFault": boolean;
  "Code": string;
  "Message"?: string;
}

export interface CancelMessageMoveTaskRequest {
  "TaskHandle": string;
}

export interface CancelMessageMoveTaskResult {
  "ApproximateNumberOfMessagesMoved"?: number;
}

export interface ChangeMessageVisibilityBatchRequest {
  "QueueUrl": string;
  "Entries": (ChangeMessageVisibilityBatchRequestEntry)[];
}

export interface ChangeMessageVisibilityBatchRequestEntry {
  "Id": string;
  "ReceiptHandle": string;
  "VisibilityTimeout"?: number;
}

export interface ChangeMessageVisibilityBatchResult {
  "Successful"?: (ChangeMessageVisibilityBatchResultEntry)[];
  "Failed"?: (BatchResultErrorEntry)[];
}

export interface ChangeMessageVisibilityBatchResultEntry {
  "Id": string;
}

export interface ChangeMessageVisibilityRequest {
  "QueueUrl": string;
  "ReceiptHandle": string;
  "VisibilityTimeout": number;
}

export interface CreateQueueRequest {
  "QueueName": string;
  "Attributes"?: Record<string, string>;
  "tags"?: Record<string, string>;
}

export interface CreateQueueResult {
  "QueueUrl"?: string;
}

export interface DeleteMessageBatchRequest {
  "QueueUrl": string;
  "Entries": (DeleteMessageBatchRequestEntry)[];
}

export interface DeleteMessageBatchRequestEntry {
  "Id": string;
  "ReceiptHandle": string;
}

export interface DeleteMessageBatchResult {
  "Successful"?: (DeleteMessageBatchResultEntry)[];
  "Failed"?: (BatchResultErrorEntry)[];
}

export interface DeleteMessageBatchResultEntry {
  "Id": string;
}

export interface DeleteMessageRequest {
  "QueueUrl": string;
  "ReceiptHandle": string;
}

export interface DeleteQueueRequest {
  "QueueUrl": string;
}

export interface EmptyBatchRequest {
  "message"?: string;
}

export interface GetQueueAttributesRequest {
  "QueueUrl": string;
  "AttributeNames"?: ("All" | "Policy" | "VisibilityTimeout" | "MaximumMessageSize" | "MessageRetentionPeriod" | "ApproximateNumberOfMessages" | "ApproximateNumberOfMessagesNotVisible" | "CreatedTimestamp" | "LastModifiedTimestamp" | "QueueArn" | "ApproximateNumberOfMessagesDelayed" | "DelaySeconds" | "ReceiveMessageWaitTimeSeconds" | "RedrivePolicy" | "FifoQueue" | "ContentBasedDeduplication" | "KmsMasterKeyId" | "KmsDataKeyReusePeriodSeconds" | "DeduplicationScope" | "FifoThroughputLimit" | "RedriveAllowPolicy" | "SqsManagedSseEnabled")[];
}

export interface GetQueueAttributesResult {
  "Attributes"?: Record<string, string>;
}

export interface GetQueueUrlRequest {
  "QueueName": string;
  "QueueOwnerAWSAccountId"?: string;
}

export interface GetQueueUrlResult {
  "QueueUrl"?: string;
}

export interface InvalidAddress {
  "message"?: string;
}

export interface InvalidAttributeName {
  "message"?: string;
}

export interface InvalidAttributeValue {
  "message"?: string;
}

export interface InvalidBatchEntryId {
  "message"?: string;
}

export interface InvalidIdFormat {
}

export interface InvalidMessageContents {
  "message"?: string;
}

export interface InvalidSecurity {
  "message"?: string;
}

export interface KmsAccessDenied {
  "message"?: string;
}

export interface KmsDisabled {
  "message"?: string;
}

export interface KmsInvalidKeyUsage {
  "message"?: string;
}

export interface KmsInvalidState {
  "message"?: string;
}

export interface KmsNotFound {
  "message"?: string;
}

export interface KmsOptInRequired {
  "message"?: string;
}

export interface KmsThrottled {
  "message"?: string;
}

export interface ListDeadLetterSourceQueuesRequest {
  "QueueUrl": string;
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListDeadLetterSourceQueuesResult {
  "queueUrls"?: (string)[];
  "NextToken"?: string;
}

export interface ListMessageMoveTasksRequest {
  "SourceArn": string;
  "MaxResults"?: number;
}

export interface ListMessageMoveTasksResult {
  "Results"?: (ListMessageMoveTasksResultEntry)[];
}

export interface ListMessageMoveTasksResultEntry {
  "TaskHandle"?: string;
  "Status"?: string;
  "SourceArn"?: string;
  "DestinationArn"?: string;
  "MaxNumberOfMessagesPerSecond"?: number;
  "ApproximateNumberOfMessagesMoved"?: number;
  "ApproximateNumberOfMessagesToMove"?: number;
  "FailureReason"?: string;
  "StartedTimestamp"?: number;
}

export interface ListQueueTagsRequest {
  "QueueUrl": string;
}

export interface ListQueueTagsResult {
  "Tags"?: Record<string, string>;
}

export interface ListQueuesRequest {
  "QueueNamePrefix"?: string;
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListQueuesResult {
  "QueueUrls"?: (string)[];
  "NextToken"?: string;
}

export interface Message {
  "MessageId"?: string;
  "ReceiptHandle"?: string;
  "MD5OfBody"?: string;
  "Body"?: string;
  "Attributes"?: Record<string, string>;
  "MD5OfMessageAttributes"?: string;
  "MessageAttributes"?: Record<string, MessageAttributeValue>;
}

export interface MessageAttributeValue {
  "StringValue"?: string;
  "BinaryValue"?: Uint8Array;
  "StringListValues"?: (string)[];
  "BinaryListValues"?: (Uint8Array)[];
  "DataType": string;
}

export interface MessageNotInflight {
}

export interface MessageSystemAttributeValue {
  "StringValue"?: string;
  "BinaryValue"?: Uint8Array;
  "StringListValues"?: (string)[];
  "BinaryListValues"?: (Uint8Array)[];
  "DataType": string;
}

export interface OverLimit {
  "message"?: string;
}

export interface PurgeQueueInProgress {
  "message"?: string;
}

export interface PurgeQueueRequest {
  "QueueUrl": string;
}

export interface QueueDeletedRecently {
  "message"?: string;
}

export interface QueueDoesNotExist {
  "message"?: string;
}

export interface QueueNameExists {
  "message"?: string;
}

export interface ReceiptHandleIsInvalid {
  "message"?: string;
}

export interface ReceiveMessageRequest {
  "QueueUrl": string;
  "AttributeNames"?: ("All" | "Policy" | "VisibilityTimeout" | "MaximumMessageSize" | "MessageRetentionPeriod" | "ApproximateNumberOfMessages" | "ApproximateNumberOfMessagesNotVisible" | "CreatedTimestamp" | "LastModifiedTimestamp" | "QueueArn" | "ApproximateNumberOfMessagesDelayed" | "DelaySeconds" | "ReceiveMessageWaitTimeSeconds" | "RedrivePolicy" | "FifoQueue" | "ContentBasedDeduplication" | "KmsMasterKeyId" | "KmsDataKeyReusePeriodSeconds" | "DeduplicationScope" | "FifoThroughputLimit" | "RedriveAllowPolicy" | "SqsManagedSseEnabled")[];
  "MessageSystemAttributeNames"?: ("All" | "SenderId" | "SentTimestamp" | "ApproximateReceiveCount" | "ApproximateFirstReceiveTimestamp" | "SequenceNumber" | "MessageDeduplicationId" | "MessageGroupId" | "AWSTraceHeader" | "DeadLetterQueueSourceArn")[];
  "MessageAttributeNames"?: (string)[];
  "MaxNumberOfMessages"?: number;
  "VisibilityTimeout"?: number;
  "WaitTimeSeconds"?: number;
  "ReceiveRequestAttemptId"?: string;
}

export interface ReceiveMessageResult {
  "Messages"?: (Message)[];
}

export interface RemovePermissionRequest {
  "QueueUrl": string;
  "Label": string;
}

export interface RequestThrottled {
  "message"?: string;
}

export interface ResourceNotFoundException {
  "message"?: string;
}

export interface SendMessageBatchRequest {
  "QueueUrl": string;
  "Entries": (SendMessageBatchRequestEntry)[];
}

export interface SendMessageBatchRequestEntry {
  "Id": string;
  "MessageBody": string;
  "DelaySeconds"?: number;
  "MessageAttributes"?: Record<string, MessageAttributeValue>;
  "MessageSystemAttributes"?: Record<string, MessageSystemAttributeValue>;
  "MessageDeduplicationId"?: string;
  "MessageGroupId"?: string;
}

export interface SendMessageBatchResult {
  "Successful"?: (SendMessageBatchResultEntry)[];
  "Failed"?: (BatchResultErrorEntry)[];
}

export interface SendMessageBatchResultEntry {
  "Id": string;
  "MessageId": string;
  "MD5OfMessageBody": string;
  "MD5OfMessageAttributes"?: string;
  "MD5OfMessageSystemAttributes"?: string;
  "SequenceNumber"?: string;
}

export interface SendMessageRequest {
  "QueueUrl": string;
  "MessageBody": string;
  "DelaySeconds"?: number;
  "MessageAttributes"?: Record<string, MessageAttributeValue>;
  "MessageSystemAttributes"?: Record<string, MessageSystemAttributeValue>;
  "MessageDeduplicationId"?: string;
  "MessageGroupId"?: string;
}

export interface SendMessageResult {
  "MD5OfMessageBody"?: string;
  "MD5OfMessageAttributes"?: string;
  "MD5OfMessageSystemAttributes"?: string;
  "MessageId"?: string;
  "SequenceNumber"?: string;
}

export interface SetQueueAttributesRequest {
  "QueueUrl": string;
  "Attributes": Record<string, string>;
}

export interface StartMessageMoveTaskRequest {
  "SourceArn": string;
  "DestinationArn"?: string;
  "MaxNumberOfMessagesPerSecond"?: number;
}

export interface StartMessageMoveTaskResult {
  "TaskHandle"?: string;
}

export interface TagQueueRequest {
  "QueueUrl": string;
  "Tags": Record<string, string>;
}

export interface TooManyEntriesInBatchRequest {
  "message"?: string;
}

export interface UnsupportedOperation {
  "message"?: string;
}

export interface UntagQueueRequest {
  "QueueUrl": string;
  "TagKeys": (string)[];
}

export interface Operations {
  AddPermission: { input: AddPermissionRequest; output: Record<string, never> };
  CancelMessageMoveTask: { input: CancelMessageMoveTaskRequest; output: CancelMessageMoveTaskResult };
  ChangeMessageVisibility: { input: ChangeMessageVisibilityRequest; output: Record<string, never> };
  ChangeMessageVisibilityBatch: { input: ChangeMessageVisibilityBatchRequest; output: ChangeMessageVisibilityBatchResult };
  CreateQueue: { input: CreateQueueRequest; output: CreateQueueResult };
  DeleteMessage: { input: DeleteMessageRequest; output: Record<string, never> };
  DeleteMessageBatch: { input: DeleteMessageBatchRequest; output: DeleteMessageBatchResult };
  DeleteQueue: { input: DeleteQueueRequest; output: Record<string, never> };
  GetQueueAttributes: { input: GetQueueAttributesRequest; output: GetQueueAttributesResult };
  GetQueueUrl: { input: GetQueueUrlRequest; output: GetQueueUrlResult };
  ListDeadLetterSourceQueues: { input: ListDeadLetterSourceQueuesRequest; output: ListDeadLetterSourceQueuesResult };
  ListMessageMoveTasks: { input: ListMessageMoveTasksRequest; output: ListMessageMoveTasksResult };
  ListQueueTags: { input: ListQueueTagsRequest; output: ListQueueTagsResult };
  ListQueues: { input: ListQueuesRequest; output: ListQueuesResult };
  PurgeQueue: { input: PurgeQueueRequest; output: Record<string, never> };
  ReceiveMessage: { input: ReceiveMessageRequest; output: ReceiveMessageResult };
  RemovePermission: { input: RemovePermissionRequest; output: Record<string, never> };
  SendMessage: { input: SendMessageRequest; output: SendMessageResult };
  SendMessageBatch: { input: SendMessageBatchRequest; output: SendMessageBatchResult };
  SetQueueAttributes: { input: SetQueueAttributesRequest; output: Record<string, never> };
  StartMessageMoveTask: { input: StartMessageMoveTaskRequest; output: StartMessageMoveTaskResult };
  TagQueue: { input: TagQueueRequest; output: Record<string, never> };
  UntagQueue: { input: UntagQueueRequest; output: Record<string, never> };
}
