/** The seam between the kernel, which judges calls, and the service that keeps identities. */
import type { Policy } from "#languages/policy/policy";
import type { Principal } from "./principal.ts";

export interface Credential {
  readonly principal: Principal;
  /** The secret access key; undefined when any is accepted (keys of twelve digits and `test`). */
  readonly secret: string | undefined;
  /** The token that must come with it. */
  readonly sessionToken?: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

/** The identity-side policies that bound what a principal may do. */
export interface IdentityPolicies {
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  /** Service control policies, a list per level of the organisation. */
  readonly control?: readonly (readonly Policy[])[];
}

/** What STS hands out. */
export interface TemporaryCredential {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly sessionToken: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly principal: Principal;
  /** Session policies as JSON texts; they bound the principal. */
  readonly policies: readonly string[];
}

/** A service that acts as a role, e.g. as a Lambda function's. */
export interface RoleTaker {
  /** As in its principal: "lambda" of lambda.amazonaws.com. */
  readonly service: string;
  /** For which account. */
  readonly account: string;
  /** For which resource: aws:SourceArn. */
  readonly sourceArn?: string | undefined;
  /** sts:ExternalId. */
  readonly externalId?: string;
}

export interface IdentityProvider {
  /** Undefined when there is no such key. */
  credential(accessKeyId: string): Promise<Credential | undefined>;
  policies(principal: Principal): Promise<IdentityPolicies>;
  /**
   * A session of a role.
   * @param taker The service that takes the role on, which its trust policy must admit where policies
   * are enforced; undefined when that has been judged.
   * @throws Fault AccessDenied.
   */
  roleSession(
    roleArn: string,
    sessionName: string,
    taker: RoleTaker | undefined,
  ): Promise<Principal>;
  /** Keeps a temporary credential until it expires. */
  issue(credential: TemporaryCredential): Promise<void>;
  /** Whether a one-time code is the one that a multi-factor device of the principal shows now. */
  showsCode(principal: Principal, device: string, code: string): Promise<boolean>;
}
