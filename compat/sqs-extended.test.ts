/** Clients that send what is over SQS's limit through S3: each tells whether it works, by its code. */
import { join } from "node:path";
import { installed, testWith, world } from "./client.ts";

const begun = world();
const script = (name: string) => join(import.meta.dir, "sqs-extended", name);
const env = { PYTHONDONTWRITEBYTECODE: "1" };

const python = installed("boto3/bin/python");
const javaLibrary = installed("sqs-extended-java/lib");
const javaScriptLibrary = installed("sqs-extended-js/node_modules");
const none = (program: string) =>
  Bun.which(program) === null ? `no ${program} on PATH` : undefined;
const java = javaLibrary.missing ?? none("java");
const classpath = ["-cp", `${javaLibrary.file}/*`, script("Tour.java")];

testWith(python.missing)("the library for Python", async () => {
  await (await begun()).must(python.file, [script("tour.py"), "tour"], { env });
});

testWith(java)("the library for Java", async () => {
  await (await begun()).must("java", [...classpath, "tour"]);
});

testWith(python.missing ?? java)("what Python sends, Java receives", async () => {
  const { brume, must } = await begun();
  const made = await fetch(brume.url, {
    method: "POST",
    headers: {
      "X-Amz-Target": "AmazonSQS.CreateQueue",
      "Content-Type": "application/x-amz-json-1.0",
    },
    body: JSON.stringify({ QueueName: "between" }),
  });
  const { QueueUrl } = (await made.json()) as { QueueUrl: string };
  await must(python.file, [script("tour.py"), "send", QueueUrl], { env });
  await must("java", [...classpath, "receive", QueueUrl, String(2 * 1_500_000)]);
});

for (const mode of ["plain", "compatible"])
  testWith(javaScriptLibrary.missing)(
    `sns-sqs-big-payload for JavaScript, ${mode} with the others' pointers`,
    async () => {
      const home = join(javaScriptLibrary.file, "..");
      // Its build names modules without their endings, as bundlers and Bun read them.
      await (await begun()).must(process.execPath, [script("tour.mjs"), home, mode, mode]);
    },
  );
