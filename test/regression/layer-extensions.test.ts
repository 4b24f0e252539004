/** A layer with an extension is refused by name: the extension would not be started. */
import { expect, test } from "bun:test";
import { LambdaClient, PublishLayerVersionCommand } from "@aws-sdk/client-lambda";
import { testBrume } from "#test/harness/brume";
import { zipOf } from "../../src/services/lambda/inline-code.ts";

test("layers with extensions are refused, others are not", async () => {
  const brume = await testBrume();
  try {
    const client = new LambdaClient(brume.client);
    const publish = (path: string) =>
      client.send(
        new PublishLayerVersionCommand({
          LayerName: "watching",
          Content: { ZipFile: zipOf({ [path]: "#!/bin/sh\n" }) },
        }),
      );
    expect(publish("extensions/watcher")).rejects.toThrow("extensions/watcher");
    expect((await publish("bin/watcher")).Version).toBe(1);
  } finally {
    await brume.stop();
  }
});
