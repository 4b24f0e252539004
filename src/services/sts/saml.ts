/** What an assertion of a SAML 2.0 identity provider says. Pure. */
import { createHash } from "node:crypto";
import { type Element, MalformedXml, parseXml } from "#protocol/xml";

const ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/";

export interface Assertion {
  readonly issuer: string;
  readonly subject: string;
  /** The format of the subject's name: without SAML's prefix "persistent", or whole. */
  readonly subjectType: string;
  readonly audience: string;
  /** The recipient that confirmed it. */
  readonly recipient: string;
  /** Epoch milliseconds after which it is not good any more. */
  readonly until: number | undefined;
  /** "role ARN,provider ARN", in either order. */
  readonly roles: readonly string[];
  readonly sessionName: string | undefined;
  readonly sessionSeconds: number | undefined;
  readonly sourceIdentity: string | undefined;
  /** Session tags. */
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** Reads a response as it is posted: base64 of XML. Undefined when it is none. */
export function assertionOf(encoded: string): Assertion | undefined {
  let root: Element;
  try {
    root = parseXml(Buffer.from(encoded, "base64").toString("utf8"));
  } catch (error) {
    if (error instanceof MalformedXml) return undefined;
    throw error;
  }
  const assertion = root.name === "Assertion" ? root : first(root, "Assertion");
  const issuer = assertion && first(assertion, "Issuer");
  const name = assertion && first(assertion, "NameID");
  if (assertion === undefined || issuer === undefined || name === undefined) return undefined;
  const confirmation = first(assertion, "SubjectConfirmationData");
  const until = confirmation?.attributes["NotOnOrAfter"];
  const attributes = valuesByName(assertion);
  const one = (attribute: string) => attributes.get(ATTRIBUTES + attribute)?.[0];
  const seconds = Number(one("SessionDuration"));
  const tagPrefix = `${ATTRIBUTES}PrincipalTag:`;
  return {
    issuer: issuer.text.trim(),
    subject: name.text.trim(),
    subjectType: (name.attributes["Format"] ?? "").replace(
      /^urn:oasis:names:tc:SAML:2\.0:nameid-format:/,
      "",
    ),
    audience: first(assertion, "Audience")?.text.trim() ?? "",
    recipient: confirmation?.attributes["Recipient"] ?? "",
    until: until === undefined ? undefined : Date.parse(until),
    roles: attributes.get(`${ATTRIBUTES}Role`) ?? [],
    sessionName: one("RoleSessionName"),
    sessionSeconds: Number.isInteger(seconds) && seconds > 0 ? seconds : undefined,
    sourceIdentity: one("SourceIdentity"),
    tags: [...attributes]
      .filter(([key]) => key.startsWith(tagPrefix))
      .map(([key, values]) => ({ Key: key.slice(tagPrefix.length), Value: values[0] ?? "" })),
  };
}

/** The entity that a provider's metadata describes. */
export function entityOf(metadata: string): string | undefined {
  try {
    const root = parseXml(metadata);
    const found = root.name === "EntityDescriptor" ? root : first(root, "EntityDescriptor");
    return found?.attributes["entityID"];
  } catch (error) {
    if (error instanceof MalformedXml) return undefined;
    throw error;
  }
}

/** Issuer, account and provider in one name, as AWS hashes them. */
export function nameQualifier(issuer: string, account: string, provider: string): string {
  return createHash("sha1").update(`${issuer}${account}/${provider}`).digest("base64");
}

function first(element: Element, name: string): Element | undefined {
  for (const child of element.children) {
    if (child.name === name) return child;
    const deeper = first(child, name);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function valuesByName(assertion: Element): Map<string, string[]> {
  const out = new Map<string, string[]>();
  const statement = first(assertion, "AttributeStatement");
  for (const attribute of statement?.children ?? []) {
    const values = attribute.children
      .filter(({ name }) => name === "AttributeValue")
      .map(({ text }) => text.trim());
    out.set(attribute.attributes["Name"] ?? "", values);
  }
  return out;
}
