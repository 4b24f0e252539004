import { expect, test } from "bun:test";
import { type PolicyKind, parsePolicy } from "../policy.ts";

const S3 = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::example_bucket" };

function complaint(document: string | object, kind: PolicyKind): string | undefined {
  try {
    parsePolicy(typeof document === "string" ? document : JSON.stringify(document), kind);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const SYNTAX = "Syntax errors in policy.";
const LEGACY = "The policy failed legacy parsing";
const VERSION = "Policy document must be version 2012-10-17 or greater.";
const SIDS = "Statement IDs (SID) in a single policy must be unique.";
const NO_ACTIONS = "Policy statement must contain actions.";
const NO_RESOURCES = "Policy statement must contain resources.";

/** A statement of a managed policy of version 2012-10-17, and what IAM says of it. */
const statements: readonly (readonly [unknown, string | undefined])[] = [
  [S3, undefined],
  [[S3], undefined],
  [[], SYNTAX],
  ["afd", SYNTAX],
  [["afd"], SYNTAX],
  [undefined, SYNTAX],
  [{ ...S3, "Extra field": "value" }, SYNTAX],
  [{ ...S3, Effect: "invalid" }, SYNTAX],
  [
    { ...S3, Sid: "my statement" },
    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
  ],
  [{ ...S3, Effect: undefined }, SYNTAX],
  [{ ...S3, Effect: "denY" }, LEGACY],
  [
    { ...S3, Action: "invalid" },
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
  ],
  [
    { Effect: "Allow", NotAction: "", Resource: "*" },
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
  ],
  [{ ...S3, Action: "a a:ListBucket" }, "Vendor a a is not valid"],
  [{ ...S3, Action: "s3:List:Bucket" }, "Actions/Condition can contain only one colon."],
  [{ ...S3, Action: "*" }, undefined],
  [{ ...S3, Action: "s3-s:List" }, undefined],
  [{ ...S3, Action: [] }, NO_ACTIONS],
  [{ ...S3, Action: undefined }, NO_ACTIONS],
  [{ ...S3, Action: {} }, SYNTAX],
  [{ ...S3, Action: [[]] }, SYNTAX],
  [{ ...S3, NotAction: "s3:Get*" }, SYNTAX],
  [{ ...S3, NotResource: "*" }, SYNTAX],
  [{ Effect: "Allow", NotAction: "s3:ListBucket", NotResource: "*" }, undefined],
  [{ ...S3, Resource: undefined }, NO_RESOURCES],
  [{ ...S3, Resource: [] }, NO_RESOURCES],
  [{ ...S3, Resource: { a: "*" } }, SYNTAX],
  [{ ...S3, Resource: ["adfdf", {}] }, SYNTAX],
  [
    { ...S3, Resource: "invalid resource" },
    'Resource invalid resource must be in ARN format or "*".',
  ],
  [{ ...S3, Resource: "" }, 'Resource  must be in ARN format or "*".'],
  [{ ...S3, Action: "s:3:L", Resource: "sdf" }, 'Resource sdf must be in ARN format or "*".'],
  [{ ...S3, Resource: "a:bsd" }, 'Partition "bsd" is not valid for resource "arn:bsd:*:*:*:*".'],
  [{ ...S3, Resource: "a:b:cad" }, 'Partition "b" is not valid for resource "arn:b:cad:*:*:*".'],
  [
    { ...S3, Resource: "a:b:c:d:e:f:g:h" },
    'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".',
  ],
  [
    { ...S3, Resource: "aws:s3:::example_bucket" },
    'Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".',
  ],
  [
    { ...S3, Resource: ["arn:error:s3:::bucket", "arn:error:s3::bucket"] },
    'Partition "error" is not valid for resource "arn:error:s3:::bucket".',
  ],
  [{ ...S3, Resource: "arn:aws:s3::bucket" }, LEGACY],
  [{ ...S3, Resource: "arn:aws::fdsasf" }, LEGACY],
  [{ ...S3, Resource: "arn:aws::::bucket" }, LEGACY],
  [{ ...S3, Resource: "arn:aws:fdsasf" }, undefined],
  [
    { ...S3, Resource: "arn:aws" },
    "Resource vendor must be fully qualified and cannot contain regexes.",
  ],
  [
    { ...S3, Resource: "arn:aws:iam:us-east-1::bucket" },
    "IAM resource arn:aws:iam:us-east-1::bucket cannot contain region information.",
  ],
  [
    { ...S3, Resource: "arn:aws:s3:us-east-1::bucket" },
    "Resource arn:aws:s3:us-east-1::bucket can not contain region information.",
  ],
  [{ ...S3, Resource: "arn:aws:s3:us-east-1:123456789012:accesspoint/a" }, undefined],
  [
    { ...S3, Resource: "arn:aws:iam:::bucket" },
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, ' +
      "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, " +
      "oidc-provider/, report/, access-report/.",
  ],
  [{ ...S3, Resource: "arn:aws:iam::*:user/${aws:username}" }, undefined],
  [{ ...S3, Principal: "*" }, "Policy document should not specify a principal."],
  [{ ...S3, Principal: { Nobody: "x" } }, SYNTAX],
  [{ ...S3, Sid: {} }, SYNTAX],
  [
    [
      { ...S3, Sid: "a" },
      { Sid: "a", Effect: "Allow" },
    ],
    SIDS,
  ],
  [[{ ...S3, Sid: "a" }, S3, S3], undefined],
  [{ ...S3, Condition: [] }, SYNTAX],
  [{ ...S3, Condition: { a: "b" } }, SYNTAX],
  [{ ...S3, Condition: { a: {} } }, undefined],
  [{ ...S3, Condition: { x: { a: "1" } } }, SYNTAX],
  [{ ...S3, Condition: { StringEquals: { a: {} } } }, SYNTAX],
  [{ ...S3, Condition: { "ForAnyValue::StringEquals": { a: "b" } } }, SYNTAX],
  [{ ...S3, Condition: { "ForAnyValue:StringEqualsIfExists": { a: "b" } } }, undefined],
  [{ ...S3, Condition: { Bool: { "aws:SecureTransport": true } } }, undefined],
  [{ ...S3, Condition: { DateLessThan: { a: "sdfdsf" } } }, LEGACY],
  [{ ...S3, Condition: { DateLessThan: { a: "234-13" } } }, LEGACY],
  [{ ...S3, Condition: { DateLessThan: { a: "2016-12-13t2:00:00.593194+1" } } }, LEGACY],
  [{ ...S3, Condition: { DateLessThan: { a: "2016-12-13t2:00:00.593194+23" } } }, undefined],
  [{ ...S3, Condition: { DateLessThan: { a: "9223372036854775808" } } }, LEGACY],
  [{ ...S3, Condition: { DateLessThan: { a: ["01T", "-292275054", "2017-07-01"] } } }, undefined],
];

test.each(statements.map((row) => [JSON.stringify(row[0]) ?? "none", ...row] as const))(
  "a managed policy of %s",
  (_, Statement, expected) => {
    expect(complaint({ Version: "2012-10-17", Statement }, "managed")).toBe(expected!);
  },
);

test.each([
  ["This is not a json document", "inline", SYNTAX],
  ["[1]", "inline", SYNTAX],
  ["[".repeat(100_000), "inline", SYNTAX],
  [{ Statement: S3 }, "managed", VERSION],
  [{ Version: "2008-10-17", Statement: S3 }, "managed", VERSION],
  [{ Statement: S3 }, "inline", undefined],
  [{ Version: "2013-10-17", Statement: S3 }, "inline", SYNTAX],
  [{ Version: "2012-10-17", Statement: S3, More: 1 }, "inline", SYNTAX],
  [{ Version: "2012-10-17", Id: {}, Statement: S3 }, "inline", SYNTAX],
  [{ Statement: { ...S3, Principal: "*" } }, "resource", undefined],
] as const)("%j as %s policy", (document, kind, expected) => {
  expect(complaint(document, kind)).toBe(expected!);
});

const TRUST = { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" };

test.each([
  [TRUST, undefined],
  [{ ...TRUST, Principal: { Service: "lambda.amazonaws.com" } }, undefined],
  [{ ...TRUST, Principal: "*" }, undefined],
  [{ ...TRUST, Resource: "*" }, "Has prohibited field Resource"],
  [{ ...TRUST, Principal: undefined }, "Missing required field Principal"],
  [{ ...TRUST, Action: undefined }, "Missing required field Action"],
  [{ ...TRUST, Principal: { AWS: "x" } }, 'Invalid principal in policy: "AWS":"x"'],
  [
    { ...TRUST, Principal: { Service: "lambda" } },
    'Invalid principal in policy: "Service":"lambda"',
  ],
  [
    { ...TRUST, Principal: {} },
    "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: " +
      "The passed in policy has a statement with no principals!",
  ],
  [{ ...TRUST, Action: "s3:Get" }, "AssumeRole policy may only specify STS AssumeRole actions"],
])("a trust policy of %j", (Statement, expected) => {
  expect(complaint({ Version: "2012-10-17", Statement }, "trust")).toBe(expected!);
});

test("a trust policy that is no JSON", () => {
  expect(complaint("{", "trust")).toBe("This policy contains invalid Json");
});
