/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: ["DisassociationProtectionEnabled", "VectorIndexUpdates", "VectorIndexes"],
  harmless: {
    ConfirmRemoveSelfResourceAccess: "It consents to a check that Brume does not make.",
  },
};
