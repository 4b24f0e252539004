/** Fn::Cidr: cuts an address block into smaller ones. */
import { TemplateError } from "./values.ts";

const MOST = 256;

/** @param cidrBits Host bits of each block: 8 makes /24 of IPv4. */
export function cidrBlocks(block: string, count: number, cidrBits: number): string[] {
  const bad = () =>
    new TemplateError(`Template error: Fn::Cidr: ${block} is not a valid CIDR block.`);
  const [address = "", length = ""] = block.split("/");
  const wide = address.includes(":");
  const width = wide ? 128 : 32;
  const prefix = Number(length);
  if (!/^\d+$/.test(length) || prefix > width) throw bad();
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new TemplateError("Template error: Fn::Cidr requires a count between 1 and 256.");
  const next = width - cidrBits;
  if (
    !Number.isInteger(cidrBits) ||
    cidrBits < 1 ||
    next < prefix ||
    next > width ||
    2 ** (next - prefix) < count
  )
    throw new TemplateError(
      `Template error: Fn::Cidr: ${block} cannot be divided into ${count} blocks of ${cidrBits} bits.`,
    );
  const base = wide ? sixNumber(address) : fourNumber(address);
  if (base === undefined) throw bad();
  const size = 1n << BigInt(cidrBits);
  const start = (base >> BigInt(width - prefix)) << BigInt(width - prefix);
  return Array.from({ length: count }, (_, at) => {
    const n = start + BigInt(at) * size;
    return `${wide ? sixText(n) : fourText(n)}/${next}`;
  });
}

function fourNumber(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((p) => /^\d{1,3}$/.test(p) && Number(p) < 256))
    return undefined;
  return parts.reduce((n, p) => (n << 8n) | BigInt(p), 0n);
}

const fourText = (n: bigint) => [24n, 16n, 8n, 0n].map((shift) => (n >> shift) & 255n).join(".");

function sixNumber(text: string): bigint | undefined {
  const [left = "", right, more] = text.split("::");
  if (more !== undefined) return undefined;
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const gap = right === undefined ? 0 : 8 - head.length - tail.length;
  if (gap < 0) return undefined;
  const all = [...head, ...Array<string>(gap).fill("0"), ...tail];
  if (all.length !== 8 || !all.every((p) => /^[0-9a-fA-F]{1,4}$/.test(p))) return undefined;
  return all.reduce((n, p) => (n << 16n) | BigInt(`0x${p}`), 0n);
}

function sixText(n: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((n >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  const text = groups.join(":");
  const runs = text.match(/(?:^|:)0(?::0)+(?=:|$)/g) ?? [];
  const longest = runs.sort((a, b) => b.length - a.length)[0];
  return longest === undefined
    ? text
    : text
        .replace(longest, longest.startsWith(":") ? "::" : ":")
        .replace(":::", "::")
        .replace(/^:(?!:)/, "::");
}
