/** The files that say what the services do, and what should stand in them. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { coverage } from "./facts.ts";
import {
  commandsBlock,
  operationsBlock,
  overview,
  page,
  servicesBlock,
  settingsBlock,
  withBlock,
} from "./pages.ts";

export interface Written {
  /** From the project's root. */
  readonly file: string;
  /** What should stand in it; undefined when it should not be there. */
  readonly text: string | undefined;
}

/** Every generated file, and every README with a generated block in it. */
export async function coverageFiles(root: string): Promise<readonly Written[]> {
  const all = await coverage();
  const read = (file: string): string => readFileSync(join(root, file), "utf8");
  const out: Written[] = [{ file: "docs/services/README.md", text: overview(all) }];
  for (const service of all) {
    if (service.folder === undefined) continue;
    out.push({ file: `docs/services/${service.id}.md`, text: page(service) });
    const file = `${service.folder}/README.md`;
    const text = existsSync(join(root, file)) ? read(file) : `# ${service.name}\n`;
    out.push({ file, text: withBlock(text, "coverage", operationsBlock(service)) });
  }
  let readme = withBlock(read("README.md"), "coverage", servicesBlock(all));
  readme = withBlock(readme, "settings", settingsBlock());
  readme = withBlock(readme, "commands", commandsBlock());
  out.push({ file: "README.md", text: readme });
  const known = new Set(out.map(({ file }) => file));
  for (const name of readdirSync(join(root, "docs", "services")))
    if (!known.has(`docs/services/${name}`))
      out.push({ file: `docs/services/${name}`, text: undefined });
  return out;
}
