/** Timestamps on the wire, and as epoch milliseconds within. */
import type { TimestampFormat } from "#aws/model";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Epoch milliseconds; undefined when it cannot be read, or is no moment that a Date can hold. */
export function readTimestamp(value: unknown, format: TimestampFormat): number | undefined {
  const read = momentOf(value, format);
  return read !== undefined && Math.abs(read) <= FURTHEST ? read : undefined;
}

const FURTHEST = 8.64e15;

function momentOf(value: unknown, format: TimestampFormat): number | undefined {
  if (typeof value === "number") return Math.round(value * 1000);
  if (typeof value !== "string" || value.length > 64) return undefined;
  const text = value.trim();
  if (format === "unixTimestamp" && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text))
    return Math.round(Number(text) * 1000);
  const iso =
    /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))?)?$/.exec(
      text,
    );
  if (iso !== null) {
    const [, y, mo, d, h = "0", mi = "0", s = "0", fraction = "0", sign, oh = "0", om = "0"] = iso;
    const base = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
    const offset = (Number(oh) * 60 + Number(om)) * 60_000 * (sign === "-" ? -1 : 1);
    return base + Math.floor(Number(`0.${fraction}`) * 1000) - (sign === undefined ? 0 : offset);
  }
  if (/^[A-Za-z]{3},? /.test(text)) {
    const parsed = Date.parse(text);
    return Number.isNaN(parsed) ? undefined : parsed;
  }
  return /^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : undefined;
}

/** As text in XML, headers and queries; `unixTimestamp` gives digits. */
export function writeTimestamp(milliseconds: number, format: TimestampFormat): string {
  if (format === "unixTimestamp") return String(secondsOf(milliseconds));
  const date = new Date(milliseconds);
  if (format === "iso8601")
    return milliseconds % 1000 === 0
      ? date.toISOString().replace(".000Z", "Z")
      : date.toISOString();
  const two = (n: number) => String(n).padStart(2, "0");
  return (
    `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ` +
    `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} GMT`
  );
}

/** Epoch seconds, with a fraction when there is one. */
export const secondsOf = (milliseconds: number): number => milliseconds / 1000;
