/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "CustomKeyStoreId",
    "DryRun",
    "DryRunModifiers",
    "GranteeServicePrincipal",
    "Recipient",
    "ResourceOwners",
    "RetiringServicePrincipal",
    "XksKeyId",
  ],
  harmless: {
    GrantTokens: "Grants are there at once.",
  },
};
