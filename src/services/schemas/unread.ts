/** Input members that nothing here reads, and why they may be given all the same. */
export const unread = {
  harmless: {
    ClientTokenId: "An update that is sent again has the content of the newest version.",
  },
};
