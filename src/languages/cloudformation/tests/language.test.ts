/** Tables of cases: values, checks, parameters, loops, order, changes. */
import { describe, expect, test } from "bun:test";
import { cidrBlocks } from "../cidr.ts";
import { diff } from "../diff.ts";
import { readReference, resolveDynamic } from "../dynamic.ts";
import { type Environment, Evaluator } from "../evaluate.ts";
import { checkReferences, dependencies, order } from "../graph.ts";
import { expandLoops } from "../loops.ts";
import { chooseParameters, refValue } from "../parameters.ts";
import { checkRules } from "../rules.ts";
import { policyAllows, readStackPolicy } from "../stack-policy.ts";
import { readTemplate } from "../template.ts";
import { same } from "../values.ts";

const Q = { Type: "AWS::SQS::Queue" };
const base = {
  Parameters: {
    Name: { Type: "String", Default: "n" },
    List: { Type: "CommaDelimitedList", Default: "a,b, c" },
  },
  Mappings: { M: { k: { v: "found", l: ["x", "y"] } } },
  Conditions: {
    Yes: { "Fn::Equals": [{ Ref: "Name" }, "n"] },
    No: { "Fn::Not": [{ Condition: "Yes" }] },
    Both: { "Fn::And": [{ Condition: "Yes" }, { Condition: "No" }] },
  },
  Resources: { A: Q },
};

function evaluator(raw: object = base, parameters: Record<string, string> = {}) {
  const template = readTemplate(raw);
  const values = new Map<string, string | string[]>();
  for (const p of template.parameters.values())
    values.set(p.name, refValue(p.type, parameters[p.name] ?? p.default ?? ""));
  const env: Environment = {
    template,
    parameters: values,
    accountId: "000000000000",
    region: "us-east-1",
    partition: "aws",
    urlSuffix: "amazonaws.com",
    stackId: "arn:stack",
    stackName: "s",
    notificationArns: [],
    zones: (r) => [`${r}a`, `${r}b`],
    reference: (id) => `${id}-id`,
    attribute: (id, name) => (name === "Arn" ? `arn:${id}` : undefined),
    imported: (name) => (name === "there" ? "imported" : undefined),
  };
  return new Evaluator(env);
}
const words = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
};

