/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: ["IncludeLinkedAccounts", "OwningAccount"],
  harmless: {
    StrictEntityValidation: "There are no entities.",
  },
};
