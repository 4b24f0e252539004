/** The tables of coverage as Markdown; the same code gives the same text. */
import { COMMANDS } from "../../src/cli/cli.ts";
import { SETTINGS } from "../../src/settings.ts";
import type { Coverage, ResourceCoverage } from "./facts.ts";

/** What stands around a generated block in a text that is written by hand. */
export const begin = (kind: Kind): string => `<!-- ${kind}: written by \`npm run coverage\` -->`;
export const end = (kind: Kind): string => `<!-- end of ${kind} -->`;
export type Kind = "coverage" | "settings" | "commands";

/** `docs/services/README.md`: every service whose model Brume has. */
export function overview(all: readonly Coverage[]): string {
  const served = all.filter((service) => service.folder !== undefined);
  const others = all.filter((service) => service.folder === undefined);
  return [
    "# Services",
    "",
    "Written by `npm run coverage` from the code; a test fails when it is not what the code says.",
    "",
    `${served.length} of ${all.length} services have handlers: ${sum(served.map((s) => s.handled))} of their ` +
      `${sum(served.map((s) => s.operations.length))} operations, and ` +
      `${sum(served.map((s) => s.resources.length))} CloudFormation resource types. Every other operation`,
    "is parsed and answered with status 501 and its name.",
    "",
    "| service | operations | resource types | protocols |",
    "|---|---:|---:|---|",
    ...served.map(
      (s) =>
        `| [${s.id}](${s.id}.md) | ${s.handled} of ${s.operations.length} | ${s.resources.length} | ${s.protocols.join(", ")} |`,
    ),
    "",
    "## Without handlers",
    "",
    `Requests to these ${others.length} are recognised by the generated models (${sum(others.map((s) => s.operations.length))} operations) and`,
    "answered 501 in the service's own protocol.",
    "",
    "| service | AWS's name | operations | protocols |",
    "|---|---|---:|---|",
    ...others.map(
      (s) => `| ${s.id} | ${s.name} | ${s.operations.length} | ${s.protocols.join(", ")} |`,
    ),
    "",
  ].join("\n");
}

/** `docs/services/<id>.md`: one service with handlers, operation by operation. */
export function page(service: Coverage): string {
  return [
    `# ${service.name} (${service.id})`,
    "",
    `Written by \`npm run coverage\`. What is faithful and what differs: [README](../../${service.folder}/README.md).`,
    "",
    `Protocols: ${service.protocols.join(", ")}. ${service.handled} of ${service.operations.length} operations.`,
    "",
    "| operation | answer |",
    "|---|---|",
    ...service.operations.map(({ name, handled }) => `| ${name} | ${handled ? "yes" : "501"} |`),
    "",
    ...(service.resources.length === 0
      ? []
      : [
          "## CloudFormation",
          "",
          "A template that sets a property of the right column fails, and the failure names it; so does a value that the service refuses.",
          "",
          "| resource type | properties | not supported |",
          "|---|---|---|",
          ...service.resources.map(
            (r) => `| ${r.type} | ${listed(r.obeyed)} | ${listed(r.refused)} |`,
          ),
          "",
        ]),
    ...unreadLines(service),
  ].join("\n");
}

function unreadLines({ unread, said }: Coverage): string[] {
  if (unread.length === 0) return [];
  const how = (member: string): string => {
    if (said?.refused?.includes(member)) return "501";
    const why = said?.harmless?.[member];
    return why === undefined ? "no effect" : `no effect: ${why}`;
  };
  return [
    "## Input members that are not obeyed",
    "",
    "| member | operations | a request that gives it |",
    "|---|---|---|",
    ...unread.map((u) => `| ${u.member} | ${listed(u.operations)} | ${how(u.member)} |`),
    "",
  ];
}

/** The block inside a service's own README. */
export function operationsBlock(service: Coverage): string {
  const missing = service.operations.filter((o) => !o.handled).map((o) => o.name);
  return [
    `## Operations: ${service.handled} of ${service.operations.length}`,
    "",
    "| | |",
    "|---|---|",
    `| implemented | ${listed(service.operations.filter((o) => o.handled).map((o) => o.name))} |`,
    `| answered 501 | ${missing.length > LISTED ? `${missing.length} others` : listed(missing)} |`,
    ...(service.resources.length === 0
      ? []
      : [`| resource types | ${listed(service.resources.map(measured))} |`]),
    `| protocols | ${listed(service.protocols)} |`,
    "",
    `Operation by operation: [docs/services/${service.id}.md](${up(service.folder!)}docs/services/${service.id}.md).`,
  ].join("\n");
}

/** The block inside the project's README. */
export function servicesBlock(all: readonly Coverage[]): string {
  const served = all.filter((service) => service.folder !== undefined);
  return [
    "| service | operations | CloudFormation types |",
    "|---|---:|---|",
    ...served.map(
      (s) =>
        `| [${s.id}](${s.folder}/README.md) | ${s.handled} of ${s.operations.length} | ${listed(s.resources.map((r) => r.type.split("::")[2]!))} |`,
    ),
    "",
    `The interfaces of ${all.length - served.length} further services are known (parsed, routed, answered 501 by name): [docs/services](docs/services/README.md).`,
  ].join("\n");
}

/** The settings, from the list that `--help` is made of. */
export function settingsBlock(): string {
  return [
    "| flag | variable | what it does (default) |",
    "|---|---|---|",
    ...SETTINGS.map((s) => {
      const takes = s.takes === undefined ? "" : ` <${s.takes}>`.replace("|", "\\|");
      return `| \`${s.flag}${takes}\` | \`${s.variable}\` | ${s.says} |`;
    }),
  ].join("\n");
}

/** The command line's commands. */
export function commandsBlock(): string {
  return [
    "| command | |",
    "|---|---|",
    ...COMMANDS.map((c) => `| \`${c.usage.replaceAll("|", "\\|")}\` | ${c.summary} |`),
  ].join("\n");
}

/**
 * A text with the block between its markers replaced; a text without markers gets them at its end.
 */
export function withBlock(text: string, kind: Kind, block: string): string {
  const from = text.indexOf(begin(kind));
  const to = text.indexOf(end(kind));
  const body = `${begin(kind)}\n${block}\n${end(kind)}`;
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n${body}\n`;
  return text.slice(0, from) + body + text.slice(to + end(kind).length);
}

/** More names than this are counted, and stand on the service's page. */
const LISTED = 20;

const up = (folder: string): string => "../".repeat(folder.split("/").length);

const listed = (words: readonly string[]): string => (words.length === 0 ? "–" : words.join(", "));

const measured = (r: ResourceCoverage): string =>
  r.refused.length === 0
    ? r.type
    : `${r.type} (${r.obeyed.length} of ${r.obeyed.length + r.refused.length} properties)`;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
