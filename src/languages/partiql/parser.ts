/** Reads PartiQL statements into what expressions are read into. */
import type {
  Comparator,
  Condition,
  Operand,
  Path,
  Update,
} from "../dynamodb-expression/syntax.ts";
import { type AttributeValue, typeOf } from "../dynamodb-expression/value.ts";
import { StatementReader } from "./reader.ts";
import {
  type Change,
  type Delete,
  type Insert,
  malformed,
  type Returning,
  type Select,
  type Statement,
  StatementFault,
} from "./syntax.ts";

const ORDERED = new Set(["S", "N", "B"]);

/**
 * @param parameters What the question marks stand for, in normal form.
 * @throws StatementFault in AWS's words.
 */
export function parseStatement(text: string, parameters: readonly AttributeValue[]): Statement {
  const reader = new StatementReader(text, parameters);
  const statement = readStatement(reader);
  reader.finish();
  return statement;
}

function readStatement(reader: StatementReader): Statement {
  if (reader.takeWord("SELECT")) return readSelect(reader);
  if (reader.takeWord("INSERT")) return readInsert(reader);
  if (reader.takeWord("UPDATE")) return readUpdate(reader);
  if (reader.takeWord("DELETE")) return readDelete(reader);
  if (reader.takeWord("EXISTS")) {
    reader.expectSign("(");
    reader.expectWord("SELECT");
    const select = readSelect(reader);
    reader.expectSign(")");
    return { kind: "exists", select };
  }
  throw malformed("Expected data manipulation");
}

function readSelect(reader: StatementReader): Select {
  let columns: Path[] | undefined;
  if (!reader.takeSign("*")) {
    columns = [];
    do columns.push(reader.path());
    while (reader.takeSign(","));
  }
  reader.expectWord("FROM");
  const [table, index] = readTable(reader);
  const where = reader.takeWord("WHERE") ? readOr(reader) : undefined;
  const order: { name: string; descending: boolean }[] = [];
  if (reader.takeWord("ORDER")) {
    reader.expectWord("BY");
    do {
      const name = reader.name();
      const descending = reader.takeWord("DESC");
      if (!descending) reader.takeWord("ASC");
      order.push({ name, descending });
    } while (reader.takeSign(","));
  }
  return { kind: "select", columns, table, index, where, order };
}

function readTable(reader: StatementReader): [string, string | undefined] {
  const parts = [reader.name()];
  while (reader.takeSign(".")) parts.push(reader.name());
  if (parts.some((part) => part === ""))
    throw new StatementFault("Path component cannot be an empty string");
  if (parts.length > 2)
    throw new StatementFault("A path may contain at most 2 components in the FROM clause");
  return [parts[0]!, parts[1]];
}

function readOnlyTable(reader: StatementReader): string {
  const [table, index] = readTable(reader);
  if (index !== undefined) throw malformed("Expected a table name without an index");
  return table;
}

function readInsert(reader: StatementReader): Insert {
  reader.expectWord("INTO");
  const table = readOnlyTable(reader);
  if (!reader.takeWord("VALUE")) throw reader.unexpected("Expected VALUE");
  const value = reader.value();
  if (value.M === undefined) throw malformed("Expected a tuple to insert");
  return { kind: "insert", table, item: value.M };
}

interface Draft {
  set: { path: Path; operand: Operand }[];
  remove: Path[];
  add: { path: Path; value: AttributeValue }[];
  delete: { path: Path; value: AttributeValue }[];
}

function readUpdate(reader: StatementReader): Change {
  const table = readOnlyTable(reader);
  const update: Draft = { set: [], remove: [], add: [], delete: [] };
  if (!reader.isWord("SET", "REMOVE")) throw reader.unexpected("Expected SET or REMOVE");
  for (;;) {
    if (reader.takeWord("SET")) {
      do readAssignment(reader, update);
      while (reader.takeSign(","));
    } else if (reader.takeWord("REMOVE")) {
      do update.remove.push(reader.path());
      while (reader.takeSign(","));
    } else break;
  }
  const where = readWhere(reader);
  return {
    kind: "update",
    table,
    update: update as Update,
    where,
    returning: readReturning(reader),
  };
}

