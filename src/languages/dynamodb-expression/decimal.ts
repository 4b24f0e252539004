/**
 * DynamoDB's numbers: up to 38 significant decimal digits, exactly, between 1E-130 and
 * 9.99...E+125. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 */

/** A number that DynamoDB refuses; the message is AWS's. */
export class NumberFault extends Error {}

const MOST_DIGITS = 38;
const HIGHEST = 125;
const LOWEST = -130;

/** `0.digits * 10^exponent`, negative or not; zero has no digits. */
export interface Decimal {
  readonly negative: boolean;
  /** Significant digits without leading or trailing zeros. */
  readonly digits: string;
  readonly exponent: number;
}

const ZERO: Decimal = { negative: false, digits: "", exponent: 0 };
/** What nearly every number is, and its own normal form. */
const PLAIN = /^(?:0|-?[1-9]\d{0,37})$/;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** @throws NumberFault for text that is no number, or one out of DynamoDB's range. */
export function parseDecimal(text: string): Decimal {
  if (text === "") throw new NumberFault("The parameter cannot be converted to a numeric value");
  const match = text.length <= 2_000 ? NUMBER.exec(text) : null;
  if (match === null || ((match[2] ?? "") === "" && (match[3] ?? "") === ""))
    throw new NumberFault(`The parameter cannot be converted to a numeric value: ${text}`);
  const whole = match[2] ?? "";
  return decimal(match[1] === "-", whole + (match[3] ?? ""), whole.length + Number(match[4] ?? 0));
}

/** `0.digits * 10^exponent` with the zeros at both ends taken off, within DynamoDB's range. */
function decimal(negative: boolean, digits: string, exponent: number): Decimal {
  let from = 0;
  let to = digits.length;
  while (from < to && digits.charCodeAt(from) === 48) from++;
  while (to > from && digits.charCodeAt(to - 1) === 48) to--;
  if (from === to) return ZERO;
  const significant = digits.slice(from, to);
  const shifted = exponent - from;
  if (shifted - 1 > HIGHEST)
    throw new NumberFault(
      "Number overflow. Attempting to store a number with magnitude larger than supported range",
    );
  if (shifted - 1 < LOWEST)
    throw new NumberFault(
      "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    );
  if (significant.length > MOST_DIGITS)
    throw new NumberFault("Attempting to store more than 38 significant digits in a Number");
  return { negative, digits: significant, exponent: shifted };
}

/** The plain notation in which DynamoDB gives numbers back: no exponent, no needless zeros. */
export function formatDecimal(value: Decimal): string {
  const { negative, digits, exponent } = value;
  if (digits === "") return "0";
  const sign = negative ? "-" : "";
  if (exponent <= 0) return `${sign}0.${"0".repeat(-exponent)}${digits}`;
  if (exponent >= digits.length) return sign + digits + "0".repeat(exponent - digits.length);
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

/**
 * A number in DynamoDB's normal form.
 * @throws NumberFault in AWS's words.
 */
export function normalNumber(text: string): string {
  return PLAIN.test(text) ? text : formatDecimal(parseDecimal(text));
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length < 15 && b.length < 15) return Number(a) - Number(b);
  return compareDecimals(parseDecimal(a), parseDecimal(b));
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const signs = sign(a) - sign(b);
  if (signs !== 0) return signs;
  const direction = sign(a);
  if (a.exponent !== b.exponent) return direction * (a.exponent - b.exponent);
  return a.digits === b.digits ? 0 : direction * (a.digits < b.digits ? -1 : 1);
}

function sign(value: Decimal): number {
  if (value.digits === "") return 0;
  return value.negative ? -1 : 1;
}

/**
 * `a + b`, or `a - b` when `minus`, in normal form.
 * @throws NumberFault when the result is out of range.
 */
export function addNumbers(a: string, b: string, minus = false): string {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  const scale = Math.min(left.exponent - left.digits.length, right.exponent - right.digits.length);
  const sum = scaled(left, scale) + (minus ? -scaled(right, scale) : scaled(right, scale));
  const text = (sum < 0n ? -sum : sum).toString();
  return formatDecimal(decimal(sum < 0n, text, text.length + scale));
}

function scaled(value: Decimal, scale: number): bigint {
  if (value.digits === "") return 0n;
  const whole = BigInt(value.digits) * 10n ** BigInt(value.exponent - value.digits.length - scale);
  return value.negative ? -whole : whole;
}

/**
 * Bytes that a number counts in an item: one, and one for each two digits begun before and after
 * the point, and one more when negative.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function numberBytes(text: string): number {
  const { negative, digits, exponent } = parseDecimal(text);
  const whole = Math.max(0, Math.min(exponent, digits.length));
  return 1 + Math.ceil(whole / 2) + Math.ceil((digits.length - whole) / 2) + (negative ? 1 : 0);
}

const NEGATIVE = 0x40;
const NOTHING = 0x80;
const POSITIVE = 0xc0;

/** Bytes whose order is the numbers' order, and which are the same for equal numbers. */
export function sortableNumber(text: string): Uint8Array {
  const { negative, digits, exponent } = parseDecimal(text);
  if (digits === "") return Uint8Array.of(NOTHING);
  const pairs = (digits.length + 1) >> 1;
  const bytes = new Uint8Array(3 + pairs + (negative ? 1 : 0));
  bytes[0] = POSITIVE;
  bytes[1] = (exponent + 512) >> 8;
  bytes[2] = (exponent + 512) & 0xff;
  for (let i = 0; i < pairs; i++) {
    const high = digits.charCodeAt(2 * i) - 48;
    const low = 2 * i + 1 < digits.length ? digits.charCodeAt(2 * i + 1) - 48 : 0;
    bytes[3 + i] = high * 10 + low + 1;
  }
  if (!negative) return bytes;
  bytes[0] = NEGATIVE;
  for (let i = 1; i < 3 + pairs; i++) bytes[i] = 0xff - bytes[i]!;
  // More digits are further from zero: below fewer ones that begin the same.
  bytes[3 + pairs] = 0xff;
  return bytes;
}
