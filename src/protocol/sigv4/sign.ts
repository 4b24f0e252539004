/** Signs a request, for services that come to a port in a role's name. */
import type { HttpRequest } from "#protocol/http";
import { canonicalRequest, forms, scope, sha256, stringToSign } from "./canonical.ts";
import { signatureOf } from "./keys.ts";
import { HMAC, type Presented, stamp } from "./presented.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly sessionToken: string;
}

interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  /** Of the scope, e.g. "execute-api". */
  readonly service: string;
  readonly region: string;
}

type Fields = readonly (readonly [name: string, value: string])[];

/**
 * The header fields that a signed request has beyond its own.
 * @param now Epoch milliseconds.
 */
export function signatureFields(
  { method, url, body, service, region }: Unsigned,
  { accessKeyId, secret, sessionToken }: Credentials,
  now: number,
): Fields {
  const timestamp = stamp(now);
  const fields: Fields = [
    ["X-Amz-Date", timestamp],
    ["X-Amz-Security-Token", sessionToken],
  ];
  const names = ["host", "x-amz-date", "x-amz-security-token"];
  const unsigned: Omit<Presented, "credential" | "signature"> = {
    ...{ kind: "header", algorithm: HMAC, accessKeyId, date: timestamp.slice(0, 8) },
    ...{ region, service, terminator: "aws4_request", signedHeaders: names, timestamp },
    ...{ sessionToken, expires: undefined, asymmetric: false },
  };
  const presented = { ...unsigned, credential: "", signature: "" } as Presented;
  const request = {
    ...{ method, path: url.pathname, query: url.search.slice(1), host: url.host },
    headers: { entries: fields },
  } as unknown as HttpRequest;
  const [form] = forms(presented, request, false);
  const hash = sha256(new TextEncoder().encode(body));
  const text = stringToSign(presented, canonicalRequest(presented, request, form!, hash));
  const authorization =
    `${HMAC} Credential=${accessKeyId}/${scope(presented)}, ` +
    `SignedHeaders=${names.join(";")}, Signature=${signatureOf(presented, secret, text)}`;
  return [...fields, ["Authorization", authorization]];
}