function readDelete(reader: StatementReader): Delete {
  reader.expectWord("FROM");
  const table = readOnlyTable(reader);
  const where = readWhere(reader);
  const returning = readReturning(reader);
  if (returning !== undefined && returning !== "ALL_OLD")
    throw new StatementFault(
      `Invalid returning clause: RETURNING ${returning.replace("_", " ")} *. ` +
        "Only RETURNING ALL OLD * is allowed in DELETE statements.",
    );
  return { kind: "delete", table, where, returning };
}

function readWhere(reader: StatementReader): Condition {
  if (!reader.takeWord("WHERE"))
    throw new StatementFault(
      "Where clause does not contain a mandatory equality on all key attributes",
    );
  return readOr(reader);
}

function readReturning(reader: StatementReader): Returning | undefined {
  if (!reader.takeWord("RETURNING")) return undefined;
  const which = reader.next().text.toUpperCase();
  const when = reader.next().text.toUpperCase();
  reader.expectSign("*");
  if (!["ALL", "MODIFIED"].includes(which) || !["OLD", "NEW"].includes(when))
    throw malformed("Expected ALL or MODIFIED, and OLD or NEW, after RETURNING");
  return `${which}_${when}` as Returning;
}

function readAssignment(reader: StatementReader, update: Draft): void {
  const path = reader.path();
  reader.expectSign("=");
  const name = reader.token.kind === "word" ? reader.token.text.toLowerCase() : "";
  if (reader.peek().text === "(" && (name === "set_add" || name === "set_delete")) {
    reader.next();
    reader.next();
    const source = reader.path();
    reader.expectSign(",");
    const value = reader.value();
    reader.expectSign(")");
    if (JSON.stringify(source) !== JSON.stringify(path))
      throw malformed(`${name} must change the attribute that it is assigned to`);
    if (
      !["SS", "NS", "BS"].includes(typeOf(value)) &&
      !(name === "set_add" && value.N !== undefined)
    )
      throw new StatementFault(
        `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(value)}`,
      );
    (name === "set_add" ? update.add : update.delete).push({ path, value });
    return;
  }
  update.set.push({ path, operand: readSum(reader) });
}

function readSum(reader: StatementReader): Operand {
  let left = readTerm(reader);
  while (reader.isSign("+", "-")) {
    const minus = reader.next().text === "-";
    left = { kind: "sum", minus, left, right: readTerm(reader) };
  }
  return left;
}

function readTerm(reader: StatementReader): Operand {
  if (reader.atValue()) return { kind: "value", value: reader.value() };
  if (reader.isWord("LIST_APPEND", "IF_NOT_EXISTS") && reader.peek().text === "(") {
    const name = reader.next().text.toLowerCase();
    reader.next();
    const first = reader.within("Functions", CONDITIONS_DEEP, () => readTerm(reader));
    reader.expectSign(",");
    const second = reader.within("Functions", CONDITIONS_DEEP, () => readTerm(reader));
    reader.expectSign(")");
    if (name === "list_append") return { kind: "list_append", first, second };
    if (first.kind !== "path") throw malformed("if_not_exists takes a path");
    return { kind: "if_not_exists", path: first.path, otherwise: second };
  }
  return { kind: "path", path: reader.path() };
}

/** As deep as the parentheses of DynamoDB's expressions may be. */
const CONDITIONS_DEEP = 300;

function readOr(reader: StatementReader): Condition {
  const parts = [readAnd(reader)];
  while (reader.takeWord("OR")) parts.push(readAnd(reader));
  return parts.length === 1 ? parts[0]! : { kind: "or", parts };
}

function readAnd(reader: StatementReader): Condition {
  const parts = [readNot(reader)];
  while (reader.takeWord("AND")) parts.push(readNot(reader));
  return parts.length === 1 ? parts[0]! : { kind: "and", parts };
}

