/**
 * Schedule expressions: `rate(5 minutes)`, `cron(0 12 * * ? *)`, `at(2026-01-01T00:00:00)`.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
import { parseCron } from "./cron.ts";
import { utc, type Zone } from "./zone.ts";

export type Schedule =
  | { readonly kind: "rate"; readonly everyMs: number }
  | { readonly kind: "cron"; next(after: number, zone: Zone): number | undefined }
  | { readonly kind: "at"; moment(zone: Zone): number | undefined };

const UNITS_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** @returns Undefined for what is no schedule expression. */
export function parseSchedule(text: string): Schedule | undefined {
  const found = /^(rate|cron|at)\((.*)\)$/.exec(text);
  if (found === null) return undefined;
  const [, kind, inner = ""] = found;
  if (kind === "rate") return rate(inner);
  if (kind === "cron") {
    const cron = parseCron(inner);
    return cron === undefined ? undefined : { kind: "cron", next: cron.next };
  }
  return once(inner);
}

/** "1 minute", "5 minutes": the unit's number must be right. */
function rate(inner: string): Schedule | undefined {
  const found = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(inner);
  if (found === null) return undefined;
  const count = Number(found[1]);
  if ((count === 1) !== (found[3] === "")) return undefined;
  return { kind: "rate", everyMs: count * UNITS_MS[found[2]!]! };
}

function once(inner: string): Schedule | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(inner);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number) as number[];
  const wall = {
    year: year!,
    month: month!,
    day: day!,
    hour: hour!,
    minute: minute!,
    second: second!,
  };
  const back = utc.wall(utc.moment(wall)!);
  const same = (Object.keys(wall) as (keyof typeof wall)[]).every((k) => back[k] === wall[k]);
  return same ? { kind: "at", moment: (zone) => zone.moment(wall) } : undefined;
}

/**
 * The first moment after `after` at which a schedule runs.
 * @param from When it was made: what a rate counts from. Epoch milliseconds, as all here.
 */
export function nextRun(
  schedule: Schedule,
  after: number,
  from: number,
  zone: Zone = utc,
): number | undefined {
  switch (schedule.kind) {
    case "rate": {
      const passed = Math.max(0, Math.floor((after - from) / schedule.everyMs));
      return from + (passed + 1) * schedule.everyMs;
    }
    case "cron":
      return schedule.next(after, zone);
    case "at": {
      const at = schedule.moment(zone);
      return at !== undefined && at > after ? at : undefined;
    }
  }
}
