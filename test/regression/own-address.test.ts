/** URLs that Brume gives to functions work whatever it listens on and whatever name its caller used. */
import { expect, test } from "bun:test";
import { startBrume } from "../../src/brume.ts";
import { readSettings } from "../../src/settings.ts";

const ZipFile = `
const response = require("cfn-response");
exports.handler = async (event, context) => {
  const at = process.env.AWS_ENDPOINT_URL;
  const { ok } = await fetch(at + "/_brume/health");
  await response.send(event, context, "SUCCESS", { At: at, Ok: String(ok) });
};`;

const trust = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};

const TemplateBody = JSON.stringify({
  Resources: {
    Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
    Maker: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        Code: { ZipFile },
      },
    },
    Made: {
      Type: "Custom::Told",
      Properties: { ServiceToken: { "Fn::GetAtt": ["Maker", "Arn"] } },
    },
  },
  Outputs: {
    At: { Value: { "Fn::GetAtt": ["Made", "At"] } },
    Ok: { Value: { "Fn::GetAtt": ["Made", "Ok"] } },
  },
});

test("a function reaches a Brume that listens on all addresses and was called by another name", async () => {
  const args = ["--ephemeral", "--port", "0", "--host", "0.0.0.0", "--tls", "off"];
  const brume = await startBrume(readSettings(args, {}));
  try {
    const ask = async (fields: Record<string, string>) => {
      const answer = await fetch(brume.url, {
        method: "POST",
        headers: { host: "brume.example:9" },
        body: new URLSearchParams({ Version: "2010-05-15", StackName: "told", ...fields }),
      });
      return answer.text();
    };
    await ask({
      Action: "CreateStack",
      TemplateBody,
      "Capabilities.member.1": "CAPABILITY_IAM",
    });
    await brume.kernel.settle();
    const shown = await ask({ Action: "DescribeStacks" });
    expect(shown).toContain("<StackStatus>CREATE_COMPLETE</StackStatus>");
    expect(shown).toContain(`<OutputValue>http://127.0.0.1:${brume.port}</OutputValue>`);
    expect(shown).toContain("<OutputValue>true</OutputValue>");
  } finally {
    await brume.stop();
  }
}, 30_000);
