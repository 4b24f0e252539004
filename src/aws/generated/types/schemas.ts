/** schemas's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface BadRequestException {
  "Code": string;
  "Message": string;
}

export interface CodeBindingOutput {
  "CreationDate"?: number;
  "LastModified"?: number;
  "SchemaVersion"?: string;
  "Status"?: "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "CREATE_FAILED";
}

export interface ConflictException {
  "Code": string;
  "Message": string;
}

export interface CreateDiscovererInput {
  "Description"?: string;
  "SourceArn": string;
  "CrossAccount"?: boolean;
  "Tags"?: Record<string, string>;
}

export interface CreateDiscovererRequest {
  "Description"?: string;
  "SourceArn": string;
  "CrossAccount"?: boolean;
  "Tags"?: Record<string, string>;
}

export interface CreateDiscovererResponse {
  "Description"?: string;
  "DiscovererArn"?: string;
  "DiscovererId"?: string;
  "SourceArn"?: string;
  "State"?: "STARTED" | "STOPPED";
  "CrossAccount"?: boolean;
  "Tags"?: Record<string, string>;
}

export interface CreateRegistryInput {
  "Description"?: string;
  "Tags"?: Record<string, string>;
}

export interface CreateRegistryRequest {
  "Description"?: string;
  "RegistryName": string;
  "Tags"?: Record<string, string>;
}

export interface CreateRegistryResponse {
  "Description"?: string;
  "RegistryArn"?: string;
  "RegistryName"?: string;
  "Tags"?: Record<string, string>;
}

export interface CreateSchemaInput {
  "Content": string;
  "Description"?: string;
  "Tags"?: Record<string, string>;
  "Type": "OpenApi3" | "JSONSchemaDraft4";
}

export interface CreateSchemaRequest {
  "Content": string;
  "Description"?: string;
  "RegistryName": string;
  "SchemaName": string;
  "Tags"?: Record<string, string>;
  "Type": "OpenApi3" | "JSONSchemaDraft4";
}

export interface CreateSchemaResponse {
  "Description"?: string;
  "LastModified"?: number;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersion"?: string;
  "Tags"?: Record<string, string>;
  "Type"?: string;
  "VersionCreatedDate"?: number;
}

export interface DeleteDiscovererRequest {
  "DiscovererId": string;
}

export interface DeleteRegistryRequest {
  "RegistryName": string;
}

export interface DeleteResourcePolicyRequest {
  "RegistryName"?: string;
}

export interface DeleteSchemaRequest {
  "RegistryName": string;
  "SchemaName": string;
}

export interface DeleteSchemaVersionRequest {
  "RegistryName": string;
  "SchemaName": string;
  "SchemaVersion": string;
}

export interface DescribeCodeBindingRequest {
  "Language": string;
  "RegistryName": string;
  "SchemaName": string;
  "SchemaVersion"?: string;
}

export interface DescribeCodeBindingResponse {
  "CreationDate"?: number;
  "LastModified"?: number;
  "SchemaVersion"?: string;
  "Status"?: "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "CREATE_FAILED";
}

export interface DescribeDiscovererRequest {
  "DiscovererId": string;
}

export interface DescribeDiscovererResponse {
  "Description"?: string;
  "DiscovererArn"?: string;
  "DiscovererId"?: string;
  "SourceArn"?: string;
  "State"?: "STARTED" | "STOPPED";
  "CrossAccount"?: boolean;
  "Tags"?: Record<string, string>;
}

export interface DescribeRegistryRequest {
  "RegistryName": string;
}

export interface DescribeRegistryResponse {
  "Description"?: string;
  "RegistryArn"?: string;
  "RegistryName"?: string;
  "Tags"?: Record<string, string>;
}

export interface DescribeSchemaOutput {
  "Content"?: string;
  "Description"?: string;
  "LastModified"?: number;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersion"?: string;
  "Tags"?: Record<string, string>;
  "Type"?: string;
  "VersionCreatedDate"?: number;
}

export interface DescribeSchemaRequest {
  "RegistryName": string;
  "SchemaName": string;
  "SchemaVersion"?: string;
}

export interface DescribeSchemaResponse {
  "Content"?: string;
  "Description"?: string;
  "LastModified"?: number;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersion"?: string;
  "Tags"?: Record<string, string>;
  "Type"?: string;
  "VersionCreatedDate"?: number;
}

export interface DiscovererOutput {
  "Description"?: string;
  "DiscovererArn"?: string;
  "DiscovererId"?: string;
  "SourceArn"?: string;
  "State"?: "STARTED" | "STOPPED";
  "CrossAccount"?: boolean;
  "Tags"?: Record<string, string>;
}

export interface DiscovererStateOutput {
  "DiscovererId"?: string;
  "State"?: "STARTED" | "STOPPED";
}

export interface DiscovererSummary {
  "DiscovererArn"?: string;
  "DiscovererId"?: string;
  "SourceArn"?: string;
  "State"?: "STARTED" | "STOPPED";
  "CrossAccount"?: boolean;
  "Tags"?: Record<string, string>;
}

export interface ErrorOutput {
  "Code": string;
  "Message": string;
}

export interface ExportSchemaOutput {
  "Content"?: string;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersion"?: string;
  "Type"?: string;
}

export interface ExportSchemaRequest {
  "RegistryName": string;
  "SchemaName": string;
  "SchemaVersion"?: string;
  "Type": string;
}

export interface ExportSchemaResponse {
  "Content"?: string;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersion"?: string;
  "Type"?: string;
}

export interface ForbiddenException {
  "Code": string;
  "Message": string;
}

export interface GetCodeBindingSourceRequest {
  "Language": string;
  "RegistryName": string;
  "SchemaName": string;
  "SchemaVersion"?: string;
}

export interface GetCodeBindingSourceResponse {
  "Body"?: Uint8Array;
}

export interface GetDiscoveredSchemaInput {
  "Events": (string)[];
  "Type": "OpenApi3" | "JSONSchemaDraft4";
}

export interface GetDiscoveredSchemaOutput {
  "Content"?: string;
}

export interface GetDiscoveredSchemaRequest {
  "Events": (string)[];
  "Type": "OpenApi3" | "JSONSchemaDraft4";
}

export interface GetDiscoveredSchemaResponse {
  "Content"?: string;
}

export interface GetResourcePolicyOutput {
  "Policy"?: string;
  "RevisionId"?: string;
}

export interface GetResourcePolicyRequest {
  "RegistryName"?: string;
}

export interface GetResourcePolicyResponse {
  "Policy"?: string;
  "RevisionId"?: string;
}

export interface GoneException {
  "Code": string;
  "Message": string;
}

export interface InternalServerErrorException {
  "Code": string;
  "Message": string;
}

export interface ListDiscoverersOutput {
  "Discoverers"?: (DiscovererSummary)[];
  "NextToken"?: string;
}

export interface ListDiscoverersRequest {
  "DiscovererIdPrefix"?: string;
  "Limit"?: number;
  "NextToken"?: string;
  "SourceArnPrefix"?: string;
}

export interface ListDiscoverersResponse {
  "Discoverers"?: (DiscovererSummary)[];
  "NextToken"?: string;
}

export interface ListRegistriesOutput {
  "NextToken"?: string;
  "Registries"?: (RegistrySummary)[];
}

export interface ListRegistriesRequest {
  "Limit"?: number;
  "NextToken"?: string;
  "RegistryNamePrefix"?: string;
  "Scope"?: string;
}

export interface ListRegistriesResponse {
  "NextToken"?: string;
  "Registries"?: (RegistrySummary)[];
}

export interface ListSchemaVersionsOutput {
  "NextToken"?: string;
  "SchemaVersions"?: (SchemaVersionSummary)[];
}

export interface ListSchemaVersionsRequest {
  "Limit"?: number;
  "NextToken"?: string;
  "RegistryName": string;
  "SchemaName": string;
}

export interface ListSchemaVersionsResponse {
  "NextToken"?: string;
  "SchemaVersions"?: (SchemaVersionSummary)[];
}

export interface ListSchemasOutput {
  "NextToken"?: string;
  "Schemas"?: (SchemaSummary)[];
}

export interface ListSchemasRequest {
  "Limit"?: number;
  "NextToken"?: string;
  "RegistryName": string;
  "SchemaNamePrefix"?: string;
}

export interface ListSchemasResponse {
  "NextToken"?: string;
  "Schemas"?: (SchemaSummary)[];
}

export interface ListTagsForResourceOutput {
  "Tags"?: Record<string, string>;
}

export interface ListTagsForResourceRequest {
  "ResourceArn": string;
}

export interface ListTagsForResourceResponse {
  "Tags"?: Record<string, string>;
}

export interface NotFoundException {
  "Code": string;
  "Message": string;
}

export interface PreconditionFailedException {
  "Code": string;
  "Message": string;
}

export interface PutCodeBindingRequest {
  "Language": string;
  "RegistryName": string;
  "SchemaName": string;
  "SchemaVersion"?: string;
}

export interface PutCodeBindingResponse {
  "CreationDate"?: number;
  "LastModified"?: number;
  "SchemaVersion"?: string;
  "Status"?: "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "CREATE_FAILED";
}

export interface PutResourcePolicyInput {
  "Policy": string;
  "RevisionId"?: string;
}

export interface PutResourcePolicyOutput {
  "Policy"?: string;
  "RevisionId"?: string;
}

export interface PutResourcePolicyRequest {
  "Policy": string;
  "RegistryName"?: string;
  "RevisionId"?: string;
}

export interface PutResourcePolicyResponse {
  "Policy"?: string;
  "RevisionId"?: string;
}

export interface RegistryOutput {
  "Description"?: string;
  "RegistryArn"?: string;
  "RegistryName"?: string;
  "Tags"?: Record<string, string>;
}

export interface RegistrySummary {
  "RegistryArn"?: string;
  "RegistryName"?: string;
  "Tags"?: Record<string, string>;
}

export interface SchemaOutput {
  "Description"?: string;
  "LastModified"?: number;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersion"?: string;
  "Tags"?: Record<string, string>;
  "Type"?: string;
  "VersionCreatedDate"?: number;
}

export interface SchemaSummary {
  "LastModified"?: number;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "Tags"?: Record<string, string>;
  "VersionCount"?: number;
}

export interface SchemaVersionSummary {
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersion"?: string;
  "Type"?: "OpenApi3" | "JSONSchemaDraft4";
}

export interface SearchSchemaSummary {
  "RegistryName"?: string;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersions"?: (SearchSchemaVersionSummary)[];
}

export interface SearchSchemaVersionSummary {
  "CreatedDate"?: number;
  "SchemaVersion"?: string;
  "Type"?: "OpenApi3" | "JSONSchemaDraft4";
}

export interface SearchSchemasOutput {
  "NextToken"?: string;
  "Schemas"?: (SearchSchemaSummary)[];
}

export interface SearchSchemasRequest {
  "Keywords": string;
  "Limit"?: number;
  "NextToken"?: string;
  "RegistryName": string;
}

export interface SearchSchemasResponse {
  "NextToken"?: string;
  "Schemas"?: (SearchSchemaSummary)[];
}

export interface ServiceUnavailableException {
  "Code": string;
  "Message": string;
}

export interface StartDiscovererRequest {
  "DiscovererId": string;
}

export interface StartDiscovererResponse {
  "DiscovererId"?: string;
  "State"?: "STARTED" | "STOPPED";
}

export interface StopDiscovererRequest {
  "DiscovererId": string;
}

export interface StopDiscovererResponse {
  "DiscovererId"?: string;
  "State"?: "STARTED" | "STOPPED";
}

export interface TagResourceInput {
  "Tags": Record<string, string>;
}

export interface TagResourceRequest {
  "ResourceArn": string;
  "Tags": Record<string, string>;
}

export interface TooManyRequestsException {
  "Code": string;
  "Message": string;
}

export interface UnauthorizedException {
  "Code": string;
  "Message": string;
}

export interface UntagResourceRequest {
  "ResourceArn": string;
  "TagKeys": (string)[];
}

export interface UpdateDiscovererInput {
  "Description"?: string;
  "CrossAccount"?: boolean;
}

export interface UpdateDiscovererRequest {
  "Description"?: string;
  "DiscovererId": string;
  "CrossAccount"?: boolean;
}

export interface UpdateDiscovererResponse {
  "Description"?: string;
  "DiscovererArn"?: string;
  "DiscovererId"?: string;
  "SourceArn"?: string;
  "State"?: "STARTED" | "STOPPED";
  "CrossAccount"?: boolean;
  "Tags"?: Record<string, string>;
}

export interface UpdateRegistryInput {
  "Description"?: string;
}

export interface UpdateRegistryRequest {
  "Description"?: string;
  "RegistryName": string;
}

export interface UpdateRegistryResponse {
  "Description"?: string;
  "RegistryArn"?: string;
  "RegistryName"?: string;
  "Tags"?: Record<string, string>;
}

export interface UpdateSchemaInput {
  "ClientTokenId"?: string;
  "Content"?: string;
  "Description"?: string;
  "Type"?: "OpenApi3" | "JSONSchemaDraft4";
}

export interface UpdateSchemaRequest {
  "ClientTokenId"?: string;
  "Content"?: string;
  "Description"?: string;
  "RegistryName": string;
  "SchemaName": string;
  "Type"?: "OpenApi3" | "JSONSchemaDraft4";
}

export interface UpdateSchemaResponse {
  "Description"?: string;
  "LastModified"?: number;
  "SchemaArn"?: string;
  "SchemaName"?: string;
  "SchemaVersion"?: string;
  "Tags"?: Record<string, string>;
  "Type"?: string;
  "VersionCreatedDate"?: number;
}

export interface Operations {
  CreateDiscoverer: { input: CreateDiscovererRequest; output: CreateDiscovererResponse };
  CreateRegistry: { input: CreateRegistryRequest; output: CreateRegistryResponse };
  CreateSchema: { input: CreateSchemaRequest; output: CreateSchemaResponse };
  DeleteDiscoverer: { input: DeleteDiscovererRequest; output: Record<string, never> };
  DeleteRegistry: { input: DeleteRegistryRequest; output: Record<string, never> };
  DeleteResourcePolicy: { input: DeleteResourcePolicyRequest; output: Record<string, never> };
  DeleteSchema: { input: DeleteSchemaRequest; output: Record<string, never> };
  DeleteSchemaVersion: { input: DeleteSchemaVersionRequest; output: Record<string, never> };
  DescribeCodeBinding: { input: DescribeCodeBindingRequest; output: DescribeCodeBindingResponse };
  DescribeDiscoverer: { input: DescribeDiscovererRequest; output: DescribeDiscovererResponse };
  DescribeRegistry: { input: DescribeRegistryRequest; output: DescribeRegistryResponse };
  DescribeSchema: { input: DescribeSchemaRequest; output: DescribeSchemaResponse };
  ExportSchema: { input: ExportSchemaRequest; output: ExportSchemaResponse };
  GetCodeBindingSource: { input: GetCodeBindingSourceRequest; output: GetCodeBindingSourceResponse };
  GetDiscoveredSchema: { input: GetDiscoveredSchemaRequest; output: GetDiscoveredSchemaResponse };
  GetResourcePolicy: { input: GetResourcePolicyRequest; output: GetResourcePolicyResponse };
  ListDiscoverers: { input: ListDiscoverersRequest; output: ListDiscoverersResponse };
  ListRegistries: { input: ListRegistriesRequest; output: ListRegistriesResponse };
  ListSchemaVersions: { input: ListSchemaVersionsRequest; output: ListSchemaVersionsResponse };
  ListSchemas: { input: ListSchemasRequest; output: ListSchemasResponse };
  ListTagsForResource: { input: ListTagsForResourceRequest; output: ListTagsForResourceResponse };
  PutCodeBinding: { input: PutCodeBindingRequest; output: PutCodeBindingResponse };
  PutResourcePolicy: { input: PutResourcePolicyRequest; output: PutResourcePolicyResponse };
  SearchSchemas: { input: SearchSchemasRequest; output: SearchSchemasResponse };
  StartDiscoverer: { input: StartDiscovererRequest; output: StartDiscovererResponse };
  StopDiscoverer: { input: StopDiscovererRequest; output: StopDiscovererResponse };
  TagResource: { input: TagResourceRequest; output: Record<string, never> };
  UntagResource: { input: UntagResourceRequest; output: Record<string, never> };
  UpdateDiscoverer: { input: UpdateDiscovererRequest; output: UpdateDiscovererResponse };
  UpdateRegistry: { input: UpdateRegistryRequest; output: UpdateRegistryResponse };
  UpdateSchema: { input: UpdateSchemaRequest; output: UpdateSchemaResponse };
}
