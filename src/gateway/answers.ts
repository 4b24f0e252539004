/** Plain answers that are no AWS protocol's. */
import type { HttpResponse } from "#protocol/http";

/** An answer in JSON. */
export function json(status: number, value: unknown): HttpResponse {
  return {
    status,
    headers: [["content-type", "application/json"]],
    body: JSON.stringify(value) + "\n",
  };
}

/** An answer in plain text, or another type. */
export function text(status: number, body: string, type = "text/plain"): HttpResponse {
  return { status, headers: [["content-type", type]], body };
}
