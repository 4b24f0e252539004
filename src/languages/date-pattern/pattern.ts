/**
 * Patterns of dates as Java's DateTimeFormatter has them, in English.
 * https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html
 */
import { utc, type WallTime, type Zone } from "#languages/schedule/zone";

/** The text is no pattern; the message says where. */
export class InvalidDatePattern extends Error {}

interface Moment {
  readonly wall: WallTime;
  readonly millisecond: number;
  /** Days since Sunday. */
  readonly weekday: number;
  readonly dayOfYear: number;
  /** From UTC, in minutes. */
  readonly offsetMinutes: number;
  readonly zoneName: string;
}

type Part = (moment: Moment) => string;

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const DAY_MS = 86_400_000;

export interface DatePattern {
  /** @param at Epoch milliseconds. @param zoneName What the pattern's zone letters show. */
  format(at: number, zone?: Zone, zoneName?: string): string;
}

/** Compiles a pattern once. @throws InvalidDatePattern */
export function compileDatePattern(text: string): DatePattern {
  const parts = [...partsOf(text)];
  return {
    format(at, zone = utc, zoneName = "UTC") {
      const moment = momentOf(at, zone, zoneName);
      return parts.map((part) => part(moment)).join("");
    },
  };
}

function* partsOf(text: string): Generator<Part> {
  const reading = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|(')/g;
  for (const [whole, quoted, letter, open] of text.matchAll(reading)) {
    if (open !== undefined)
      throw new InvalidDatePattern(
        `Pattern ends with an incomplete string literal: ${text || whole}`,
      );
    if (letter !== undefined) yield letterPart(letter, whole.length);
    else yield literal(quoted === undefined ? whole : quoted.replaceAll("''", "'") || "'");
  }
}

const literal =
  (text: string): Part =>
  () =>
    text;

const padded = (value: number, length: number): string => String(value).padStart(length, "0");

/** A number of at most `most` letters. */
function numberPart(letter: string, count: number, most: number, of: (m: Moment) => number): Part {
  if (count > most) throw new InvalidDatePattern(`Too many pattern letters: ${letter}`);
  return (moment) => padded(of(moment), count);
}

function namePart(count: number, names: readonly string[], of: (m: Moment) => number): Part {
  return (moment) => {
    const name = names[of(moment)]!;
    return count <= 3 ? name.slice(0, 3) : count === 4 ? name : name.slice(0, 1);
  };
}

function yearPart(count: number, of: (m: Moment) => number): Part {
  return (moment) =>
    count === 2 ? padded(of(moment) % 100, 2) : padded(of(moment), count === 1 ? 1 : count);
}

function letterPart(letter: string, count: number): Part {
  switch (letter) {
    case "y":
    case "u":
      return yearPart(count, ({ wall }) => wall.year);
    case "Y":
      return yearPart(count, weekYear);
    case "M":
    case "L":
      if (count > 2 && count <= 5) return namePart(count, MONTHS, ({ wall }) => wall.month - 1);
      return numberPart(letter, count, 2, ({ wall }) => wall.month);
    case "Q":
    case "q":
      return numberPart(letter, count, 2, ({ wall }) => Math.ceil(wall.month / 3));
    case "w":
      return numberPart(letter, count, 2, week);
    case "d":
      return numberPart(letter, count, 2, ({ wall }) => wall.day);
    case "D":
      return numberPart(letter, count, 3, ({ dayOfYear }) => dayOfYear);
    case "E":
      return namePart(count, DAYS, ({ weekday }) => weekday);
    case "e":
      return numberPart(letter, count, 2, ({ weekday }) => weekday + 1);
    case "a":
      return ({ wall }) => (wall.hour < 12 ? "AM" : "PM");
    default:
      return clockPart(letter, count) ?? zonePart(letter, count);
  }
}

function clockPart(letter: string, count: number): Part | undefined {
  switch (letter) {
    case "H":
      return numberPart(letter, count, 2, ({ wall }) => wall.hour);
    case "k":
      return numberPart(letter, count, 2, ({ wall }) => wall.hour || 24);
    case "K":
      return numberPart(letter, count, 2, ({ wall }) => wall.hour % 12);
    case "h":
      return numberPart(letter, count, 2, ({ wall }) => wall.hour % 12 || 12);
    case "m":
      return numberPart(letter, count, 2, ({ wall }) => wall.minute);
    case "s":
      return numberPart(letter, count, 2, ({ wall }) => wall.second);
    case "S":
      if (count > 9) throw new InvalidDatePattern(`Too many pattern letters: ${letter}`);
      return ({ millisecond }) => padded(millisecond, 3).padEnd(9, "0").slice(0, count);
    case "A":
      return ({ wall, millisecond }) =>
        padded(((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1_000 + millisecond, count);
    case "n":
      return ({ millisecond }) => padded(millisecond * 1_000_000, count);
  }
  return undefined;
}

function zonePart(letter: string, count: number): Part {
  switch (letter) {
    case "V":
    case "z":
      return ({ zoneName }) => zoneName;
    case "X":
      return ({ offsetMinutes }) =>
        offsetMinutes === 0 ? "Z" : offset(offsetMinutes, count >= 3, count > 1);
    case "x":
      return ({ offsetMinutes }) => offset(offsetMinutes, count >= 3, count > 1);
    case "Z":
      return ({ offsetMinutes }) =>
        count === 5 && offsetMinutes === 0
          ? "Z"
          : `${count === 4 ? "GMT" : ""}${offset(offsetMinutes, count >= 4, true)}`;
  }
  throw new InvalidDatePattern(`Unknown pattern letter: ${letter}`);
}

function offset(minutes: number, colon: boolean, always: boolean): string {
  const size = Math.abs(minutes);
  const rest = size % 60;
  const tail = always || rest > 0 ? `${colon ? ":" : ""}${padded(rest, 2)}` : "";
  return `${minutes < 0 ? "-" : "+"}${padded(Math.floor(size / 60), 2)}${tail}`;
}

function momentOf(at: number, zone: Zone, zoneName: string): Moment {
  const wall = zone.wall(at);
  const asUtc = utc.moment(wall)!;
  const midnight = Date.UTC(wall.year, wall.month - 1, wall.day);
  return {
    wall,
    millisecond: ((at % 1_000) + 1_000) % 1_000,
    weekday: new Date(midnight).getUTCDay(),
    dayOfYear: (midnight - Date.UTC(wall.year, 0, 1)) / DAY_MS + 1,
    offsetMinutes: Math.round((asUtc - Math.floor(at / 1_000) * 1_000) / 60_000),
    zoneName,
  };
}

/** Weeks begin on Sundays, the first with the first of January, as in America. */
function week(moment: Moment): number {
  if (weekYear(moment) > moment.wall.year) return 1;
  const first = new Date(Date.UTC(moment.wall.year, 0, 1)).getUTCDay();
  return Math.floor((moment.dayOfYear - 1 + first) / 7) + 1;
}

function weekYear({ wall, weekday }: Moment): number {
  const saturday = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + 6 - weekday));
  return saturday.getUTCFullYear();
}
