/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "AnnotationDirective",
    "ChecksumMD5",
    "ChecksumSHA512",
    "ChecksumXXHASH128",
    "ChecksumXXHASH3",
    "ChecksumXXHASH64",
    "ObjectLockEventHold",
    "ObjectLockEventHoldDurationDays",
    "ObjectLockEventHoldDurationYears",
    "OptionalObjectAttributes",
  ],
  harmless: {
    ConfirmRemoveSelfBucketAccess: "It consents to a check that Brume does not make.",
    MFA: "It is asked for by buckets with MFA delete, which there are none of.",
    Token: "It is support's consent, which Brume does not ask for.",
  },
};
