/** `bun tools/scaffold service <id>`: makes the folder of a service, and says what comes next. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadModel, modelIds } from "#aws/models";
import { suggestion } from "../../src/settings.ts";
import { serviceFiles } from "./service.ts";

const root = join(import.meta.dir, "..", "..");
const [what, id] = process.argv.slice(2);

if (what !== "service" || id === undefined) stop("Say `bun tools/scaffold service <id>`.");
else if (!modelIds().includes(id))
  stop(
    `There is no model of "${id}".${suggestion(id, modelIds())} docs/services/README.md lists all.`,
  );
else if (existsSync(join(root, "src", "services", id)))
  stop(`src/services/${id} is there already.`);
else make(id);

function make(of: string): void {
  const files = serviceFiles(loadModel(of), (file) => readFileSync(join(root, file), "utf8"));
  for (const { file, text } of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    console.log(file);
  }
  console.log(
    `\nNext: an operation (CONTRIBUTING.md), then \`npm run coverage\` and \`bun test src/services/${of}\`.`,
  );
}

function stop(why: string): void {
  console.error(why);
  process.exitCode = 2;
}