describe("values", () => {
  const cases: [unknown, unknown][] = [
    [{ Ref: "Name" }, "n"],
    [{ Ref: "List" }, ["a", "b", "c"]],
    [{ Ref: "A" }, "A-id"],
    [{ Ref: "AWS::Region" }, "us-east-1"],
    [{ "Fn::GetAtt": ["A", "Arn"] }, "arn:A"],
    [{ "Fn::GetAtt": "A.Arn" }, "arn:A"],
    [
      { "Fn::Sub": "${Name}-${A.Arn}-${!Literal}-${AWS::AccountId}" },
      "n-arn:A-${Literal}-000000000000",
    ],
    [{ "Fn::Sub": ["${x}${Name}", { x: { Ref: "A" } }] }, "A-idn"],
    [{ "Fn::Join": ["-", ["a", { Ref: "Name" }]] }, "a-n"],
    [{ "Fn::Join": [",", { Ref: "List" }] }, "a,b,c"],
    [{ "Fn::Split": ["|", "a|b|"] }, ["a", "b", ""]],
    [{ "Fn::Select": ["1", { Ref: "List" }] }, "b"],
    [{ "Fn::FindInMap": ["M", "k", "l"] }, ["x", "y"]],
    [{ "Fn::If": ["Yes", 1, 2] }, 1],
    [{ a: { "Fn::If": ["No", 1, { Ref: "AWS::NoValue" }] }, b: 2 }, { b: 2 }],
    [["x", { "Fn::If": ["Both", 1, { Ref: "AWS::NoValue" }] }], ["x"]],
    [{ "Fn::Base64": "hi" }, "aGk="],
    [{ "Fn::GetAZs": "" }, ["us-east-1a", "us-east-1b"]],
    [{ "Fn::ImportValue": "there" }, "imported"],
    [{ "Fn::Cidr": ["10.0.0.0/16", 2, 8] }, ["10.0.0.0/24", "10.0.1.0/24"]],
    [{ Condition: { StringEquals: 1 } }, { Condition: { StringEquals: 1 } }],
    [
      { ["__proto__"]: 1, b: 2 },
      { ["__proto__"]: 1, b: 2 },
    ],
  ];
  test.each(cases)("%j", (input, output) =>
    expect(JSON.stringify(evaluator().value(input))).toBe(JSON.stringify(output)),
  );

  const refused: [unknown, string][] = [
    [
      { "Fn::Select": [3, { Ref: "List" }] },
      "Template error: Fn::Select cannot select nonexistent value at index 3",
    ],
    [{ "Fn::FindInMap": ["M", "k", "z"] }, "Template error: Unable to get mapping for M::k::z"],
    [
      { "Fn::FindInMap": ["Z", "k", "z"] },
      "Template error: Mapping named 'Z' is not present in the 'Mappings' section of template.",
    ],
    [
      { "Fn::GetAtt": ["A", "Nope"] },
      "Template error: resource A does not support attribute type Nope in Fn::GetAtt",
    ],
    [{ "Fn::ImportValue": "gone" }, "No export named gone found."],
    [
      { "Fn::Sub": "${List}" },
      "Template error: variable List in Fn::Sub expression does not resolve to a string",
    ],
  ];
  test.each(refused)("%j is refused", (input, message) =>
    expect(words(() => evaluator().value(input))).toBe(message),
  );

  test("language extensions need their transform", () => {
    expect(words(() => evaluator().value({ "Fn::Length": [1] }))).toStartWith(
      "Template error: Encountered unsupported function: Fn::Length",
    );
    const extended = evaluator({ ...base, Transform: "AWS::LanguageExtensions" });
    expect(extended.value({ "Fn::Length": { Ref: "List" } })).toBe(3);
    expect(extended.value({ "Fn::ToJsonString": { a: { Ref: "Name" } } })).toBe('{"a":"n"}');
    expect(extended.value({ "Fn::FindInMap": ["M", "k", "z", { DefaultValue: "d" }] })).toBe("d");
  });

  test("a template made to grow is refused", () => {
    let bomb: unknown = "xxxxxxxxxx";
    for (let i = 0; i < 30; i++) bomb = { "Fn::Join": ["", [bomb, bomb]] };
    expect(words(() => evaluator().value(bomb))).toContain("too large or too deep");
  });
});

describe("checks", () => {
  const cases: [object, string][] = [
    [{}, "Template format error: At least one Resources member must be defined."],
    [{ Resources: {}, Foo: 1 }, "Invalid template property or properties [Foo]"],
    [
      { Resources: { A: {} } },
      "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
    ],
    [{ Resources: { "a-b": Q } }, "Template format error: Resource name a-b is non alphanumeric."],
    [{ Resources: { A: { ...Q, Nope: 1 } } }, "Invalid template resource property 'Nope'"],
    [
      { Resources: { A: { ...Q, DependsOn: "B" } } },
      "Template format error: Unresolved resource dependencies [B] in the Resources block of the template",
    ],
    [
      { Resources: { A: Q }, Outputs: { O: { Value: { Ref: "B" } } } },
      "Template format error: Unresolved resource dependencies [B] in the Outputs block of the template",
    ],
    [
      { Resources: { A: { ...Q, Properties: { x: { "Fn::GetAtt": ["B", "Arn"] } } } } },
      "Template error: instance of Fn::GetAtt references undefined resource B",
    ],
    [
      {
        Resources: {
          A: { ...Q, DependsOn: "B" },
          B: { ...Q, DependsOn: "A" },
          C: { ...Q, DependsOn: "A" },
        },
      },
      "Circular dependency between resources: [A, B]",
    ],
    [
      { Resources: { A: { ...Q, Condition: "X" } } },
      "Template format error: Unresolved condition dependency X in the Resources block of the template",
    ],
    [
      { Parameters: { P: { Type: "Nope" } }, Resources: { A: Q } },
      "Template format error: Unrecognized parameter type: Nope",
    ],
    [
      { Resources: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`A${i}`, Q])) },
      "Template format error: Number of resources, 501, is greater than maximum allowed, 500",
    ],
  ];
  test.each(cases)("%# is refused", (raw, message) =>
    expect(words(() => checkReferences(readTemplate(raw)))).toBe(message),
  );

  test("order follows references and DependsOn", () => {
    const template = readTemplate({
      Resources: {
        C: { ...Q, Properties: { x: { "Fn::Sub": "${B}" } } },
        B: { ...Q, DependsOn: ["A"] },
        A: Q,
        D: Q,
      },
    });
    expect(order(dependencies(template, undefined))).toEqual([["A", "D"], ["B"], ["C"]]);
  });
});

