/** Faults as XML, for what is answered outside the API. */
import type { Fault } from "#aws/fault";
import type { HttpResponse } from "#protocol/http";
import type { Ctx } from "../buckets.ts";

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

export function xmlFault(ctx: Ctx, fault: Fault): HttpResponse {
  const details = Object.entries(fault.details)
    .map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`)
    .join("");
  return {
    status: fault.status,
    headers: [
      ["content-type", "application/xml"],
      ["x-amz-request-id", ctx.requestId],
      ...fault.headers,
    ],
    body:
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<Error><Code>${escaped(fault.code)}</Code><Message>${escaped(fault.message)}</Message>${details}` +
      `<RequestId>${ctx.requestId}</RequestId><HostId>${Buffer.from(ctx.requestId).toString("base64")}</HostId></Error>`,
  };
}
