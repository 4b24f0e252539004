/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "ActionConfiguration",
    "ActionsSuppressor",
    "ActionsSuppressorExtensionPeriod",
    "ActionsSuppressorWaitPeriod",
    "AlarmContributorId",
    "ChildrenOfAlarmName",
    "EvaluationCriteria",
    "EvaluationInterval",
    "EvaluationWindow",
    "IncludeLinkedAccounts",
    "OwningAccount",
    "ParentsOfAlarmName",
    "WarmUpConfiguration",
  ],
  harmless: {
    StrictEntityValidation: "There are no entities.",
  },
};
