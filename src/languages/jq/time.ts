/** jq's times: seconds since 1970, or "broken down" as C has them. */
import { JqFailed, typeOf } from "./values.ts";

const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const DAY_SECONDS = 86_400;

/** [year, month from 0, day, hour, minute, second, weekday, day of the year from 0]. */
export function brokenDown(seconds: number): number[] {
  const date = new Date(seconds * 1_000);
  if (Number.isNaN(date.getTime())) throw new JqFailed("error converting number of seconds");
  const year = date.getUTCFullYear();
  const [month, day] = [date.getUTCMonth(), date.getUTCDate()];
  const dayOfYear = (Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / 1_000 / DAY_SECONDS;
  return [
    ...[year, month, day, date.getUTCHours(), date.getUTCMinutes()],
    ...[date.getUTCSeconds() + (seconds % 1), date.getUTCDay(), dayOfYear],
  ];
}

/** Seconds since 1970 of a broken down time. */
export function epochOf(value: unknown): number {
  if (!Array.isArray(value) || value.length < 6 || value.some((one) => typeof one !== "number"))
    throw new JqFailed("mktime requires array of 6 numbers");
  const [year, month, day, hour, minute, second] = value as number[];
  return Date.UTC(year!, month!, day!, hour!, minute!, Math.floor(second!)) / 1_000;
}

/** strftime in UTC, of seconds or of a broken down time. @throws JqFailed */
export function formatted(value: unknown, format: string): string {
  if (typeof value !== "number" && !Array.isArray(value))
    throw new JqFailed(
      `strftime/1 requires parsed datetime inputs, not ${typeOf(value)} (${JSON.stringify(value ?? null)})`,
    );
  const seconds = typeof value === "number" ? value : epochOf(value);
  const parts = brokenDown(seconds);
  return format.replace(/%([A-Za-z%])/g, (whole, letter: string) => {
    const made = letterOf(letter, parts, seconds);
    if (made === undefined) throw new JqFailed(`strftime/1: unknown conversion ${whole}`);
    return made;
  });
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");

function letterOf(letter: string, parts: readonly number[], seconds: number): string | undefined {
  const [year, month, day, hour, minute, second, weekday, dayOfYear] = parts as [
    ...[number, number, number, number],
    ...[number, number, number, number],
  ];
  switch (letter) {
    case "Y":
      return String(year).padStart(4, "0");
    case "y":
      return two(year % 100);
    case "m":
      return two(month + 1);
    case "d":
      return two(day);
    case "e":
      return String(day).padStart(2, " ");
    case "H":
      return two(hour);
    case "I":
      return two(hour % 12 || 12);
    case "M":
      return two(minute);
    case "S":
      return two(second);
    case "p":
      return hour < 12 ? "AM" : "PM";
    case "j":
      return String(dayOfYear + 1).padStart(3, "0");
    case "A":
      return DAYS[weekday];
    case "a":
      return DAYS[weekday]!.slice(0, 3);
    case "B":
      return MONTHS[month];
    case "b":
    case "h":
      return MONTHS[month]!.slice(0, 3);
    case "u":
      return String(weekday || 7);
    case "w":
      return String(weekday);
    case "F":
      return `${year}-${two(month + 1)}-${two(day)}`;
    case "T":
      return `${two(hour)}:${two(minute)}:${two(second)}`;
    case "s":
      return String(Math.floor(seconds));
    case "Z":
      return "UTC";
    case "z":
      return "+0000";
    case "n":
      return "\n";
    case "t":
      return "\t";
    case "%":
      return "%";
  }
  return undefined;
}
