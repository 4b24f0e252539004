/** The AWS CLI in one of its generations: what is the same in both, and what is not. */
import { type Ran, testWith, type World, world } from "../client.ts";

export interface Cli {
  readonly it: ReturnType<typeof testWith>;
  readonly generation: 1 | 2;
  begin(): Promise<Aws>;
}

export interface Aws extends World {
  /** The program itself, for calls with variables of their own. */
  readonly file: string;
  /** `aws <args>`; its answer parsed, undefined when it printed nothing. */
  aws<T = Answer>(...args: string[]): Promise<T>;
  /** `aws <args>`; what it printed. */
  text(...args: string[]): Promise<string>;
  /** `aws <args>` that is expected to fail; what it said. */
  refused(...args: string[]): Promise<string>;
  ended(...args: string[]): Promise<Ran>;
  /** Moves Brume's clock on; where it stands then, when all that fell due is done. */
  advance(milliseconds: number): Promise<number>;
  /** The options that make a parameter of bytes take text as it stands. */
  readonly raw: readonly string[];
}

/** An answer whose shape the test itself says by what it expects of it. */
// biome-ignore lint/suspicious/noExplicitAny: every command has a shape of its own
export type Answer = any;

/** How it is started. */
export interface Launch {
  readonly file: string;
  /** What is missing for it. */
  readonly missing?: string | undefined;
  /** What stands before its own arguments, and variables, given Brume's address. */
  readonly through?: (url: string) => {
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string | undefined>>;
  };
}

export function cli(generation: 1 | 2, { file, missing, through }: Launch): Cli {
  const begun = world();
  return {
    it: testWith(missing),
    generation,
    async begin() {
      const one = await begun();
      const { args: before, env } = through?.(one.brume.url) ?? { args: [], env: {} };
      const full = (args: readonly string[]): string[] => [
        ...before,
        // Version 1 replaces the address of SQS by https://queue.amazonaws.com (its customisation
        // sqs.py of queue URLs), whatever AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_SQS say; only the
        // option is stronger.
        ...(generation === 1 && args[0] === "sqs" ? ["--endpoint-url", one.brume.url] : []),
        ...args,
      ];
      const text = (...args: string[]) => one.must(file, full(args), { env });
      const ended = (...args: string[]) => one.run(file, full(args), { env });
      return {
        ...one,
        file,
        text,
        ended,
        raw: generation === 2 ? ["--cli-binary-format", "raw-in-base64-out"] : [],
        async aws(...args) {
          const out = await text(...args, "--output", "json");
          return out.trim() === "" ? undefined : JSON.parse(out);
        },
        async advance(milliseconds) {
          const body = JSON.stringify({ milliseconds });
          const asked = { method: "POST", body };
          const answer = await fetch(`${one.brume.url}/_brume/clock/advance`, asked);
          return ((await answer.json()) as { now: number }).now;
        },
        async refused(...args) {
          const { code, err, out } = await ended(...args);
          if (code === 0) throw new Error(`aws ${args.join(" ")} was not refused: ${out}`);
          return err.trim();
        },
      };
    },
  };
}

/** A role for a service to act as; its ARN. */
export async function makeRole({ aws }: Aws, service: string, name = "tour"): Promise<string> {
  const Principal = { Service: `${service}.amazonaws.com` };
  const allow = { Effect: "Allow", Principal, Action: "sts:AssumeRole" };
  const { Role } = await aws(
    ...["iam", "create-role", "--role-name", `${service}-${name}`, "--assume-role-policy-document"],
    JSON.stringify({ Version: "2012-10-17", Statement: [allow] }),
  );
  return Role.Arn;
}
