import { expect, test } from "bun:test";
import { evaluate } from "../evaluate.ts";
import { compile, MalformedPolicy, parsePolicy } from "../policy.ts";

/** A small generator whose seed replays what it made. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = [
  "Version",
  "Statement",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "Condition",
  "Sid",
  "Id",
  "Allow",
  "Deny",
  "2012-10-17",
  "*",
  "s3:Get*",
  "arn:aws:s3:::b/${aws:username}",
  "StringLike",
  "IpAddress",
  "DateLessThan",
  "ForAllValues:ArnLike",
  "NullIfExists",
  "aws:SourceIp",
  "10.0.0.0/8",
  "::/0",
  "${",
  "${a,'b'}",
  "?*?",
  "",
  "__proto__",
  "constructor",
  "2026-13-01",
  "AWS",
];

const OPERATORS = [
  "StringLike",
  "IpAddress",
  "DateLessThan",
  "ForAllValues:ArnLike",
  "Null",
  "Bool",
  "Nonsense",
];

function value(random: (below: number) => number, depth: number): unknown {
  const kind = random(depth > 4 ? 3 : 6);
  if (kind < 2) return WORDS[random(WORDS.length)];
  if (kind === 2) return [true, null, 1e9, -1][random(4)];
  const size = random(4);
  if (kind === 3) return Array.from({ length: size }, () => value(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length: size }, () => [WORDS[random(WORDS.length)], value(random, depth + 1)]),
  );
}

/** Mostly a policy, with anything anywhere. */
function policy(random: (below: number) => number): unknown {
  const any = (fallback: unknown) => (random(12) === 0 ? value(random, 1) : fallback);
  const statement = () =>
    any({
      Effect: any(random(2) ? "Allow" : "Deny"),
      [random(4) ? "Action" : "NotAction"]: any("s3:*"),
      [random(4) ? "Resource" : "NotResource"]: any(["*", "arn:aws:s3:::b/*"][random(2)]),
      ...(random(2)
        ? {
            Condition: any({ [OPERATORS[random(OPERATORS.length)]!]: { "a:b": value(random, 4) } }),
          }
        : {}),
      ...(random(3) ? {} : { Principal: value(random, 3) }),
    });
  return { Version: any("2012-10-17"), Statement: any([statement(), statement()]) };
}

test("whatever it is, it is a policy or refused as none", () => {
  let accepted = 0;
  for (let seed = 1; seed <= 20_000; seed++) {
    const document = policy(randomOf(seed));
    const kind = (["managed", "inline", "trust", "resource"] as const)[seed % 4]!;
    try {
      parsePolicy(JSON.stringify(document), kind);
      const compiled = compile(JSON.stringify(document));
      const { allowed } = evaluate(
        {
          principal: {
            kind: "user",
            account: "1".repeat(12),
            arn: "arn:aws:iam::1:user/a",
            id: "A",
          },
          action: "s3:GetObject",
          resource: "arn:aws:s3:::b/k",
          context: { "a:b": ["x", "10.0.0.1"] },
          now: 0,
        },
        { identity: [compiled], resource: compiled, session: [compiled], boundary: compiled },
      );
      expect(typeof allowed).toBe("boolean");
      accepted++;
    } catch (error) {
      if (!(error instanceof MalformedPolicy)) throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  expect(accepted).toBeGreaterThan(1_000);
});
