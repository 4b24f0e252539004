/** Reads what a user asks to be injected: `POST /_brume/faults`. */
import { loadModel } from "#aws/models";
import type { Asked } from "#kernel/injections";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string" && value !== "" && value.length <= 1_000;
const whole =
  (from: number, to: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
const real =
  (above: number, upTo: number): Check =>
  (value) =>
    typeof value === "number" && value > above && value <= upTo;

/** A member's check, and what it takes. */
const MEMBERS: Readonly<Record<keyof Asked, readonly [Check, string]>> = {
  service: [text, "a service's id, e.g. s3"],
  operation: [text, "an operation's name, e.g. PutObject"],
  account: [(value) => /^\d{12}$/.test(String(value)), "twelve digits"],
  region: [text, "a region, e.g. eu-west-1"],
  probability: [real(0, 1), "a number above 0, up to 1"],
  times: [whole(1, 1_000_000), "a whole number from 1 to 1000000"],
  perSecond: [real(0, 1_000_000), "a number above 0, up to 1000000"],
  code: [(value) => /^[A-Za-z][\w.]{0,99}$/.test(String(value)), "an error's code, e.g. SlowDown"],
  message: [text, "a text"],
  status: [whole(400, 599), "a status from 400 to 599"],
  delayMilliseconds: [whole(1, 900_000), "whole milliseconds, up to 900000"],
};

/**
 * @param services Those that Brume has.
 * @returns What was asked for, or what is wrong with it.
 */
export function readInjection(
  body: unknown,
  services: ReadonlyMap<string, unknown>,
): Asked | string {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return `Give a JSON object with some of: ${Object.keys(MEMBERS).join(", ")}.`;
  const asked = body as Record<string, unknown>;
  for (const [name, value] of Object.entries(asked)) {
    if (!Object.hasOwn(MEMBERS, name))
      return `There is no "${name}": it takes ${Object.keys(MEMBERS).join(", ")}.`;
    const [fits, takes] = MEMBERS[name as keyof Asked];
    if (!fits(value)) return `${name} takes ${takes}.`;
  }
  const { service, operation } = asked as Asked;
  if (service !== undefined && !services.has(service)) return `There is no service "${service}".`;
  if (operation === undefined) return asked as Asked;
  if (service === undefined) return "An operation needs its service.";
  return Object.hasOwn(loadModel(service).operations, operation)
    ? (asked as Asked)
    : `${service} has no operation "${operation}".`;
}
