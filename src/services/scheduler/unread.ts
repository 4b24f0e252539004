/** Input members that nothing here reads, and why they may be given all the same. */
export const unread = {
  harmless: {
    ClientToken: "Requests that are sent again are told apart by the schedule's name.",
  },
};
