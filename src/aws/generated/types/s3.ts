/** S3's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AbacStatus {
  "Status"?: "Enabled" | "Disabled";
}

export interface AbortIncompleteMultipartUpload {
  "DaysAfterInitiation"?: number;
}

export interface AbortMultipartUploadOutput {
  "RequestCharged"?: "requester";
  "VersionId"?: string;
}

export interface AbortMultipartUploadRequest {
  "Bucket": string;
  "Key": string;
  "UploadId": string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "IfMatchInitiatedTime"?: number;
}

export interface AccelerateConfiguration {
  "Status"?: "Enabled" | "Suspended";
}

export interface AccessControlPolicy {
  "Grants"?: (Grant)[];
  "Owner"?: Owner;
}

export interface AccessControlTranslation {
  "Owner": "Destination";
}

export interface AccessDenied {
}

export interface AnalyticsAndOperator {
  "Prefix"?: string;
  "Tags"?: (Tag)[];
}

export interface AnalyticsConfiguration {
  "Id": string;
  "Filter"?: AnalyticsFilter;
  "StorageClassAnalysis": StorageClassAnalysis;
}

export interface AnalyticsExportDestination {
  "S3BucketDestination": AnalyticsS3BucketDestination;
}

export interface AnalyticsFilter {
  "Prefix"?: string;
  "Tag"?: Tag;
  "And"?: AnalyticsAndOperator;
}

export interface AnalyticsS3BucketDestination {
  "Format": "CSV";
  "BucketAccountId"?: string;
  "Bucket": string;
  "Prefix"?: string;
}

export interface AnnotationEntry {
  "AnnotationName": string;
  "LastModified": number;
  "ETag"?: string;
  "ChecksumAlgorithm"?: ("CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128")[];
  "Size": number;
  "ReplicationStatus"?: "COMPLETE" | "PENDING" | "FAILED" | "REPLICA" | "COMPLETED";
}

export interface AnnotationLimitExceeded {
}

export interface AnnotationNameTooLong {
}

export interface AnnotationTableConfiguration {
  "ConfigurationState": "ENABLED" | "DISABLED";
  "EncryptionConfiguration"?: MetadataTableEncryptionConfiguration;
  "Role"?: string;
}

export interface AnnotationTableConfigurationResult {
  "ConfigurationState": "ENABLED" | "DISABLED";
  "TableStatus"?: string;
  "Error"?: ErrorDetails;
  "TableName"?: string;
  "TableArn"?: string;
  "Role"?: string;
}

export interface AnnotationTableConfigurationUpdates {
  "ConfigurationState": "ENABLED" | "DISABLED";
  "EncryptionConfiguration"?: MetadataTableEncryptionConfiguration;
  "Role"?: string;
}

export interface BlockedEncryptionTypes {
  "EncryptionType"?: ("NONE" | "SSE-C")[];
}

export interface Bucket {
  "Name"?: string;
  "CreationDate"?: number;
  "BucketRegion"?: string;
  "BucketArn"?: string;
}

export interface BucketAlreadyExists {
}

export interface BucketAlreadyOwnedByYou {
}

export interface BucketInfo {
  "DataRedundancy"?: "SingleAvailabilityZone" | "SingleLocalZone";
  "Type"?: "Directory";
}

export interface BucketLifecycleConfiguration {
  "Rules": (LifecycleRule)[];
}

export interface BucketLoggingStatus {
  "LoggingEnabled"?: LoggingEnabled;
}

export interface CORSConfiguration {
  "CORSRules": (CORSRule)[];
}

export interface CORSRule {
  "ID"?: string;
  "AllowedHeaders"?: (string)[];
  "AllowedMethods": (string)[];
  "AllowedOrigins": (string)[];
  "ExposeHeaders"?: (string)[];
  "MaxAgeSeconds"?: number;
}

export interface CSVInput {
  "FileHeaderInfo"?: "USE" | "IGNORE" | "NONE";
  "Comments"?: string;
  "QuoteEscapeCharacter"?: string;
  "RecordDelimiter"?: string;
  "FieldDelimiter"?: string;
  "QuoteCharacter"?: string;
  "AllowQuotedRecordDelimiter"?: boolean;
}

export interface CSVOutput {
  "QuoteFields"?: "ALWAYS" | "ASNEEDED";
  "QuoteEscapeCharacter"?: string;
  "RecordDelimiter"?: string;
  "FieldDelimiter"?: string;
  "QuoteCharacter"?: string;
}

export interface Checksum {
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
}

export interface CloudFunctionConfiguration {
  "Id"?: string;
  "Event"?: "s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put";
  "Events"?: ("s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put")[];
  "CloudFunction"?: string;
  "InvocationRole"?: string;
}

export interface CommonPrefix {
  "Prefix"?: string;
}

export interface CompleteMultipartUploadOutput {
  "Location"?: string;
  "Bucket"?: string;
  "Key"?: string;
  "Expiration"?: string;
  "ETag"?: string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "VersionId"?: string;
  "SSEKMSKeyId"?: string;
  "BucketKeyEnabled"?: boolean;
  "RequestCharged"?: "requester";
}

export interface CompleteMultipartUploadRequest {
  "Bucket": string;
  "Key": string;
  "MultipartUpload"?: CompletedMultipartUpload;
  "UploadId": string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "MpuObjectSize"?: number;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "IfMatch"?: string;
  "IfNoneMatch"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
}

export interface CompletedMultipartUpload {
  "Parts"?: (CompletedPart)[];
}

export interface CompletedPart {
  "ETag"?: string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "PartNumber"?: number;
}

export interface Condition {
  "HttpErrorCodeReturnedEquals"?: string;
  "KeyPrefixEquals"?: string;
}

export interface ContinuationEvent {
}

export interface CopyObjectOutput {
  "CopyObjectResult"?: CopyObjectResult;
  "Expiration"?: string;
  "CopySourceVersionId"?: string;
  "VersionId"?: string;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "SSEKMSEncryptionContext"?: string;
  "BucketKeyEnabled"?: boolean;
  "RequestCharged"?: "requester";
}

export interface CopyObjectRequest {
  "ACL"?: "private" | "public-read" | "public-read-write" | "authenticated-read" | "aws-exec-read" | "bucket-owner-read" | "bucket-owner-full-control";
  "Bucket": string;
  "CacheControl"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ContentDisposition"?: string;
  "ContentEncoding"?: string;
  "ContentLanguage"?: string;
  "ContentType"?: string;
  "CopySource": string;
  "CopySourceIfMatch"?: string;
  "CopySourceIfModifiedSince"?: number;
  "CopySourceIfNoneMatch"?: string;
  "CopySourceIfUnmodifiedSince"?: number;
  "Expires"?: string;
  "GrantFullControl"?: string;
  "GrantRead"?: string;
  "GrantReadACP"?: string;
  "GrantWriteACP"?: string;
  "IfMatch"?: string;
  "IfNoneMatch"?: string;
  "Key": string;
  "Metadata"?: Record<string, string>;
  "MetadataDirective"?: "COPY" | "REPLACE";
  "TaggingDirective"?: "COPY" | "REPLACE";
  "AnnotationDirective"?: "COPY" | "EXCLUDE";
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "WebsiteRedirectLocation"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "SSEKMSEncryptionContext"?: string;
  "BucketKeyEnabled"?: boolean;
  "CopySourceSSECustomerAlgorithm"?: string;
  "CopySourceSSECustomerKey"?: string;
  "CopySourceSSECustomerKeyMD5"?: string;
  "RequestPayer"?: "requester";
  "Tagging"?: string;
  "ObjectLockMode"?: "GOVERNANCE" | "COMPLIANCE";
  "ObjectLockRetainUntilDate"?: number;
  "ObjectLockLegalHoldStatus"?: "ON" | "OFF";
  "ObjectLockEventHold"?: "ON" | "OFF";
  "ObjectLockEventHoldDurationDays"?: number;
  "ObjectLockEventHoldDurationYears"?: number;
  "ExpectedBucketOwner"?: string;
  "ExpectedSourceBucketOwner"?: string;
}

export interface CopyObjectResult {
  "ETag"?: string;
  "LastModified"?: number;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
}

export interface CopyPartResult {
  "ETag"?: string;
  "LastModified"?: number;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
}

export interface CreateBucketConfiguration {
  "LocationConstraint"?: "af-south-1" | "ap-east-1" | "ap-east-2" | "ap-northeast-1" | "ap-northeast-2" | "ap-northeast-3" | "ap-south-1" | "ap-south-2" | "ap-southeast-1" | "ap-southeast-2" | "ap-southeast-3" | "ap-southeast-4" | "ap-southeast-5" | "ap-southeast-6" | "ap-southeast-7" | "ca-central-1" | "ca-west-1" | "cn-north-1" | "cn-northwest-1" | "EU" | "eu-central-1" | "eu-central-2" | "eu-north-1" | "eu-south-1" | "eu-south-2" | "eu-west-1" | "eu-west-2" | "eu-west-3" | "il-central-1" | "me-central-1" | "me-south-1" | "mx-central-1" | "sa-east-1" | "us-east-2" | "us-gov-east-1" | "us-gov-west-1" | "us-west-1" | "us-west-2";
  "Location"?: LocationInfo;
  "Bucket"?: BucketInfo;
  "Tags"?: (Tag)[];
}

export interface CreateBucketMetadataConfigurationRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "MetadataConfiguration": MetadataConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface CreateBucketMetadataTableConfigurationRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "MetadataTableConfiguration": MetadataTableConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface CreateBucketOutput {
  "Location"?: string;
  "BucketArn"?: string;
}

export interface CreateBucketRequest {
  "ACL"?: "private" | "public-read" | "public-read-write" | "authenticated-read";
  "Bucket": string;
  "CreateBucketConfiguration"?: CreateBucketConfiguration;
  "GrantFullControl"?: string;
  "GrantRead"?: string;
  "GrantReadACP"?: string;
  "GrantWrite"?: string;
  "GrantWriteACP"?: string;
  "ObjectLockEnabledForBucket"?: boolean;
  "ObjectOwnership"?: "BucketOwnerPreferred" | "ObjectWriter" | "BucketOwnerEnforced";
  "BucketNamespace"?: "account-regional" | "global";
}

export interface CreateMultipartUploadOutput {
  "AbortDate"?: number;
  "AbortRuleId"?: string;
  "Bucket"?: string;
  "Key"?: string;
  "UploadId"?: string;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "SSEKMSEncryptionContext"?: string;
  "BucketKeyEnabled"?: boolean;
  "RequestCharged"?: "requester";
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "VersionId"?: string;
}

export interface CreateMultipartUploadRequest {
  "ACL"?: "private" | "public-read" | "public-read-write" | "authenticated-read" | "aws-exec-read" | "bucket-owner-read" | "bucket-owner-full-control";
  "Bucket": string;
  "CacheControl"?: string;
  "ContentDisposition"?: string;
  "ContentEncoding"?: string;
  "ContentLanguage"?: string;
  "ContentType"?: string;
  "Expires"?: string;
  "GrantFullControl"?: string;
  "GrantRead"?: string;
  "GrantReadACP"?: string;
  "GrantWriteACP"?: string;
  "Key": string;
  "Metadata"?: Record<string, string>;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "WebsiteRedirectLocation"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "SSEKMSEncryptionContext"?: string;
  "BucketKeyEnabled"?: boolean;
  "RequestPayer"?: "requester";
  "Tagging"?: string;
  "ObjectLockMode"?: "GOVERNANCE" | "COMPLIANCE";
  "ObjectLockRetainUntilDate"?: number;
  "ObjectLockLegalHoldStatus"?: "ON" | "OFF";
  "ObjectLockEventHold"?: "ON" | "OFF";
  "ObjectLockEventHoldDurationDays"?: number;
  "ObjectLockEventHoldDurationYears"?: number;
  "ExpectedBucketOwner"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
}

export interface CreateSessionOutput {
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "SSEKMSKeyId"?: string;
  "SSEKMSEncryptionContext"?: string;
  "BucketKeyEnabled"?: boolean;
  "Credentials"?: SessionCredentials;
}

export interface CreateSessionRequest {
  "SessionMode"?: "ReadOnly" | "ReadWrite";
  "Bucket": string;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "SSEKMSKeyId"?: string;
  "SSEKMSEncryptionContext"?: string;
  "BucketKeyEnabled"?: boolean;
}

export interface DefaultRetention {
  "Mode"?: "GOVERNANCE" | "COMPLIANCE";
  "Days"?: number;
  "Years"?: number;
  "DefaultEventHold"?: EventHoldDuration;
}

export interface Delete {
  "Objects": (ObjectIdentifier)[];
  "Quiet"?: boolean;
}

export interface DeleteBucketAnalyticsConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketCorsRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketEncryptionRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketIntelligentTieringConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketInventoryConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketLifecycleRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketMetadataConfigurationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketMetadataTableConfigurationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketMetricsConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketOwnershipControlsRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketPolicyRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketReplicationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketTaggingRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteBucketWebsiteRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteMarkerEntry {
  "Owner"?: Owner;
  "Key"?: string;
  "VersionId"?: string;
  "IsLatest"?: boolean;
  "LastModified"?: number;
}

export interface DeleteMarkerReplication {
  "Status"?: "Enabled" | "Disabled";
}

export interface DeleteObjectAnnotationOutput {
  "ObjectVersionId"?: string;
  "RequestCharged"?: "requester";
}

export interface DeleteObjectAnnotationRequest {
  "Bucket": string;
  "Key": string;
  "AnnotationName": string;
  "VersionId"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "ObjectIfMatch"?: string;
}

export interface DeleteObjectOutput {
  "DeleteMarker"?: boolean;
  "VersionId"?: string;
  "RequestCharged"?: "requester";
}

export interface DeleteObjectRequest {
  "Bucket": string;
  "Key": string;
  "MFA"?: string;
  "VersionId"?: string;
  "RequestPayer"?: "requester";
  "BypassGovernanceRetention"?: boolean;
  "ExpectedBucketOwner"?: string;
  "IfMatch"?: string;
  "IfMatchLastModifiedTime"?: number;
  "IfMatchSize"?: number;
}

export interface DeleteObjectTaggingOutput {
  "VersionId"?: string;
}

export interface DeleteObjectTaggingRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "ExpectedBucketOwner"?: string;
}

export interface DeleteObjectsOutput {
  "Deleted"?: (DeletedObject)[];
  "RequestCharged"?: "requester";
  "Errors"?: (ErrorShape)[];
}

export interface DeleteObjectsRequest {
  "Bucket": string;
  "Delete": Delete;
  "MFA"?: string;
  "RequestPayer"?: "requester";
  "BypassGovernanceRetention"?: boolean;
  "ExpectedBucketOwner"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
}

export interface DeletePublicAccessBlockRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface DeletedObject {
  "Key"?: string;
  "VersionId"?: string;
  "DeleteMarker"?: boolean;
  "DeleteMarkerVersionId"?: string;
}

export interface Destination {
  "Bucket": string;
  "Account"?: string;
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "AccessControlTranslation"?: AccessControlTranslation;
  "EncryptionConfiguration"?: EncryptionConfiguration;
  "ReplicationTime"?: ReplicationTime;
  "Metrics"?: Metrics;
}

export interface DestinationResult {
  "TableBucketType"?: "aws" | "customer";
  "TableBucketArn"?: string;
  "TableNamespace"?: string;
}

export interface Encryption {
  "EncryptionType": "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "KMSKeyId"?: string;
  "KMSContext"?: string;
}

export interface EncryptionConfiguration {
  "ReplicaKmsKeyID"?: string;
}

export interface EncryptionTypeMismatch {
}

export interface EndEvent {
}

export interface ErrorShape {
  "Key"?: string;
  "VersionId"?: string;
  "Code"?: string;
  "Message"?: string;
}

export interface ErrorDetails {
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
}

export interface ErrorDocument {
  "Key": string;
}

export interface EventBridgeConfiguration {
}

export interface EventHoldDuration {
  "Days"?: number;
  "Years"?: number;
}

export interface ExistingObjectReplication {
  "Status": "Enabled" | "Disabled";
}

export interface FilterRule {
  "Name"?: "prefix" | "suffix";
  "Value"?: string;
}

export interface GetBucketAbacOutput {
  "AbacStatus"?: AbacStatus;
}

export interface GetBucketAbacRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketAccelerateConfigurationOutput {
  "Status"?: "Enabled" | "Suspended";
  "RequestCharged"?: "requester";
}

export interface GetBucketAccelerateConfigurationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
  "RequestPayer"?: "requester";
}

export interface GetBucketAclOutput {
  "Owner"?: Owner;
  "Grants"?: (Grant)[];
}

export interface GetBucketAclRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketAnalyticsConfigurationOutput {
  "AnalyticsConfiguration"?: AnalyticsConfiguration;
}

export interface GetBucketAnalyticsConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketCorsOutput {
  "CORSRules"?: (CORSRule)[];
}

export interface GetBucketCorsRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketEncryptionOutput {
  "ServerSideEncryptionConfiguration"?: ServerSideEncryptionConfiguration;
}

export interface GetBucketEncryptionRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketIntelligentTieringConfigurationOutput {
  "IntelligentTieringConfiguration"?: IntelligentTieringConfiguration;
}

export interface GetBucketIntelligentTieringConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketInventoryConfigurationOutput {
  "InventoryConfiguration"?: InventoryConfiguration;
}

export interface GetBucketInventoryConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketLifecycleConfigurationOutput {
  "Rules"?: (LifecycleRule)[];
  "TransitionDefaultMinimumObjectSize"?: "varies_by_storage_class" | "all_storage_classes_128K";
}

export interface GetBucketLifecycleConfigurationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketLifecycleOutput {
  "Rules"?: (Rule)[];
}

export interface GetBucketLifecycleRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketLocationOutput {
  "LocationConstraint"?: "af-south-1" | "ap-east-1" | "ap-east-2" | "ap-northeast-1" | "ap-northeast-2" | "ap-northeast-3" | "ap-south-1" | "ap-south-2" | "ap-southeast-1" | "ap-southeast-2" | "ap-southeast-3" | "ap-southeast-4" | "ap-southeast-5" | "ap-southeast-6" | "ap-southeast-7" | "ca-central-1" | "ca-west-1" | "cn-north-1" | "cn-northwest-1" | "EU" | "eu-central-1" | "eu-central-2" | "eu-north-1" | "eu-south-1" | "eu-south-2" | "eu-west-1" | "eu-west-2" | "eu-west-3" | "il-central-1" | "me-central-1" | "me-south-1" | "mx-central-1" | "sa-east-1" | "us-east-2" | "us-gov-east-1" | "us-gov-west-1" | "us-west-1" | "us-west-2";
}

export interface GetBucketLocationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketLoggingOutput {
  "LoggingEnabled"?: LoggingEnabled;
}

export interface GetBucketLoggingRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketMetadataConfigurationOutput {
  "GetBucketMetadataConfigurationResult"?: GetBucketMetadataConfigurationResult;
}

export interface GetBucketMetadataConfigurationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketMetadataConfigurationResult {
  "MetadataConfigurationResult": MetadataConfigurationResult;
}

export interface GetBucketMetadataTableConfigurationOutput {
  "GetBucketMetadataTableConfigurationResult"?: GetBucketMetadataTableConfigurationResult;
}

export interface GetBucketMetadataTableConfigurationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketMetadataTableConfigurationResult {
  "MetadataTableConfigurationResult": MetadataTableConfigurationResult;
  "Status": string;
  "Error"?: ErrorDetails;
}

export interface GetBucketMetricsConfigurationOutput {
  "MetricsConfiguration"?: MetricsConfiguration;
}

export interface GetBucketMetricsConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketNotificationConfigurationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketOwnershipControlsOutput {
  "OwnershipControls"?: OwnershipControls;
}

export interface GetBucketOwnershipControlsRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketPolicyOutput {
  "Policy"?: string;
}

export interface GetBucketPolicyRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketPolicyStatusOutput {
  "PolicyStatus"?: PolicyStatus;
}

export interface GetBucketPolicyStatusRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketReplicationOutput {
  "ReplicationConfiguration"?: ReplicationConfiguration;
}

export interface GetBucketReplicationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketRequestPaymentOutput {
  "Payer"?: "Requester" | "BucketOwner";
}

export interface GetBucketRequestPaymentRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketTaggingOutput {
  "TagSet"?: (Tag)[];
}

export interface GetBucketTaggingRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketVersioningOutput {
  "Status"?: "Enabled" | "Suspended";
  "MFADelete"?: "Enabled" | "Disabled";
}

export interface GetBucketVersioningRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetBucketWebsiteOutput {
  "RedirectAllRequestsTo"?: RedirectAllRequestsTo;
  "IndexDocument"?: IndexDocument;
  "ErrorDocument"?: ErrorDocument;
  "RoutingRules"?: (RoutingRule)[];
}

export interface GetBucketWebsiteRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetObjectAclOutput {
  "Owner"?: Owner;
  "Grants"?: (Grant)[];
  "RequestCharged"?: "requester";
}

export interface GetObjectAclRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
}

export interface GetObjectAnnotationOutput {
  "AnnotationPayload"?: ResponseBody;
  "ObjectVersionId"?: string;
  "LastModified"?: number;
  "ContentLength"?: number;
  "ETag"?: string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "RequestCharged"?: "requester";
  "ReplicationStatus"?: "COMPLETE" | "PENDING" | "FAILED" | "REPLICA" | "COMPLETED";
}

export interface GetObjectAnnotationRequest {
  "Bucket": string;
  "Key": string;
  "AnnotationName": string;
  "VersionId"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "ChecksumMode"?: "ENABLED";
}

export interface GetObjectAttributesOutput {
  "DeleteMarker"?: boolean;
  "LastModified"?: number;
  "VersionId"?: string;
  "RequestCharged"?: "requester";
  "ETag"?: string;
  "Checksum"?: Checksum;
  "ObjectParts"?: GetObjectAttributesParts;
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "ObjectSize"?: number;
}

export interface GetObjectAttributesParts {
  "TotalPartsCount"?: number;
  "PartNumberMarker"?: number;
  "NextPartNumberMarker"?: number;
  "MaxParts"?: number;
  "IsTruncated"?: boolean;
  "Parts"?: (ObjectPart)[];
}

export interface GetObjectAttributesRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "MaxParts"?: number;
  "PartNumberMarker"?: number;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "ObjectAttributes": ("ETag" | "Checksum" | "ObjectParts" | "StorageClass" | "ObjectSize")[];
}

export interface GetObjectLegalHoldOutput {
  "LegalHold"?: ObjectLockLegalHold;
}

export interface GetObjectLegalHoldRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
}

export interface GetObjectLockConfigurationOutput {
  "ObjectLockConfiguration"?: ObjectLockConfiguration;
}

export interface GetObjectLockConfigurationRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GetObjectOutput {
  "Body"?: ResponseBody;
  "DeleteMarker"?: boolean;
  "AcceptRanges"?: string;
  "Expiration"?: string;
  "Restore"?: string;
  "LastModified"?: number;
  "ContentLength"?: number;
  "ETag"?: string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "MissingMeta"?: number;
  "VersionId"?: string;
  "CacheControl"?: string;
  "ContentDisposition"?: string;
  "ContentEncoding"?: string;
  "ContentLanguage"?: string;
  "ContentRange"?: string;
  "ContentType"?: string;
  "Expires"?: string;
  "WebsiteRedirectLocation"?: string;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "Metadata"?: Record<string, string>;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "BucketKeyEnabled"?: boolean;
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "RequestCharged"?: "requester";
  "ReplicationStatus"?: "COMPLETE" | "PENDING" | "FAILED" | "REPLICA" | "COMPLETED";
  "PartsCount"?: number;
  "TagCount"?: number;
  "ObjectLockMode"?: "GOVERNANCE" | "COMPLIANCE";
  "ObjectLockRetainUntilDate"?: number;
  "ObjectLockLegalHoldStatus"?: "ON" | "OFF";
  "ObjectLockEventHold"?: "ON" | "OFF";
  "ObjectLockEventHoldDurationDays"?: number;
  "ObjectLockEventHoldDurationYears"?: number;
}

export interface GetObjectRequest {
  "Bucket": string;
  "IfMatch"?: string;
  "IfModifiedSince"?: number;
  "IfNoneMatch"?: string;
  "IfUnmodifiedSince"?: number;
  "Key": string;
  "Range"?: string;
  "ResponseCacheControl"?: string;
  "ResponseContentDisposition"?: string;
  "ResponseContentEncoding"?: string;
  "ResponseContentLanguage"?: string;
  "ResponseContentType"?: string;
  "ResponseExpires"?: number;
  "VersionId"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "RequestPayer"?: "requester";
  "PartNumber"?: number;
  "ExpectedBucketOwner"?: string;
  "ChecksumMode"?: "ENABLED";
}

export interface GetObjectRetentionOutput {
  "Retention"?: ObjectLockRetention;
}

export interface GetObjectRetentionRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
}

export interface GetObjectTaggingOutput {
  "VersionId"?: string;
  "TagSet"?: (Tag)[];
}

export interface GetObjectTaggingRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "ExpectedBucketOwner"?: string;
  "RequestPayer"?: "requester";
}

export interface GetObjectTorrentOutput {
  "Body"?: ResponseBody;
  "RequestCharged"?: "requester";
}

export interface GetObjectTorrentRequest {
  "Bucket": string;
  "Key": string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
}

export interface GetPublicAccessBlockOutput {
  "PublicAccessBlockConfiguration"?: PublicAccessBlockConfiguration;
}

export interface GetPublicAccessBlockRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface GlacierJobParameters {
  "Tier": "Standard" | "Bulk" | "Expedited";
}

export interface Grant {
  "Grantee"?: Grantee;
  "Permission"?: "FULL_CONTROL" | "WRITE" | "WRITE_ACP" | "READ" | "READ_ACP";
}

export interface Grantee {
  "DisplayName"?: string;
  "EmailAddress"?: string;
  "ID"?: string;
  "Type": "CanonicalUser" | "AmazonCustomerByEmail" | "Group";
  "URI"?: string;
}

export interface HeadBucketOutput {
  "BucketArn"?: string;
  "BucketLocationType"?: "AvailabilityZone" | "LocalZone";
  "BucketLocationName"?: string;
  "BucketRegion"?: string;
  "AccessPointAlias"?: boolean;
}

export interface HeadBucketRequest {
  "Bucket": string;
  "ExpectedBucketOwner"?: string;
}

export interface HeadObjectOutput {
  "DeleteMarker"?: boolean;
  "AcceptRanges"?: string;
  "Expiration"?: string;
  "Restore"?: string;
  "ArchiveStatus"?: "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";
  "LastModified"?: number;
  "ContentLength"?: number;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "ETag"?: string;
  "MissingMeta"?: number;
  "VersionId"?: string;
  "CacheControl"?: string;
  "ContentDisposition"?: string;
  "ContentEncoding"?: string;
  "ContentLanguage"?: string;
  "ContentType"?: string;
  "ContentRange"?: string;
  "Expires"?: string;
  "WebsiteRedirectLocation"?: string;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "Metadata"?: Record<string, string>;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "BucketKeyEnabled"?: boolean;
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "RequestCharged"?: "requester";
  "ReplicationStatus"?: "COMPLETE" | "PENDING" | "FAILED" | "REPLICA" | "COMPLETED";
  "PartsCount"?: number;
  "TagCount"?: number;
  "ObjectLockMode"?: "GOVERNANCE" | "COMPLIANCE";
  "ObjectLockRetainUntilDate"?: number;
  "ObjectLockLegalHoldStatus"?: "ON" | "OFF";
  "ObjectLockEventHold"?: "ON" | "OFF";
  "ObjectLockEventHoldDurationDays"?: number;
  "ObjectLockEventHoldDurationYears"?: number;
}

export interface HeadObjectRequest {
  "Bucket": string;
  "IfMatch"?: string;
  "IfModifiedSince"?: number;
  "IfNoneMatch"?: string;
  "IfUnmodifiedSince"?: number;
  "Key": string;
  "Range"?: string;
  "ResponseCacheControl"?: string;
  "ResponseContentDisposition"?: string;
  "ResponseContentEncoding"?: string;
  "ResponseContentLanguage"?: string;
  "ResponseContentType"?: string;
  "ResponseExpires"?: number;
  "VersionId"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "RequestPayer"?: "requester";
  "PartNumber"?: number;
  "ExpectedBucketOwner"?: string;
  "ChecksumMode"?: "ENABLED";
}

export interface IdempotencyParameterMismatch {
}

export interface IndexDocument {
  "Suffix": string;
}

export interface Initiator {
  "ID"?: string;
  "DisplayName"?: string;
}

export interface InputSerialization {
  "CSV"?: CSVInput;
  "CompressionType"?: "NONE" | "GZIP" | "BZIP2";
  "JSON"?: JSONInput;
  "Parquet"?: ParquetInput;
}

export interface IntelligentTieringAndOperator {
  "Prefix"?: string;
  "Tags"?: (Tag)[];
}

export interface IntelligentTieringConfiguration {
  "Id": string;
  "Filter"?: IntelligentTieringFilter;
  "Status": "Enabled" | "Disabled";
  "Tierings": (Tiering)[];
}

export interface IntelligentTieringFilter {
  "Prefix"?: string;
  "Tag"?: Tag;
  "And"?: IntelligentTieringAndOperator;
}

export interface InvalidAnnotationName {
}

export interface InvalidObjectState {
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "AccessTier"?: "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";
}

export interface InvalidPrefix {
}

export interface InvalidRequest {
}

export interface InvalidWriteOffset {
}

export interface InventoryConfiguration {
  "Destination": InventoryDestination;
  "IsEnabled": boolean;
  "Filter"?: InventoryFilter;
  "Id": string;
  "IncludedObjectVersions": "All" | "Current";
  "OptionalFields"?: ("Size" | "LastModifiedDate" | "StorageClass" | "ETag" | "IsMultipartUploaded" | "ReplicationStatus" | "EncryptionStatus" | "ObjectLockRetainUntilDate" | "ObjectLockMode" | "ObjectLockLegalHoldStatus" | "ObjectLockEventHoldStatus" | "ObjectLockEventHoldDuration" | "IntelligentTieringAccessTier" | "BucketKeyStatus" | "ChecksumAlgorithm" | "ObjectAccessControlList" | "ObjectOwner" | "LifecycleExpirationDate" | "IntelligentTieringReferenceDate")[];
  "Schedule": InventorySchedule;
}

export interface InventoryDestination {
  "S3BucketDestination": InventoryS3BucketDestination;
}

export interface InventoryEncryption {
  "SSES3"?: SSES3;
  "SSEKMS"?: SSEKMS;
}

export interface InventoryFilter {
  "Prefix": string;
}

export interface InventoryS3BucketDestination {
  "AccountId"?: string;
  "Bucket": string;
  "Format": "CSV" | "ORC" | "Parquet";
  "Prefix"?: string;
  "Encryption"?: InventoryEncryption;
}

export interface InventorySchedule {
  "Frequency": "Daily" | "Weekly";
}

export interface InventoryTableConfiguration {
  "ConfigurationState": "ENABLED" | "DISABLED";
  "EncryptionConfiguration"?: MetadataTableEncryptionConfiguration;
}

export interface InventoryTableConfigurationResult {
  "ConfigurationState": "ENABLED" | "DISABLED";
  "TableStatus"?: string;
  "Error"?: ErrorDetails;
  "TableName"?: string;
  "TableArn"?: string;
}

export interface InventoryTableConfigurationUpdates {
  "ConfigurationState": "ENABLED" | "DISABLED";
  "EncryptionConfiguration"?: MetadataTableEncryptionConfiguration;
}

export interface JSONInput {
  "Type"?: "DOCUMENT" | "LINES";
}

export interface JSONOutput {
  "RecordDelimiter"?: string;
}

export interface JournalTableConfiguration {
  "RecordExpiration": RecordExpiration;
  "EncryptionConfiguration"?: MetadataTableEncryptionConfiguration;
}

export interface JournalTableConfigurationResult {
  "TableStatus": string;
  "Error"?: ErrorDetails;
  "TableName": string;
  "TableArn"?: string;
  "RecordExpiration": RecordExpiration;
}

export interface JournalTableConfigurationUpdates {
  "RecordExpiration": RecordExpiration;
}

export interface LambdaFunctionConfiguration {
  "Id"?: string;
  "LambdaFunctionArn": string;
  "Events": ("s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put")[];
  "Filter"?: NotificationConfigurationFilter;
}

export interface LifecycleConfiguration {
  "Rules": (Rule)[];
}

export interface LifecycleExpiration {
  "Date"?: number;
  "Days"?: number;
  "ExpiredObjectDeleteMarker"?: boolean;
}

export interface LifecycleRule {
  "Expiration"?: LifecycleExpiration;
  "ID"?: string;
  "Prefix"?: string;
  "Filter"?: LifecycleRuleFilter;
  "Status": "Enabled" | "Disabled";
  "Transitions"?: (Transition)[];
  "NoncurrentVersionTransitions"?: (NoncurrentVersionTransition)[];
  "NoncurrentVersionExpiration"?: NoncurrentVersionExpiration;
  "AbortIncompleteMultipartUpload"?: AbortIncompleteMultipartUpload;
}

export interface LifecycleRuleAndOperator {
  "Prefix"?: string;
  "Tags"?: (Tag)[];
  "ObjectSizeGreaterThan"?: number;
  "ObjectSizeLessThan"?: number;
}

export interface LifecycleRuleFilter {
  "Prefix"?: string;
  "Tag"?: Tag;
  "ObjectSizeGreaterThan"?: number;
  "ObjectSizeLessThan"?: number;
  "And"?: LifecycleRuleAndOperator;
}

export interface ListBucketAnalyticsConfigurationsOutput {
  "IsTruncated"?: boolean;
  "ContinuationToken"?: string;
  "NextContinuationToken"?: string;
  "AnalyticsConfigurationList"?: (AnalyticsConfiguration)[];
}

export interface ListBucketAnalyticsConfigurationsRequest {
  "Bucket": string;
  "ContinuationToken"?: string;
  "ExpectedBucketOwner"?: string;
}

export interface ListBucketIntelligentTieringConfigurationsOutput {
  "IsTruncated"?: boolean;
  "ContinuationToken"?: string;
  "NextContinuationToken"?: string;
  "IntelligentTieringConfigurationList"?: (IntelligentTieringConfiguration)[];
}

export interface ListBucketIntelligentTieringConfigurationsRequest {
  "Bucket": string;
  "ContinuationToken"?: string;
  "ExpectedBucketOwner"?: string;
}

export interface ListBucketInventoryConfigurationsOutput {
  "ContinuationToken"?: string;
  "InventoryConfigurationList"?: (InventoryConfiguration)[];
  "IsTruncated"?: boolean;
  "NextContinuationToken"?: string;
}

export interface ListBucketInventoryConfigurationsRequest {
  "Bucket": string;
  "ContinuationToken"?: string;
  "ExpectedBucketOwner"?: string;
}

export interface ListBucketMetricsConfigurationsOutput {
  "IsTruncated"?: boolean;
  "ContinuationToken"?: string;
  "NextContinuationToken"?: string;
  "MetricsConfigurationList"?: (MetricsConfiguration)[];
}

export interface ListBucketMetricsConfigurationsRequest {
  "Bucket": string;
  "ContinuationToken"?: string;
  "ExpectedBucketOwner"?: string;
}

export interface ListBucketsOutput {
  "Buckets"?: (Bucket)[];
  "Owner"?: Owner;
  "ContinuationToken"?: string;
  "Prefix"?: string;
}

export interface ListBucketsRequest {
  "MaxBuckets"?: number;
  "ContinuationToken"?: string;
  "Prefix"?: string;
  "BucketRegion"?: string;
}

export interface ListDirectoryBucketsOutput {
  "Buckets"?: (Bucket)[];
  "ContinuationToken"?: string;
}

export interface ListDirectoryBucketsRequest {
  "ContinuationToken"?: string;
  "MaxDirectoryBuckets"?: number;
}

export interface ListMultipartUploadsOutput {
  "Bucket"?: string;
  "KeyMarker"?: string;
  "UploadIdMarker"?: string;
  "NextKeyMarker"?: string;
  "Prefix"?: string;
  "Delimiter"?: string;
  "NextUploadIdMarker"?: string;
  "MaxUploads"?: number;
  "IsTruncated"?: boolean;
  "Uploads"?: (MultipartUpload)[];
  "CommonPrefixes"?: (CommonPrefix)[];
  "EncodingType"?: "url";
  "RequestCharged"?: "requester";
}

export interface ListMultipartUploadsRequest {
  "Bucket": string;
  "Delimiter"?: string;
  "EncodingType"?: "url";
  "KeyMarker"?: string;
  "MaxUploads"?: number;
  "Prefix"?: string;
  "UploadIdMarker"?: string;
  "ExpectedBucketOwner"?: string;
  "RequestPayer"?: "requester";
}

export interface ListObjectAnnotationsOutput {
  "Annotations"?: (AnnotationEntry)[];
  "Bucket"?: string;
  "Key"?: string;
  "ObjectVersionId"?: string;
  "AnnotationPrefix"?: string;
  "MaxAnnotationResults"?: number;
  "AnnotationCount"?: number;
  "ContinuationToken"?: string;
  "NextContinuationToken"?: string;
  "RequestCharged"?: "requester";
}

export interface ListObjectAnnotationsRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "MaxAnnotationResults"?: number;
  "AnnotationPrefix"?: string;
  "ContinuationToken"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
}

export interface ListObjectVersionsOutput {
  "IsTruncated"?: boolean;
  "KeyMarker"?: string;
  "VersionIdMarker"?: string;
  "NextKeyMarker"?: string;
  "NextVersionIdMarker"?: string;
  "Versions"?: (ObjectVersion)[];
  "DeleteMarkers"?: (DeleteMarkerEntry)[];
  "Name"?: string;
  "Prefix"?: string;
  "Delimiter"?: string;
  "MaxKeys"?: number;
  "CommonPrefixes"?: (CommonPrefix)[];
  "EncodingType"?: "url";
  "RequestCharged"?: "requester";
}

export interface ListObjectVersionsRequest {
  "Bucket": string;
  "Delimiter"?: string;
  "EncodingType"?: "url";
  "KeyMarker"?: string;
  "MaxKeys"?: number;
  "Prefix"?: string;
  "VersionIdMarker"?: string;
  "ExpectedBucketOwner"?: string;
  "RequestPayer"?: "requester";
  "OptionalObjectAttributes"?: ("RestoreStatus")[];
}

export interface ListObjectsOutput {
  "IsTruncated"?: boolean;
  "Marker"?: string;
  "NextMarker"?: string;
  "Contents"?: (ObjectShape)[];
  "Name"?: string;
  "Prefix"?: string;
  "Delimiter"?: string;
  "MaxKeys"?: number;
  "CommonPrefixes"?: (CommonPrefix)[];
  "EncodingType"?: "url";
  "RequestCharged"?: "requester";
}

export interface ListObjectsRequest {
  "Bucket": string;
  "Delimiter"?: string;
  "EncodingType"?: "url";
  "Marker"?: string;
  "MaxKeys"?: number;
  "Prefix"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "OptionalObjectAttributes"?: ("RestoreStatus")[];
}

export interface ListObjectsV2Output {
  "IsTruncated"?: boolean;
  "Contents"?: (ObjectShape)[];
  "Name"?: string;
  "Prefix"?: string;
  "Delimiter"?: string;
  "MaxKeys"?: number;
  "CommonPrefixes"?: (CommonPrefix)[];
  "EncodingType"?: "url";
  "KeyCount"?: number;
  "ContinuationToken"?: string;
  "NextContinuationToken"?: string;
  "StartAfter"?: string;
  "RequestCharged"?: "requester";
}

export interface ListObjectsV2Request {
  "Bucket": string;
  "Delimiter"?: string;
  "EncodingType"?: "url";
  "MaxKeys"?: number;
  "Prefix"?: string;
  "ContinuationToken"?: string;
  "FetchOwner"?: boolean;
  "StartAfter"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "OptionalObjectAttributes"?: ("RestoreStatus")[];
}

export interface ListPartsOutput {
  "AbortDate"?: number;
  "AbortRuleId"?: string;
  "Bucket"?: string;
  "Key"?: string;
  "UploadId"?: string;
  "PartNumberMarker"?: number;
  "NextPartNumberMarker"?: number;
  "MaxParts"?: number;
  "IsTruncated"?: boolean;
  "Parts"?: (Part)[];
  "Initiator"?: Initiator;
  "Owner"?: Owner;
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "RequestCharged"?: "requester";
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "VersionId"?: string;
}

export interface ListPartsRequest {
  "Bucket": string;
  "Key": string;
  "MaxParts"?: number;
  "PartNumberMarker"?: number;
  "UploadId": string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
}

export interface LocationInfo {
  "Type"?: "AvailabilityZone" | "LocalZone";
  "Name"?: string;
}

export interface LoggingEnabled {
  "TargetBucket": string;
  "TargetGrants"?: (TargetGrant)[];
  "TargetPrefix": string;
  "TargetObjectKeyFormat"?: TargetObjectKeyFormat;
}

export interface MetadataConfiguration {
  "JournalTableConfiguration": JournalTableConfiguration;
  "InventoryTableConfiguration"?: InventoryTableConfiguration;
  "AnnotationTableConfiguration"?: AnnotationTableConfiguration;
}

export interface MetadataConfigurationResult {
  "DestinationResult": DestinationResult;
  "JournalTableConfigurationResult"?: JournalTableConfigurationResult;
  "InventoryTableConfigurationResult"?: InventoryTableConfigurationResult;
  "AnnotationTableConfigurationResult"?: AnnotationTableConfigurationResult;
}

export interface MetadataEntry {
  "Name"?: string;
  "Value"?: string;
}

export interface MetadataTableConfiguration {
  "S3TablesDestination": S3TablesDestination;
}

export interface MetadataTableConfigurationResult {
  "S3TablesDestinationResult": S3TablesDestinationResult;
}

export interface MetadataTableEncryptionConfiguration {
  "SseAlgorithm": "aws:kms" | "AES256";
  "KmsKeyArn"?: string;
}

export interface Metrics {
  "Status": "Enabled" | "Disabled";
  "EventThreshold"?: ReplicationTimeValue;
}

export interface MetricsAndOperator {
  "Prefix"?: string;
  "Tags"?: (Tag)[];
  "AccessPointArn"?: string;
}

export interface MetricsConfiguration {
  "Id": string;
  "Filter"?: MetricsFilter;
}

export interface MetricsFilter {
  "Prefix"?: string;
  "Tag"?: Tag;
  "AccessPointArn"?: string;
  "And"?: MetricsAndOperator;
}

export interface MultipartUpload {
  "UploadId"?: string;
  "Key"?: string;
  "Initiated"?: number;
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "Owner"?: Owner;
  "Initiator"?: Initiator;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "VersionId"?: string;
}

export interface NoSuchAnnotation {
}

export interface NoSuchBucket {
}

export interface NoSuchKey {
}

export interface NoSuchUpload {
}

export interface NoncurrentVersionExpiration {
  "NoncurrentDays"?: number;
  "NewerNoncurrentVersions"?: number;
}

export interface NoncurrentVersionTransition {
  "NoncurrentDays"?: number;
  "StorageClass"?: "GLACIER" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "DEEP_ARCHIVE" | "GLACIER_IR";
  "NewerNoncurrentVersions"?: number;
}

export interface NotificationConfiguration {
  "TopicConfigurations"?: (TopicConfiguration)[];
  "QueueConfigurations"?: (QueueConfiguration)[];
  "LambdaFunctionConfigurations"?: (LambdaFunctionConfiguration)[];
  "EventBridgeConfiguration"?: EventBridgeConfiguration;
}

export interface NotificationConfigurationDeprecated {
  "TopicConfiguration"?: TopicConfigurationDeprecated;
  "QueueConfiguration"?: QueueConfigurationDeprecated;
  "CloudFunctionConfiguration"?: CloudFunctionConfiguration;
}

export interface NotificationConfigurationFilter {
  "Key"?: S3KeyFilter;
}

export interface ObjectShape {
  "Key"?: string;
  "LastModified"?: number;
  "ETag"?: string;
  "ChecksumAlgorithm"?: ("CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128")[];
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "Size"?: number;
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "GLACIER" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "Owner"?: Owner;
  "RestoreStatus"?: RestoreStatus;
}

export interface ObjectAlreadyInActiveTierError {
}

export interface ObjectEncryption {
  "SSEKMS"?: SSEKMSEncryption;
}

export interface ObjectIdentifier {
  "Key": string;
  "VersionId"?: string;
  "ETag"?: string;
  "LastModifiedTime"?: number;
  "Size"?: number;
}

export interface ObjectLockConfiguration {
  "ObjectLockEnabled"?: "Enabled";
  "Rule"?: ObjectLockRule;
}

export interface ObjectLockLegalHold {
  "Status"?: "ON" | "OFF";
}

export interface ObjectLockRetention {
  "Mode"?: "GOVERNANCE" | "COMPLIANCE";
  "RetainUntilDate"?: number;
  "EventHold"?: "ON" | "OFF";
  "EventHoldDuration"?: EventHoldDuration;
}

export interface ObjectLockRule {
  "DefaultRetention"?: DefaultRetention;
}

export interface ObjectNotInActiveTierError {
}

export interface ObjectPart {
  "PartNumber"?: number;
  "Size"?: number;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
}

export interface ObjectVersion {
  "ETag"?: string;
  "ChecksumAlgorithm"?: ("CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128")[];
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "Size"?: number;
  "StorageClass"?: "STANDARD";
  "Key"?: string;
  "VersionId"?: string;
  "IsLatest"?: boolean;
  "LastModified"?: number;
  "Owner"?: Owner;
  "RestoreStatus"?: RestoreStatus;
}

export interface OutputLocation {
  "S3"?: S3Location;
}

export interface OutputSerialization {
  "CSV"?: CSVOutput;
  "JSON"?: JSONOutput;
}

export interface Owner {
  "DisplayName"?: string;
  "ID"?: string;
}

export interface OwnershipControls {
  "Rules": (OwnershipControlsRule)[];
}

export interface OwnershipControlsRule {
  "ObjectOwnership": "BucketOwnerPreferred" | "ObjectWriter" | "BucketOwnerEnforced";
}

export interface ParquetInput {
}

export interface Part {
  "PartNumber"?: number;
  "LastModified"?: number;
  "ETag"?: string;
  "Size"?: number;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
}

export interface PartitionedPrefix {
  "PartitionDateSource"?: "EventTime" | "DeliveryTime";
}

export interface PolicyStatus {
  "IsPublic"?: boolean;
}

export interface Progress {
  "BytesScanned"?: number;
  "BytesProcessed"?: number;
  "BytesReturned"?: number;
}

export interface ProgressEvent {
  "Details"?: Progress;
}

export interface PublicAccessBlockConfiguration {
  "BlockPublicAcls"?: boolean;
  "IgnorePublicAcls"?: boolean;
  "BlockPublicPolicy"?: boolean;
  "RestrictPublicBuckets"?: boolean;
}

export interface PutBucketAbacRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ExpectedBucketOwner"?: string;
  "AbacStatus": AbacStatus;
}

export interface PutBucketAccelerateConfigurationRequest {
  "Bucket": string;
  "AccelerateConfiguration": AccelerateConfiguration;
  "ExpectedBucketOwner"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
}

export interface PutBucketAclRequest {
  "ACL"?: "private" | "public-read" | "public-read-write" | "authenticated-read";
  "AccessControlPolicy"?: AccessControlPolicy;
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "GrantFullControl"?: string;
  "GrantRead"?: string;
  "GrantReadACP"?: string;
  "GrantWrite"?: string;
  "GrantWriteACP"?: string;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketAnalyticsConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "AnalyticsConfiguration": AnalyticsConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketCorsRequest {
  "Bucket": string;
  "CORSConfiguration": CORSConfiguration;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketEncryptionRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ServerSideEncryptionConfiguration": ServerSideEncryptionConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketIntelligentTieringConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "ExpectedBucketOwner"?: string;
  "IntelligentTieringConfiguration": IntelligentTieringConfiguration;
}

export interface PutBucketInventoryConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "InventoryConfiguration": InventoryConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketLifecycleConfigurationOutput {
  "TransitionDefaultMinimumObjectSize"?: "varies_by_storage_class" | "all_storage_classes_128K";
}

export interface PutBucketLifecycleConfigurationRequest {
  "Bucket": string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "LifecycleConfiguration"?: BucketLifecycleConfiguration;
  "ExpectedBucketOwner"?: string;
  "TransitionDefaultMinimumObjectSize"?: "varies_by_storage_class" | "all_storage_classes_128K";
}

export interface PutBucketLifecycleRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "LifecycleConfiguration"?: LifecycleConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketLoggingRequest {
  "Bucket": string;
  "BucketLoggingStatus": BucketLoggingStatus;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketMetricsConfigurationRequest {
  "Bucket": string;
  "Id": string;
  "MetricsConfiguration": MetricsConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketNotificationConfigurationRequest {
  "Bucket": string;
  "NotificationConfiguration": NotificationConfiguration;
  "ExpectedBucketOwner"?: string;
  "SkipDestinationValidation"?: boolean;
}

export interface PutBucketNotificationRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "NotificationConfiguration": NotificationConfigurationDeprecated;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketOwnershipControlsRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ExpectedBucketOwner"?: string;
  "OwnershipControls": OwnershipControls;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
}

export interface PutBucketPolicyRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ConfirmRemoveSelfBucketAccess"?: boolean;
  "Policy": string;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketReplicationRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ReplicationConfiguration": ReplicationConfiguration;
  "Token"?: string;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketRequestPaymentRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "RequestPaymentConfiguration": RequestPaymentConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketTaggingRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "Tagging": Tagging;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketVersioningRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "MFA"?: string;
  "VersioningConfiguration": VersioningConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface PutBucketWebsiteRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "WebsiteConfiguration": WebsiteConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface PutObjectAclOutput {
  "RequestCharged"?: "requester";
}

export interface PutObjectAclRequest {
  "ACL"?: "private" | "public-read" | "public-read-write" | "authenticated-read" | "aws-exec-read" | "bucket-owner-read" | "bucket-owner-full-control";
  "AccessControlPolicy"?: AccessControlPolicy;
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "GrantFullControl"?: string;
  "GrantRead"?: string;
  "GrantReadACP"?: string;
  "GrantWrite"?: string;
  "GrantWriteACP"?: string;
  "Key": string;
  "RequestPayer"?: "requester";
  "VersionId"?: string;
  "ExpectedBucketOwner"?: string;
}

export interface PutObjectAnnotationOutput {
  "Key"?: string;
  "AnnotationName"?: string;
  "ObjectVersionId"?: string;
  "ETag"?: string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "RequestCharged"?: "requester";
}

export interface PutObjectAnnotationRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "AnnotationName": string;
  "AnnotationPayload": Body;
  "ObjectIfMatch"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ContentMD5"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
}

export interface PutObjectLegalHoldOutput {
  "RequestCharged"?: "requester";
}

export interface PutObjectLegalHoldRequest {
  "Bucket": string;
  "Key": string;
  "LegalHold"?: ObjectLockLegalHold;
  "RequestPayer"?: "requester";
  "VersionId"?: string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ExpectedBucketOwner"?: string;
}

export interface PutObjectLockConfigurationOutput {
  "RequestCharged"?: "requester";
}

export interface PutObjectLockConfigurationRequest {
  "Bucket": string;
  "ObjectLockConfiguration"?: ObjectLockConfiguration;
  "RequestPayer"?: "requester";
  "Token"?: string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ExpectedBucketOwner"?: string;
}

export interface PutObjectOutput {
  "Expiration"?: string;
  "ETag"?: string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "ChecksumType"?: "COMPOSITE" | "FULL_OBJECT";
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "VersionId"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "SSEKMSEncryptionContext"?: string;
  "BucketKeyEnabled"?: boolean;
  "Size"?: number;
  "RequestCharged"?: "requester";
}

export interface PutObjectRequest {
  "ACL"?: "private" | "public-read" | "public-read-write" | "authenticated-read" | "aws-exec-read" | "bucket-owner-read" | "bucket-owner-full-control";
  "Body"?: Body;
  "Bucket": string;
  "CacheControl"?: string;
  "ContentDisposition"?: string;
  "ContentEncoding"?: string;
  "ContentLanguage"?: string;
  "ContentLength"?: number;
  "ContentMD5"?: string;
  "ContentType"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "Expires"?: string;
  "IfMatch"?: string;
  "IfNoneMatch"?: string;
  "GrantFullControl"?: string;
  "GrantRead"?: string;
  "GrantReadACP"?: string;
  "GrantWriteACP"?: string;
  "Key": string;
  "WriteOffsetBytes"?: number;
  "Metadata"?: Record<string, string>;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "WebsiteRedirectLocation"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "SSEKMSEncryptionContext"?: string;
  "BucketKeyEnabled"?: boolean;
  "RequestPayer"?: "requester";
  "Tagging"?: string;
  "ObjectLockMode"?: "GOVERNANCE" | "COMPLIANCE";
  "ObjectLockRetainUntilDate"?: number;
  "ObjectLockLegalHoldStatus"?: "ON" | "OFF";
  "ObjectLockEventHold"?: "ON" | "OFF";
  "ObjectLockEventHoldDurationDays"?: number;
  "ObjectLockEventHoldDurationYears"?: number;
  "ExpectedBucketOwner"?: string;
}

export interface PutObjectRetentionOutput {
  "RequestCharged"?: "requester";
}

export interface PutObjectRetentionRequest {
  "Bucket": string;
  "Key": string;
  "Retention"?: ObjectLockRetention;
  "RequestPayer"?: "requester";
  "VersionId"?: string;
  "BypassGovernanceRetention"?: boolean;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ExpectedBucketOwner"?: string;
}

export interface PutObjectTaggingOutput {
  "VersionId"?: string;
}

export interface PutObjectTaggingRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "Tagging": Tagging;
  "ExpectedBucketOwner"?: string;
  "RequestPayer"?: "requester";
}

export interface PutPublicAccessBlockRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "PublicAccessBlockConfiguration": PublicAccessBlockConfiguration;
  "ExpectedBucketOwner"?: string;
}

export interface QueueConfiguration {
  "Id"?: string;
  "QueueArn": string;
  "Events": ("s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put")[];
  "Filter"?: NotificationConfigurationFilter;
}

export interface QueueConfigurationDeprecated {
  "Id"?: string;
  "Event"?: "s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put";
  "Events"?: ("s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put")[];
  "Queue"?: string;
}

export interface RecordExpiration {
  "Expiration": "ENABLED" | "DISABLED";
  "Days"?: number;
}

export interface RecordsEvent {
  "Payload"?: Uint8Array;
}

export interface Redirect {
  "HostName"?: string;
  "HttpRedirectCode"?: string;
  "Protocol"?: "http" | "https";
  "ReplaceKeyPrefixWith"?: string;
  "ReplaceKeyWith"?: string;
}

export interface RedirectAllRequestsTo {
  "HostName": string;
  "Protocol"?: "http" | "https";
}

export interface RenameObjectOutput {
}

export interface RenameObjectRequest {
  "Bucket": string;
  "Key": string;
  "RenameSource": string;
  "DestinationIfMatch"?: string;
  "DestinationIfNoneMatch"?: string;
  "DestinationIfModifiedSince"?: number;
  "DestinationIfUnmodifiedSince"?: number;
  "SourceIfMatch"?: string;
  "SourceIfNoneMatch"?: string;
  "SourceIfModifiedSince"?: number;
  "SourceIfUnmodifiedSince"?: number;
  "ClientToken"?: string;
}

export interface ReplicaModifications {
  "Status": "Enabled" | "Disabled";
}

export interface ReplicationConfiguration {
  "Role": string;
  "Rules": (ReplicationRule)[];
}

export interface ReplicationRule {
  "ID"?: string;
  "Priority"?: number;
  "Prefix"?: string;
  "Filter"?: ReplicationRuleFilter;
  "Status": "Enabled" | "Disabled";
  "SourceSelectionCriteria"?: SourceSelectionCriteria;
  "ExistingObjectReplication"?: ExistingObjectReplication;
  "Destination": Destination;
  "DeleteMarkerReplication"?: DeleteMarkerReplication;
}

export interface ReplicationRuleAndOperator {
  "Prefix"?: string;
  "Tags"?: (Tag)[];
}

export interface ReplicationRuleFilter {
  "Prefix"?: string;
  "Tag"?: Tag;
  "And"?: ReplicationRuleAndOperator;
}

export interface ReplicationTime {
  "Status": "Enabled" | "Disabled";
  "Time": ReplicationTimeValue;
}

export interface ReplicationTimeValue {
  "Minutes"?: number;
}

export interface RequestPaymentConfiguration {
  "Payer": "Requester" | "BucketOwner";
}

export interface RequestProgress {
  "Enabled"?: boolean;
}

export interface RestoreObjectOutput {
  "RequestCharged"?: "requester";
  "RestoreOutputPath"?: string;
}

export interface RestoreObjectRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "RestoreRequest"?: RestoreRequest;
  "RequestPayer"?: "requester";
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ExpectedBucketOwner"?: string;
}

export interface RestoreRequest {
  "Days"?: number;
  "GlacierJobParameters"?: GlacierJobParameters;
  "Type"?: "SELECT";
  "Tier"?: "Standard" | "Bulk" | "Expedited";
  "Description"?: string;
  "SelectParameters"?: SelectParameters;
  "OutputLocation"?: OutputLocation;
}

export interface RestoreStatus {
  "IsRestoreInProgress"?: boolean;
  "RestoreExpiryDate"?: number;
}

export interface RoutingRule {
  "Condition"?: Condition;
  "Redirect": Redirect;
}

export interface Rule {
  "Expiration"?: LifecycleExpiration;
  "ID"?: string;
  "Prefix": string;
  "Status": "Enabled" | "Disabled";
  "Transition"?: Transition;
  "NoncurrentVersionTransition"?: NoncurrentVersionTransition;
  "NoncurrentVersionExpiration"?: NoncurrentVersionExpiration;
  "AbortIncompleteMultipartUpload"?: AbortIncompleteMultipartUpload;
}

export interface S3KeyFilter {
  "FilterRules"?: (FilterRule)[];
}

export interface S3Location {
  "BucketName": string;
  "Prefix": string;
  "Encryption"?: Encryption;
  "CannedACL"?: "private" | "public-read" | "public-read-write" | "authenticated-read" | "aws-exec-read" | "bucket-owner-read" | "bucket-owner-full-control";
  "AccessControlList"?: (Grant)[];
  "Tagging"?: Tagging;
  "UserMetadata"?: (MetadataEntry)[];
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
}

export interface S3TablesDestination {
  "TableBucketArn": string;
  "TableName": string;
}

export interface S3TablesDestinationResult {
  "TableBucketArn": string;
  "TableName": string;
  "TableArn": string;
  "TableNamespace": string;
}

export interface SSEKMS {
  "KeyId": string;
}

export interface SSEKMSEncryption {
  "KMSKeyArn": string;
  "BucketKeyEnabled"?: boolean;
}

export interface SSES3 {
}

export interface ScanRange {
  "Start"?: number;
  "End"?: number;
}

export interface SelectObjectContentEventStream {
  "Records"?: RecordsEvent;
  "Stats"?: StatsEvent;
  "Progress"?: ProgressEvent;
  "Cont"?: ContinuationEvent;
  "End"?: EndEvent;
}

export interface SelectObjectContentOutput {
  "Payload"?: AsyncIterable<SelectObjectContentEventStream>;
}

export interface SelectObjectContentRequest {
  "Bucket": string;
  "Key": string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "Expression": string;
  "ExpressionType": "SQL";
  "RequestProgress"?: RequestProgress;
  "InputSerialization": InputSerialization;
  "OutputSerialization": OutputSerialization;
  "ScanRange"?: ScanRange;
  "ExpectedBucketOwner"?: string;
}

export interface SelectParameters {
  "InputSerialization": InputSerialization;
  "ExpressionType": "SQL";
  "Expression": string;
  "OutputSerialization": OutputSerialization;
}

export interface ServerSideEncryptionByDefault {
  "SSEAlgorithm": "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "KMSMasterKeyID"?: string;
}

export interface ServerSideEncryptionConfiguration {
  "Rules": (ServerSideEncryptionRule)[];
}

export interface ServerSideEncryptionRule {
  "ApplyServerSideEncryptionByDefault"?: ServerSideEncryptionByDefault;
  "BucketKeyEnabled"?: boolean;
  "BlockedEncryptionTypes"?: BlockedEncryptionTypes;
}

export interface SessionCredentials {
  "AccessKeyId": string;
  "SecretAccessKey": string;
  "SessionToken": string;
  "Expiration": number;
}

export interface SimplePrefix {
}

export interface SourceSelectionCriteria {
  "SseKmsEncryptedObjects"?: SseKmsEncryptedObjects;
  "ReplicaModifications"?: ReplicaModifications;
}

export interface SseKmsEncryptedObjects {
  "Status": "Enabled" | "Disabled";
}

export interface Stats {
  "BytesScanned"?: number;
  "BytesProcessed"?: number;
  "BytesReturned"?: number;
}

export interface StatsEvent {
  "Details"?: Stats;
}

export interface StorageClassAnalysis {
  "DataExport"?: StorageClassAnalysisDataExport;
}

export interface StorageClassAnalysisDataExport {
  "OutputSchemaVersion": "V_1";
  "Destination": AnalyticsExportDestination;
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface Tagging {
  "TagSet": (Tag)[];
}

export interface TargetGrant {
  "Grantee"?: Grantee;
  "Permission"?: "FULL_CONTROL" | "READ" | "WRITE";
}

export interface TargetObjectKeyFormat {
  "SimplePrefix"?: SimplePrefix;
  "PartitionedPrefix"?: PartitionedPrefix;
}

export interface Tiering {
  "Days": number;
  "AccessTier": "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";
}

export interface TooManyParts {
}

export interface TopicConfiguration {
  "Id"?: string;
  "TopicArn": string;
  "Events": ("s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put")[];
  "Filter"?: NotificationConfigurationFilter;
}

export interface TopicConfigurationDeprecated {
  "Id"?: string;
  "Events"?: ("s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put")[];
  "Event"?: "s3:ReducedRedundancyLostObject" | "s3:ObjectCreated:*" | "s3:ObjectCreated:Put" | "s3:ObjectCreated:Post" | "s3:ObjectCreated:Copy" | "s3:ObjectCreated:CompleteMultipartUpload" | "s3:ObjectRemoved:*" | "s3:ObjectRemoved:Delete" | "s3:ObjectRemoved:DeleteMarkerCreated" | "s3:ObjectRestore:*" | "s3:ObjectRestore:Post" | "s3:ObjectRestore:Completed" | "s3:Replication:*" | "s3:Replication:OperationFailedReplication" | "s3:Replication:OperationNotTracked" | "s3:Replication:OperationMissedThreshold" | "s3:Replication:OperationReplicatedAfterThreshold" | "s3:ObjectRestore:Delete" | "s3:LifecycleTransition" | "s3:IntelligentTiering" | "s3:ObjectAcl:Put" | "s3:LifecycleExpiration:*" | "s3:LifecycleExpiration:Delete" | "s3:LifecycleExpiration:DeleteMarkerCreated" | "s3:ObjectTagging:*" | "s3:ObjectTagging:Put" | "s3:ObjectTagging:Delete" | "s3:ObjectAnnotation:*" | "s3:ObjectAnnotation:Put" | "s3:ObjectAnnotation:Delete" | "s3:ObjectRetention:Put";
  "Topic"?: string;
}

export interface Transition {
  "Date"?: number;
  "Days"?: number;
  "StorageClass"?: "GLACIER" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "DEEP_ARCHIVE" | "GLACIER_IR";
}

export interface UnsupportedMediaType {
}

export interface UpdateBucketMetadataAnnotationTableConfigurationRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "AnnotationTableConfiguration": AnnotationTableConfigurationUpdates;
  "ExpectedBucketOwner"?: string;
}

export interface UpdateBucketMetadataInventoryTableConfigurationRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "InventoryTableConfiguration": InventoryTableConfigurationUpdates;
  "ExpectedBucketOwner"?: string;
}

export interface UpdateBucketMetadataJournalTableConfigurationRequest {
  "Bucket": string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "JournalTableConfiguration": JournalTableConfigurationUpdates;
  "ExpectedBucketOwner"?: string;
}

export interface UpdateObjectEncryptionRequest {
  "Bucket": string;
  "Key": string;
  "VersionId"?: string;
  "ObjectEncryption": ObjectEncryption;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
}

export interface UpdateObjectEncryptionResponse {
  "RequestCharged"?: "requester";
}

export interface UploadPartCopyOutput {
  "CopySourceVersionId"?: string;
  "CopyPartResult"?: CopyPartResult;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "BucketKeyEnabled"?: boolean;
  "RequestCharged"?: "requester";
  "VersionId"?: string;
}

export interface UploadPartCopyRequest {
  "Bucket": string;
  "CopySource": string;
  "CopySourceIfMatch"?: string;
  "CopySourceIfModifiedSince"?: number;
  "CopySourceIfNoneMatch"?: string;
  "CopySourceIfUnmodifiedSince"?: number;
  "CopySourceRange"?: string;
  "Key": string;
  "PartNumber": number;
  "UploadId": string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "CopySourceSSECustomerAlgorithm"?: string;
  "CopySourceSSECustomerKey"?: string;
  "CopySourceSSECustomerKeyMD5"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
  "ExpectedSourceBucketOwner"?: string;
}

export interface UploadPartOutput {
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "ETag"?: string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKeyMD5"?: string;
  "SSEKMSKeyId"?: string;
  "BucketKeyEnabled"?: boolean;
  "RequestCharged"?: "requester";
  "VersionId"?: string;
}

export interface UploadPartRequest {
  "Body"?: Body;
  "Bucket": string;
  "ContentLength"?: number;
  "ContentMD5"?: string;
  "ChecksumAlgorithm"?: "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "Key": string;
  "PartNumber": number;
  "UploadId": string;
  "SSECustomerAlgorithm"?: string;
  "SSECustomerKey"?: string;
  "SSECustomerKeyMD5"?: string;
  "RequestPayer"?: "requester";
  "ExpectedBucketOwner"?: string;
}

export interface VersioningConfiguration {
  "MFADelete"?: "Enabled" | "Disabled";
  "Status"?: "Enabled" | "Suspended";
}

export interface WebsiteConfiguration {
  "ErrorDocument"?: ErrorDocument;
  "IndexDocument"?: IndexDocument;
  "RedirectAllRequestsTo"?: RedirectAllRequestsTo;
  "RoutingRules"?: (RoutingRule)[];
}

export interface WriteGetObjectResponseRequest {
  "RequestRoute": string;
  "RequestToken": string;
  "Body"?: Body;
  "StatusCode"?: number;
  "ErrorCode"?: string;
  "ErrorMessage"?: string;
  "AcceptRanges"?: string;
  "CacheControl"?: string;
  "ContentDisposition"?: string;
  "ContentEncoding"?: string;
  "ContentLanguage"?: string;
  "ContentLength"?: number;
  "ContentRange"?: string;
  "ContentType"?: string;
  "ChecksumCRC32"?: string;
  "ChecksumCRC32C"?: string;
  "ChecksumCRC64NVME"?: string;
  "ChecksumSHA1"?: string;
  "ChecksumSHA256"?: string;
  "ChecksumSHA512"?: string;
  "ChecksumMD5"?: string;
  "ChecksumXXHASH64"?: string;
  "ChecksumXXHASH3"?: string;
  "ChecksumXXHASH128"?: string;
  "DeleteMarker"?: boolean;
  "ETag"?: string;
  "Expires"?: string;
  "Expiration"?: string;
  "LastModified"?: number;
  "MissingMeta"?: number;
  "Metadata"?: Record<string, string>;
  "ObjectLockMode"?: "GOVERNANCE" | "COMPLIANCE";
  "ObjectLockLegalHoldStatus"?: "ON" | "OFF";
  "ObjectLockRetainUntilDate"?: number;
  "PartsCount"?: number;
  "ReplicationStatus"?: "COMPLETE" | "PENDING" | "FAILED" | "REPLICA" | "COMPLETED";
  "RequestCharged"?: "requester";
  "Restore"?: string;
  "ServerSideEncryption"?: "AES256" | "aws:fsx" | "aws:backup" | "aws:kms" | "aws:kms:dsse";
  "SSECustomerAlgorithm"?: string;
  "SSEKMSKeyId"?: string;
  "SSECustomerKeyMD5"?: string;
  "StorageClass"?: "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP" | "AWS_BACKUP_WARM" | "AWS_BACKUP_LOW_COST_WARM";
  "TagCount"?: number;
  "VersionId"?: string;
  "BucketKeyEnabled"?: boolean;
}

export interface Operations {
  AbortMultipartUpload: { input: AbortMultipartUploadRequest; output: AbortMultipartUploadOutput };
  CompleteMultipartUpload: { input: CompleteMultipartUploadRequest; output: CompleteMultipartUploadOutput };
  CopyObject: { input: CopyObjectRequest; output: CopyObjectOutput };
  CreateBucket: { input: CreateBucketRequest; output: CreateBucketOutput };
  CreateBucketMetadataConfiguration: { input: CreateBucketMetadataConfigurationRequest; output: Record<string, never> };
  CreateBucketMetadataTableConfiguration: { input: CreateBucketMetadataTableConfigurationRequest; output: Record<string, never> };
  CreateMultipartUpload: { input: CreateMultipartUploadRequest; output: CreateMultipartUploadOutput };
  CreateSession: { input: CreateSessionRequest; output: CreateSessionOutput };
  DeleteBucket: { input: DeleteBucketRequest; output: Record<string, never> };
  DeleteBucketAnalyticsConfiguration: { input: DeleteBucketAnalyticsConfigurationRequest; output: Record<string, never> };
  DeleteBucketCors: { input: DeleteBucketCorsRequest; output: Record<string, never> };
  DeleteBucketEncryption: { input: DeleteBucketEncryptionRequest; output: Record<string, never> };
  DeleteBucketIntelligentTieringConfiguration: { input: DeleteBucketIntelligentTieringConfigurationRequest; output: Record<string, never> };
  DeleteBucketInventoryConfiguration: { input: DeleteBucketInventoryConfigurationRequest; output: Record<string, never> };
  DeleteBucketLifecycle: { input: DeleteBucketLifecycleRequest; output: Record<string, never> };
  DeleteBucketMetadataConfiguration: { input: DeleteBucketMetadataConfigurationRequest; output: Record<string, never> };
  DeleteBucketMetadataTableConfiguration: { input: DeleteBucketMetadataTableConfigurationRequest; output: Record<string, never> };
  DeleteBucketMetricsConfiguration: { input: DeleteBucketMetricsConfigurationRequest; output: Record<string, never> };
  DeleteBucketOwnershipControls: { input: DeleteBucketOwnershipControlsRequest; output: Record<string, never> };
  DeleteBucketPolicy: { input: DeleteBucketPolicyRequest; output: Record<string, never> };
  DeleteBucketReplication: { input: DeleteBucketReplicationRequest; output: Record<string, never> };
  DeleteBucketTagging: { input: DeleteBucketTaggingRequest; output: Record<string, never> };
  DeleteBucketWebsite: { input: DeleteBucketWebsiteRequest; output: Record<string, never> };
  DeleteObject: { input: DeleteObjectRequest; output: DeleteObjectOutput };
  DeleteObjectAnnotation: { input: DeleteObjectAnnotationRequest; output: DeleteObjectAnnotationOutput };
  DeleteObjectTagging: { input: DeleteObjectTaggingRequest; output: DeleteObjectTaggingOutput };
  DeleteObjects: { input: DeleteObjectsRequest; output: DeleteObjectsOutput };
  DeletePublicAccessBlock: { input: DeletePublicAccessBlockRequest; output: Record<string, never> };
  GetBucketAbac: { input: GetBucketAbacRequest; output: GetBucketAbacOutput };
  GetBucketAccelerateConfiguration: { input: GetBucketAccelerateConfigurationRequest; output: GetBucketAccelerateConfigurationOutput };
  GetBucketAcl: { input: GetBucketAclRequest; output: GetBucketAclOutput };
  GetBucketAnalyticsConfiguration: { input: GetBucketAnalyticsConfigurationRequest; output: GetBucketAnalyticsConfigurationOutput };
  GetBucketCors: { input: GetBucketCorsRequest; output: GetBucketCorsOutput };
  GetBucketEncryption: { input: GetBucketEncryptionRequest; output: GetBucketEncryptionOutput };
  GetBucketIntelligentTieringConfiguration: { input: GetBucketIntelligentTieringConfigurationRequest; output: GetBucketIntelligentTieringConfigurationOutput };
  GetBucketInventoryConfiguration: { input: GetBucketInventoryConfigurationRequest; output: GetBucketInventoryConfigurationOutput };
  GetBucketLifecycle: { input: GetBucketLifecycleRequest; output: GetBucketLifecycleOutput };
  GetBucketLifecycleConfiguration: { input: GetBucketLifecycleConfigurationRequest; output: GetBucketLifecycleConfigurationOutput };
  GetBucketLocation: { input: GetBucketLocationRequest; output: GetBucketLocationOutput };
  GetBucketLogging: { input: GetBucketLoggingRequest; output: GetBucketLoggingOutput };
  GetBucketMetadataConfiguration: { input: GetBucketMetadataConfigurationRequest; output: GetBucketMetadataConfigurationOutput };
  GetBucketMetadataTableConfiguration: { input: GetBucketMetadataTableConfigurationRequest; output: GetBucketMetadataTableConfigurationOutput };
  GetBucketMetricsConfiguration: { input: GetBucketMetricsConfigurationRequest; output: GetBucketMetricsConfigurationOutput };
  GetBucketNotification: { input: GetBucketNotificationConfigurationRequest; output: NotificationConfigurationDeprecated };
  GetBucketNotificationConfiguration: { input: GetBucketNotificationConfigurationRequest; output: NotificationConfiguration };
  GetBucketOwnershipControls: { input: GetBucketOwnershipControlsRequest; output: GetBucketOwnershipControlsOutput };
  GetBucketPolicy: { input: GetBucketPolicyRequest; output: GetBucketPolicyOutput };
  GetBucketPolicyStatus: { input: GetBucketPolicyStatusRequest; output: GetBucketPolicyStatusOutput };
  GetBucketReplication: { input: GetBucketReplicationRequest; output: GetBucketReplicationOutput };
  GetBucketRequestPayment: { input: GetBucketRequestPaymentRequest; output: GetBucketRequestPaymentOutput };
  GetBucketTagging: { input: GetBucketTaggingRequest; output: GetBucketTaggingOutput };
  GetBucketVersioning: { input: GetBucketVersioningRequest; output: GetBucketVersioningOutput };
  GetBucketWebsite: { input: GetBucketWebsiteRequest; output: GetBucketWebsiteOutput };
  GetObject: { input: GetObjectRequest; output: GetObjectOutput };
  GetObjectAcl: { input: GetObjectAclRequest; output: GetObjectAclOutput };
  GetObjectAnnotation: { input: GetObjectAnnotationRequest; output: GetObjectAnnotationOutput };
  GetObjectAttributes: { input: GetObjectAttributesRequest; output: GetObjectAttributesOutput };
  GetObjectLegalHold: { input: GetObjectLegalHoldRequest; output: GetObjectLegalHoldOutput };
  GetObjectLockConfiguration: { input: GetObjectLockConfigurationRequest; output: GetObjectLockConfigurationOutput };
  GetObjectRetention: { input: GetObjectRetentionRequest; output: GetObjectRetentionOutput };
  GetObjectTagging: { input: GetObjectTaggingRequest; output: GetObjectTaggingOutput };
  GetObjectTorrent: { input: GetObjectTorrentRequest; output: GetObjectTorrentOutput };
  GetPublicAccessBlock: { input: GetPublicAccessBlockRequest; output: GetPublicAccessBlockOutput };
  HeadBucket: { input: HeadBucketRequest; output: HeadBucketOutput };
  HeadObject: { input: HeadObjectRequest; output: HeadObjectOutput };
  ListBucketAnalyticsConfigurations: { input: ListBucketAnalyticsConfigurationsRequest; output: ListBucketAnalyticsConfigurationsOutput };
  ListBucketIntelligentTieringConfigurations: { input: ListBucketIntelligentTieringConfigurationsRequest; output: ListBucketIntelligentTieringConfigurationsOutput };
  ListBucketInventoryConfigurations: { input: ListBucketInventoryConfigurationsRequest; output: ListBucketInventoryConfigurationsOutput };
  ListBucketMetricsConfigurations: { input: ListBucketMetricsConfigurationsRequest; output: ListBucketMetricsConfigurationsOutput };
  ListBuckets: { input: ListBucketsRequest; output: ListBucketsOutput };
  ListDirectoryBuckets: { input: ListDirectoryBucketsRequest; output: ListDirectoryBucketsOutput };
  ListMultipartUploads: { input: ListMultipartUploadsRequest; output: ListMultipartUploadsOutput };
  ListObjectAnnotations: { input: ListObjectAnnotationsRequest; output: ListObjectAnnotationsOutput };
  ListObjectVersions: { input: ListObjectVersionsRequest; output: ListObjectVersionsOutput };
  ListObjects: { input: ListObjectsRequest; output: ListObjectsOutput };
  ListObjectsV2: { input: ListObjectsV2Request; output: ListObjectsV2Output };
  ListParts: { input: ListPartsRequest; output: ListPartsOutput };
  PutBucketAbac: { input: PutBucketAbacRequest; output: Record<string, never> };
  PutBucketAccelerateConfiguration: { input: PutBucketAccelerateConfigurationRequest; output: Record<string, never> };
  PutBucketAcl: { input: PutBucketAclRequest; output: Record<string, never> };
  PutBucketAnalyticsConfiguration: { input: PutBucketAnalyticsConfigurationRequest; output: Record<string, never> };
  PutBucketCors: { input: PutBucketCorsRequest; output: Record<string, never> };
  PutBucketEncryption: { input: PutBucketEncryptionRequest; output: Record<string, never> };
  PutBucketIntelligentTieringConfiguration: { input: PutBucketIntelligentTieringConfigurationRequest; output: Record<string, never> };
  PutBucketInventoryConfiguration: { input: PutBucketInventoryConfigurationRequest; output: Record<string, never> };
  PutBucketLifecycle: { input: PutBucketLifecycleRequest; output: Record<string, never> };
  PutBucketLifecycleConfiguration: { input: PutBucketLifecycleConfigurationRequest; output: PutBucketLifecycleConfigurationOutput };
  PutBucketLogging: { input: PutBucketLoggingRequest; output: Record<string, never> };
  PutBucketMetricsConfiguration: { input: PutBucketMetricsConfigurationRequest; output: Record<string, never> };
  PutBucketNotification: { input: PutBucketNotificationRequest; output: Record<string, never> };
  PutBucketNotificationConfiguration: { input: PutBucketNotificationConfigurationRequest; output: Record<string, never> };
  PutBucketOwnershipControls: { input: PutBucketOwnershipControlsRequest; output: Record<string, never> };
  PutBucketPolicy: { input: PutBucketPolicyRequest; output: Record<string, never> };
  PutBucketReplication: { input: PutBucketReplicationRequest; output: Record<string, never> };
  PutBucketRequestPayment: { input: PutBucketRequestPaymentRequest; output: Record<string, never> };
  PutBucketTagging: { input: PutBucketTaggingRequest; output: Record<string, never> };
  PutBucketVersioning: { input: PutBucketVersioningRequest; output: Record<string, never> };
  PutBucketWebsite: { input: PutBucketWebsiteRequest; output: Record<string, never> };
  PutObject: { input: PutObjectRequest; output: PutObjectOutput };
  PutObjectAcl: { input: PutObjectAclRequest; output: PutObjectAclOutput };
  PutObjectAnnotation: { input: PutObjectAnnotationRequest; output: PutObjectAnnotationOutput };
  PutObjectLegalHold: { input: PutObjectLegalHoldRequest; output: PutObjectLegalHoldOutput };
  PutObjectLockConfiguration: { input: PutObjectLockConfigurationRequest; output: PutObjectLockConfigurationOutput };
  PutObjectRetention: { input: PutObjectRetentionRequest; output: PutObjectRetentionOutput };
  PutObjectTagging: { input: PutObjectTaggingRequest; output: PutObjectTaggingOutput };
  PutPublicAccessBlock: { input: PutPublicAccessBlockRequest; output: Record<string, never> };
  RenameObject: { input: RenameObjectRequest; output: RenameObjectOutput };
  RestoreObject: { input: RestoreObjectRequest; output: RestoreObjectOutput };
  SelectObjectContent: { input: SelectObjectContentRequest; output: SelectObjectContentOutput };
  UpdateBucketMetadataAnnotationTableConfiguration: { input: UpdateBucketMetadataAnnotationTableConfigurationRequest; output: Record<string, never> };
  UpdateBucketMetadataInventoryTableConfiguration: { input: UpdateBucketMetadataInventoryTableConfigurationRequest; output: Record<string, never> };
  UpdateBucketMetadataJournalTableConfiguration: { input: UpdateBucketMetadataJournalTableConfigurationRequest; output: Record<string, never> };
  UpdateObjectEncryption: { input: UpdateObjectEncryptionRequest; output: UpdateObjectEncryptionResponse };
  UploadPart: { input: UploadPartRequest; output: UploadPartOutput };
  UploadPartCopy: { input: UploadPartCopyRequest; output: UploadPartCopyOutput };
  WriteGetObjectResponse: { input: WriteGetObjectResponseRequest; output: Record<string, never> };
}
