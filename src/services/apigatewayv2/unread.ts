/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "ClientCertificateId",
    "ConnectionId",
    "ContentHandlingStrategy",
    "DisableSchemaValidation",
    "IdentityValidationExpression",
    "IpAddressType",
    "ModelSelectionExpression",
    "PassthroughBehavior",
    "RequestModels",
    "RequestTemplates",
    "RouteResponseSelectionExpression",
    "TemplateSelectionExpression",
    "TlsConfig",
  ],
};
