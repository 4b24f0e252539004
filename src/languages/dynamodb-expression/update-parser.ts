/** Reads UpdateExpression. */
import type { Substitutions } from "./names.ts";
import { isMissing, Reader } from "./reader.ts";
import { checkOverlap, ExpressionFault, type Operand, type Path, type Update } from "./syntax.ts";
import { type AttributeValue, type TypeName, typeOf } from "./value.ts";

const TYPE_NAMES: Readonly<Record<TypeName, string>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  SS: "STRING_SET",
  NS: "NUMBER_SET",
  BS: "BINARY_SET",
  M: "MAP",
  L: "LIST",
  NULL: "NULL",
  BOOL: "BOOLEAN",
};
const CONDITION_FUNCTIONS = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
  "size",
]);

interface Draft {
  set: { path: Path; operand: Operand }[];
  remove: Path[];
  add: { path: Path; value: AttributeValue }[];
  delete: { path: Path; value: AttributeValue }[];
}

/** @throws ExpressionFault in AWS's words, without "Invalid UpdateExpression: ". */
export function parseUpdate(text: string, substitutions: Substitutions): Update {
  const reader = new Reader(text, substitutions);
  const update: Draft = { set: [], remove: [], add: [], delete: [] };
  const seen = new Set<string>();
  while (reader.token.kind !== "end") {
    const section = reader.token.kind === "word" ? reader.token.text.toUpperCase() : "";
    if (!["SET", "REMOVE", "ADD", "DELETE"].includes(section)) reader.syntaxError();
    if (seen.has(section))
      throw new ExpressionFault(
        `The "${section}" section can only be used once in an update expression;`,
      );
    seen.add(section);
    reader.next();
    do readClause(reader, section, update);
    while (reader.takeSign(","));
  }
  const paths = [
    ...update.set.map((clause) => clause.path),
    ...update.remove,
    ...update.add.map((clause) => clause.path),
    ...update.delete.map((clause) => clause.path),
  ];
  try {
    checkOverlap(paths);
  } catch (error) {
    reader.fault("overlap", (error as Error).message);
  }
  reader.finish();
  return update;
}

function readClause(reader: Reader, section: string, update: Draft): void {
  if (!reader.atPath()) reader.syntaxError();
  const path = reader.path();
  if (section === "REMOVE") return void update.remove.push(path);
  if (section === "SET") {
    reader.expectSign("=");
    return void update.set.push({ path, operand: readSum(reader) });
  }
  if (reader.token.kind !== "value") reader.syntaxError();
  const value = reader.value();
  const type = typeOf(value);
  const allowed = section === "ADD" ? ["N", "SS", "NS", "BS"] : ["SS", "NS", "BS"];
  if (!isMissing(value) && !allowed.includes(type))
    reader.fault(
      "operand",
      `Incorrect operand type for operator or function; operator: ${section}, operand type: ` +
        `${TYPE_NAMES[type]}, typeSet: ALLOWED_FOR_${section}_OPERAND`,
    );
  (section === "ADD" ? update.add : update.delete).push({ path, value });
}

function readSum(reader: Reader): Operand {
  const left = readOperand(reader);
  const minus = reader.isSign("-");
  if (!minus && !reader.isSign("+")) return left;
  const sign = reader.next().text;
  reader.operator();
  const right = readOperand(reader);
  checkType(reader, sign, left, "N");
  checkType(reader, sign, right, "N");
  return { kind: "sum", minus, left, right };
}

function readOperand(reader: Reader): Operand {
  if (reader.takeSign("(")) {
    const nested = reader.isSign("(");
    const inner = readSum(reader);
    reader.expectSign(")");
    if (nested) reader.fault("parens", "The expression has redundant parentheses;");
    return inner;
  }
  if (reader.token.kind === "value") return { kind: "value", value: reader.value() };
  if (reader.atCall()) return readCall(reader);
  if (!reader.atPath()) reader.syntaxError();
  return { kind: "path", path: reader.path() };
}

function readCall(reader: Reader): Operand {
  const name = reader.next().text;
  reader.next();
  reader.operator();
  const operands: Operand[] = [];
  if (!reader.isSign(")"))
    do operands.push(readSum(reader));
    while (reader.takeSign(","));
  reader.expectSign(")");
  const nothing: Operand = { kind: "path", path: [] };
  if (name !== "if_not_exists" && name !== "list_append") {
    reader.fault(
      "function",
      CONDITION_FUNCTIONS.has(name)
        ? `The function is not allowed in an update expression; function: ${name}`
        : `Invalid function name; function: ${name}`,
    );
    return nothing;
  }
  const [first, second] = operands;
  if (operands.length !== 2 || first === undefined || second === undefined) {
    reader.fault(
      "operand",
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
    return nothing;
  }
  if (name === "list_append") {
    checkType(reader, name, first, "L");
    checkType(reader, name, second, "L");
    return { kind: "list_append", first, second };
  }
  if (first.kind !== "path") {
    reader.fault(
      "operand",
      `Operator or function requires a document path; operator or function: ${name}`,
    );
    return nothing;
  }
  return { kind: "if_not_exists", path: first.path, otherwise: second };
}

function checkType(reader: Reader, name: string, operand: Operand, allowed: TypeName): void {
  const type = staticType(operand);
  if (type !== undefined && type !== allowed)
    reader.fault(
      "operand",
      `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
    );
}

function staticType(operand: Operand): TypeName | undefined {
  if (operand.kind === "value") return isMissing(operand.value) ? undefined : typeOf(operand.value);
  if (operand.kind === "list_append") return "L";
  return operand.kind === "sum" ? "N" : undefined;
}
