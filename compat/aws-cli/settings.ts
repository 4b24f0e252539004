/** Where else the AWS CLI takes its address and its credentials from. */
import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cli } from "./cli.ts";

export function readsSettings({ it, begin }: Cli): void {
  it("a config file's endpoint_url, and a profile that assumes a role", async () => {
    const { aws, brume, file, folder, must } = await begin();
    const trust = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::000000000000:root" },
          Action: "sts:AssumeRole",
        },
      ],
    };
    const { Role } = await aws(
      ...["iam", "create-role", "--role-name", "profiled"],
      ...["--assume-role-policy-document", JSON.stringify(trust)],
    );
    const home = join(folder, "home");
    mkdirSync(join(home, ".aws"), { recursive: true });
    writeFileSync(
      join(home, ".aws", "config"),
      `[default]
region = eu-west-1
endpoint_url = ${brume.url}
[profile app]
region = us-east-1
role_arn = ${Role.Arn}
source_profile = default
endpoint_url = ${brume.url}
`,
    );
    writeFileSync(
      join(home, ".aws", "credentials"),
      "[default]\naws_access_key_id = 111122223333\naws_secret_access_key = test\n",
    );
    const env = {
      HOME: home,
      AWS_ENDPOINT_URL: undefined,
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_REGION: undefined,
      AWS_DEFAULT_REGION: undefined,
    };
    const ask = ["sts", "get-caller-identity", "--query", "Arn", "--output", "text"];
    expect((await must(file, ask, { env })).trim()).toBe("arn:aws:iam::111122223333:root");
    expect(await must(file, [...ask, "--profile", "app"], { env })).toStartWith(
      "arn:aws:sts::000000000000:assumed-role/profiled/",
    );
  });

  it("TLS on the same port, trusted by Brume's own authority", async () => {
    const { brume, file, folder, must, run } = await begin();
    const env = {
      AWS_ENDPOINT_URL: brume.url.replace("http:", "https:"),
      AWS_CA_BUNDLE: join(`${folder}-state`, "tls", "authority.pem"),
    };
    const list = ["dynamodb", "list-tables", "--output", "text"];
    await must(file, list, { env });
    const distrusting = { ...env, AWS_CA_BUNDLE: undefined, AWS_MAX_ATTEMPTS: "1" };
    const refused = await run(file, list, { env: distrusting });
    expect([refused.code === 0, refused.err]).toEqual([
      false,
      expect.stringContaining("CERTIFICATE_VERIFY_FAILED"),
    ]);
  });
}
