/** TypeScript types of a service's shapes. */
import type { Member, ServiceModel, Shape } from "#aws/model";

/** One module: an interface per structure, `Operations` at its end. */
export function typesOf(model: ServiceModel): string {
  const outputs = reachable(
    model,
    Object.values(model.operations).map((o) => o.output),
  );
  const streamed = new Set<string>();
  const lines = [
    `/** ${model.serviceId}'s shapes. Generated; timestamps are epoch milliseconds. */`,
    'import type { Body, ResponseBody } from "#protocol/http";',
    "",
  ];
  for (const [name, shape] of Object.entries(model.shapes)) {
    if (shape.type !== "structure") continue;
    const isOutput =
      outputs.has(name) && Object.values(model.operations).some((o) => o.output === name);
    lines.push(`export interface ${safe(name)} {`);
    for (const [key, member] of Object.entries(shape.members)) {
      const required = shape.required?.includes(key) && !isOutput;
      const target = model.shapes[member.shape]!;
      const stream =
        shape.payload === key && target.type === "blob" && (member.streaming || target.streaming);
      if (stream) streamed.add(name);
      lines.push(
        `  ${JSON.stringify(key)}${required ? "" : "?"}: ${stream ? (isOutput ? "ResponseBody" : "Body") : typeOf(model, member, 0)};`,
      );
    }
    lines.push("}", "");
  }
  lines.push("export interface Operations {");
  for (const operation of Object.values(model.operations)) {
    const of = (name: string | undefined) =>
      name === undefined ? "Record<string, never>" : safe(name);
    lines.push(
      `  ${operation.name}: { input: ${operation.input === undefined ? "Record<string, unknown>" : of(operation.input)}; output: ${of(operation.output)} };`,
    );
  }
  lines.push("}", "");
  return lines.join("\n");
}

function typeOf(model: ServiceModel, member: Member, depth: number): string {
  const shape: Shape = model.shapes[member.shape]!;
  if (shape.type === "structure")
    return (shape as { document?: boolean }).document
      ? "unknown"
      : shape.eventStream
        ? `AsyncIterable<${safe(member.shape)}>`
        : safe(member.shape);
  if (depth > 6) return "unknown";
  if (shape.type === "list") return `(${typeOf(model, shape.member, depth + 1)})[]`;
  if (shape.type === "map") return `Record<string, ${typeOf(model, shape.value, depth + 1)}>`;
  if (shape.type === "string")
    return shape.enum === undefined || shape.enum.length > 60
      ? "string"
      : shape.enum.map((v) => JSON.stringify(v)).join(" | ");
  if (shape.type === "blob") return "Uint8Array";
  if (shape.type === "boolean") return "boolean";
  return shape.type === "document" ? "unknown" : "number";
}

/** A shape may be named as a type of the language. */
function safe(name: string): string {
  return /^(Error|Record|Date|Map|Set|Function|Object|String|Number|Boolean|Array|Promise|Operations|Body|Symbol)$/.test(
    name,
  )
    ? `${name}Shape`
    : name;
}

function reachable(model: ServiceModel, from: readonly (string | undefined)[]): Set<string> {
  const seen = new Set<string>();
  const walk = (name: string | undefined): void => {
    if (name === undefined || seen.has(name)) return;
    seen.add(name);
    const shape = model.shapes[name];
    if (shape?.type === "structure")
      for (const member of Object.values(shape.members)) walk(member.shape);
    else if (shape?.type === "list") walk(shape.member.shape);
    else if (shape?.type === "map") walk(shape.value.shape);
  };
  for (const name of from) walk(name);
  return seen;
}
