/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "CallAs",
    "DeploymentMode",
    "DisableValidation",
    "ForceRollback",
    "StackSetName",
    "TemplateSummaryConfig",
  ],
  harmless: {
    ClientToken:
      "A second change set of the same name is refused, retry or not; the CDK gives a token each time.",
    IncludePropertyValues:
      "Changes are shown without their values; the CDK asks for them each time.",
  },
};
