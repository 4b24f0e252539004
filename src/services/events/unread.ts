/** Input members that nothing here reads: they are refused by name. */
export const unread = {
  refused: ["HomeRegion"],
};
