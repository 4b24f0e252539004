/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  harmless: {
    LanguageCode: "The one message that it would be the language of holds a number.",
  },
};
