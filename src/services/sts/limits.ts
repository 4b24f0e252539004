/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */

export const ROLE_SECONDS = 3_600;
/** A role assumed with a role's credentials lasts no longer than this. */
export const CHAINED_SECONDS = 3_600;
export const SESSION_SECONDS = 43_200;
export const ROOT_SESSION_SECONDS = 3_600;
export const FEDERATION_SECONDS = 43_200;
/** Characters of an inline session policy. */
export const SESSION_POLICY = 2_048;
export const SESSION_POLICY_ARNS = 10;
export const SESSION_TAGS = 50;
