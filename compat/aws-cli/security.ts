/** Tours of IAM, STS, KMS, SSM and Secrets Manager by the AWS CLI's own commands. */
import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cli } from "./cli.ts";

const statement = (rest: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...rest }] });

export function toursSecurity({ it, begin }: Cli): void {
  it("iam and sts: user, key, role, policy, assumed role, simulation", async () => {
    const { aws, text, refused, run, file } = await begin();
    expect(await aws("sts", "get-caller-identity")).toEqual({
      UserId: expect.any(String),
      Account: "000000000000",
      Arn: "arn:aws:iam::000000000000:root",
    });
    const user = ["--user-name", "ann"];
    await aws("iam", "create-user", ...user);
    await text("iam", "wait", "user-exists", ...user);
    const { AccessKey } = await aws("iam", "create-access-key", ...user);
    const trust = statement({ Principal: { AWS: "*" }, Action: "sts:AssumeRole" });
    const named = ["--role-name", "tour"];
    const made = await aws(
      ...["iam", "create-role", ...named, "--assume-role-policy-document", trust],
    );
    const managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    await aws("iam", "attach-role-policy", ...named, "--policy-arn", managed);
    const attached = await aws("iam", "list-attached-role-policies", ...named);
    expect(attached.AttachedPolicies).toEqual([
      { PolicyName: "AmazonS3ReadOnlyAccess", PolicyArn: managed },
    ]);
    const simulated = await aws(
      ...["iam", "simulate-principal-policy", "--policy-source-arn", made.Role.Arn],
      ...["--action-names", "s3:GetObject", "s3:PutObject"],
    );
    type Judged = { EvalActionName: string; EvalDecision: string };
    expect(simulated.EvaluationResults.map((r: Judged) => r.EvalDecision)).toEqual([
      "allowed",
      "implicitDeny",
    ]);
    const assumed = await aws(
      ...["sts", "assume-role", "--role-arn", made.Role.Arn, "--role-session-name", "me"],
    );
    expect(assumed.AssumedRoleUser.Arn).toBe("arn:aws:sts::000000000000:assumed-role/tour/me");
    const as = async (keys: { AccessKeyId: string; SecretAccessKey: string }, token?: string) => {
      const { out } = await run(
        file,
        ["sts", "get-caller-identity", "--query", "Arn", "--output", "text"],
        {
          env: {
            AWS_ACCESS_KEY_ID: keys.AccessKeyId,
            AWS_SECRET_ACCESS_KEY: keys.SecretAccessKey,
            AWS_SESSION_TOKEN: token,
          },
        },
      );
      return out.trim();
    };
    expect([
      await as(AccessKey),
      await as(assumed.Credentials, assumed.Credentials.SessionToken),
    ]).toEqual(["arn:aws:iam::000000000000:user/ann", assumed.AssumedRoleUser.Arn]);
    expect(await refused("iam", "delete-role", ...named)).toContain(
      "(DeleteConflict) when calling the DeleteRole operation: Cannot delete entity, must detach all policies first.",
    );
    expect(await refused("iam", "get-user", "--user-name", "bob")).toContain(
      "(NoSuchEntity) when calling the GetUser operation: The user with name bob cannot be found.",
    );
  });

  it("kms: key, alias, encrypt, decrypt, data key", async () => {
    const { aws, folder, refused } = await begin();
    const { KeyMetadata } = await aws("kms", "create-key", "--description", "tour");
    const alias = "alias/tour";
    const key = ["--key-id", alias];
    const at = ["--alias-name", alias, "--target-key-id", KeyMetadata.KeyId];
    await aws("kms", "create-alias", ...at);
    const plain = join(folder, "plain");
    const cipher = join(folder, "cipher");
    writeFileSync(plain, "a secret");
    const { CiphertextBlob } = await aws(
      "kms",
      "encrypt",
      ...key,
      "--plaintext",
      `fileb://${plain}`,
    );
    writeFileSync(cipher, Buffer.from(CiphertextBlob, "base64"));
    const opened = await aws("kms", "decrypt", "--ciphertext-blob", `fileb://${cipher}`);
    expect([Buffer.from(opened.Plaintext, "base64").toString(), opened.KeyId]).toEqual([
      readFileSync(plain, "utf8"),
      KeyMetadata.Arn,
    ]);
    const data = await aws("kms", "generate-data-key", ...key, "--key-spec", "AES_256");
    expect(Buffer.from(data.Plaintext, "base64")).toHaveLength(32);
    await aws("kms", "disable-key", "--key-id", KeyMetadata.KeyId);
    expect(await refused("kms", "encrypt", ...key, "--plaintext", `fileb://${plain}`)).toContain(
      `(DisabledException) when calling the Encrypt operation: ${KeyMetadata.Arn} is disabled.`,
    );
  });

  it("ssm: parameters by name and path, secure strings, history", async () => {
    const { aws, refused } = await begin();
    const put = (name: string, value: string, ...more: string[]) =>
      aws("ssm", "put-parameter", "--name", name, "--value", value, ...more);
    await put("/tour/a", "1", "--type", "String");
    await put("/tour/deep/b", "hidden", "--type", "SecureString");
    expect((await put("/tour/a", "2", "--overwrite")).Version).toBe(2);
    const by = ["ssm", "get-parameters-by-path", "--path", "/tour", "--recursive"];
    const { Parameters } = await aws(...by, "--with-decryption");
    expect(Parameters.map((p: { Name: string; Value: string }) => [p.Name, p.Value])).toEqual([
      ["/tour/a", "2"],
      ["/tour/deep/b", "hidden"],
    ]);
    const history = await aws("ssm", "get-parameter-history", "--name", "/tour/a");
    expect(history.Parameters).toHaveLength(2);
    expect(await refused("ssm", "get-parameter", "--name", "/none")).toContain(
      "(ParameterNotFound) when calling the GetParameter operation",
    );
    expect(await refused("ssm", "put-parameter", "--name", "/tour/a", "--value", "3")).toContain(
      "(ParameterAlreadyExists) when calling the PutParameter operation: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  });

  it("secretsmanager: create, versions and stages, delete, restore", async () => {
    const { aws, refused } = await begin();
    const secret = ["--secret-id", "tour"];
    await aws(
      ...["secretsmanager", "create-secret", "--name", "tour", "--secret-string", '{"a":1}'],
    );
    await aws("secretsmanager", "put-secret-value", ...secret, "--secret-string", "two");
    const value = (...stage: string[]) =>
      aws("secretsmanager", "get-secret-value", ...secret, ...stage);
    expect([
      (await value()).SecretString,
      (await value("--version-stage", "AWSPREVIOUS")).SecretString,
    ]).toEqual(["two", '{"a":1}']);
    await aws("secretsmanager", "delete-secret", ...secret);
    expect(await refused("secretsmanager", "get-secret-value", ...secret)).toContain(
      "(InvalidRequestException) when calling the GetSecretValue operation: You can't perform this operation on the secret because it was marked for deletion.",
    );
    await aws("secretsmanager", "restore-secret", ...secret);
    expect((await aws("secretsmanager", "list-secrets")).SecretList).toMatchObject([
      { Name: "tour" },
    ]);
  });
}
