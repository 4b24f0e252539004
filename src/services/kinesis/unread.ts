/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  // AWS's own words for it are "Not Implemented. Reserved for future use".
  refused: ["StreamId"],
};
