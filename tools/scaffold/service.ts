/** A new service's folder, in the shape that all have (ARCHITECTURE.md), without any handler yet. */
import type { ServiceModel } from "#aws/model";
import { typesOf } from "../generate/shape-types.ts";

export interface Made {
  /** From the project's root. */
  readonly file: string;
  readonly text: string;
}

/**
 * The files of a service, and the lists it has to stand in.
 * @param read A file of the project, by its path from the root.
 * @throws Error when the service is there already.
 */
export function serviceFiles(model: ServiceModel, read: (file: string) => string): Made[] {
  const { id } = model;
  const list = read("src/services/index.ts");
  if (list.includes(`id: "${id}"`)) throw new Error(`${id} is a service already.`);
  const folder = `src/services/${id}`;
  const types = "src/aws/generated/types";
  return [
    { file: `${folder}/service.ts`, text: serviceText(model) },
    { file: `${folder}/tables.ts`, text: tablesText(model) },
    { file: `${folder}/domain.ts`, text: empty(`The rules of ${model.serviceId}, pure.`) },
    { file: `${folder}/errors.ts`, text: empty(`${model.serviceId}'s faults, in AWS's words.`) },
    {
      file: `${folder}/limits.ts`,
      text: empty(`Quotas and defaults of ${model.serviceId}, each with the AWS page it is from.`),
    },
    { file: `${folder}/README.md`, text: readmeText(model) },
    { file: `${folder}/tests/${id}.test.ts`, text: testText(model) },
    { file: "src/services/index.ts", text: withEntry(list, id) },
    { file: `${types}/${id}.ts`, text: typesOf(model) },
    { file: `${types}/index.ts`, text: withTypes(read(`${types}/index.ts`), id) },
  ];
}

const serviceText = ({ id, serviceId }: ServiceModel): string => `/** ${serviceId}. */
import { defineService } from "#kernel/service";
import { tables } from "./tables.ts";

export const service = defineService({
  id: "${id}",
  tables,
  operations: [],
  authorization: {
    resources: () => ["*"],
  },
});
`;

const tablesText = ({ id, serviceId }: ServiceModel): string => `/** Rows of ${serviceId}. */
import { operations } from "#kernel/service";

export const tables = {};

export const on = operations<"${id}", typeof tables>();
`;

const empty = (says: string): string => `/** ${says} */
export {};
`;

const readmeText = ({ serviceId }: ServiceModel): string => `# ${serviceId}

## Faithful

## Differs from AWS
`;

const testText = ({ id }: ServiceModel): string => `import { expect, test } from "bun:test";
import { testBrume } from "#test/harness/brume";

test("${id} is loaded when it is first asked for", async () => {
  const brume = await testBrume();
  try {
    expect(brume.kernel.ready("${id}")).toBeUndefined();
    const service = await brume.kernel.load("${id}");
    expect(service.id).toBe("${id}");
  } finally {
    await brume.stop();
  }
});
`;

/** The list of services with one more at its end. */
function withEntry(list: string, id: string): string {
  const end = list.indexOf("\n];");
  if (end < 0) throw new Error("services/index.ts has no list that ends in ];");
  return `${list.slice(0, end)}\n  { id: "${id}", load: () => import("./${id}/service.ts") },${list.slice(end)}`;
}

function withTypes(index: string, id: string): string {
  if (index.includes(`"./${id}.ts"`)) return index;
  const end = index.lastIndexOf("}");
  return `${index.slice(0, end)}  ${JSON.stringify(id)}: import("./${id}.ts").Operations;\n${index.slice(end)}`;
}