describe("parameters", () => {
  const of = (definition: object, value: string | undefined) =>
    words(() =>
      chooseParameters(
        readTemplate({ Parameters: { P: definition }, Resources: { A: Q } }),
        value === undefined ? [] : [{ key: "P", value }],
        undefined,
      ),
    );
  const cases: [object, string | undefined, string][] = [
    [{ Type: "String" }, undefined, "Parameters: [P] must have values"],
    [{ Type: "String", AllowedValues: ["a"] }, "b", "Parameter 'P' must be one of AllowedValues"],
    [{ Type: "String", AllowedPattern: "[a-z]+" }, "B", "Parameter 'P' must match pattern [a-z]+"],
    [
      { Type: "String", AllowedPattern: "[a-z]+", ConstraintDescription: "small" },
      "B",
      "Parameter P failed to satisfy constraint: small",
    ],
    [{ Type: "String", MinLength: 2 }, "b", "Parameter 'P' must contain at least 2 characters"],
    [{ Type: "String", MaxLength: "2" }, "bbb", "Parameter 'P' must contain at most 2 characters"],
    [{ Type: "Number" }, "x", "Parameter 'P' must be a number"],
    [{ Type: "Number", MinValue: 3 }, "2", "Parameter 'P' must be a number not less than 3"],
    [{ Type: "Number", MaxValue: 3 }, "4", "Parameter 'P' must be a number not greater than 3"],
    [{ Type: "List<Number>" }, "1,2", "no error"],
    [{ Type: "AWS::SSM::Parameter::Value<List<String>>" }, "/x", "no error"],
  ];
  test.each(cases)("%j %s", (definition, value, message) =>
    expect(of(definition, value)).toBe(message),
  );
  test("unknown ones are named", () => {
    const template = readTemplate({ Resources: { A: Q } });
    expect(words(() => chooseParameters(template, [{ key: "X", value: "1" }], undefined))).toBe(
      "Parameters: [X] do not exist in the template",
    );
  });
});

test("rules", () => {
  const rule = (Assert: unknown) => ({
    ...base,
    Rules: {
      R: {
        RuleCondition: { "Fn::Equals": [{ Ref: "Name" }, "n"] },
        Assertions: [{ Assert, AssertDescription: "must be" }],
      },
    },
  });
  const run = (Assert: unknown) => {
    const own = evaluator(rule(Assert));
    return words(() => checkRules(own.env.template, own));
  };
  expect(run({ "Fn::Contains": [["n", "m"], { Ref: "Name" }] })).toBe("no error");
  expect(run({ "Fn::EachMemberIn": [{ Ref: "List" }, ["a", "b"]] })).toContain("must be");
  expect(run({ "Fn::EachMemberEquals": [["n", "n"], { Ref: "Name" }] })).toBe("no error");
});

test("loops are written out, nested ones too", () => {
  const raw = {
    "Fn::ForEach::Outer": [
      "X",
      ["a", "b-c"],
      {
        "Q&{X}": {
          Name: "${X}",
          R: { Ref: "X" },
          "Fn::ForEach::Inner": ["Y", ["1", "2"], { "k${Y}": "${X}${Y}${Z}" }],
        },
      },
    ],
  };
  expect(JSON.stringify(expandLoops(raw, (v) => v))).toBe(
    JSON.stringify({
      Qa: { Name: "a", R: "a", k1: "a1${Z}", k2: "a2${Z}" },
      Qbc: { Name: "b-c", R: "b-c", k1: "b-c1${Z}", k2: "b-c2${Z}" },
    }),
  );
  const many = Array.from({ length: 200 }, (_, i) => String(i));
  const wide = (depth: number): object =>
    depth === 0
      ? { "k${X1}x${X2}x${X3}x${X4}": "v" }
      : { [`Fn::ForEach::L${depth}`]: [`X${depth}`, many, wide(depth - 1)] };
  expect(words(() => expandLoops(wide(4) as never, (v) => v))).toContain("too many or too long");
});

