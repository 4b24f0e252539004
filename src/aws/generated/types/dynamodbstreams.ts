/** DynamoDB Streams's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

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

export interface DescribeStreamInput {
  "StreamArn": string;
  "Limit"?: number;
  "ExclusiveStartShardId"?: string;
  "ShardFilter"?: ShardFilter;
}

export interface DescribeStreamOutput {
  "StreamDescription"?: StreamDescription;
}

export interface ExpiredIteratorException {
  "message"?: string;
}

export interface GetRecordsInput {
  "ShardIterator": string;
  "Limit"?: number;
}

export interface GetRecordsOutput {
  "Records"?: (RecordShape)[];
  "NextShardIterator"?: string;
}

export interface GetShardIteratorInput {
  "StreamArn": string;
  "ShardId": string;
  "ShardIteratorType": "TRIM_HORIZON" | "LATEST" | "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "AT_TIMESTAMP";
  "SequenceNumber"?: string;
  "Timestamp"?: number;
}

export interface GetShardIteratorOutput {
  "ShardIterator"?: string;
}

export interface Identity {
  "PrincipalId"?: string;
  "Type"?: string;
}

export interface InternalServerError {
  "message"?: string;
}

export interface KeySchemaElement {
  "AttributeName": string;
  "KeyType": "HASH" | "RANGE";
}

export interface LimitExceededException {
  "message"?: string;
}

export interface ListStreamsInput {
  "TableName"?: string;
  "Limit"?: number;
  "ExclusiveStartStreamArn"?: string;
}

export interface ListStreamsOutput {
  "Streams"?: (Stream)[];
  "LastEvaluatedStreamArn"?: string;
}

export interface RecordShape {
  "eventID"?: string;
  "eventName"?: "INSERT" | "MODIFY" | "REMOVE";
  "eventVersion"?: string;
  "eventSource"?: string;
  "awsRegion"?: string;
  "dynamodb"?: StreamRecord;
  "userIdentity"?: Identity;
}

export interface ResourceNotFoundException {
  "message"?: string;
}

export interface SequenceNumberRange {
  "StartingSequenceNumber"?: string;
  "EndingSequenceNumber"?: string;
}

export interface Shard {
  "ShardId"?: string;
  "SequenceNumberRange"?: SequenceNumberRange;
  "ParentShardId"?: string;
}

export interface ShardFilter {
  "Type"?: "CHILD_SHARDS";
  "ShardId"?: string;
}

export interface Stream {
  "StreamArn"?: string;
  "TableName"?: string;
  "StreamLabel"?: string;
}

export interface StreamDescription {
  "StreamArn"?: string;
  "StreamLabel"?: string;
  "StreamStatus"?: "ENABLING" | "ENABLED" | "DISABLING" | "DISABLED";
  "StreamViewType"?: "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | "KEYS_ONLY";
  "CreationRequestDateTime"?: number;
  "TableName"?: string;
  "KeySchema"?: (KeySchemaElement)[];
  "Shards"?: (Shard)[];
  "LastEvaluatedShardId"?: string;
}

export interface StreamRecord {
  "ApproximateCreationDateTime"?: number;
  "Keys"?: Record<string, AttributeValue>;
  "NewImage"?: Record<string, AttributeValue>;
  "OldImage"?: Record<string, AttributeValue>;
  "SequenceNumber"?: string;
  "SizeBytes"?: number;
  "StreamViewType"?: "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | "KEYS_ONLY";
}

export interface TrimmedDataAccessException {
  "message"?: string;
}

export interface Operations {
  DescribeStream: { input: DescribeStreamInput; output: DescribeStreamOutput };
  GetRecords: { input: GetRecordsInput; output: GetRecordsOutput };
  GetShardIterator: { input: GetShardIteratorInput; output: GetShardIteratorOutput };
  ListStreams: { input: ListStreamsInput; output: ListStreamsOutput };
}
