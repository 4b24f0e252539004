/** Who makes a call. */
import type { Policy } from "#languages/policy/policy";

export interface Principal {
  readonly kind: "root" | "user" | "role" | "federated" | "service" | "anonymous";
  /** Twelve digits; of a service, the account it acts for. */
  readonly account: string;
  /** e.g. arn:aws:iam::000000000000:root, arn:aws:sts::...:assumed-role/name/session. */
  readonly arn: string;
  /** aws:userid, e.g. AIDA..., AROA...:session; the account id of root. */
  readonly id: string;
  /** The user's or role's name. */
  readonly name?: string;
  readonly accessKeyId?: string;
  /** Of a service principal, e.g. "lambda.amazonaws.com". */
  readonly service?: string;
  /** Of a role session: the role's ARN. */
  readonly issuer?: string;
  readonly sessionPolicies?: readonly Policy[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
  /** Epoch milliseconds at which a session's token was issued. */
  readonly issuedAt?: number;
  readonly multiFactor?: boolean;
  /** Of a caller who brings an identity provider's token: the provider's ARN or domain. */
  readonly provider?: string;
}

/** The root of an account: whoever has a key of no user or role. */
export function rootOf(account: string, accessKeyId?: string): Principal {
  return {
    kind: "root",
    account,
    arn: `arn:aws:iam::${account}:root`,
    id: account,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
  };
}

/** A service acting for an account, e.g. `sns.amazonaws.com` delivering to a queue. */
export function servicePrincipal(service: string, account: string): Principal {
  return { kind: "service", account, arn: `arn:aws:iam::${account}:root`, id: account, service };
}

export const anonymous: Principal = {
  kind: "anonymous",
  account: "anonymous",
  arn: "*",
  id: "anonymous",
};
