/**
 * Code bindings of schemas: sources whose classes are the schema's objects.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema-code-bindings.html
 */
import type { JsonObject } from "../event-schema/document.ts";
import { goFiles, RESERVED_GO } from "./go.ts";
import { type Binding, bindingOf } from "./model.ts";
import { pythonFiles, RESERVED_PYTHON } from "./python.ts";
import { RESERVED_TYPESCRIPT, typescriptFiles } from "./typescript.ts";

export { CannotBind } from "./model.ts";

interface Language {
  readonly reserved: ReadonlySet<string>;
  files(binding: Binding): ReadonlyMap<string, string>;
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map<string, Language>([
  ["Go1", { reserved: RESERVED_GO, files: goFiles }],
  ["Python36", { reserved: RESERVED_PYTHON, files: pythonFiles }],
  ["TypeScript3", { reserved: RESERVED_TYPESCRIPT, files: typescriptFiles }],
]);

/** Whether there are bindings in the language, by AWS's name of it. */
export const isBindable = (language: string): boolean => LANGUAGES.has(language);

/**
 * Sources by their paths.
 * @param document A schema as `readSchema` gave it.
 * @throws CannotBind for a schema that the language has no words for.
 */
export function codeBinding(
  document: JsonObject,
  schemaName: string,
  language: string,
): ReadonlyMap<string, string> {
  const { reserved, files } = LANGUAGES.get(language)!;
  return files(bindingOf(document, schemaName, reserved));
}
