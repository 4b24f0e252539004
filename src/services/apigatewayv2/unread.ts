/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "AuthorizerCredentialsArn",
    "ClientCertificateId",
    "ConnectionId",
    "ContentHandlingStrategy",
    "DisableSchemaValidation",
    "IdentityValidationExpression",
    "IpAddressType",
    "JwtConfiguration",
    "ModelSelectionExpression",
    "PassthroughBehavior",
    "RequestModels",
    "RequestTemplates",
    "RouteResponseSelectionExpression",
    "TemplateSelectionExpression",
    "TlsConfig",
  ],
};
