/** Check digits of numbers that have some. Each takes the match as it stands in the text. */

export type Check = (match: string) => boolean;

const digitsOf = (text: string): number[] => (text.match(/\d/g) ?? []).map(Number);

/** https://en.wikipedia.org/wiki/Luhn_algorithm */
export function luhn(match: string): boolean {
  const digits = digitsOf(match).reverse();
  const sum = digits.reduce((total, digit, i) => {
    const doubled = i % 2 === 0 ? digit : digit * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** The remainder of a long number, digit by digit. */
function remainder(digits: string, by: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % by;
  return rest;
}

/** ISO 13616: the country and its check digits moved to the end, letters as numbers. */
export function iban(match: string): boolean {
  const bare = match.replace(/\s/g, "").toUpperCase();
  const moved = bare.slice(4) + bare.slice(0, 4);
  return (
    remainder(
      moved.replace(/[A-Z]/g, (c) => String(c.charCodeAt(0) - 55)),
      97,
    ) === 1
  );
}

/** The letter of Spanish identity numbers. */
export function spanishLetter(match: string): boolean {
  const bare = match.replace(/[-\s]/g, "").toUpperCase();
  const number = bare.slice(0, -1).replace(/^[XYZ]/, (c) => String("XYZ".indexOf(c)));
  return "TRWAGMYFPDXBNJZSQVHLCKE"[Number(number) % 23] === bare.at(-1);
}

/** The key of French social security numbers. */
export function insee(match: string): boolean {
  const digits = match.replace(/\D/g, "");
  return 97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13));
}

/** Spain's social security numbers. */
export function spanishSecurity(match: string): boolean {
  const digits = match.replace(/\D/g, "");
  return remainder(digits.slice(0, -2), 97) === Number(digits.slice(-2));
}

/** Brazil's CPF (eleven digits) and CNPJ (fourteen): two check digits by weights. */
export function brazilian(match: string): boolean {
  const digits = digitsOf(match);
  if (new Set(digits).size === 1) return false;
  const most = digits.length === 11 ? 12 : 9;
  const check = (length: number): number => {
    let weight = 2;
    let sum = 0;
    for (let i = length - 1; i >= 0; i--) {
      sum += digits[i]! * weight;
      weight = weight === most ? 2 : weight + 1;
    }
    const rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  const n = digits.length;
  return check(n - 2) === digits[n - 2] && check(n - 1) === digits[n - 1];
}

/** NHS numbers: weights 10 to 2, modulo 11. */
export function nhs(match: string): boolean {
  const digits = digitsOf(match);
  const sum = digits.slice(0, 9).reduce((total, digit, i) => total + digit * (10 - i), 0);
  return (11 - (sum % 11)) % 11 === digits[9];
}

/** DEA numbers: the last digit of a sum of the others. */
export function dea(match: string): boolean {
  const [a, b, c, d, e, f, last] = digitsOf(match) as [
    ...[number, number, number, number],
    ...[number, number, number],
  ];
  return (a + c + e + 2 * (b + d + f)) % 10 === last;
}

/** National provider ids: Luhn's formula, with the prefix that all of them share. */
export const provider: Check = (match) => luhn(`80840${match}`);

/** A secret key is a mixture; hexadecimal digests of its length are none. */
export const mixed: Check = (match) =>
  /[a-z]/.test(match) && /[A-Z]/.test(match) && /\d/.test(match);

/** Numbers that issuers keep for tests are not reported. */
const TEST_CARDS = new Set(
  (
    "122000000000003 2222405343248877 2222990905257051 2223007648726984 2223577120017656 30569309025904 34343434343434 " +
    "3528000700000000 3530111333300000 3566002020360505 36148900647913 36700102000000 371449635398431 378282246310005 " +
    "378734493671000 38520000023237 4012888888881881 4111111111111111 4222222222222 4444333322221111 4462030000000000 " +
    "4484070000000000 4911830000000 4917300800000000 4917610000000000 4917610000000000003 5019717010103742 " +
    "5105105105105100 5111010030175156 5185540810000019 5200828282828210 5204230080000017 5204740009900014 " +
    "5420923878724339 5454545454545454 5455330760000018 5506900490000436 5506900490000444 5506900510000234 " +
    "5506920809243667 5506922400634930 5506927427317625 5553042241984105 5555553753048194 5555555555554444 " +
    "5610591081018250 6011000990139424 6011000400000000 6011111111111117 630490017740292441 630495060000000000 " +
    "6331101999990016 6759649826438453 6799990100000000019 76009244561"
  ).split(" "),
);
/** American Express, Dankort, Diner's Club, Discover, Electron, JCB, Mastercard, UnionPay, Visa. */
const CARD =
  /^(3[47]|30[0-5]|3[689]|35(2[89]|[3-8])|4|5[1-5]|5019|2(22[1-9]|2[3-9]|[3-6]|7[01]|720)|6011|64[4-9]|65|62|81)/;

export const card: Check = (match) => {
  const digits = match.replace(/\D/g, "");
  return (
    digits.length >= 13 &&
    digits.length <= 19 &&
    CARD.test(digits) &&
    luhn(digits) &&
    !TEST_CARDS.has(digits)
  );
};
