/**
 * Faults, delays and throttles that a user puts between judging and running, to see what an
 * application does when AWS fails, is slow, or has had enough. They last until they are spent or
 * removed, Brume is reset, or it ends.
 */
import { Fault } from "#aws/fault";
import type { Protocol } from "#aws/model";
import { loadModel } from "#aws/models";
import type { Context } from "./context.ts";
import type { Entry } from "./journal.ts";
import type { Kernel } from "./kernel.ts";

/** What a user asks for. Members that narrow it are absent for any. */
export interface Asked {
  readonly service?: string;
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  /** Of the calls that it is for, e.g. 0.3; 1 when absent. */
  readonly probability?: number;
  /** How many calls it meets before it is spent; no end when absent. */
  readonly times?: number;
  /** Calls above this many a second are refused as AWS refuses them. */
  readonly perSecond?: number;
  /** AWS's code of the fault, e.g. "SlowDown". */
  readonly code?: string;
  readonly message?: string;
  /** HTTP status of the fault; 503 when absent. */
  readonly status?: number;
  /** Real milliseconds to wait before the call goes on, or is refused. */
  readonly delayMilliseconds?: number;
}

export interface Injection extends Asked {
  readonly id: string;
  /** How many calls it has met. */
  readonly met: number;
}

interface Held {
  readonly id: string;
  readonly asked: Asked;
  met: number;
  /** Calls that may still pass, and when that was reckoned, in real milliseconds. */
  tokens: number;
  reckonedAt: number;
}

const MOST = 100;

export class Injections {
  readonly #held: Held[] = [];

  constructor(readonly kernel: Kernel) {}

  /** Undefined when there are too many already. */
  add(asked: Asked): Injection | undefined {
    if (this.#held.length >= MOST) return undefined;
    const held = {
      id: this.kernel.chance.alnum(8),
      asked,
      met: 0,
      tokens: Math.max(asked.perSecond ?? 0, 1),
      reckonedAt: this.kernel.clock.elapsed(),
    };
    this.#held.push(held);
    return shown(held);
  }

  list(): Injection[] {
    return this.#held.map(shown);
  }

  /** False when there is none of that id. */
  remove(id: string): boolean {
    const at = this.#held.findIndex((one) => one.id === id);
    if (at >= 0) this.#held.splice(at, 1);
    return at >= 0;
  }

  clear(): void {
    this.#held.length = 0;
  }

  /** Whether any may be for calls of the service. */
  concern(service: string): boolean {
    return this.#held.some(({ asked }) => (asked.service ?? service) === service);
  }

  /**
   * Meets a call that is about to run with the first that is for it, and says so on its entry.
   * @throws Fault that was asked for.
   */
  async meet(ctx: Context, entry: Entry): Promise<void> {
    const held = this.#held.find((one) => isFor(one.asked, ctx) && this.#strikes(one));
    if (held === undefined) return;
    const { delayMilliseconds, code, perSecond, times } = held.asked;
    entry.injected = held.id;
    held.met++;
    if (times !== undefined && held.met >= times) this.remove(held.id);
    if (delayMilliseconds !== undefined) await this.#wait(delayMilliseconds, ctx.signal);
    const slowsOnly = code === undefined && perSecond === undefined;
    if (delayMilliseconds !== undefined && slowsOnly) return;
    throw faultOf(held.asked, loadModel(ctx.definition.id).protocols[0]!);
  }

  #strikes(held: Held): boolean {
    const { perSecond, probability } = held.asked;
    if (perSecond !== undefined) {
      const now = this.kernel.clock.elapsed();
      const earned = (perSecond * (now - held.reckonedAt)) / 1_000;
      held.tokens = Math.min(Math.max(perSecond, 1), held.tokens + earned);
      held.reckonedAt = now;
      if (held.tokens >= 1) {
        held.tokens--;
        return false;
      }
    }
    return probability === undefined || this.kernel.chance.fraction() < probability;
  }

  /** Ends early when the caller goes away. */
  #wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.kernel.clock.afterReal(milliseconds, resolve);
      const gone = () => {
        timer.cancel();
        resolve();
      };
      signal?.addEventListener("abort", gone, { once: true });
    });
  }
}

const shown = ({ id, asked, met }: Held): Injection => ({ id, ...asked, met });

function isFor({ service, operation, account, region }: Asked, ctx: Context): boolean {
  return (
    (service === undefined || service === ctx.definition.id) &&
    (operation === undefined || operation === ctx.operation) &&
    (account === undefined || account === ctx.account) &&
    (region === undefined || region === ctx.region)
  );
}

function faultOf({ code, message, status, perSecond }: Asked, protocol: Protocol): Fault {
  if (code !== undefined)
    return new Fault(code, message ?? "A fault that was asked for.", status ?? 503);
  if (perSecond !== undefined) return tooMany(protocol);
  return new Fault("ServiceUnavailable", message ?? "Service Unavailable", status ?? 503);
}

/** As AWS's services of a protocol refuse calls that are too many. */
function tooMany(protocol: Protocol): Fault {
  switch (protocol) {
    case "rest-xml":
      return new Fault("SlowDown", "Please reduce your request rate.", 503);
    case "ec2-query":
      return new Fault("RequestLimitExceeded", "Request limit exceeded.", 503);
    case "query":
      return new Fault("Throttling", "Rate exceeded", 400);
    case "rest-json":
      return new Fault("TooManyRequestsException", "Rate exceeded", 429);
    default:
      return new Fault("ThrottlingException", "Rate exceeded", 400);
  }
}
