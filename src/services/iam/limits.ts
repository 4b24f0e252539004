/** Quotas of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
import type { Kind } from "./tables.ts";

export const LIST_PAGE = 100;
export const ACCESS_KEYS_PER_USER = 2;
export const VERSIONS_PER_POLICY = 5;
export const TAGS = 50;
export const GROUPS_PER_USER = 10;
export const POLICIES_ATTACHED: Readonly<Record<Kind, number>> = { user: 20, group: 10, role: 20 };
/** Characters of a managed policy, white space not counted. */
export const MANAGED_POLICY_SIZE = 6_144;
/** Characters of a role's trust policy; AWS's default of 2,048 can be raised to this. */
export const TRUST_POLICY_SIZE = 4_096;
/** Characters of all inline policies together, white space not counted. */
export const INLINE_SIZE: Readonly<Record<Kind, number>> = {
  user: 2_048,
  group: 5_120,
  role: 10_240,
};
export const MFA_DEVICES_PER_USER = 8;
export const SESSION_SECONDS = 3_600;

/** GetAccountSummary's quota rows. */
export const SUMMARY_QUOTAS: Readonly<Record<string, number>> = {
  AccessKeysPerUserQuota: ACCESS_KEYS_PER_USER,
  AssumeRolePolicySizeQuota: 2_048,
  AttachedPoliciesPerGroupQuota: POLICIES_ATTACHED.group,
  AttachedPoliciesPerRoleQuota: POLICIES_ATTACHED.role,
  AttachedPoliciesPerUserQuota: POLICIES_ATTACHED.user,
  GlobalEndpointTokenVersion: 1,
  GroupPolicySizeQuota: INLINE_SIZE.group,
  GroupsPerUserQuota: GROUPS_PER_USER,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1_000,
  PoliciesQuota: 1_500,
  PolicySizeQuota: MANAGED_POLICY_SIZE,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: INLINE_SIZE.role,
  RolesQuota: 1_000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: INLINE_SIZE.user,
  UsersQuota: 5_000,
  VersionsPerPolicyQuota: VERSIONS_PER_POLICY,
};