test("functions may give the logical id of Ref and Fn::GetAtt", () => {
  const named = { "Fn::Sub": "Q${X}" };
  const raw = {
    "Fn::ForEach::Outputs": [
      "X",
      ["A"],
      {
        "Arn${X}": { Value: { "Fn::GetAtt": [named, { Ref: "X" }] } },
        "Url${X}": { Value: { Ref: named }, Ref: named },
      },
    ],
  };
  const out = expandLoops(raw, (value) => evaluator().value(value));
  expect(JSON.stringify(out)).toBe(
    JSON.stringify({
      ArnA: { Value: { "Fn::GetAtt": ["QA", "A"] } },
      UrlA: { Value: { Ref: "QA" }, Ref: { "Fn::Sub": "QA" } },
    }),
  );
});

test("a value that there is none of is not previous", () => {
  const template = readTemplate({ Parameters: { P: { Type: "String" } }, Resources: { A: Q } });
  const given = [{ key: "P", usePrevious: true }];
  expect(words(() => chooseParameters(template, given, undefined))).toBe(
    "Invalid input for parameter key P. Cannot specify usePreviousValue as true for a parameter key not in the previous template",
  );
});

test("blocks of addresses", () => {
  expect(cidrBlocks("192.168.0.0/24", 3, 5)).toEqual([
    "192.168.0.0/27",
    "192.168.0.32/27",
    "192.168.0.64/27",
  ]);
  expect(cidrBlocks("fd00::/48", 2, 64)[0]).toBe("fd00::/64");
  expect(words(() => cidrBlocks("10.0.0.0/30", 8, 2))).toContain("cannot be divided");
});

test("stack policies", () => {
  const policy = readStackPolicy(
    JSON.stringify({
      Statement: [
        { Effect: "Allow", Action: "Update:*", Principal: "*", Resource: "*" },
        {
          Effect: "Deny",
          Action: ["Update:Replace", "Update:Delete"],
          Principal: "*",
          Resource: "LogicalResourceId/Db*",
        },
      ],
    }),
  );
  expect(policyAllows(policy, "Update:Modify", "DbMain", "AWS::X::Y")).toBe(true);
  expect(policyAllows(policy, "Update:Replace", "DbMain", "AWS::X::Y")).toBe(false);
  expect(policyAllows(policy, "Update:Delete", "Other", "AWS::X::Y")).toBe(true);
});

test("dynamic references", async () => {
  expect(readReference("secretsmanager", "name:SecretString:key:AWSCURRENT")).toEqual({
    service: "secretsmanager",
    secretId: "name",
    jsonKey: "key",
    versionStage: "AWSCURRENT",
  });
  expect(
    await resolveDynamic({ a: ["x{{resolve:ssm:/p:3}}y"] }, async (r) =>
      "version" in r ? r.version! : "",
    ),
  ).toEqual({ a: ["x3y"] });
});

test("differences", () => {
  const row = (properties: object) => ({
    logicalId: "A",
    type: "T",
    physicalId: "p",
    properties: properties as never,
  });
  const changes = diff(
    new Map([
      ["A", row({ x: 1, y: "true" })],
      ["B", { ...row({}), logicalId: "B" }],
    ]),
    new Map([
      ["A", { logicalId: "A", type: "T", properties: { x: 2, y: true } }],
      ["C", { logicalId: "C", type: "T", properties: {} }],
    ]),
    (_t, name) => (name === "x" ? "Always" : "Never"),
  );
  expect(changes.map((c) => [c.action, c.logicalId, c.replacement])).toEqual([
    ["Modify", "A", "True"],
    ["Add", "C", undefined],
    ["Remove", "B", undefined],
  ]);
  expect(same({ a: [1] }, { a: ["1"] })).toBe(true);
});
