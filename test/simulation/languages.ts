/** Texts of each small language that are right, and bombs: made to be slow, deep or huge. */
interface Texts {
  readonly texts: readonly string[];
  readonly bombs: readonly string[];
}

const nested = (open: string, close: string, middle = "", levels = 5_000): string =>
  open.repeat(levels) + middle + close.repeat(levels);
const json = (value: unknown): string => JSON.stringify(value);
const many = (count: number, one: (i: number) => string, glue = ","): string =>
  Array.from({ length: count }, (_, i) => one(i)).join(glue);

const statement = (more: object): string =>
  json({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "s3:Get*", Resource: "*", ...more },
  });
const resources = (properties: object): string =>
  json({ Resources: { Q: { Type: "AWS::SQS::Queue", Properties: properties } } });
/** YAML whose aliases double ten levels deep and more. */
const laughs = `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${many(
  9,
  (i) => `a${i + 1}: &a${i + 1} [${many(10, () => `*a${i}`)}]`,
  "\n",
)}\nResources: {Q: {Type: "AWS::SQS::Queue", Properties: {QueueName: *a9}}}\n`;
const STARS = "*a".repeat(200) + "*b";

export const LANGUAGES_TEXTS: Readonly<Record<string, Texts>> = {
  condition: {
    texts: [
      "attribute_exists(#a) AND NOT (n > :v OR begins_with(a, :s))",
      "size(b[0].c) BETWEEN :v AND :v OR n IN (:v, :v)",
      "contains(s, :s) AND attribute_type(a, :s)",
    ].slice(0, 2),
    bombs: [
      nested("(", ")", "n = :v", 200_000),
      nested("NOT ", "", "n = :v", 100_000),
      many(50_000, () => "n = :v", " AND "),
      `${"a.".repeat(100_000)}a = :v`,
      `n IN (${many(50_000, () => ":v")})`,
      `a${"[0]".repeat(50_000)} = :v`,
    ],
  },
  projection: {
    texts: ["#a, b[0].c, n", "a"],
    bombs: [`a${"[0]".repeat(50_000)}`, many(50_000, (i) => `x${i}`), "a.".repeat(100_000)],
  },
  update: {
    texts: [
      "SET n = n + :v, z = if_not_exists(y, :s) REMOVE b[0].c",
      "ADD n :v SET y = list_append(b, b)",
    ],
    bombs: [
      `SET ${many(20_000, (i) => `x${i} = :v`)}`,
      `SET z = ${nested("if_not_exists(n, ", ")", ":v", 50_000)}`,
      `SET z = ${nested("(", ")", ":v", 100_000)}`,
      `REMOVE b${"[99999999]".repeat(1_000)}`,
      "SET b[99999999999] = :v",
    ],
  },
  number: {
    texts: ["12.50", "-1e-100", "9".repeat(38)],
    bombs: [
      "1".repeat(1_000_000),
      `1e${"9".repeat(10_000)}`,
      `0.${"0".repeat(1_000_000)}1`,
      "1e125",
      "1e-999999999",
    ],
  },
  partiql: {
    texts: [
      `SELECT a, b[0].c FROM "t" WHERE pk = ? AND (n > 1 OR begins_with(a, 'x'))`,
      `INSERT INTO t VALUE {'pk': 'a', 'l': [1, {'x': ?}], 's': <<'a'>>}`,
      `UPDATE t SET n = n + 1 REMOVE b WHERE pk = ?`,
    ],
    bombs: [
      `SELECT * FROM t WHERE ${nested("(", ")", "a = 1", 200_000)}`,
      `INSERT INTO t VALUE ${nested("{'a':", "}", "1", 100_000)}`,
      `INSERT INTO t VALUE {'a': ${nested("[", "]", "", 100_000)}}`,
      `SELECT * FROM t WHERE a IN [${many(50_000, () => "1")}]`,
      `SELECT * FROM t WHERE ${nested("NOT ", "", "a = 1", 100_000)}`,
      `SELECT '${"''".repeat(100_000)}`,
    ],
  },
  filterPolicy: {
    texts: [
      json({ source: ["app", { prefix: "a" }, { "anything-but": ["b"] }] }),
      json({ detail: { n: [{ numeric: [">", 1, "<=", 5] }], text: [{ exists: true }] } }),
      json({ $or: [{ source: ["a"] }, { source: [{ suffix: "b" }] }] }),
    ],
    bombs: [
      nested("[", "]", "", 100_000),
      nested('{"a":', "}", '["x"]', 50_000),
      `{"source":[${many(20_000, (i) => `"x${i}"`)}]}`,
      json({ detail: { text: [{ wildcard: STARS }] } }),
      `{${many(30, (i) => `"k${i}":[${many(30, (j) => `"${j}"`)}]`)}}`,
    ],
  },
  eventPattern: {
    texts: [
      json({ source: [{ prefix: "a" }], detail: { n: [{ numeric: [">", 0] }] } }),
      json({ $or: [{ source: [{ wildcard: "a*p" }] }, { detail: { text: [{ exists: false }] } }] }),
      json({ source: [{ "anything-but": { prefix: "x" } }, { "equals-ignore-case": "APP" }] }),
    ],
    bombs: [
      nested("[", "]", "", 100_000),
      nested('{"a":', "}", '["x"]', 10_000),
      json({ detail: { text: [{ wildcard: STARS }] } }),
      json({ detail: { text: [{ wildcard: `${"a*".repeat(150)}b` }] } }),
      nested('{"$or":[{"a":["x"]},', "]}", '{"b":["y"]}', 1_000),
      `{"$or":[${many(5_000, (i) => `{"a":["${i}"]}`)}]}`,
    ],
  },
  logFilter: {
    texts: [
      '{ ($.detail.n > 1) && ($.source = "a*") || ($.detail.list[0] IS NULL) }',
      '?ERROR -"not this" WARN',
      "[host, dash, user, time, request=*GET*, status=2*, bytes > 100]",
      "%a[0-9]+b% c",
    ],
    bombs: [
      `{ $.detail.text = "${STARS}" }`,
      `{ ${nested("(", ")", "$.n = 1", 400)} }`,
      "%(a+)+$%",
      "%(a*)*b%",
      "%(a|aa)+$%",
      "%(.*a){20}%",
      "%a*a*a*a*a*a*a*a*b%",
      `[${many(400, (i) => `w${i}=*a*`)}]`,
      `[a=${"*a".repeat(400)}b]`,
      "[..., a, ..., b]",
      `{ $.detail.text = %^(a+)+$% }`,
    ],
  },
  policy: {
    texts: [
      statement({ Condition: { StringLike: { "aws:username": ["a*", "?b"] } } }),
      statement({ Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }),
      statement({ Condition: { DateLessThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } } }),
      statement({ NotAction: ["iam:*"], Action: undefined }),
      statement({ Resource: "arn:aws:s3:::b/${aws:username}/*" }),
    ],
    bombs: [
      statement({ Resource: `arn:aws:s3:::b/${STARS}` }),
      statement({ Resource: `arn:aws:s3:::b/${"a*?".repeat(300)}b` }),
      statement({ Action: `s3:${"*".repeat(5_000)}x` }),
      nested("[", "]", "", 100_000),
      `{"Version":"2012-10-17","Statement":[${many(3_000, () => '{"Effect":"Allow","Action":"*","Resource":"*"}')}]}`,
      statement({ Resource: "${".repeat(2_000) }),
      statement({ Resource: `${"${aws:username}".repeat(500)}*` }),
      statement({ Condition: { IpAddress: { "aws:SourceIp": "1".repeat(10_000) } } }),
      statement({ Condition: { DateLessThan: { "aws:CurrentTime": "9".repeat(10_000) } } }),
    ],
  },
  stackPolicy: {
    texts: [
      json({
        Statement: [
          { Effect: "Deny", Action: "Update:*", Principal: "*", Resource: "LogicalResourceId/*" },
        ],
      }),
    ],
    bombs: [nested("[", "]", "", 100_000), `{"Statement":[${many(10_000, () => "{}")}]}`],
  },
  jsonPath: {
    texts: [
      "$.detail.list[0]",
      "$..y",
      "$['detail']['text']",
      "$.detail.list[?(@.y > 0)]",
      "$.detail.list[0:2]",
    ],
    bombs: [
      `$${"..*".repeat(600)}`,
      `$${"[*]".repeat(600)}`,
      `$['${"\\'".repeat(900)}']`,
      `$[${many(500, () => "1")}]`,
      `$.detail.list[?(@.y ${"> 0 ".repeat(400)})]`,
      `$[${" ".repeat(2_000)}`,
      `$${".a".repeat(1_000)}`,
      "$[99999999999999999999:99999999999999999999:1]",
      "$[0:99999999:1]",
    ],
  },
  velocity: {
    texts: [
      "#set($x = $input.json('$'))#foreach($i in $context.list)$i#if($foreach.hasNext),#end#end $x",
      '#if($context.list.size() > 2 && !$none)"$util.escapeJavaScript($input.body)"#else no #end',
      "#macro(m $a)<$a>#end#m('x') $!{none} ## comment\n#* block *# \\$x",
    ],
    bombs: [
      "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])x#end#end#end",
      "#foreach($i in [1..999999999])#set($n = $i)#end",
      '#set($s = "aaaaaaaaaa")#foreach($i in [1..60])#set($s = "$s$s")#end$s',
      "#macro(m)#m()#end#m()",
      "#macro(m)#m()#m()#end#m()",
      nested("#if(true)", "#end", "x", 20_000),
      `#set($x = ${nested("(", ")", "1", 20_000)})`,
      `#set($x = ${nested("[", "]", "", 20_000)})`,
      `#set($x = ${many(50_000, () => "1", " + ")})`,
      `$a${".b".repeat(50_000)}`,
      `#if(${"!".repeat(50_000)}true)x#end`,
      "#set($l = [])#foreach($i in [1..1000])#set($n = $l.add($l))#end$l",
      "#set($c = $input.class.forName('x'))$input.constructor.constructor('return process')()",
      "$context.list.replaceAll('(a+)+$','')$input.body.replaceAll('(a+)+$','x')",
      "$input.body.matches('(a+)+$')$input.body.split('(a|aa)+$')",
    ],
  },
  schedule: {
    texts: [
      "rate(5 minutes)",
      "cron(0 10 ? * MON-FRI *)",
      "cron(0/15 * L * ? 2026-2030)",
      "at(2026-01-01T00:00:00)",
    ],
    bombs: [
      `cron(${many(5_000, (i) => String(i % 60))} * * * ? *)`,
      "cron(0 0 31 2 ? *)",
      "cron(0 0 29 2 ? 2100)",
      "cron(0 0 ? * 6#5 2199)",
      "rate(99999999999999999999 days)",
      `rate(${"9".repeat(10_000)} minutes)`,
      "cron(0/0 * * * ? *)",
      "cron(59-0 * * * ? *)",
    ],
  },
  template: {
    texts: [
      "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Join ['-', [a, !Select [0, [b, c]]]]\n",
      resources({ QueueName: { "Fn::Sub": "${AWS::Region}-x" } }),
      "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: nodejs22.x\n      Handler: a.b\n      InlineCode: x\n      Timeout: 3\n",
      "Conditions: {A: !Equals [a, b]}\nResources:\n  Q: {Type: AWS::SQS::Queue, Condition: A}\n",
      "Transform: AWS::LanguageExtensions\nResources:\n  'Fn::ForEach::L':\n    - Name\n    - [a, b]\n    - 'Q${Name}': {Type: AWS::SQS::Queue}\n",
    ],
    bombs: [
      laughs,
      nested("[", "]", "", 50_000),
      nested("{a: ", "}", "1", 20_000),
      resources({ QueueName: JSON.parse(nested('{"Fn::Sub":', "}", '"x"', 400)) as unknown }),
      resources({ QueueName: { "Fn::Sub": "${".repeat(20_000) } }),
      resources({ QueueName: { "Fn::Sub": "${AWS::Region}".repeat(20_000) } }),
      resources({ X: JSON.parse(nested('{"Fn::Join":["x",[1,', "]]}", "2", 300)) as unknown }),
      json({
        Conditions: Object.fromEntries(
          Array.from({ length: 200 }, (_, i) => [
            `C${i}`,
            { "Fn::And": [{ Condition: `C${i + 1}` }, { Condition: `C${i + 1}` }] },
          ]),
        ),
        Resources: { Q: { Type: "AWS::SQS::Queue", Condition: "C0" } },
      }),
      `Resources:\n${many(3_000, (i) => `  Q${i}: {Type: AWS::SQS::Queue, DependsOn: Q${(i + 1) % 3_000}}`, "\n")}`,
      `Resources:\n  'Fn::ForEach::A':\n    - Name\n    - [${many(500, (i) => `a${i}`)}]\n    - 'Fn::ForEach::B':\n        - More\n        - [${many(500, (i) => `b${i}`)}]\n        - 'Q\${Name}\${More}': {Type: AWS::SQS::Queue}\n`,
      "a: &a {b: *a}\nResources: *a\n",
      "Resources: &r\n  Q: &q {Type: AWS::SQS::Queue, Properties: {X: *r}}\n",
      `a: !Sub ${"!Sub ".repeat(5_000)}x`,
      "? ".repeat(20_000),
      "- ".repeat(20_000),
      `"${"\\x41".repeat(50_000)}"`,
      "a: 0x" + "f".repeat(50_000),
      `${"#".repeat(500_000)}\n`,
    ],
  },
};
