import { spawn } from "node:child_process";

/** Runs a client that reads AWS_ENDPOINT_URL, with Brume's address and credentials filled in. */
export function runLocal(command, title, install, option) {
  const port = process.env.BRUME_PORT ?? "4566";
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_DEFAULT_REGION: "us-east-1",
    ...process.env,
  };
  const args = option ? [option, env.AWS_ENDPOINT_URL, ...process.argv.slice(2)] : process.argv.slice(2);
  const child = spawn(command, args, { stdio: "inherit", env });
  child.on("error", () => {
    console.error(`${title} (\`${command}\`) is not installed: ${install}.`);
    process.exit(127);
  });
  child.on("exit", (code) => process.exit(code ?? 1));
}
