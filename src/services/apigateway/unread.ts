/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: ["domainNameId", "jwtConfiguration"],
  harmless: {
    ownershipVerificationCertificateArn:
      "It is kept and shown; certificates, and so their owners, are not checked.",
  },
};
