/** AWS's validator of SNS's messages: it takes Brume's, of both versions, and refuses a changed one. */
import { join } from "node:path";
import { installed, testWith, world } from "./client.ts";

const begun = world(["--tls", "on"]);
const validator = installed("sns-validator/node_modules");

for (const version of ["1", "2"])
  testWith(validator.missing)(`messages signed by version ${version}`, async () => {
    const { brume, folder, must } = await begun();
    const url = brume.url.replace("http:", "https:");
    const script = join(import.meta.dir, "sns-validator", "tour.mjs");
    await must("node", [script, validator.file, version], {
      env: {
        AWS_ENDPOINT_URL: url,
        // The certificate is fetched from Brume itself, by TLS.
        NODE_EXTRA_CA_CERTS: join(`${folder}-state`, "tls", "authority.pem"),
      },
    });
  });
