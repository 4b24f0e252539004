/**
 * AWS's cron expressions: minutes, hours, days of the month, months, days of the week, years.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
import type { WallTime, Zone } from "./zone.ts";

export interface Cron {
  /** The first moment after `after` (epoch milliseconds) that it names; undefined when none is left. */
  next(after: number, zone: Zone): number | undefined;
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
const DAY = 86_400_000;

/** Whether a date, by its year, month and day, is meant. */
type Dates = (year: number, month: number, day: number) => boolean;

/** @param text What stands between the brackets. @returns Undefined for what is no such expression. */
export function parseCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minute, hour, date, month, weekday, year] = fields.map((f) => f.toUpperCase()) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  // One of the two kinds of days is left open.
  if ((date === "?") === (weekday === "?")) return undefined;
  const minutes = numbers(minute, 0, 59);
  const hours = numbers(hour, 0, 23);
  const months = numbers(month, 1, 12, MONTHS);
  const years = numbers(year, FIRST_YEAR, LAST_YEAR);
  const days = weekday === "?" ? daysOfMonth(date) : daysOfWeek(weekday);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  return { next: (after, zone) => next(after, zone, { minutes, hours, months, years, days }) };
}

interface Parsed {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  readonly days: Dates;
}

function next(after: number, zone: Zone, cron: Parsed): number | undefined {
  const from = zone.wall(after);
  for (const year of cron.years) {
    if (year < from.year) continue;
    for (const month of cron.months) {
      if (year === from.year && month < from.month) continue;
      const found = inMonth(after, zone, cron, year, month, from);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function inMonth(
  after: number,
  zone: Zone,
  cron: Parsed,
  year: number,
  month: number,
  from: WallTime,
): number | undefined {
  const first = year === from.year && month === from.month ? from.day : 1;
  for (let day = first; day <= lengthOf(year, month); day++) {
    if (!cron.days(year, month, day)) continue;
    for (const hour of cron.hours)
      for (const minute of cron.minutes) {
        const at = zone.moment({ year, month, day, hour, minute, second: 0 });
        if (at !== undefined && at > after) return at;
      }
  }
  return undefined;
}

const lengthOf = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** 1 for Sunday to 7 for Saturday. */
const weekdayOf = (year: number, month: number, day: number): number =>
  ((Math.floor(Date.UTC(year, month - 1, day) / DAY) + 4) % 7) + 1;

/** A field of numbers: `*`, `5`, `1-5`, `0/15`, `1-30/2`, names, and lists of them; sorted. */
function numbers(
  field: string,
  low: number,
  high: number,
  names: readonly string[] = [],
): number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", step, more] = part.split("/");
    if (more !== undefined || (step !== undefined && !/^[1-9]\d*$/.test(step))) return undefined;
    const [from = "", to, rest] = range === "*" ? [String(low), String(high)] : range.split("-");
    if (rest !== undefined) return undefined;
    const start = valueIn(from, low, high, names);
    const end =
      to === undefined ? (step === undefined ? start : high) : valueIn(to, low, high, names);
    if (start === undefined || end === undefined || start > end) return undefined;
    for (let n = start; n <= end; n += Number(step ?? 1)) found.add(n);
  }
  return [...found].sort((a, b) => a - b);
}

function valueIn(
  text: string,
  low: number,
  high: number,
  names: readonly string[],
): number | undefined {
  const named = names.indexOf(text);
  const value = named >= 0 ? named + 1 : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
}

/** `L` the last day, `LW` the last weekday, `15W` the weekday nearest to the 15th. */
function daysOfMonth(field: string): Dates | undefined {
  if (field === "L") return (year, month, day) => day === lengthOf(year, month);
  if (field === "LW")
    return (year, month, day) => day === nearestWeekday(year, month, lengthOf(year, month));
  const near = /^(\d{1,2})W$/.exec(field)?.[1];
  if (near !== undefined) {
    const wanted = Number(near);
    if (wanted < 1 || wanted > 31) return undefined;
    return (year, month, day) =>
      wanted <= lengthOf(year, month) && day === nearestWeekday(year, month, wanted);
  }
  const days = numbers(field, 1, 31);
  return days === undefined ? undefined : (_year, _month, day) => days.includes(day);
}

/** The weekday nearest to a day, in the same month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const weekday = weekdayOf(year, month, day);
  if (weekday === 7) return day === 1 ? 3 : day - 1;
  if (weekday === 1) return day === lengthOf(year, month) ? day - 2 : day + 1;
  return day;
}

/** `6L` or `FRIL` the last Friday, `3#2` the second Tuesday. */
function daysOfWeek(field: string): Dates | undefined {
  if (field === "L") return (year, month, day) => weekdayOf(year, month, day) === 7;
  const last = /^(\w+)L$/.exec(field)?.[1];
  if (last !== undefined) {
    const wanted = valueIn(last, 1, 7, DAYS);
    if (wanted === undefined) return undefined;
    return (year, month, day) =>
      weekdayOf(year, month, day) === wanted && day + 7 > lengthOf(year, month);
  }
  const nth = /^(\w+)#([1-5])$/.exec(field);
  if (nth !== null) {
    const wanted = valueIn(nth[1]!, 1, 7, DAYS);
    if (wanted === undefined) return undefined;
    return (year, month, day) =>
      weekdayOf(year, month, day) === wanted && Math.ceil(day / 7) === Number(nth[2]);
  }
  const days = numbers(field, 1, 7, DAYS);
  return days === undefined
    ? undefined
    : (year, month, day) => days.includes(weekdayOf(year, month, day));
}
