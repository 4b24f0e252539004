import { expect, test } from "bun:test";
import { nextRun, parseSchedule } from "../schedule.ts";
import { zoneOf } from "../zone.ts";

const runs = (text: string, from: string, count: number, zone = "UTC"): string[] => {
  const schedule = parseSchedule(text)!;
  const out: string[] = [];
  const start = Date.parse(from);
  for (let at: number | undefined = start; out.length < count; ) {
    at = nextRun(schedule, at, start, zoneOf(zone));
    if (at === undefined) break;
    out.push(new Date(at).toISOString().slice(0, 16));
  }
  return out;
};

test("rates count from when they began; cron names its moments", () => {
  const cases: [string, string, string[]][] = [
    ["rate(5 minutes)", "2026-01-01T00:00:30Z", ["2026-01-01T00:05", "2026-01-01T00:10"]],
    ["cron(0 12 * * ? *)", "2026-01-01T12:00:00Z", ["2026-01-02T12:00", "2026-01-03T12:00"]],
    ["cron(15 10 ? * 6L 2026)", "2026-01-01T00:00:00Z", ["2026-01-30T10:15", "2026-02-27T10:15"]],
    ["cron(0 8 1 * ? *)", "2026-01-15T00:00:00Z", ["2026-02-01T08:00", "2026-03-01T08:00"]],
    [
      "cron(0/30 9-10 ? * MON-FRI *)",
      "2026-01-02T10:00:00Z",
      ["2026-01-02T10:30", "2026-01-05T09:00"],
    ],
    ["cron(0 0 ? * TUE#2 *)", "2026-01-01T00:00:00Z", ["2026-01-13T00:00", "2026-02-10T00:00"]],
    ["cron(0 0 15W * ? *)", "2026-02-01T00:00:00Z", ["2026-02-16T00:00", "2026-03-16T00:00"]],
    ["cron(0 0 L FEB ? *)", "2026-01-01T00:00:00Z", ["2026-02-28T00:00", "2027-02-28T00:00"]],
    ["cron(0 0 LW 5 ? *)", "2026-01-01T00:00:00Z", ["2026-05-29T00:00", "2027-05-31T00:00"]],
    ["at(2026-03-01T10:00:00)", "2026-01-01T00:00:00Z", ["2026-03-01T10:00"]],
    ["cron(0 0 1 1 ? 2020)", "2026-01-01T00:00:00Z", []],
  ];
  for (const [text, from, wanted] of cases)
    expect([text, runs(text, from, Math.max(wanted.length, 1))]).toEqual([text, wanted]);
});

test("time zones: a skipped hour is skipped, a repeated one runs once", () => {
  const daily = "cron(30 2 * * ? *)";
  expect(runs(daily, "2026-03-07T00:00:00Z", 3, "America/New_York")).toEqual([
    "2026-03-07T07:30",
    "2026-03-09T06:30",
    "2026-03-10T06:30",
  ]);
  expect(runs("cron(30 1 * * ? *)", "2026-10-31T12:00:00Z", 2, "America/New_York")).toEqual([
    "2026-11-01T05:30",
    "2026-11-02T06:30",
  ]);
  // Offsets are no names of zones.
  for (const name of ["Nowhere/At-All", "+05:00", "-0300"]) expect(zoneOf(name)).toBeUndefined();
});

test("what is no schedule", () => {
  for (const text of [
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "rate(5 seconds)",
    "cron(0 12 * * * *)",
    "cron(0 12 ? * ? *)",
    "cron(60 12 * * ? *)",
    "cron(0 12 * * ?)",
    "cron(0 0 ? * 8 *)",
    "at(2026-02-30T00:00:00)",
    "at(2026-02-03)",
    "every day",
  ])
    expect([text, parseSchedule(text)]).toEqual([text, undefined]);
});