function readNot(reader: StatementReader): Condition {
  if (reader.takeWord("NOT"))
    return {
      kind: "not",
      part: reader.within("Conditions", CONDITIONS_DEEP, () => readNot(reader)),
    };
  if (reader.takeSign("(")) {
    const inner = reader.within("Conditions", CONDITIONS_DEEP, () => readOr(reader));
    reader.expectSign(")");
    return inner;
  }
  return readComparison(reader);
}

const FUNCTIONS = new Map<string, Extract<Condition, { kind: "call" }>["name"]>([
  ["ATTRIBUTE_TYPE", "attribute_type"],
  ["BEGINS_WITH", "begins_with"],
  ["CONTAINS", "contains"],
  ["ATTRIBUTE_EXISTS", "attribute_exists"],
  ["ATTRIBUTE_NOT_EXISTS", "attribute_not_exists"],
]);

function readComparison(reader: StatementReader): Condition {
  const word = reader.token.kind === "word" ? reader.token.text.toUpperCase() : "";
  const name = reader.peek().text === "(" ? FUNCTIONS.get(word) : undefined;
  if (name !== undefined) {
    reader.next();
    reader.next();
    const operands = [readOperand(reader)];
    while (reader.takeSign(",")) operands.push(readOperand(reader));
    reader.expectSign(")");
    const wanted = name.startsWith("attribute_e") || name.startsWith("attribute_n") ? 1 : 2;
    if (operands.length !== wanted)
      throw new StatementFault(
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    return { kind: "call", name, operands };
  }
  const left = readOperand(reader);
  if (reader.takeWord("IS")) return readIs(reader, left);
  const negated = reader.takeWord("NOT");
  const condition = reader.isWord("BETWEEN", "IN") ? readRange(reader, left) : undefined;
  if (condition !== undefined) return negated ? { kind: "not", part: condition } : condition;
  if (negated) throw reader.unexpected("Expected BETWEEN or IN");
  const sign = reader.token.text === "!=" ? "<>" : reader.token.text;
  if (!reader.isSign("=", "<>", "!=", "<", "<=", ">", ">="))
    throw reader.unexpected("Expected a comparison");
  reader.next();
  const right = readOperand(reader);
  if (sign !== "=" && sign !== "<>") for (const side of [left, right]) checkOrdered(sign, side);
  return { kind: "compare", operator: sign as Comparator, left, right };
}

function readRange(reader: StatementReader, operand: Operand): Condition {
  if (reader.takeWord("BETWEEN")) {
    const low = readOperand(reader);
    reader.expectWord("AND");
    const high = readOperand(reader);
    for (const side of [low, high]) checkOrdered("BETWEEN", side);
    return { kind: "between", operand, low, high };
  }
  reader.expectWord("IN");
  const end = reader.takeSign("[") ? "]" : ")";
  if (end === ")") reader.expectSign("(");
  const list: Operand[] = [];
  do list.push(readOperand(reader));
  while (reader.takeSign(","));
  reader.expectSign(end);
  return { kind: "in", operand, list };
}

function readIs(reader: StatementReader, operand: Operand): Condition {
  const negated = reader.takeWord("NOT");
  let condition: Condition;
  if (reader.takeWord("MISSING"))
    condition = { kind: "call", name: "attribute_not_exists", operands: [operand] };
  else if (reader.takeWord("NULL"))
    condition = {
      kind: "call",
      name: "attribute_type",
      operands: [operand, { kind: "value", value: { S: "NULL" } }],
    };
  else throw reader.unexpected("Expected MISSING or NULL");
  return negated ? { kind: "not", part: condition } : condition;
}

function readOperand(reader: StatementReader): Operand {
  if (reader.atValue()) return { kind: "value", value: reader.value() };
  if (reader.isWord("SIZE") && reader.peek().text === "(") {
    reader.next();
    reader.next();
    const of = readOperand(reader);
    reader.expectSign(")");
    return { kind: "size", of };
  }
  return { kind: "path", path: reader.path() };
}

function checkOrdered(operator: string, operand: Operand): void {
  if (operand.kind !== "value") return;
  const type = typeOf(operand.value);
  if (!ORDERED.has(type))
    throw new StatementFault(
      `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
    );
}
