/**
 * Templates of what EventBridge and Pipes give to targets: text or JSON with `<name>` in it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */

/** A template's pieces: escaped characters, quotes, variables with their names, and the rest. */
export const PARTS = /\\.|"|<([^<>"\s]+)>|[^\\"<]+|</gs;

/**
 * Puts values in a template. Within quotes a value stands as text; outside them as JSON, a text
 * with its quotes when the template is JSON. A variable without a value leaves nothing.
 * @param read Gives the value of what stands between `<` and `>`; undefined where there is none.
 */
export function filled(template: string, read: (name: string) => unknown): string {
  const json = /^\s*[{[]/.test(template);
  let quoted = false;
  let out = "";
  for (const [whole, name] of template.matchAll(PARTS)) {
    if (whole === '"') quoted = !quoted;
    if (name === undefined) {
      out += whole;
      continue;
    }
    const value = read(name);
    if (value !== undefined) out += shown(value, json, quoted);
    else if (json && !quoted) out += '""';
  }
  return out;
}

function shown(value: unknown, json: boolean, quoted: boolean): string {
  if (typeof value !== "string") {
    const text = JSON.stringify(value);
    return quoted ? escaped(text) : text;
  }
  if (quoted) return escaped(value);
  return json ? JSON.stringify(value) : value;
}

/** A text as it stands between quotes that are there already. */
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
