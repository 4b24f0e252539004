/** ApiGatewayV2's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface ACMManaged {
  "CertificateArn": string;
  "DomainName": string;
}

export interface AccessDeniedException {
  "Message"?: string;
}

export interface AccessDeniedExceptionResponseContent {
  "Message"?: string;
}

export interface AccessLogSettings {
  "DestinationArn"?: string;
  "Format"?: string;
}

export interface Api {
  "ApiEndpoint"?: string;
  "ApiGatewayManaged"?: boolean;
  "ApiId"?: string;
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CreatedDate"?: number;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "ImportInfo"?: (string)[];
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name": string;
  "ProtocolType": "WEBSOCKET" | "HTTP";
  "RouteSelectionExpression": string;
  "Tags"?: Record<string, string>;
  "Version"?: string;
  "Warnings"?: (string)[];
}

export interface ApiMapping {
  "ApiId": string;
  "ApiMappingId"?: string;
  "ApiMappingKey"?: string;
  "Stage": string;
}

export interface ApiMappings {
  "Items"?: (ApiMapping)[];
  "NextToken"?: string;
}

export interface Apis {
  "Items"?: (Api)[];
  "NextToken"?: string;
}

export interface Authorization {
  "CognitoConfig"?: CognitoConfig;
  "None"?: None;
}

export interface Authorizer {
  "AuthorizerCredentialsArn"?: string;
  "AuthorizerId"?: string;
  "AuthorizerPayloadFormatVersion"?: string;
  "AuthorizerResultTtlInSeconds"?: number;
  "AuthorizerType"?: "REQUEST" | "JWT";
  "AuthorizerUri"?: string;
  "EnableSimpleResponses"?: boolean;
  "IdentitySource"?: (string)[];
  "IdentityValidationExpression"?: string;
  "JwtConfiguration"?: JWTConfiguration;
  "Name": string;
}

export interface Authorizers {
  "Items"?: (Authorizer)[];
  "NextToken"?: string;
}

export interface BadRequestException {
  "Message"?: string;
}

export interface BadRequestExceptionResponseContent {
  "Message"?: string;
}

export interface CognitoConfig {
  "AppClientId": string;
  "UserPoolArn": string;
  "UserPoolDomain": string;
}

export interface ConflictException {
  "Message"?: string;
}

export interface ConflictExceptionResponseContent {
  "Message"?: string;
}

export interface Cors {
  "AllowCredentials"?: boolean;
  "AllowHeaders"?: (string)[];
  "AllowMethods"?: (string)[];
  "AllowOrigins"?: (string)[];
  "ExposeHeaders"?: (string)[];
  "MaxAge"?: number;
}

export interface CreateApiInput {
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CredentialsArn"?: string;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "Name": string;
  "ProtocolType": "WEBSOCKET" | "HTTP";
  "RouteKey"?: string;
  "RouteSelectionExpression"?: string;
  "Tags"?: Record<string, string>;
  "Target"?: string;
  "Version"?: string;
}

export interface CreateApiMappingInput {
  "ApiId": string;
  "ApiMappingKey"?: string;
  "Stage": string;
}

export interface CreateApiMappingRequest {
  "ApiId": string;
  "ApiMappingKey"?: string;
  "DomainName": string;
  "Stage": string;
}

export interface CreateApiMappingResponse {
  "ApiId"?: string;
  "ApiMappingId"?: string;
  "ApiMappingKey"?: string;
  "Stage"?: string;
}

export interface CreateApiRequest {
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CredentialsArn"?: string;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name": string;
  "ProtocolType": "WEBSOCKET" | "HTTP";
  "RouteKey"?: string;
  "RouteSelectionExpression"?: string;
  "Tags"?: Record<string, string>;
  "Target"?: string;
  "Version"?: string;
}

export interface CreateApiResponse {
  "ApiEndpoint"?: string;
  "ApiGatewayManaged"?: boolean;
  "ApiId"?: string;
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CreatedDate"?: number;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "ImportInfo"?: (string)[];
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name"?: string;
  "ProtocolType"?: "WEBSOCKET" | "HTTP";
  "RouteSelectionExpression"?: string;
  "Tags"?: Record<string, string>;
  "Version"?: string;
  "Warnings"?: (string)[];
}

export interface CreateAuthorizerInput {
  "AuthorizerCredentialsArn"?: string;
  "AuthorizerPayloadFormatVersion"?: string;
  "AuthorizerResultTtlInSeconds"?: number;
  "AuthorizerType": "REQUEST" | "JWT";
  "AuthorizerUri"?: string;
  "EnableSimpleResponses"?: boolean;
  "IdentitySource": (string)[];
  "IdentityValidationExpression"?: string;
  "JwtConfiguration"?: JWTConfiguration;
  "Name": string;
}

export interface CreateAuthorizerRequest {
  "ApiId": string;
  "AuthorizerCredentialsArn"?: string;
  "AuthorizerPayloadFormatVersion"?: string;
  "AuthorizerResultTtlInSeconds"?: number;
  "AuthorizerType": "REQUEST" | "JWT";
  "AuthorizerUri"?: string;
  "EnableSimpleResponses"?: boolean;
  "IdentitySource": (string)[];
  "IdentityValidationExpression"?: string;
  "JwtConfiguration"?: JWTConfiguration;
  "Name": string;
}

export interface CreateAuthorizerResponse {
  "AuthorizerCredentialsArn"?: string;
  "AuthorizerId"?: string;
  "AuthorizerPayloadFormatVersion"?: string;
  "AuthorizerResultTtlInSeconds"?: number;
  "AuthorizerType"?: "REQUEST" | "JWT";
  "AuthorizerUri"?: string;
  "EnableSimpleResponses"?: boolean;
  "IdentitySource"?: (string)[];
  "IdentityValidationExpression"?: string;
  "JwtConfiguration"?: JWTConfiguration;
  "Name"?: string;
}

export interface CreateDeploymentInput {
  "Description"?: string;
  "StageName"?: string;
}

export interface CreateDeploymentRequest {
  "ApiId": string;
  "Description"?: string;
  "StageName"?: string;
}

export interface CreateDeploymentResponse {
  "AutoDeployed"?: boolean;
  "CreatedDate"?: number;
  "DeploymentId"?: string;
  "DeploymentStatus"?: "PENDING" | "FAILED" | "DEPLOYED";
  "DeploymentStatusMessage"?: string;
  "Description"?: string;
}

export interface CreateDomainNameInput {
  "DomainName": string;
  "DomainNameConfigurations"?: (DomainNameConfiguration)[];
  "MutualTlsAuthentication"?: MutualTlsAuthenticationInput;
  "RoutingMode"?: "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";
  "Tags"?: Record<string, string>;
}

export interface CreateDomainNameRequest {
  "DomainName": string;
  "DomainNameConfigurations"?: (DomainNameConfiguration)[];
  "MutualTlsAuthentication"?: MutualTlsAuthenticationInput;
  "RoutingMode"?: "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";
  "Tags"?: Record<string, string>;
}

export interface CreateDomainNameResponse {
  "ApiMappingSelectionExpression"?: string;
  "DomainName"?: string;
  "DomainNameArn"?: string;
  "DomainNameConfigurations"?: (DomainNameConfiguration)[];
  "MutualTlsAuthentication"?: MutualTlsAuthentication;
  "RoutingMode"?: "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";
  "Tags"?: Record<string, string>;
}

export interface CreateIntegrationInput {
  "ConnectionId"?: string;
  "ConnectionType"?: "INTERNET" | "VPC_LINK";
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "CredentialsArn"?: string;
  "Description"?: string;
  "IntegrationMethod"?: string;
  "IntegrationSubtype"?: string;
  "IntegrationType": "AWS" | "HTTP" | "MOCK" | "HTTP_PROXY" | "AWS_PROXY";
  "IntegrationUri"?: string;
  "PassthroughBehavior"?: "WHEN_NO_MATCH" | "NEVER" | "WHEN_NO_TEMPLATES";
  "PayloadFormatVersion"?: string;
  "RequestParameters"?: Record<string, string>;
  "RequestTemplates"?: Record<string, string>;
  "ResponseParameters"?: Record<string, Record<string, string>>;
  "TemplateSelectionExpression"?: string;
  "TimeoutInMillis"?: number;
  "TlsConfig"?: TlsConfigInput;
}

export interface CreateIntegrationRequest {
  "ApiId": string;
  "ConnectionId"?: string;
  "ConnectionType"?: "INTERNET" | "VPC_LINK";
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "CredentialsArn"?: string;
  "Description"?: string;
  "IntegrationMethod"?: string;
  "IntegrationSubtype"?: string;
  "IntegrationType": "AWS" | "HTTP" | "MOCK" | "HTTP_PROXY" | "AWS_PROXY";
  "IntegrationUri"?: string;
  "PassthroughBehavior"?: "WHEN_NO_MATCH" | "NEVER" | "WHEN_NO_TEMPLATES";
  "PayloadFormatVersion"?: string;
  "RequestParameters"?: Record<string, string>;
  "RequestTemplates"?: Record<string, string>;
  "ResponseParameters"?: Record<string, Record<string, string>>;
  "TemplateSelectionExpression"?: string;
  "TimeoutInMillis"?: number;
  "TlsConfig"?: TlsConfigInput;
}

export interface CreateIntegrationResponseInput {
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "IntegrationResponseKey": string;
  "ResponseParameters"?: Record<string, string>;
  "ResponseTemplates"?: Record<string, string>;
  "TemplateSelectionExpression"?: string;
}

export interface CreateIntegrationResponseRequest {
  "ApiId": string;
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "IntegrationId": string;
  "IntegrationResponseKey": string;
  "ResponseParameters"?: Record<string, string>;
  "ResponseTemplates"?: Record<string, string>;
  "TemplateSelectionExpression"?: string;
}

export interface CreateIntegrationResponseResponse {
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "IntegrationResponseId"?: string;
  "IntegrationResponseKey"?: string;
  "ResponseParameters"?: Record<string, string>;
  "ResponseTemplates"?: Record<string, string>;
  "TemplateSelectionExpression"?: string;
}

export interface CreateIntegrationResult {
  "ApiGatewayManaged"?: boolean;
  "ConnectionId"?: string;
  "ConnectionType"?: "INTERNET" | "VPC_LINK";
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "CredentialsArn"?: string;
  "Description"?: string;
  "IntegrationId"?: string;
  "IntegrationMethod"?: string;
  "IntegrationResponseSelectionExpression"?: string;
  "IntegrationSubtype"?: string;
  "IntegrationType"?: "AWS" | "HTTP" | "MOCK" | "HTTP_PROXY" | "AWS_PROXY";
  "IntegrationUri"?: string;
  "PassthroughBehavior"?: "WHEN_NO_MATCH" | "NEVER" | "WHEN_NO_TEMPLATES";
  "PayloadFormatVersion"?: string;
  "RequestParameters"?: Record<string, string>;
  "RequestTemplates"?: Record<string, string>;
  "ResponseParameters"?: Record<string, Record<string, string>>;
  "TemplateSelectionExpression"?: string;
  "TimeoutInMillis"?: number;
  "TlsConfig"?: TlsConfig;
}

export interface CreateModelInput {
  "ContentType"?: string;
  "Description"?: string;
  "Name": string;
  "Schema": string;
}

export interface CreateModelRequest {
  "ApiId": string;
  "ContentType"?: string;
  "Description"?: string;
  "Name": string;
  "Schema": string;
}

export interface CreateModelResponse {
  "ContentType"?: string;
  "Description"?: string;
  "ModelId"?: string;
  "Name"?: string;
  "Schema"?: string;
}

export interface CreatePortalProductRequest {
  "Description"?: string;
  "DisplayName": string;
  "Tags"?: Record<string, string>;
}

export interface CreatePortalProductRequestContent {
  "Description"?: string;
  "DisplayName": string;
  "Tags"?: Record<string, string>;
}

export interface CreatePortalProductResponse {
  "Description"?: string;
  "DisplayName"?: string;
  "DisplayOrder"?: DisplayOrder;
  "LastModified"?: number;
  "PortalProductArn"?: string;
  "PortalProductId"?: string;
  "Tags"?: Record<string, string>;
}

export interface CreatePortalProductResponseContent {
  "Description"?: string;
  "DisplayName": string;
  "DisplayOrder"?: DisplayOrder;
  "LastModified": number;
  "PortalProductArn": string;
  "PortalProductId": string;
  "Tags"?: Record<string, string>;
}

export interface CreatePortalRequest {
  "Authorization": Authorization;
  "EndpointConfiguration": EndpointConfigurationRequest;
  "IncludedPortalProductArns"?: (string)[];
  "LogoUri"?: string;
  "PortalContent": PortalContent;
  "RumAppMonitorName"?: string;
  "Tags"?: Record<string, string>;
}

export interface CreatePortalRequestContent {
  "Authorization": Authorization;
  "EndpointConfiguration": EndpointConfigurationRequest;
  "IncludedPortalProductArns"?: (string)[];
  "LogoUri"?: string;
  "PortalContent": PortalContent;
  "RumAppMonitorName"?: string;
  "Tags"?: Record<string, string>;
}

export interface CreatePortalResponse {
  "Authorization"?: Authorization;
  "EndpointConfiguration"?: EndpointConfigurationResponse;
  "IncludedPortalProductArns"?: (string)[];
  "LastModified"?: number;
  "LastPublished"?: number;
  "LastPublishedDescription"?: string;
  "PortalArn"?: string;
  "PortalContent"?: PortalContent;
  "PortalId"?: string;
  "PublishStatus"?: "PUBLISHED" | "PUBLISH_IN_PROGRESS" | "PUBLISH_FAILED" | "DISABLE_IN_PROGRESS" | "DISABLE_FAILED" | "DISABLED";
  "RumAppMonitorName"?: string;
  "StatusException"?: StatusException;
  "Tags"?: Record<string, string>;
}

export interface CreatePortalResponseContent {
  "Authorization": Authorization;
  "EndpointConfiguration": EndpointConfigurationResponse;
  "IncludedPortalProductArns": (string)[];
  "LastModified": number;
  "LastPublished"?: number;
  "LastPublishedDescription"?: string;
  "PortalArn": string;
  "PortalContent": PortalContent;
  "PortalId": string;
  "PublishStatus"?: "PUBLISHED" | "PUBLISH_IN_PROGRESS" | "PUBLISH_FAILED" | "DISABLE_IN_PROGRESS" | "DISABLE_FAILED" | "DISABLED";
  "RumAppMonitorName"?: string;
  "StatusException"?: StatusException;
  "Tags"?: Record<string, string>;
}

export interface CreateProductPageRequest {
  "DisplayContent": DisplayContent;
  "PortalProductId": string;
}

export interface CreateProductPageRequestContent {
  "DisplayContent": DisplayContent;
}

export interface CreateProductPageResponse {
  "DisplayContent"?: DisplayContent;
  "LastModified"?: number;
  "ProductPageArn"?: string;
  "ProductPageId"?: string;
}

export interface CreateProductPageResponseContent {
  "DisplayContent"?: DisplayContent;
  "LastModified": number;
  "ProductPageArn": string;
  "ProductPageId": string;
}

export interface CreateProductRestEndpointPageRequest {
  "DisplayContent"?: EndpointDisplayContent;
  "PortalProductId": string;
  "RestEndpointIdentifier": RestEndpointIdentifier;
  "TryItState"?: "ENABLED" | "DISABLED";
}

export interface CreateProductRestEndpointPageRequestContent {
  "DisplayContent"?: EndpointDisplayContent;
  "RestEndpointIdentifier": RestEndpointIdentifier;
  "TryItState"?: "ENABLED" | "DISABLED";
}

export interface CreateProductRestEndpointPageResponse {
  "DisplayContent"?: EndpointDisplayContentResponse;
  "LastModified"?: number;
  "ProductRestEndpointPageArn"?: string;
  "ProductRestEndpointPageId"?: string;
  "RestEndpointIdentifier"?: RestEndpointIdentifier;
  "Status"?: "AVAILABLE" | "IN_PROGRESS" | "FAILED";
  "StatusException"?: StatusException;
  "TryItState"?: "ENABLED" | "DISABLED";
}

export interface CreateProductRestEndpointPageResponseContent {
  "DisplayContent": EndpointDisplayContentResponse;
  "LastModified": number;
  "ProductRestEndpointPageArn": string;
  "ProductRestEndpointPageId": string;
  "RestEndpointIdentifier": RestEndpointIdentifier;
  "Status": "AVAILABLE" | "IN_PROGRESS" | "FAILED";
  "StatusException"?: StatusException;
  "TryItState": "ENABLED" | "DISABLED";
}

export interface CreateRouteInput {
  "ApiKeyRequired"?: boolean;
  "AuthorizationScopes"?: (string)[];
  "AuthorizationType"?: "NONE" | "AWS_IAM" | "CUSTOM" | "JWT";
  "AuthorizerId"?: string;
  "ModelSelectionExpression"?: string;
  "OperationName"?: string;
  "RequestModels"?: Record<string, string>;
  "RequestParameters"?: Record<string, ParameterConstraints>;
  "RouteKey": string;
  "RouteResponseSelectionExpression"?: string;
  "Target"?: string;
}

export interface CreateRouteRequest {
  "ApiId": string;
  "ApiKeyRequired"?: boolean;
  "AuthorizationScopes"?: (string)[];
  "AuthorizationType"?: "NONE" | "AWS_IAM" | "CUSTOM" | "JWT";
  "AuthorizerId"?: string;
  "ModelSelectionExpression"?: string;
  "OperationName"?: string;
  "RequestModels"?: Record<string, string>;
  "RequestParameters"?: Record<string, ParameterConstraints>;
  "RouteKey": string;
  "RouteResponseSelectionExpression"?: string;
  "Target"?: string;
}

export interface CreateRouteResponseInput {
  "ModelSelectionExpression"?: string;
  "ResponseModels"?: Record<string, string>;
  "ResponseParameters"?: Record<string, ParameterConstraints>;
  "RouteResponseKey": string;
}

export interface CreateRouteResponseRequest {
  "ApiId": string;
  "ModelSelectionExpression"?: string;
  "ResponseModels"?: Record<string, string>;
  "ResponseParameters"?: Record<string, ParameterConstraints>;
  "RouteId": string;
  "RouteResponseKey": string;
}

export interface CreateRouteResponseResponse {
  "ModelSelectionExpression"?: string;
  "ResponseModels"?: Record<string, string>;
  "ResponseParameters"?: Record<string, ParameterConstraints>;
  "RouteResponseId"?: string;
  "RouteResponseKey"?: string;
}

export interface CreateRouteResult {
  "ApiGatewayManaged"?: boolean;
  "ApiKeyRequired"?: boolean;
  "AuthorizationScopes"?: (string)[];
  "AuthorizationType"?: "NONE" | "AWS_IAM" | "CUSTOM" | "JWT";
  "AuthorizerId"?: string;
  "ModelSelectionExpression"?: string;
  "OperationName"?: string;
  "RequestModels"?: Record<string, string>;
  "RequestParameters"?: Record<string, ParameterConstraints>;
  "RouteId"?: string;
  "RouteKey"?: string;
  "RouteResponseSelectionExpression"?: string;
  "Target"?: string;
}

export interface CreateRoutingRuleRequest {
  "Actions": (RoutingRuleAction)[];
  "Conditions": (RoutingRuleCondition)[];
  "DomainName": string;
  "DomainNameId"?: string;
  "Priority": number;
}

export interface CreateRoutingRuleResponse {
  "Actions"?: (RoutingRuleAction)[];
  "Conditions"?: (RoutingRuleCondition)[];
  "Priority"?: number;
  "RoutingRuleArn"?: string;
  "RoutingRuleId"?: string;
}

export interface CreateStageInput {
  "AccessLogSettings"?: AccessLogSettings;
  "AutoDeploy"?: boolean;
  "ClientCertificateId"?: string;
  "DefaultRouteSettings"?: RouteSettings;
  "DeploymentId"?: string;
  "Description"?: string;
  "RouteSettings"?: Record<string, RouteSettings>;
  "StageName": string;
  "StageVariables"?: Record<string, string>;
  "Tags"?: Record<string, string>;
}

export interface CreateStageRequest {
  "AccessLogSettings"?: AccessLogSettings;
  "ApiId": string;
  "AutoDeploy"?: boolean;
  "ClientCertificateId"?: string;
  "DefaultRouteSettings"?: RouteSettings;
  "DeploymentId"?: string;
  "Description"?: string;
  "RouteSettings"?: Record<string, RouteSettings>;
  "StageName": string;
  "StageVariables"?: Record<string, string>;
  "Tags"?: Record<string, string>;
}

export interface CreateStageResponse {
  "AccessLogSettings"?: AccessLogSettings;
  "ApiGatewayManaged"?: boolean;
  "AutoDeploy"?: boolean;
  "ClientCertificateId"?: string;
  "CreatedDate"?: number;
  "DefaultRouteSettings"?: RouteSettings;
  "DeploymentId"?: string;
  "Description"?: string;
  "LastDeploymentStatusMessage"?: string;
  "LastUpdatedDate"?: number;
  "RouteSettings"?: Record<string, RouteSettings>;
  "StageName"?: string;
  "StageVariables"?: Record<string, string>;
  "Tags"?: Record<string, string>;
}

export interface CreateVpcLinkInput {
  "Name": string;
  "SecurityGroupIds"?: (string)[];
  "SubnetIds": (string)[];
  "Tags"?: Record<string, string>;
}

export interface CreateVpcLinkRequest {
  "Name": string;
  "SecurityGroupIds"?: (string)[];
  "SubnetIds": (string)[];
  "Tags"?: Record<string, string>;
}

export interface CreateVpcLinkResponse {
  "CreatedDate"?: number;
  "Name"?: string;
  "SecurityGroupIds"?: (string)[];
  "SubnetIds"?: (string)[];
  "Tags"?: Record<string, string>;
  "VpcLinkId"?: string;
  "VpcLinkStatus"?: "PENDING" | "AVAILABLE" | "DELETING" | "FAILED" | "INACTIVE";
  "VpcLinkStatusMessage"?: string;
  "VpcLinkVersion"?: "V2";
}

export interface CustomColors {
  "AccentColor": string;
  "BackgroundColor": string;
  "ErrorValidationColor": string;
  "HeaderColor": string;
  "NavigationColor": string;
  "TextColor": string;
}

export interface DeleteAccessLogSettingsRequest {
  "ApiId": string;
  "StageName": string;
}

export interface DeleteApiMappingRequest {
  "ApiMappingId": string;
  "DomainName": string;
}

export interface DeleteApiRequest {
  "ApiId": string;
}

export interface DeleteAuthorizerRequest {
  "ApiId": string;
  "AuthorizerId": string;
}

export interface DeleteCorsConfigurationRequest {
  "ApiId": string;
}

export interface DeleteDeploymentRequest {
  "ApiId": string;
  "DeploymentId": string;
}

export interface DeleteDomainNameRequest {
  "DomainName": string;
}

export interface DeleteIntegrationRequest {
  "ApiId": string;
  "IntegrationId": string;
}

export interface DeleteIntegrationResponseRequest {
  "ApiId": string;
  "IntegrationId": string;
  "IntegrationResponseId": string;
}

export interface DeleteModelRequest {
  "ApiId": string;
  "ModelId": string;
}

export interface DeletePortalProductRequest {
  "PortalProductId": string;
}

export interface DeletePortalProductSharingPolicyRequest {
  "PortalProductId": string;
}

export interface DeletePortalRequest {
  "PortalId": string;
}

export interface DeleteProductPageRequest {
  "PortalProductId": string;
  "ProductPageId": string;
}

export interface DeleteProductRestEndpointPageRequest {
  "PortalProductId": string;
  "ProductRestEndpointPageId": string;
}

export interface DeleteRouteRequest {
  "ApiId": string;
  "RouteId": string;
}

export interface DeleteRouteRequestParameterRequest {
  "ApiId": string;
  "RequestParameterKey": string;
  "RouteId": string;
}

export interface DeleteRouteResponseRequest {
  "ApiId": string;
  "RouteId": string;
  "RouteResponseId": string;
}

export interface DeleteRouteSettingsRequest {
  "ApiId": string;
  "RouteKey": string;
  "StageName": string;
}

export interface DeleteRoutingRuleRequest {
  "DomainName": string;
  "DomainNameId"?: string;
  "RoutingRuleId": string;
}

export interface DeleteStageRequest {
  "ApiId": string;
  "StageName": string;
}

export interface DeleteVpcLinkRequest {
  "VpcLinkId": string;
}

export interface DeleteVpcLinkResponse {
}

export interface Deployment {
  "AutoDeployed"?: boolean;
  "CreatedDate"?: number;
  "DeploymentId"?: string;
  "DeploymentStatus"?: "PENDING" | "FAILED" | "DEPLOYED";
  "DeploymentStatusMessage"?: string;
  "Description"?: string;
}

export interface Deployments {
  "Items"?: (Deployment)[];
  "NextToken"?: string;
}

export interface DisablePortalRequest {
  "PortalId": string;
}

export interface DisplayContent {
  "Body": string;
  "Title": string;
}

export interface DisplayContentOverrides {
  "Body"?: string;
  "Endpoint"?: string;
  "OperationName"?: string;
}

export interface DisplayOrder {
  "Contents"?: (Section)[];
  "OverviewPageArn"?: string;
  "ProductPageArns"?: (string)[];
}

export interface DomainName {
  "ApiMappingSelectionExpression"?: string;
  "DomainName": string;
  "DomainNameArn"?: string;
  "DomainNameConfigurations"?: (DomainNameConfiguration)[];
  "MutualTlsAuthentication"?: MutualTlsAuthentication;
  "RoutingMode"?: "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";
  "Tags"?: Record<string, string>;
}

export interface DomainNameConfiguration {
  "ApiGatewayDomainName"?: string;
  "CertificateArn"?: string;
  "CertificateName"?: string;
  "CertificateUploadDate"?: number;
  "DomainNameStatus"?: "AVAILABLE" | "UPDATING" | "PENDING_CERTIFICATE_REIMPORT" | "PENDING_OWNERSHIP_VERIFICATION";
  "DomainNameStatusMessage"?: string;
  "EndpointType"?: "REGIONAL" | "EDGE";
  "HostedZoneId"?: string;
  "IpAddressType"?: "ipv4" | "dualstack";
  "SecurityPolicy"?: "TLS_1_0" | "TLS_1_2";
  "OwnershipVerificationCertificateArn"?: string;
}

export interface DomainNames {
  "Items"?: (DomainName)[];
  "NextToken"?: string;
}

export interface EndpointConfigurationRequest {
  "AcmManaged"?: ACMManaged;
  "None"?: None;
}

export interface EndpointConfigurationResponse {
  "CertificateArn"?: string;
  "DomainName"?: string;
  "PortalDefaultDomainName": string;
  "PortalDomainHostedZoneId": string;
}

export interface EndpointDisplayContent {
  "None"?: None;
  "Overrides"?: DisplayContentOverrides;
}

export interface EndpointDisplayContentResponse {
  "Body"?: string;
  "Endpoint": string;
  "OperationName"?: string;
}

export interface ExportApiRequest {
  "ApiId": string;
  "ExportVersion"?: string;
  "IncludeExtensions"?: boolean;
  "OutputType": string;
  "Specification": string;
  "StageName"?: string;
}

export interface ExportApiResponse {
  "body"?: Uint8Array;
}

export interface GetApiMappingRequest {
  "ApiMappingId": string;
  "DomainName": string;
}

export interface GetApiMappingResponse {
  "ApiId"?: string;
  "ApiMappingId"?: string;
  "ApiMappingKey"?: string;
  "Stage"?: string;
}

export interface GetApiMappingsRequest {
  "DomainName": string;
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetApiMappingsResponse {
  "Items"?: (ApiMapping)[];
  "NextToken"?: string;
}

export interface GetApiRequest {
  "ApiId": string;
}

export interface GetApiResponse {
  "ApiEndpoint"?: string;
  "ApiGatewayManaged"?: boolean;
  "ApiId"?: string;
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CreatedDate"?: number;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "ImportInfo"?: (string)[];
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name"?: string;
  "ProtocolType"?: "WEBSOCKET" | "HTTP";
  "RouteSelectionExpression"?: string;
  "Tags"?: Record<string, string>;
  "Version"?: string;
  "Warnings"?: (string)[];
}

export interface GetApisRequest {
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetApisResponse {
  "Items"?: (Api)[];
  "NextToken"?: string;
}

export interface GetAuthorizerRequest {
  "ApiId": string;
  "AuthorizerId": string;
}

export interface GetAuthorizerResponse {
  "AuthorizerCredentialsArn"?: string;
  "AuthorizerId"?: string;
  "AuthorizerPayloadFormatVersion"?: string;
  "AuthorizerResultTtlInSeconds"?: number;
  "AuthorizerType"?: "REQUEST" | "JWT";
  "AuthorizerUri"?: string;
  "EnableSimpleResponses"?: boolean;
  "IdentitySource"?: (string)[];
  "IdentityValidationExpression"?: string;
  "JwtConfiguration"?: JWTConfiguration;
  "Name"?: string;
}

export interface GetAuthorizersRequest {
  "ApiId": string;
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetAuthorizersResponse {
  "Items"?: (Authorizer)[];
  "NextToken"?: string;
}

export interface GetDeploymentRequest {
  "ApiId": string;
  "DeploymentId": string;
}

export interface GetDeploymentResponse {
  "AutoDeployed"?: boolean;
  "CreatedDate"?: number;
  "DeploymentId"?: string;
  "DeploymentStatus"?: "PENDING" | "FAILED" | "DEPLOYED";
  "DeploymentStatusMessage"?: string;
  "Description"?: string;
}

export interface GetDeploymentsRequest {
  "ApiId": string;
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetDeploymentsResponse {
  "Items"?: (Deployment)[];
  "NextToken"?: string;
}

export interface GetDomainNameRequest {
  "DomainName": string;
}

export interface GetDomainNameResponse {
  "ApiMappingSelectionExpression"?: string;
  "DomainName"?: string;
  "DomainNameArn"?: string;
  "DomainNameConfigurations"?: (DomainNameConfiguration)[];
  "MutualTlsAuthentication"?: MutualTlsAuthentication;
  "RoutingMode"?: "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";
  "Tags"?: Record<string, string>;
}

export interface GetDomainNamesRequest {
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetDomainNamesResponse {
  "Items"?: (DomainName)[];
  "NextToken"?: string;
}

export interface GetIntegrationRequest {
  "ApiId": string;
  "IntegrationId": string;
}

export interface GetIntegrationResponseRequest {
  "ApiId": string;
  "IntegrationId": string;
  "IntegrationResponseId": string;
}

export interface GetIntegrationResponseResponse {
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "IntegrationResponseId"?: string;
  "IntegrationResponseKey"?: string;
  "ResponseParameters"?: Record<string, string>;
  "ResponseTemplates"?: Record<string, string>;
  "TemplateSelectionExpression"?: string;
}

export interface GetIntegrationResponsesRequest {
  "ApiId": string;
  "IntegrationId": string;
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetIntegrationResponsesResponse {
  "Items"?: (IntegrationResponse)[];
  "NextToken"?: string;
}

export interface GetIntegrationResult {
  "ApiGatewayManaged"?: boolean;
  "ConnectionId"?: string;
  "ConnectionType"?: "INTERNET" | "VPC_LINK";
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "CredentialsArn"?: string;
  "Description"?: string;
  "IntegrationId"?: string;
  "IntegrationMethod"?: string;
  "IntegrationResponseSelectionExpression"?: string;
  "IntegrationSubtype"?: string;
  "IntegrationType"?: "AWS" | "HTTP" | "MOCK" | "HTTP_PROXY" | "AWS_PROXY";
  "IntegrationUri"?: string;
  "PassthroughBehavior"?: "WHEN_NO_MATCH" | "NEVER" | "WHEN_NO_TEMPLATES";
  "PayloadFormatVersion"?: string;
  "RequestParameters"?: Record<string, string>;
  "RequestTemplates"?: Record<string, string>;
  "ResponseParameters"?: Record<string, Record<string, string>>;
  "TemplateSelectionExpression"?: string;
  "TimeoutInMillis"?: number;
  "TlsConfig"?: TlsConfig;
}

export interface GetIntegrationsRequest {
  "ApiId": string;
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetIntegrationsResponse {
  "Items"?: (Integration)[];
  "NextToken"?: string;
}

export interface GetModelRequest {
  "ApiId": string;
  "ModelId": string;
}

export interface GetModelResponse {
  "ContentType"?: string;
  "Description"?: string;
  "ModelId"?: string;
  "Name"?: string;
  "Schema"?: string;
}

export interface GetModelTemplateRequest {
  "ApiId": string;
  "ModelId": string;
}

export interface GetModelTemplateResponse {
  "Value"?: string;
}

export interface GetModelsRequest {
  "ApiId": string;
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetModelsResponse {
  "Items"?: (Model)[];
  "NextToken"?: string;
}

export interface GetPortalProductRequest {
  "PortalProductId": string;
  "ResourceOwnerAccountId"?: string;
}

export interface GetPortalProductResponse {
  "Description"?: string;
  "DisplayName"?: string;
  "DisplayOrder"?: DisplayOrder;
  "LastModified"?: number;
  "PortalProductArn"?: string;
  "PortalProductId"?: string;
  "Tags"?: Record<string, string>;
}

export interface GetPortalProductResponseContent {
  "Description": string;
  "DisplayName": string;
  "DisplayOrder": DisplayOrder;
  "LastModified": number;
  "PortalProductArn": string;
  "PortalProductId": string;
  "Tags"?: Record<string, string>;
}

export interface GetPortalProductSharingPolicyRequest {
  "PortalProductId": string;
}

export interface GetPortalProductSharingPolicyResponse {
  "PolicyDocument"?: string;
  "PortalProductId"?: string;
}

export interface GetPortalProductSharingPolicyResponseContent {
  "PolicyDocument": string;
  "PortalProductId": string;
}

export interface GetPortalRequest {
  "PortalId": string;
}

export interface GetPortalResponse {
  "Authorization"?: Authorization;
  "EndpointConfiguration"?: EndpointConfigurationResponse;
  "IncludedPortalProductArns"?: (string)[];
  "LastModified"?: number;
  "LastPublished"?: number;
  "LastPublishedDescription"?: string;
  "PortalArn"?: string;
  "PortalContent"?: PortalContent;
  "PortalId"?: string;
  "Preview"?: Preview;
  "PublishStatus"?: "PUBLISHED" | "PUBLISH_IN_PROGRESS" | "PUBLISH_FAILED" | "DISABLE_IN_PROGRESS" | "DISABLE_FAILED" | "DISABLED";
  "RumAppMonitorName"?: string;
  "StatusException"?: StatusException;
  "Tags"?: Record<string, string>;
}

export interface GetPortalResponseContent {
  "Authorization": Authorization;
  "EndpointConfiguration": EndpointConfigurationResponse;
  "IncludedPortalProductArns": (string)[];
  "LastModified": number;
  "LastPublished"?: number;
  "LastPublishedDescription"?: string;
  "PortalArn": string;
  "PortalContent": PortalContent;
  "PortalId": string;
  "Preview"?: Preview;
  "PublishStatus"?: "PUBLISHED" | "PUBLISH_IN_PROGRESS" | "PUBLISH_FAILED" | "DISABLE_IN_PROGRESS" | "DISABLE_FAILED" | "DISABLED";
  "RumAppMonitorName"?: string;
  "StatusException"?: StatusException;
  "Tags"?: Record<string, string>;
}

export interface GetProductPageRequest {
  "PortalProductId": string;
  "ProductPageId": string;
  "ResourceOwnerAccountId"?: string;
}

export interface GetProductPageResponse {
  "DisplayContent"?: DisplayContent;
  "LastModified"?: number;
  "ProductPageArn"?: string;
  "ProductPageId"?: string;
}

export interface GetProductPageResponseContent {
  "DisplayContent": DisplayContent;
  "LastModified": number;
  "ProductPageArn": string;
  "ProductPageId": string;
}

export interface GetProductRestEndpointPageRequest {
  "IncludeRawDisplayContent"?: string;
  "PortalProductId": string;
  "ProductRestEndpointPageId": string;
  "ResourceOwnerAccountId"?: string;
}

export interface GetProductRestEndpointPageResponse {
  "DisplayContent"?: EndpointDisplayContentResponse;
  "LastModified"?: number;
  "ProductRestEndpointPageArn"?: string;
  "ProductRestEndpointPageId"?: string;
  "RawDisplayContent"?: string;
  "RestEndpointIdentifier"?: RestEndpointIdentifier;
  "Status"?: "AVAILABLE" | "IN_PROGRESS" | "FAILED";
  "StatusException"?: StatusException;
  "TryItState"?: "ENABLED" | "DISABLED";
}

export interface GetProductRestEndpointPageResponseContent {
  "DisplayContent": EndpointDisplayContentResponse;
  "LastModified": number;
  "ProductRestEndpointPageArn": string;
  "ProductRestEndpointPageId": string;
  "RawDisplayContent"?: string;
  "RestEndpointIdentifier": RestEndpointIdentifier;
  "Status": "AVAILABLE" | "IN_PROGRESS" | "FAILED";
  "StatusException"?: StatusException;
  "TryItState": "ENABLED" | "DISABLED";
}

export interface GetRouteRequest {
  "ApiId": string;
  "RouteId": string;
}

export interface GetRouteResponseRequest {
  "ApiId": string;
  "RouteId": string;
  "RouteResponseId": string;
}

export interface GetRouteResponseResponse {
  "ModelSelectionExpression"?: string;
  "ResponseModels"?: Record<string, string>;
  "ResponseParameters"?: Record<string, ParameterConstraints>;
  "RouteResponseId"?: string;
  "RouteResponseKey"?: string;
}

export interface GetRouteResponsesRequest {
  "ApiId": string;
  "MaxResults"?: string;
  "NextToken"?: string;
  "RouteId": string;
}

export interface GetRouteResponsesResponse {
  "Items"?: (RouteResponse)[];
  "NextToken"?: string;
}

export interface GetRouteResult {
  "ApiGatewayManaged"?: boolean;
  "ApiKeyRequired"?: boolean;
  "AuthorizationScopes"?: (string)[];
  "AuthorizationType"?: "NONE" | "AWS_IAM" | "CUSTOM" | "JWT";
  "AuthorizerId"?: string;
  "ModelSelectionExpression"?: string;
  "OperationName"?: string;
  "RequestModels"?: Record<string, string>;
  "RequestParameters"?: Record<string, ParameterConstraints>;
  "RouteId"?: string;
  "RouteKey"?: string;
  "RouteResponseSelectionExpression"?: string;
  "Target"?: string;
}

export interface GetRoutesRequest {
  "ApiId": string;
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetRoutesResponse {
  "Items"?: (Route)[];
  "NextToken"?: string;
}

export interface GetRoutingRuleRequest {
  "DomainName": string;
  "DomainNameId"?: string;
  "RoutingRuleId": string;
}

export interface GetRoutingRuleResponse {
  "Actions"?: (RoutingRuleAction)[];
  "Conditions"?: (RoutingRuleCondition)[];
  "Priority"?: number;
  "RoutingRuleArn"?: string;
  "RoutingRuleId"?: string;
}

export interface GetStageRequest {
  "ApiId": string;
  "StageName": string;
}

export interface GetStageResponse {
  "AccessLogSettings"?: AccessLogSettings;
  "ApiGatewayManaged"?: boolean;
  "AutoDeploy"?: boolean;
  "ClientCertificateId"?: string;
  "CreatedDate"?: number;
  "DefaultRouteSettings"?: RouteSettings;
  "DeploymentId"?: string;
  "Description"?: string;
  "LastDeploymentStatusMessage"?: string;
  "LastUpdatedDate"?: number;
  "RouteSettings"?: Record<string, RouteSettings>;
  "StageName"?: string;
  "StageVariables"?: Record<string, string>;
  "Tags"?: Record<string, string>;
}

export interface GetStagesRequest {
  "ApiId": string;
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetStagesResponse {
  "Items"?: (Stage)[];
  "NextToken"?: string;
}

export interface GetTagsRequest {
  "ResourceArn": string;
}

export interface GetTagsResponse {
  "Tags"?: Record<string, string>;
}

export interface GetVpcLinkRequest {
  "VpcLinkId": string;
}

export interface GetVpcLinkResponse {
  "CreatedDate"?: number;
  "Name"?: string;
  "SecurityGroupIds"?: (string)[];
  "SubnetIds"?: (string)[];
  "Tags"?: Record<string, string>;
  "VpcLinkId"?: string;
  "VpcLinkStatus"?: "PENDING" | "AVAILABLE" | "DELETING" | "FAILED" | "INACTIVE";
  "VpcLinkStatusMessage"?: string;
  "VpcLinkVersion"?: "V2";
}

export interface GetVpcLinksRequest {
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface GetVpcLinksResponse {
  "Items"?: (VpcLink)[];
  "NextToken"?: string;
}

export interface IdentifierParts {
  "Method": string;
  "Path": string;
  "RestApiId": string;
  "Stage": string;
}

export interface ImportApiInput {
  "Body": string;
}

export interface ImportApiRequest {
  "Basepath"?: string;
  "Body": string;
  "FailOnWarnings"?: boolean;
}

export interface ImportApiResponse {
  "ApiEndpoint"?: string;
  "ApiGatewayManaged"?: boolean;
  "ApiId"?: string;
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CreatedDate"?: number;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "ImportInfo"?: (string)[];
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name"?: string;
  "ProtocolType"?: "WEBSOCKET" | "HTTP";
  "RouteSelectionExpression"?: string;
  "Tags"?: Record<string, string>;
  "Version"?: string;
  "Warnings"?: (string)[];
}

export interface Integration {
  "ApiGatewayManaged"?: boolean;
  "ConnectionId"?: string;
  "ConnectionType"?: "INTERNET" | "VPC_LINK";
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "CredentialsArn"?: string;
  "Description"?: string;
  "IntegrationId"?: string;
  "IntegrationMethod"?: string;
  "IntegrationResponseSelectionExpression"?: string;
  "IntegrationSubtype"?: string;
  "IntegrationType"?: "AWS" | "HTTP" | "MOCK" | "HTTP_PROXY" | "AWS_PROXY";
  "IntegrationUri"?: string;
  "PassthroughBehavior"?: "WHEN_NO_MATCH" | "NEVER" | "WHEN_NO_TEMPLATES";
  "PayloadFormatVersion"?: string;
  "RequestParameters"?: Record<string, string>;
  "RequestTemplates"?: Record<string, string>;
  "ResponseParameters"?: Record<string, Record<string, string>>;
  "TemplateSelectionExpression"?: string;
  "TimeoutInMillis"?: number;
  "TlsConfig"?: TlsConfig;
}

export interface IntegrationResponse {
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "IntegrationResponseId"?: string;
  "IntegrationResponseKey": string;
  "ResponseParameters"?: Record<string, string>;
  "ResponseTemplates"?: Record<string, string>;
  "TemplateSelectionExpression"?: string;
}

export interface IntegrationResponses {
  "Items"?: (IntegrationResponse)[];
  "NextToken"?: string;
}

export interface Integrations {
  "Items"?: (Integration)[];
  "NextToken"?: string;
}

export interface JWTConfiguration {
  "Audience"?: (string)[];
  "Issuer"?: string;
}

export interface LimitExceededException {
  "LimitType"?: string;
  "Message"?: string;
}

export interface LimitExceededExceptionResponseContent {
  "LimitType"?: string;
  "Message"?: string;
}

export interface ListPortalProductsRequest {
  "MaxResults"?: string;
  "NextToken"?: string;
  "ResourceOwner"?: string;
}

export interface ListPortalProductsResponse {
  "Items"?: (PortalProductSummary)[];
  "NextToken"?: string;
}

export interface ListPortalProductsResponseContent {
  "Items"?: (PortalProductSummary)[];
  "NextToken"?: string;
}

export interface ListPortalsRequest {
  "MaxResults"?: string;
  "NextToken"?: string;
}

export interface ListPortalsResponse {
  "Items"?: (PortalSummary)[];
  "NextToken"?: string;
}

export interface ListPortalsResponseContent {
  "Items"?: (PortalSummary)[];
  "NextToken"?: string;
}

export interface ListProductPagesRequest {
  "MaxResults"?: string;
  "NextToken"?: string;
  "PortalProductId": string;
  "ResourceOwnerAccountId"?: string;
}

export interface ListProductPagesResponse {
  "Items"?: (ProductPageSummaryNoBody)[];
  "NextToken"?: string;
}

export interface ListProductPagesResponseContent {
  "Items": (ProductPageSummaryNoBody)[];
  "NextToken"?: string;
}

export interface ListProductRestEndpointPagesRequest {
  "MaxResults"?: string;
  "NextToken"?: string;
  "PortalProductId": string;
  "ResourceOwnerAccountId"?: string;
}

export interface ListProductRestEndpointPagesResponse {
  "Items"?: (ProductRestEndpointPageSummaryNoBody)[];
  "NextToken"?: string;
}

export interface ListProductRestEndpointPagesResponseContent {
  "Items": (ProductRestEndpointPageSummaryNoBody)[];
  "NextToken"?: string;
}

export interface ListRoutingRulesRequest {
  "DomainName": string;
  "DomainNameId"?: string;
  "MaxResults"?: number;
  "NextToken"?: string;
}

export interface ListRoutingRulesResponse {
  "NextToken"?: string;
  "RoutingRules"?: (RoutingRule)[];
}

export interface Model {
  "ContentType"?: string;
  "Description"?: string;
  "ModelId"?: string;
  "Name": string;
  "Schema"?: string;
}

export interface Models {
  "Items"?: (Model)[];
  "NextToken"?: string;
}

export interface MutualTlsAuthentication {
  "TruststoreUri"?: string;
  "TruststoreVersion"?: string;
  "TruststoreWarnings"?: (string)[];
}

export interface MutualTlsAuthenticationInput {
  "TruststoreUri"?: string;
  "TruststoreVersion"?: string;
}

export interface None {
}

export interface NotFoundException {
  "Message"?: string;
  "ResourceType"?: string;
}

export interface NotFoundExceptionResponseContent {
  "Message"?: string;
  "ResourceType"?: string;
}

export interface ParameterConstraints {
  "Required"?: boolean;
}

export interface PortalContent {
  "Description"?: string;
  "DisplayName": string;
  "Theme": PortalTheme;
}

export interface PortalProductSummary {
  "Description": string;
  "DisplayName": string;
  "LastModified": number;
  "PortalProductArn": string;
  "PortalProductId": string;
  "Tags"?: Record<string, string>;
}

export interface PortalSummary {
  "Authorization": Authorization;
  "EndpointConfiguration": EndpointConfigurationResponse;
  "IncludedPortalProductArns": (string)[];
  "LastModified": number;
  "LastPublished"?: number;
  "LastPublishedDescription"?: string;
  "PortalArn": string;
  "PortalContent": PortalContent;
  "PortalId": string;
  "Preview"?: Preview;
  "PublishStatus"?: "PUBLISHED" | "PUBLISH_IN_PROGRESS" | "PUBLISH_FAILED" | "DISABLE_IN_PROGRESS" | "DISABLE_FAILED" | "DISABLED";
  "RumAppMonitorName"?: string;
  "StatusException"?: StatusException;
  "Tags"?: Record<string, string>;
}

export interface PortalTheme {
  "CustomColors": CustomColors;
  "LogoLastUploaded"?: number;
}

export interface Preview {
  "PreviewStatus": "PREVIEW_IN_PROGRESS" | "PREVIEW_FAILED" | "PREVIEW_READY";
  "PreviewUrl"?: string;
  "StatusException"?: StatusException;
}

export interface PreviewPortalRequest {
  "PortalId": string;
}

export interface PreviewPortalResponse {
}

export interface ProductPageSummaryNoBody {
  "LastModified": number;
  "PageTitle": string;
  "ProductPageArn": string;
  "ProductPageId": string;
}

export interface ProductRestEndpointPageSummaryNoBody {
  "Endpoint": string;
  "LastModified": number;
  "OperationName"?: string;
  "ProductRestEndpointPageArn": string;
  "ProductRestEndpointPageId": string;
  "RestEndpointIdentifier": RestEndpointIdentifier;
  "Status": "AVAILABLE" | "IN_PROGRESS" | "FAILED";
  "StatusException"?: StatusException;
  "TryItState": "ENABLED" | "DISABLED";
}

export interface PublishPortalRequest {
  "Description"?: string;
  "PortalId": string;
}

export interface PublishPortalRequestContent {
  "Description"?: string;
}

export interface PublishPortalResponse {
}

export interface PutPortalProductSharingPolicyRequest {
  "PolicyDocument": string;
  "PortalProductId": string;
}

export interface PutPortalProductSharingPolicyRequestContent {
  "PolicyDocument": string;
}

export interface PutPortalProductSharingPolicyResponse {
}

export interface PutRoutingRuleRequest {
  "Actions": (RoutingRuleAction)[];
  "Conditions": (RoutingRuleCondition)[];
  "DomainName": string;
  "DomainNameId"?: string;
  "Priority": number;
  "RoutingRuleId": string;
}

export interface PutRoutingRuleResponse {
  "Actions"?: (RoutingRuleAction)[];
  "Conditions"?: (RoutingRuleCondition)[];
  "Priority"?: number;
  "RoutingRuleArn"?: string;
  "RoutingRuleId"?: string;
}

export interface ReimportApiInput {
  "Body": string;
}

export interface ReimportApiRequest {
  "ApiId": string;
  "Basepath"?: string;
  "Body": string;
  "FailOnWarnings"?: boolean;
}

export interface ReimportApiResponse {
  "ApiEndpoint"?: string;
  "ApiGatewayManaged"?: boolean;
  "ApiId"?: string;
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CreatedDate"?: number;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "ImportInfo"?: (string)[];
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name"?: string;
  "ProtocolType"?: "WEBSOCKET" | "HTTP";
  "RouteSelectionExpression"?: string;
  "Tags"?: Record<string, string>;
  "Version"?: string;
  "Warnings"?: (string)[];
}

export interface ResetAuthorizersCacheRequest {
  "ApiId": string;
  "StageName": string;
}

export interface RestEndpointIdentifier {
  "IdentifierParts"?: IdentifierParts;
}

export interface Route {
  "ApiGatewayManaged"?: boolean;
  "ApiKeyRequired"?: boolean;
  "AuthorizationScopes"?: (string)[];
  "AuthorizationType"?: "NONE" | "AWS_IAM" | "CUSTOM" | "JWT";
  "AuthorizerId"?: string;
  "ModelSelectionExpression"?: string;
  "OperationName"?: string;
  "RequestModels"?: Record<string, string>;
  "RequestParameters"?: Record<string, ParameterConstraints>;
  "RouteId"?: string;
  "RouteKey": string;
  "RouteResponseSelectionExpression"?: string;
  "Target"?: string;
}

export interface RouteResponse {
  "ModelSelectionExpression"?: string;
  "ResponseModels"?: Record<string, string>;
  "ResponseParameters"?: Record<string, ParameterConstraints>;
  "RouteResponseId"?: string;
  "RouteResponseKey": string;
}

export interface RouteResponses {
  "Items"?: (RouteResponse)[];
  "NextToken"?: string;
}

export interface RouteSettings {
  "DataTraceEnabled"?: boolean;
  "DetailedMetricsEnabled"?: boolean;
  "LoggingLevel"?: "ERROR" | "INFO" | "OFF";
  "ThrottlingBurstLimit"?: number;
  "ThrottlingRateLimit"?: number;
}

export interface Routes {
  "Items"?: (Route)[];
  "NextToken"?: string;
}

export interface RoutingRule {
  "Actions"?: (RoutingRuleAction)[];
  "Conditions"?: (RoutingRuleCondition)[];
  "Priority"?: number;
  "RoutingRuleArn"?: string;
  "RoutingRuleId"?: string;
}

export interface RoutingRuleAction {
  "InvokeApi": RoutingRuleActionInvokeApi;
}

export interface RoutingRuleActionInvokeApi {
  "ApiId": string;
  "Stage": string;
  "StripBasePath"?: boolean;
}

export interface RoutingRuleCondition {
  "MatchBasePaths"?: RoutingRuleMatchBasePaths;
  "MatchHeaders"?: RoutingRuleMatchHeaders;
}

export interface RoutingRuleInput {
  "Actions": (RoutingRuleAction)[];
  "Conditions": (RoutingRuleCondition)[];
  "Priority": number;
}

export interface RoutingRuleMatchBasePaths {
  "AnyOf": (string)[];
}

export interface RoutingRuleMatchHeaderValue {
  "Header": string;
  "ValueGlob": string;
}

export interface RoutingRuleMatchHeaders {
  "AnyOf": (RoutingRuleMatchHeaderValue)[];
}

export interface RoutingRules {
  "NextToken"?: string;
  "RoutingRules"?: (RoutingRule)[];
}

export interface Section {
  "ProductRestEndpointPageArns": (string)[];
  "SectionName": string;
}

export interface Stage {
  "AccessLogSettings"?: AccessLogSettings;
  "ApiGatewayManaged"?: boolean;
  "AutoDeploy"?: boolean;
  "ClientCertificateId"?: string;
  "CreatedDate"?: number;
  "DefaultRouteSettings"?: RouteSettings;
  "DeploymentId"?: string;
  "Description"?: string;
  "LastDeploymentStatusMessage"?: string;
  "LastUpdatedDate"?: number;
  "RouteSettings"?: Record<string, RouteSettings>;
  "StageName": string;
  "StageVariables"?: Record<string, string>;
  "Tags"?: Record<string, string>;
}

export interface Stages {
  "Items"?: (Stage)[];
  "NextToken"?: string;
}

export interface StatusException {
  "Exception"?: string;
  "Message"?: string;
}

export interface TagResourceInput {
  "Tags"?: Record<string, string>;
}

export interface TagResourceRequest {
  "ResourceArn": string;
  "Tags"?: Record<string, string>;
}

export interface TagResourceResponse {
}

export interface Template {
  "Value"?: string;
}

export interface TlsConfig {
  "ServerNameToVerify"?: string;
}

export interface TlsConfigInput {
  "ServerNameToVerify"?: string;
}

export interface TooManyRequestsException {
  "LimitType"?: string;
  "Message"?: string;
}

export interface UntagResourceRequest {
  "ResourceArn": string;
  "TagKeys": (string)[];
}

export interface UpdateApiInput {
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CredentialsArn"?: string;
  "Description"?: string;
  "DisableExecuteApiEndpoint"?: boolean;
  "DisableSchemaValidation"?: boolean;
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name"?: string;
  "RouteKey"?: string;
  "RouteSelectionExpression"?: string;
  "Target"?: string;
  "Version"?: string;
}

export interface UpdateApiMappingInput {
  "ApiId"?: string;
  "ApiMappingKey"?: string;
  "Stage"?: string;
}

export interface UpdateApiMappingRequest {
  "ApiId": string;
  "ApiMappingId": string;
  "ApiMappingKey"?: string;
  "DomainName": string;
  "Stage"?: string;
}

export interface UpdateApiMappingResponse {
  "ApiId"?: string;
  "ApiMappingId"?: string;
  "ApiMappingKey"?: string;
  "Stage"?: string;
}

export interface UpdateApiRequest {
  "ApiId": string;
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CredentialsArn"?: string;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name"?: string;
  "RouteKey"?: string;
  "RouteSelectionExpression"?: string;
  "Target"?: string;
  "Version"?: string;
}

export interface UpdateApiResponse {
  "ApiEndpoint"?: string;
  "ApiGatewayManaged"?: boolean;
  "ApiId"?: string;
  "ApiKeySelectionExpression"?: string;
  "CorsConfiguration"?: Cors;
  "CreatedDate"?: number;
  "Description"?: string;
  "DisableSchemaValidation"?: boolean;
  "DisableExecuteApiEndpoint"?: boolean;
  "ImportInfo"?: (string)[];
  "IpAddressType"?: "ipv4" | "dualstack";
  "Name"?: string;
  "ProtocolType"?: "WEBSOCKET" | "HTTP";
  "RouteSelectionExpression"?: string;
  "Tags"?: Record<string, string>;
  "Version"?: string;
  "Warnings"?: (string)[];
}

export interface UpdateAuthorizerInput {
  "AuthorizerCredentialsArn"?: string;
  "AuthorizerPayloadFormatVersion"?: string;
  "AuthorizerResultTtlInSeconds"?: number;
  "AuthorizerType"?: "REQUEST" | "JWT";
  "AuthorizerUri"?: string;
  "EnableSimpleResponses"?: boolean;
  "IdentitySource"?: (string)[];
  "IdentityValidationExpression"?: string;
  "JwtConfiguration"?: JWTConfiguration;
  "Name"?: string;
}

export interface UpdateAuthorizerRequest {
  "ApiId": string;
  "AuthorizerCredentialsArn"?: string;
  "AuthorizerId": string;
  "AuthorizerPayloadFormatVersion"?: string;
  "AuthorizerResultTtlInSeconds"?: number;
  "AuthorizerType"?: "REQUEST" | "JWT";
  "AuthorizerUri"?: string;
  "EnableSimpleResponses"?: boolean;
  "IdentitySource"?: (string)[];
  "IdentityValidationExpression"?: string;
  "JwtConfiguration"?: JWTConfiguration;
  "Name"?: string;
}

export interface UpdateAuthorizerResponse {
  "AuthorizerCredentialsArn"?: string;
  "AuthorizerId"?: string;
  "AuthorizerPayloadFormatVersion"?: string;
  "AuthorizerResultTtlInSeconds"?: number;
  "AuthorizerType"?: "REQUEST" | "JWT";
  "AuthorizerUri"?: string;
  "EnableSimpleResponses"?: boolean;
  "IdentitySource"?: (string)[];
  "IdentityValidationExpression"?: string;
  "JwtConfiguration"?: JWTConfiguration;
  "Name"?: string;
}

export interface UpdateDeploymentInput {
  "Description"?: string;
}

export interface UpdateDeploymentRequest {
  "ApiId": string;
  "DeploymentId": string;
  "Description"?: string;
}

export interface UpdateDeploymentResponse {
  "AutoDeployed"?: boolean;
  "CreatedDate"?: number;
  "DeploymentId"?: string;
  "DeploymentStatus"?: "PENDING" | "FAILED" | "DEPLOYED";
  "DeploymentStatusMessage"?: string;
  "Description"?: string;
}

export interface UpdateDomainNameInput {
  "DomainNameConfigurations"?: (DomainNameConfiguration)[];
  "MutualTlsAuthentication"?: MutualTlsAuthenticationInput;
  "RoutingMode"?: "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";
}

export interface UpdateDomainNameRequest {
  "DomainName": string;
  "DomainNameConfigurations"?: (DomainNameConfiguration)[];
  "MutualTlsAuthentication"?: MutualTlsAuthenticationInput;
  "RoutingMode"?: "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";
}

export interface UpdateDomainNameResponse {
  "ApiMappingSelectionExpression"?: string;
  "DomainName"?: string;
  "DomainNameArn"?: string;
  "DomainNameConfigurations"?: (DomainNameConfiguration)[];
  "MutualTlsAuthentication"?: MutualTlsAuthentication;
  "RoutingMode"?: "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";
  "Tags"?: Record<string, string>;
}

export interface UpdateIntegrationInput {
  "ConnectionId"?: string;
  "ConnectionType"?: "INTERNET" | "VPC_LINK";
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "CredentialsArn"?: string;
  "Description"?: string;
  "IntegrationMethod"?: string;
  "IntegrationSubtype"?: string;
  "IntegrationType"?: "AWS" | "HTTP" | "MOCK" | "HTTP_PROXY" | "AWS_PROXY";
  "IntegrationUri"?: string;
  "PassthroughBehavior"?: "WHEN_NO_MATCH" | "NEVER" | "WHEN_NO_TEMPLATES";
  "PayloadFormatVersion"?: string;
  "RequestParameters"?: Record<string, string>;
  "RequestTemplates"?: Record<string, string>;
  "ResponseParameters"?: Record<string, Record<string, string>>;
  "TemplateSelectionExpression"?: string;
  "TimeoutInMillis"?: number;
  "TlsConfig"?: TlsConfigInput;
}

export interface UpdateIntegrationRequest {
  "ApiId": string;
  "ConnectionId"?: string;
  "ConnectionType"?: "INTERNET" | "VPC_LINK";
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "CredentialsArn"?: string;
  "Description"?: string;
  "IntegrationId": string;
  "IntegrationMethod"?: string;
  "IntegrationSubtype"?: string;
  "IntegrationType"?: "AWS" | "HTTP" | "MOCK" | "HTTP_PROXY" | "AWS_PROXY";
  "IntegrationUri"?: string;
  "PassthroughBehavior"?: "WHEN_NO_MATCH" | "NEVER" | "WHEN_NO_TEMPLATES";
  "PayloadFormatVersion"?: string;
  "RequestParameters"?: Record<string, string>;
  "RequestTemplates"?: Record<string, string>;
  "ResponseParameters"?: Record<string, Record<string, string>>;
  "TemplateSelectionExpression"?: string;
  "TimeoutInMillis"?: number;
  "TlsConfig"?: TlsConfigInput;
}

export interface UpdateIntegrationResponseInput {
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "IntegrationResponseKey"?: string;
  "ResponseParameters"?: Record<string, string>;
  "ResponseTemplates"?: Record<string, string>;
  "TemplateSelectionExpression"?: string;
}

export interface UpdateIntegrationResponseRequest {
  "ApiId": string;
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "IntegrationId": string;
  "IntegrationResponseId": string;
  "IntegrationResponseKey"?: string;
  "ResponseParameters"?: Record<string, string>;
  "ResponseTemplates"?: Record<string, string>;
  "TemplateSelectionExpression"?: string;
}

export interface UpdateIntegrationResponseResponse {
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "IntegrationResponseId"?: string;
  "IntegrationResponseKey"?: string;
  "ResponseParameters"?: Record<string, string>;
  "ResponseTemplates"?: Record<string, string>;
  "TemplateSelectionExpression"?: string;
}

export interface UpdateIntegrationResult {
  "ApiGatewayManaged"?: boolean;
  "ConnectionId"?: string;
  "ConnectionType"?: "INTERNET" | "VPC_LINK";
  "ContentHandlingStrategy"?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  "CredentialsArn"?: string;
  "Description"?: string;
  "IntegrationId"?: string;
  "IntegrationMethod"?: string;
  "IntegrationResponseSelectionExpression"?: string;
  "IntegrationSubtype"?: string;
  "IntegrationType"?: "AWS" | "HTTP" | "MOCK" | "HTTP_PROXY" | "AWS_PROXY";
  "IntegrationUri"?: string;
  "PassthroughBehavior"?: "WHEN_NO_MATCH" | "NEVER" | "WHEN_NO_TEMPLATES";
  "PayloadFormatVersion"?: string;
  "RequestParameters"?: Record<string, string>;
  "RequestTemplates"?: Record<string, string>;
  "ResponseParameters"?: Record<string, Record<string, string>>;
  "TemplateSelectionExpression"?: string;
  "TimeoutInMillis"?: number;
  "TlsConfig"?: TlsConfig;
}

export interface UpdateModelInput {
  "ContentType"?: string;
  "Description"?: string;
  "Name"?: string;
  "Schema"?: string;
}

export interface UpdateModelRequest {
  "ApiId": string;
  "ContentType"?: string;
  "Description"?: string;
  "ModelId": string;
  "Name"?: string;
  "Schema"?: string;
}

export interface UpdateModelResponse {
  "ContentType"?: string;
  "Description"?: string;
  "ModelId"?: string;
  "Name"?: string;
  "Schema"?: string;
}

export interface UpdatePortalProductRequest {
  "Description"?: string;
  "DisplayName"?: string;
  "DisplayOrder"?: DisplayOrder;
  "PortalProductId": string;
}

export interface UpdatePortalProductRequestContent {
  "Description"?: string;
  "DisplayName"?: string;
  "DisplayOrder"?: DisplayOrder;
}

export interface UpdatePortalProductResponse {
  "Description"?: string;
  "DisplayName"?: string;
  "DisplayOrder"?: DisplayOrder;
  "LastModified"?: number;
  "PortalProductArn"?: string;
  "PortalProductId"?: string;
  "Tags"?: Record<string, string>;
}

export interface UpdatePortalProductResponseContent {
  "Description"?: string;
  "DisplayName": string;
  "DisplayOrder"?: DisplayOrder;
  "LastModified": number;
  "PortalProductArn": string;
  "PortalProductId": string;
  "Tags"?: Record<string, string>;
}

export interface UpdatePortalRequest {
  "Authorization"?: Authorization;
  "EndpointConfiguration"?: EndpointConfigurationRequest;
  "IncludedPortalProductArns"?: (string)[];
  "LogoUri"?: string;
  "PortalContent"?: PortalContent;
  "PortalId": string;
  "RumAppMonitorName"?: string;
}

export interface UpdatePortalRequestContent {
  "Authorization"?: Authorization;
  "EndpointConfiguration"?: EndpointConfigurationRequest;
  "IncludedPortalProductArns"?: (string)[];
  "LogoUri"?: string;
  "PortalContent"?: PortalContent;
  "RumAppMonitorName"?: string;
}

export interface UpdatePortalResponse {
  "Authorization"?: Authorization;
  "EndpointConfiguration"?: EndpointConfigurationResponse;
  "IncludedPortalProductArns"?: (string)[];
  "LastModified"?: number;
  "LastPublished"?: number;
  "LastPublishedDescription"?: string;
  "PortalArn"?: string;
  "PortalContent"?: PortalContent;
  "PortalId"?: string;
  "Preview"?: Preview;
  "PublishStatus"?: "PUBLISHED" | "PUBLISH_IN_PROGRESS" | "PUBLISH_FAILED" | "DISABLE_IN_PROGRESS" | "DISABLE_FAILED" | "DISABLED";
  "RumAppMonitorName"?: string;
  "StatusException"?: StatusException;
  "Tags"?: Record<string, string>;
}

export interface UpdatePortalResponseContent {
  "Authorization": Authorization;
  "EndpointConfiguration": EndpointConfigurationResponse;
  "IncludedPortalProductArns": (string)[];
  "LastModified": number;
  "LastPublished"?: number;
  "LastPublishedDescription"?: string;
  "PortalArn": string;
  "PortalContent": PortalContent;
  "PortalId": string;
  "Preview"?: Preview;
  "PublishStatus"?: "PUBLISHED" | "PUBLISH_IN_PROGRESS" | "PUBLISH_FAILED" | "DISABLE_IN_PROGRESS" | "DISABLE_FAILED" | "DISABLED";
  "RumAppMonitorName"?: string;
  "StatusException"?: StatusException;
  "Tags"?: Record<string, string>;
}

export interface UpdateProductPageRequest {
  "DisplayContent"?: DisplayContent;
  "PortalProductId": string;
  "ProductPageId": string;
}

export interface UpdateProductPageRequestContent {
  "DisplayContent"?: DisplayContent;
}

export interface UpdateProductPageResponse {
  "DisplayContent"?: DisplayContent;
  "LastModified"?: number;
  "ProductPageArn"?: string;
  "ProductPageId"?: string;
}

export interface UpdateProductPageResponseContent {
  "DisplayContent"?: DisplayContent;
  "LastModified": number;
  "ProductPageArn": string;
  "ProductPageId": string;
}

export interface UpdateProductRestEndpointPageRequest {
  "DisplayContent"?: EndpointDisplayContent;
  "PortalProductId": string;
  "ProductRestEndpointPageId": string;
  "TryItState"?: "ENABLED" | "DISABLED";
}

export interface UpdateProductRestEndpointPageRequestContent {
  "DisplayContent"?: EndpointDisplayContent;
  "TryItState"?: "ENABLED" | "DISABLED";
}

export interface UpdateProductRestEndpointPageResponse {
  "DisplayContent"?: EndpointDisplayContentResponse;
  "LastModified"?: number;
  "ProductRestEndpointPageArn"?: string;
  "ProductRestEndpointPageId"?: string;
  "RestEndpointIdentifier"?: RestEndpointIdentifier;
  "Status"?: "AVAILABLE" | "IN_PROGRESS" | "FAILED";
  "StatusException"?: StatusException;
  "TryItState"?: "ENABLED" | "DISABLED";
}

export interface UpdateProductRestEndpointPageResponseContent {
  "DisplayContent": EndpointDisplayContentResponse;
  "LastModified": number;
  "ProductRestEndpointPageArn": string;
  "ProductRestEndpointPageId": string;
  "RestEndpointIdentifier": RestEndpointIdentifier;
  "Status": "AVAILABLE" | "IN_PROGRESS" | "FAILED";
  "StatusException"?: StatusException;
  "TryItState": "ENABLED" | "DISABLED";
}

export interface UpdateRouteInput {
  "ApiKeyRequired"?: boolean;
  "AuthorizationScopes"?: (string)[];
  "AuthorizationType"?: "NONE" | "AWS_IAM" | "CUSTOM" | "JWT";
  "AuthorizerId"?: string;
  "ModelSelectionExpression"?: string;
  "OperationName"?: string;
  "RequestModels"?: Record<string, string>;
  "RequestParameters"?: Record<string, ParameterConstraints>;
  "RouteKey"?: string;
  "RouteResponseSelectionExpression"?: string;
  "Target"?: string;
}

export interface UpdateRouteRequest {
  "ApiId": string;
  "ApiKeyRequired"?: boolean;
  "AuthorizationScopes"?: (string)[];
  "AuthorizationType"?: "NONE" | "AWS_IAM" | "CUSTOM" | "JWT";
  "AuthorizerId"?: string;
  "ModelSelectionExpression"?: string;
  "OperationName"?: string;
  "RequestModels"?: Record<string, string>;
  "RequestParameters"?: Record<string, ParameterConstraints>;
  "RouteId": string;
  "RouteKey"?: string;
  "RouteResponseSelectionExpression"?: string;
  "Target"?: string;
}

export interface UpdateRouteResponseInput {
  "ModelSelectionExpression"?: string;
  "ResponseModels"?: Record<string, string>;
  "ResponseParameters"?: Record<string, ParameterConstraints>;
  "RouteResponseKey"?: string;
}

export interface UpdateRouteResponseRequest {
  "ApiId": string;
  "ModelSelectionExpression"?: string;
  "ResponseModels"?: Record<string, string>;
  "ResponseParameters"?: Record<string, ParameterConstraints>;
  "RouteId": string;
  "RouteResponseId": string;
  "RouteResponseKey"?: string;
}

export interface UpdateRouteResponseResponse {
  "ModelSelectionExpression"?: string;
  "ResponseModels"?: Record<string, string>;
  "ResponseParameters"?: Record<string, ParameterConstraints>;
  "RouteResponseId"?: string;
  "RouteResponseKey"?: string;
}

export interface UpdateRouteResult {
  "ApiGatewayManaged"?: boolean;
  "ApiKeyRequired"?: boolean;
  "AuthorizationScopes"?: (string)[];
  "AuthorizationType"?: "NONE" | "AWS_IAM" | "CUSTOM" | "JWT";
  "AuthorizerId"?: string;
  "ModelSelectionExpression"?: string;
  "OperationName"?: string;
  "RequestModels"?: Record<string, string>;
  "RequestParameters"?: Record<string, ParameterConstraints>;
  "RouteId"?: string;
  "RouteKey"?: string;
  "RouteResponseSelectionExpression"?: string;
  "Target"?: string;
}

export interface UpdateStageInput {
  "AccessLogSettings"?: AccessLogSettings;
  "AutoDeploy"?: boolean;
  "ClientCertificateId"?: string;
  "DefaultRouteSettings"?: RouteSettings;
  "DeploymentId"?: string;
  "Description"?: string;
  "RouteSettings"?: Record<string, RouteSettings>;
  "StageVariables"?: Record<string, string>;
}

export interface UpdateStageRequest {
  "AccessLogSettings"?: AccessLogSettings;
  "ApiId": string;
  "AutoDeploy"?: boolean;
  "ClientCertificateId"?: string;
  "DefaultRouteSettings"?: RouteSettings;
  "DeploymentId"?: string;
  "Description"?: string;
  "RouteSettings"?: Record<string, RouteSettings>;
  "StageName": string;
  "StageVariables"?: Record<string, string>;
}

export interface UpdateStageResponse {
  "AccessLogSettings"?: AccessLogSettings;
  "ApiGatewayManaged"?: boolean;
  "AutoDeploy"?: boolean;
  "ClientCertificateId"?: string;
  "CreatedDate"?: number;
  "DefaultRouteSettings"?: RouteSettings;
  "DeploymentId"?: string;
  "Description"?: string;
  "LastDeploymentStatusMessage"?: string;
  "LastUpdatedDate"?: number;
  "RouteSettings"?: Record<string, RouteSettings>;
  "StageName"?: string;
  "StageVariables"?: Record<string, string>;
  "Tags"?: Record<string, string>;
}

export interface UpdateVpcLinkInput {
  "Name"?: string;
}

export interface UpdateVpcLinkRequest {
  "Name"?: string;
  "VpcLinkId": string;
}

export interface UpdateVpcLinkResponse {
  "CreatedDate"?: number;
  "Name"?: string;
  "SecurityGroupIds"?: (string)[];
  "SubnetIds"?: (string)[];
  "Tags"?: Record<string, string>;
  "VpcLinkId"?: string;
  "VpcLinkStatus"?: "PENDING" | "AVAILABLE" | "DELETING" | "FAILED" | "INACTIVE";
  "VpcLinkStatusMessage"?: string;
  "VpcLinkVersion"?: "V2";
}

export interface VpcLink {
  "CreatedDate"?: number;
  "Name": string;
  "SecurityGroupIds": (string)[];
  "SubnetIds": (string)[];
  "Tags"?: Record<string, string>;
  "VpcLinkId": string;
  "VpcLinkStatus"?: "PENDING" | "AVAILABLE" | "DELETING" | "FAILED" | "INACTIVE";
  "VpcLinkStatusMessage"?: string;
  "VpcLinkVersion"?: "V2";
}

export interface VpcLinks {
  "Items"?: (VpcLink)[];
  "NextToken"?: string;
}

export interface Operations {
  CreateApi: { input: CreateApiRequest; output: CreateApiResponse };
  CreateApiMapping: { input: CreateApiMappingRequest; output: CreateApiMappingResponse };
  CreateAuthorizer: { input: CreateAuthorizerRequest; output: CreateAuthorizerResponse };
  CreateDeployment: { input: CreateDeploymentRequest; output: CreateDeploymentResponse };
  CreateDomainName: { input: CreateDomainNameRequest; output: CreateDomainNameResponse };
  CreateIntegration: { input: CreateIntegrationRequest; output: CreateIntegrationResult };
  CreateIntegrationResponse: { input: CreateIntegrationResponseRequest; output: CreateIntegrationResponseResponse };
  CreateModel: { input: CreateModelRequest; output: CreateModelResponse };
  CreatePortal: { input: CreatePortalRequest; output: CreatePortalResponse };
  CreatePortalProduct: { input: CreatePortalProductRequest; output: CreatePortalProductResponse };
  CreateProductPage: { input: CreateProductPageRequest; output: CreateProductPageResponse };
  CreateProductRestEndpointPage: { input: CreateProductRestEndpointPageRequest; output: CreateProductRestEndpointPageResponse };
  CreateRoute: { input: CreateRouteRequest; output: CreateRouteResult };
  CreateRouteResponse: { input: CreateRouteResponseRequest; output: CreateRouteResponseResponse };
  CreateRoutingRule: { input: CreateRoutingRuleRequest; output: CreateRoutingRuleResponse };
  CreateStage: { input: CreateStageRequest; output: CreateStageResponse };
  CreateVpcLink: { input: CreateVpcLinkRequest; output: CreateVpcLinkResponse };
  DeleteAccessLogSettings: { input: DeleteAccessLogSettingsRequest; output: Record<string, never> };
  DeleteApi: { input: DeleteApiRequest; output: Record<string, never> };
  DeleteApiMapping: { input: DeleteApiMappingRequest; output: Record<string, never> };
  DeleteAuthorizer: { input: DeleteAuthorizerRequest; output: Record<string, never> };
  DeleteCorsConfiguration: { input: DeleteCorsConfigurationRequest; output: Record<string, never> };
  DeleteDeployment: { input: DeleteDeploymentRequest; output: Record<string, never> };
  DeleteDomainName: { input: DeleteDomainNameRequest; output: Record<string, never> };
  DeleteIntegration: { input: DeleteIntegrationRequest; output: Record<string, never> };
  DeleteIntegrationResponse: { input: DeleteIntegrationResponseRequest; output: Record<string, never> };
  DeleteModel: { input: DeleteModelRequest; output: Record<string, never> };
  DeletePortal: { input: DeletePortalRequest; output: Record<string, never> };
  DeletePortalProduct: { input: DeletePortalProductRequest; output: Record<string, never> };
  DeletePortalProductSharingPolicy: { input: DeletePortalProductSharingPolicyRequest; output: Record<string, never> };
  DeleteProductPage: { input: DeleteProductPageRequest; output: Record<string, never> };
  DeleteProductRestEndpointPage: { input: DeleteProductRestEndpointPageRequest; output: Record<string, never> };
  DeleteRoute: { input: DeleteRouteRequest; output: Record<string, never> };
  DeleteRouteRequestParameter: { input: DeleteRouteRequestParameterRequest; output: Record<string, never> };
  DeleteRouteResponse: { input: DeleteRouteResponseRequest; output: Record<string, never> };
  DeleteRouteSettings: { input: DeleteRouteSettingsRequest; output: Record<string, never> };
  DeleteRoutingRule: { input: DeleteRoutingRuleRequest; output: Record<string, never> };
  DeleteStage: { input: DeleteStageRequest; output: Record<string, never> };
  DeleteVpcLink: { input: DeleteVpcLinkRequest; output: DeleteVpcLinkResponse };
  DisablePortal: { input: DisablePortalRequest; output: Record<string, never> };
  ExportApi: { input: ExportApiRequest; output: ExportApiResponse };
  GetApi: { input: GetApiRequest; output: GetApiResponse };
  GetApiMapping: { input: GetApiMappingRequest; output: GetApiMappingResponse };
  GetApiMappings: { input: GetApiMappingsRequest; output: GetApiMappingsResponse };
  GetApis: { input: GetApisRequest; output: GetApisResponse };
  GetAuthorizer: { input: GetAuthorizerRequest; output: GetAuthorizerResponse };
  GetAuthorizers: { input: GetAuthorizersRequest; output: GetAuthorizersResponse };
  GetDeployment: { input: GetDeploymentRequest; output: GetDeploymentResponse };
  GetDeployments: { input: GetDeploymentsRequest; output: GetDeploymentsResponse };
  GetDomainName: { input: GetDomainNameRequest; output: GetDomainNameResponse };
  GetDomainNames: { input: GetDomainNamesRequest; output: GetDomainNamesResponse };
  GetIntegration: { input: GetIntegrationRequest; output: GetIntegrationResult };
  GetIntegrationResponse: { input: GetIntegrationResponseRequest; output: GetIntegrationResponseResponse };
  GetIntegrationResponses: { input: GetIntegrationResponsesRequest; output: GetIntegrationResponsesResponse };
  GetIntegrations: { input: GetIntegrationsRequest; output: GetIntegrationsResponse };
  GetModel: { input: GetModelRequest; output: GetModelResponse };
  GetModelTemplate: { input: GetModelTemplateRequest; output: GetModelTemplateResponse };
  GetModels: { input: GetModelsRequest; output: GetModelsResponse };
  GetPortal: { input: GetPortalRequest; output: GetPortalResponse };
  GetPortalProduct: { input: GetPortalProductRequest; output: GetPortalProductResponse };
  GetPortalProductSharingPolicy: { input: GetPortalProductSharingPolicyRequest; output: GetPortalProductSharingPolicyResponse };
  GetProductPage: { input: GetProductPageRequest; output: GetProductPageResponse };
  GetProductRestEndpointPage: { input: GetProductRestEndpointPageRequest; output: GetProductRestEndpointPageResponse };
  GetRoute: { input: GetRouteRequest; output: GetRouteResult };
  GetRouteResponse: { input: GetRouteResponseRequest; output: GetRouteResponseResponse };
  GetRouteResponses: { input: GetRouteResponsesRequest; output: GetRouteResponsesResponse };
  GetRoutes: { input: GetRoutesRequest; output: GetRoutesResponse };
  GetRoutingRule: { input: GetRoutingRuleRequest; output: GetRoutingRuleResponse };
  GetStage: { input: GetStageRequest; output: GetStageResponse };
  GetStages: { input: GetStagesRequest; output: GetStagesResponse };
  GetTags: { input: GetTagsRequest; output: GetTagsResponse };
  GetVpcLink: { input: GetVpcLinkRequest; output: GetVpcLinkResponse };
  GetVpcLinks: { input: GetVpcLinksRequest; output: GetVpcLinksResponse };
  ImportApi: { input: ImportApiRequest; output: ImportApiResponse };
  ListPortalProducts: { input: ListPortalProductsRequest; output: ListPortalProductsResponse };
  ListPortals: { input: ListPortalsRequest; output: ListPortalsResponse };
  ListProductPages: { input: ListProductPagesRequest; output: ListProductPagesResponse };
  ListProductRestEndpointPages: { input: ListProductRestEndpointPagesRequest; output: ListProductRestEndpointPagesResponse };
  ListRoutingRules: { input: ListRoutingRulesRequest; output: ListRoutingRulesResponse };
  PreviewPortal: { input: PreviewPortalRequest; output: PreviewPortalResponse };
  PublishPortal: { input: PublishPortalRequest; output: PublishPortalResponse };
  PutPortalProductSharingPolicy: { input: PutPortalProductSharingPolicyRequest; output: PutPortalProductSharingPolicyResponse };
  PutRoutingRule: { input: PutRoutingRuleRequest; output: PutRoutingRuleResponse };
  ReimportApi: { input: ReimportApiRequest; output: ReimportApiResponse };
  ResetAuthorizersCache: { input: ResetAuthorizersCacheRequest; output: Record<string, never> };
  TagResource: { input: TagResourceRequest; output: TagResourceResponse };
  UntagResource: { input: UntagResourceRequest; output: Record<string, never> };
  UpdateApi: { input: UpdateApiRequest; output: UpdateApiResponse };
  UpdateApiMapping: { input: UpdateApiMappingRequest; output: UpdateApiMappingResponse };
  UpdateAuthorizer: { input: UpdateAuthorizerRequest; output: UpdateAuthorizerResponse };
  UpdateDeployment: { input: UpdateDeploymentRequest; output: UpdateDeploymentResponse };
  UpdateDomainName: { input: UpdateDomainNameRequest; output: UpdateDomainNameResponse };
  UpdateIntegration: { input: UpdateIntegrationRequest; output: UpdateIntegrationResult };
  UpdateIntegrationResponse: { input: UpdateIntegrationResponseRequest; output: UpdateIntegrationResponseResponse };
  UpdateModel: { input: UpdateModelRequest; output: UpdateModelResponse };
  UpdatePortal: { input: UpdatePortalRequest; output: UpdatePortalResponse };
  UpdatePortalProduct: { input: UpdatePortalProductRequest; output: UpdatePortalProductResponse };
  UpdateProductPage: { input: UpdateProductPageRequest; output: UpdateProductPageResponse };
  UpdateProductRestEndpointPage: { input: UpdateProductRestEndpointPageRequest; output: UpdateProductRestEndpointPageResponse };
  UpdateRoute: { input: UpdateRouteRequest; output: UpdateRouteResult };
  UpdateRouteResponse: { input: UpdateRouteResponseRequest; output: UpdateRouteResponseResponse };
  UpdateStage: { input: UpdateStageRequest; output: UpdateStageResponse };
  UpdateVpcLink: { input: UpdateVpcLinkRequest; output: UpdateVpcLinkResponse };
}
