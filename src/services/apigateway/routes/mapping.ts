/**
 * What fills requests and answers: mapping expressions, and the variables of mapping templates.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html
 */
import { pairs } from "#aws/proxy-event";
import { compilePath } from "#languages/jsonpath/path";
import { own } from "../definition.ts";
import { type Call, type Header, type Json, textOf, valueAt } from "./call.ts";

/** What an integration answered. */
export interface Answered {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** What selection patterns are matched against. */
  readonly selector: string;
}

export interface Mapping {
  /** "header", "path" or "querystring". */
  readonly place: string;
  readonly name: string;
  /** Undefined where what it names is not there: then nothing is set. */
  readonly value: (call: Call, answered?: Answered) => string | readonly string[] | undefined;
}

/** @param side "integration.request" or "method.response". */
export function mappingsOf(
  parameters: Readonly<Record<string, string>> | undefined,
  side: string,
): Mapping[] {
  return Object.entries(parameters ?? {}).flatMap(([key, expression]) => {
    if (!key.startsWith(`${side}.`)) return [];
    const [place = "", ...name] = key.slice(side.length + 1).split(".");
    return [{ place, name: name.join("."), value: expressionOf(expression) }];
  });
}

function expressionOf(expression: string): Mapping["value"] {
  const literal = /^'(.*)'$/s.exec(expression)?.[1];
  if (literal !== undefined) return () => literal;
  const [, side, place = "", name = ""] =
    /^(method\.request|integration\.response)\.(\w+)(?:\.(.+))?$/.exec(expression) ?? [];
  if (side === undefined) return (call) => textOf(valueAt(call, expression));
  if (place === "body") return bodyExpression(side, name);
  if (side === "integration.response") {
    const wanted = name.toLowerCase();
    return (_, answered) => {
      const values = answered?.headers.filter(([own]) => own.toLowerCase() === wanted);
      if (values === undefined || values.length === 0) return undefined;
      return place === "multivalueheader" ? values.map(([, v]) => v) : values.at(-1)![1];
    };
  }
  const wanted = name.toLowerCase();
  switch (place) {
    case "header":
      return (call) => call.header(name);
    case "multivalueheader":
      return (call) => some(call.asked.headers.filter(([n]) => n.toLowerCase() === wanted));
    case "querystring":
      return (call) => call.query[name];
    case "multivaluequerystring":
      return (call) => some(pairs(call.asked.query).filter(([n]) => n === name));
    case "path":
      return (call) => call.parameters[name];
    default:
      return () => undefined;
  }
}

const some = (list: readonly Header[]): readonly string[] | undefined =>
  list.length === 0 ? undefined : list.map(([, value]) => value);

function bodyExpression(side: string, path: string): Mapping["value"] {
  const compiled = path === "" ? undefined : compilePath(path.startsWith("$") ? path : `$.${path}`);
  return (call, answered) => {
    const text =
      side === "method.request" ? call.text : Buffer.from(answered?.body ?? []).toString("utf8");
    if (compiled === undefined) return text;
    try {
      return textOf(compiled.value(JSON.parse(text)));
    } catch {
      return undefined;
    }
  };
}

/**
 * What mapping templates can name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 * @param body The body that `$input` reads.
 * @param context Whether `$context` is asked for.
 */
export function variablesOf(call: Call, body: string, context: boolean): Json {
  const { stageVariables } = call;
  const known = { input: inputOf(call, body), stageVariables, util: UTIL };
  return context ? { ...known, context: call.context } : known;
}

/** Where `$input.params` finds what it is asked for, by the names by which all there can be asked. */
const GROUPS: ReadonlySet<string> = new Set(["path", "querystring", "header"]);

function inputOf(call: Call, text: string): Json {
  let parsed: unknown;
  let read = false;
  const root = (): unknown => {
    if (!read) {
      read = true;
      try {
        parsed = text.trim() === "" ? {} : JSON.parse(text);
      } catch {
        // A body that is no JSON is a text to templates.
        parsed = text;
      }
    }
    return parsed;
  };
  const select = (path: unknown): unknown => {
    const whole = String(path);
    return whole === "$" || whole === "" ? root() : compilePath(whole).value(root());
  };
  const params = (name?: unknown): unknown => {
    const key = String(name);
    if (name === undefined || GROUPS.has(key)) {
      const groups: Json = { path: call.parameters, querystring: call.query, header: call.headers };
      return name === undefined ? groups : groups[key];
    }
    return (
      own(call.parameters, key) ??
      own(call.query, key) ??
      own(call.headers, key) ??
      call.header(key) ??
      ""
    );
  };
  return {
    body: text,
    json: (path: unknown) => JSON.stringify(select(path) ?? ""),
    path: (path: unknown) => select(path),
    params,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** As Java's URLEncoder does it: blanks are "+". */
const encoded = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll("%20", "+")
    .replaceAll(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const UTIL = {
  escapeJavaScript: (value: unknown) =>
    JSON.stringify(String(value ?? ""))
      .slice(1, -1)
      .replaceAll("'", "\\'")
      .replaceAll("/", "\\/"),
  parseJson: (value: unknown) => JSON.parse(String(value)) as unknown,
  urlEncode: (value: unknown) => encoded(String(value)),
  urlDecode: (value: unknown) => decoded(String(value)),
  base64Encode: (value: unknown) => Buffer.from(String(value)).toString("base64"),
  base64Decode: (value: unknown) => Buffer.from(String(value), "base64").toString(),
};
