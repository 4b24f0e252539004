/** Dates, addresses and bytes as conditions write them. */

const DATE = /([+-]?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?/.source;
const TIME = /(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?/.source;
const ZONE = /([zZ]|[+-]\d{2}(?::?\d{2})?)/.source;
const ISO = new RegExp(`^${DATE}(?:[tT](?:${TIME})?${ZONE}?)?$`);

/** Epoch milliseconds of an ISO 8601 date or of epoch seconds; undefined when it is neither. */
export function dateOf(text: string): number | undefined {
  if (/^\d{1,19}$/.test(text)) {
    const seconds = Number(text);
    return BigInt(text) > 9_223_372_036_854_775_807n ? undefined : seconds * 1000;
  }
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const [m, d] = [Number(month ?? 1), Number(day ?? 1)];
  const [h, min, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (m < 1 || m > 12 || d < 1 || d > 31 || h > 23 || min > 59 || s > 59) return undefined;
  const y = Number(year);
  if (y < -292_275_054 || y > 292_278_993) return undefined;
  const at = new Date(0);
  at.setUTCFullYear(y, m - 1, d);
  at.setUTCHours(h, min, s, Math.floor(Number(`0.${fraction ?? 0}`) * 1000));
  const time = at.getTime();
  // Years beyond JavaScript's dates are legal in a policy: they are just very far away.
  if (Number.isNaN(time)) return y < 0 ? -8.64e15 : 8.64e15;
  return time - offset(zone);
}

function offset(zone: string | undefined): number {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || 0);
  return (zone[0] === "-" ? -minutes : minutes) * 60_000;
}

/** Sixteen bytes of an IPv4 or IPv6 address; IPv4 as IPv4-mapped. Undefined when it is neither. */
export function addressOf(text: string): Uint8Array | undefined {
  const out = new Uint8Array(16);
  if (!text.includes(":")) {
    const four = ipv4(text);
    if (four === undefined) return undefined;
    out[10] = out[11] = 0xff;
    out.set(four, 12);
    return out;
  }
  let source = text.split("%", 1)[0]!;
  const tail = /:(\d+\.\d+\.\d+\.\d+)$/.exec(source);
  if (tail !== null) {
    const four = ipv4(tail[1]!);
    if (four === undefined) return undefined;
    const high = ((four[0]! << 8) | four[1]!).toString(16);
    source = `${source.slice(0, tail.index)}:${high}:${((four[2]! << 8) | four[3]!).toString(16)}`;
  }
  const halves = source.split("::");
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const given = left!.length + (right?.length ?? 0);
  if (right === undefined ? given !== 8 : given > 7) return undefined;
  const zeros = right === undefined ? [] : new Array<string>(8 - given).fill("0");
  const groups = [...left!, ...zeros, ...(right ?? [])];
  for (let index = 0; index < 8; index++) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(groups[index]!)) return undefined;
    const value = Number.parseInt(groups[index]!, 16);
    out[index * 2] = value >> 8;
    out[index * 2 + 1] = value & 0xff;
  }
  return out;
}

function ipv4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

export interface Network {
  readonly bytes: Uint8Array;
  readonly bits: number;
}

/** A CIDR block, or a single address. */
export function networkOf(text: string): Network | undefined {
  const slash = text.indexOf("/");
  const bytes = addressOf(slash < 0 ? text : text.slice(0, slash));
  if (bytes === undefined) return undefined;
  const four = !text.includes(":");
  const size = four ? 32 : 128;
  const bits = slash < 0 ? size : Number(text.slice(slash + 1));
  if (!Number.isInteger(bits) || bits < 0 || bits > size) return undefined;
  return { bytes, bits: four ? bits + 96 : bits };
}

/** Whether an address of four or sixteen bytes lies in a network of the same family. */
export function inNetwork(address: Uint8Array, { bytes, bits }: Network): boolean {
  const whole = bits >> 3;
  for (let index = 0; index < whole; index++) if (address[index] !== bytes[index]) return false;
  const rest = bits & 7;
  if (rest === 0) return true;
  const mask = (0xff << (8 - rest)) & 0xff;
  return (address[whole]! & mask) === (bytes[whole]! & mask);
}

/** Base64 in one form, for comparing bytes. */
export function base64(text: string): string {
  return Buffer.from(text, "base64").toString("base64");
}
