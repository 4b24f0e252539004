/** Wall clocks of time zones, by the system's own zone data. */

/** A moment as a clock on the wall shows it; months from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export interface Zone {
  wall(at: number): WallTime;
  /** Epoch milliseconds of a wall time, the earlier of two; undefined when clocks skip it. */
  moment(wall: WallTime): number | undefined;
}

const HOUR = 3_600_000;

/** @param name An IANA zone, e.g. "America/New_York". @returns Undefined when there is none. */
export function zoneOf(name: string): Zone | undefined {
  if (name === "UTC" || name === "Etc/UTC") return utc;
  // The platform takes offsets as well, which are no names of zones.
  if (/^[+-]/.test(name)) return undefined;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return undefined;
  }
  const wall = (at: number): WallTime => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    return {
      year: parts["year"]!,
      month: parts["month"]!,
      day: parts["day"]!,
      hour: parts["hour"]!,
      minute: parts["minute"]!,
      second: parts["second"]!,
    };
  };
  return {
    wall,
    moment(wanted) {
      const asUtc = utc.moment(wanted)!;
      // No zone is further than this from UTC, and none changes its clocks twice within it.
      const offsets = [asUtc - 15 * HOUR, asUtc + 15 * HOUR].map(
        (at) => utc.moment(wall(at))! - at,
      );
      const found = offsets
        .map((offset) => asUtc - offset)
        .filter((at) => utc.moment(wall(at)) === asUtc);
      return found.length === 0 ? undefined : Math.min(...found);
    },
  };
}

export const utc: Zone = {
  wall(at) {
    const date = new Date(at);
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
    };
  },
  moment: ({ year, month, day, hour, minute, second }) =>
    Date.UTC(year, month - 1, day, hour, minute, second),
};
