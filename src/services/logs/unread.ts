/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: ["accountIdentifiers", "deletionProtectionEnabled", "includeLinkedAccounts"],
  harmless: {
    entity: "It relates lines to what AWS's console shows, and changes no answer.",
    interleaved: "AWS interleaves always.",
    sequenceToken: "AWS takes any, or none.",
    unmask: "Nothing is masked.",
  },
};
