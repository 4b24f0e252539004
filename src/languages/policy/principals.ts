/**
 * Whom a principal element names:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import type { PrincipalElement } from "./document.ts";

/** Who makes a request, as policies see it. */
export interface RequestPrincipal {
  readonly kind: "root" | "user" | "role" | "federated" | "service" | "anonymous";
  /** Twelve digits. */
  readonly account: string;
  /** Of a role session the session's own: arn:aws:sts::...:assumed-role/name/session. */
  readonly arn: string;
  /** aws:userid, e.g. AIDA..., AROA...:session. */
  readonly id: string;
  /** Of a service, e.g. "lambda.amazonaws.com". */
  readonly service?: string;
  /** Of a role session the role's ARN; of a federated user the ARN of the user who made it. */
  readonly issuer?: string;
  /** Of somebody who comes with a token of an identity provider: its ARN or domain. */
  readonly provider?: string;
}

/** How directly a principal element names somebody. */
export const NOBODY = 0;
/** His account is named: its own policies must let him as well. */
export const ACCOUNT = 1;
/** The role behind a session, or everyone, is named. */
export const ENTITY = 2;
/** The very session, user or service is named: nothing implicit holds it back. */
export const ITSELF = 3;
export type Named = typeof NOBODY | typeof ACCOUNT | typeof ENTITY | typeof ITSELF;

export type PrincipalMatcher = (principal: RequestPrincipal) => Named;

/** Compiles a principal element. */
export function principalMatcher(element: PrincipalElement): PrincipalMatcher {
  if (element === "*") return everyone;
  const aws = new Set(element.get("AWS") ?? []);
  const services = new Set((element.get("Service") ?? []).map(withoutRegion));
  const federated = new Set(element.get("Federated") ?? []);
  const canonical = new Set(element.get("CanonicalUser") ?? []);
  if (aws.has("*")) return everyone;
  return (principal) => {
    if (principal.kind === "anonymous") return NOBODY;
    if (principal.provider !== undefined) {
      if (federated.has(principal.provider) || federated.has("*")) return ITSELF;
    }
    if (principal.kind === "service") {
      if (services.has("*")) return ITSELF;
      const name = principal.service;
      return name !== undefined && services.has(withoutRegion(name)) ? ITSELF : NOBODY;
    }
    if (canonical.has(principal.account)) return ACCOUNT;
    return aws.size === 0 ? NOBODY : named(aws, principal);
  };
}

function everyone(principal: RequestPrincipal): Named {
  return principal.kind === "role" || principal.kind === "federated" ? ENTITY : ITSELF;
}

function named(names: ReadonlySet<string>, principal: RequestPrincipal): Named {
  const { account, arn, id, issuer, kind } = principal;
  if (kind === "root") {
    return names.has(account) || names.has(arn) ? ITSELF : NOBODY;
  }
  if (names.has(arn) || names.has(id)) return ITSELF;
  if (issuer !== undefined) {
    const colon = id.indexOf(":");
    if (names.has(issuer) || (colon > 0 && names.has(id.slice(0, colon)))) return ENTITY;
  }
  if (names.has(account)) return ACCOUNT;
  const partition = arn.split(":", 2)[1];
  return names.has(`arn:${partition}:iam::${account}:root`) ? ACCOUNT : NOBODY;
}

/** "logs.eu-west-1.amazonaws.com" is the same service as "logs.amazonaws.com". */
function withoutRegion(service: string): string {
  return service.replace(/\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\./, ".amazonaws.");
}
