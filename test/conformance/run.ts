/** Counts what conforms: every operation of a service, through every protocol of it. */
import type { Protocol } from "#aws/model";
import { loadModel } from "#aws/models";
import { codecFor } from "#protocol/codecs";
import { officialClient } from "./clients.ts";
import { errorOf, type Party, requestOf, responseOf } from "./exchange.ts";

export interface Count {
  /** Operations that the official client has. */
  operations: number;
  requests: number;
  responses: number;
  errors: number;
  /** What was tried: twice each operation's requests and responses, and each of its errors. */
  tried: number;
}

export interface Finding {
  readonly where: string;
  readonly what: string;
}

/** The clients' models of SQS no longer hold what Query needs: SQS by Query has its own tests. */
const UNREACHABLE = new Set(["sqs query"]);

/** Protocols of a service that its official client can be told to speak. */
export function protocolsOf(id: string): readonly Protocol[] {
  return loadModel(id).protocols.filter((protocol) => !UNREACHABLE.has(`${id} ${protocol}`));
}

export async function conformance(
  id: string,
  protocol: Protocol,
): Promise<{ count: Count; findings: Finding[] }> {
  const model = loadModel(id);
  const count: Count = { operations: 0, requests: 0, responses: 0, errors: 0, tried: 0 };
  const findings: Finding[] = [];
  const client = await officialClient(model, protocol);
  if (client === undefined) return { count, findings };
  const party: Party = { model, protocol, codec: codecFor(model, protocol), client };
  const note = (where: string, what: string | undefined): number => {
    count.tried++;
    if (what === undefined) return 1;
    findings.push({ where, what });
    return 0;
  };
  for (const operation of Object.values(model.operations)) {
    const { name } = operation;
    if (!client.has(name)) {
      findings.push({ where: name, what: "the client has no such command" });
      continue;
    }
    count.operations++;
    for (const extent of ["all", "required"] as const) {
      const where = `${name} (${extent})`;
      count.requests += note(`${where} request`, await requestOf(party, operation, extent));
      count.responses += note(`${where} response`, await responseOf(party, operation, extent));
    }
    for (const error of operation.errors ?? [])
      count.errors += note(`${name} ${error}`, await errorOf(party, operation, error));
  }
  return { count, findings };
}
