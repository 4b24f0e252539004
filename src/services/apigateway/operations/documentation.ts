/** Documentation parts and versions. */
import { notImplemented } from "#aws/fault";
import type { DocumentationPart } from "#aws/generated/types/apigateway";
import { parseTemplate } from "#languages/cfn-yaml";
import { apiOf, type Ctx, edit, look, page, type Tx } from "../definition.ts";
import { badRequest, conflict, missing, stageMissing } from "../errors.ts";
import { documentationIn } from "../openapi/documentation.ts";
import { patch } from "../patches.ts";
import { type Definition, on } from "../tables.ts";

/** A snapshot of an API's documentation parts. */
export interface Version {
  version: string;
  createdDate: number;
  description?: string;
  parts: DocumentationPart[];
}

export const CreateDocumentationPart = on("CreateDocumentationPart", (ctx: Ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const { location, properties } = input;
    checkProperties(properties);
    if (definition.documentationParts.some((one) => placeOf(one) === placeOf(input)))
      throw conflict("Documentation part already exists for the specified location");
    const part = { id: ctx.chance.alnum(6), location: withDefaults(location), properties };
    definition.documentationParts.push(part);
    return part;
  }),
);

export const GetDocumentationPart = on("GetDocumentationPart", (ctx, input) =>
  look(ctx, input.restApiId, (api) => partOf(api.definition, input.documentationPartId)),
);

export const GetDocumentationParts = on("GetDocumentationParts", (ctx, input) =>
  look(ctx, input.restApiId, (api) => {
    const fits = api.definition.documentationParts.filter(
      ({ location }) =>
        (input.type === undefined || location?.type === input.type) &&
        (input.path === undefined || location?.path === input.path) &&
        (input.nameQuery === undefined || location?.name?.includes(input.nameQuery)),
    );
    if (input.locationStatus === "UNDOCUMENTED")
      throw notImplemented("apigateway:GetDocumentationParts with locationStatus UNDOCUMENTED");
    return page(fits, input, (part) => part.id!);
  }),
);

export const UpdateDocumentationPart = on("UpdateDocumentationPart", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const part = partOf(definition, input.documentationPartId);
    patch(part, input.patchOperations, { "/properties": "text" });
    checkProperties(part.properties);
    return part;
  }),
);

export const DeleteDocumentationPart = on("DeleteDocumentationPart", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const part = partOf(definition, input.documentationPartId);
    definition.documentationParts = definition.documentationParts.filter((one) => one !== part);
    return {};
  }),
);

export const ImportDocumentationParts = on("ImportDocumentationParts", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const text = Buffer.from(input.body).toString("utf8");
    const parts = documentationIn(parseTemplate(text));
    if (input.mode !== "merge") definition.documentationParts = [];
    const ids = parts.map(({ location, properties }) => {
      const held = definition.documentationParts.find((o) => placeOf(o) === placeOf({ location }));
      if (held !== undefined) {
        held.properties = properties;
        return held.id!;
      }
      const part = { id: ctx.chance.alnum(6), location, properties };
      definition.documentationParts.push(part);
      return part.id;
    });
    return { ids, warnings: [] };
  }),
);

const KIND = "documentationVersion";
const idOf = (api: string, version: string): string => `${api}/${version}`;

export const CreateDocumentationVersion = on("CreateDocumentationVersion", (ctx, input) =>
  ctx.update(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const { documentationVersion: version, description } = input;
    const id = idOf(api.id, version);
    if ((await tx.thing.find({ kind: KIND, id })) !== undefined)
      throw conflict("Documentation version already exists");
    const value: Version = {
      version,
      createdDate: ctx.now,
      description,
      parts: api.definition.documentationParts,
    };
    await tx.thing.put({ kind: KIND, id, value: { ...value } });
    if (input.stageName !== undefined) {
      const stage = await tx.stage.find({ api: api.id, name: input.stageName });
      if (stage === undefined) throw stageMissing();
      const settings = { ...stage.settings, documentationVersion: version };
      await tx.stage.put({ ...stage, settings });
    }
    return shown(value);
  }),
);

export const GetDocumentationVersion = on("GetDocumentationVersion", (ctx, input) =>
  ctx.view(async (tx) => shown(await versionOf(ctx, tx, input))),
);

export const GetDocumentationVersions = on("GetDocumentationVersions", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const rows = await tx.thing.list({ where: { kind: KIND } });
    const own = rows.filter((row) => row.id.startsWith(`${api.id}/`));
    const all = own.map((row) => shown(row.value as unknown as Version));
    return page(all, input, (one) => one.version);
  }),
);

export const UpdateDocumentationVersion = on("UpdateDocumentationVersion", (ctx, input) =>
  ctx.update(async (tx) => {
    const value = structuredClone(await versionOf(ctx, tx, input));
    patch(value, input.patchOperations, { "/description": "text" });
    const id = idOf(input.restApiId, value.version);
    await tx.thing.put({ kind: KIND, id, value: { ...value } });
    return shown(value);
  }),
);

export const DeleteDocumentationVersion = on("DeleteDocumentationVersion", (ctx, input) =>
  ctx.update(async (tx) => {
    const { version } = await versionOf(ctx, tx, input);
    await tx.thing.remove({ kind: KIND, id: idOf(input.restApiId, version) });
    return {};
  }),
);

async function versionOf(
  ctx: Ctx,
  tx: Tx,
  input: { restApiId: string; documentationVersion: string },
): Promise<Version> {
  const api = await apiOf(ctx, tx, input.restApiId);
  const row = await tx.thing.find({ kind: KIND, id: idOf(api.id, input.documentationVersion) });
  if (row === undefined) throw missing("Documentation version");
  return row.value as unknown as Version;
}

const shown = ({ parts: _, ...rest }: Version) => rest;

function partOf(definition: Definition, id: string): DocumentationPart {
  const found = definition.documentationParts.find((part) => part.id === id);
  if (found === undefined) throw missing("Documentation part");
  return found;
}

/** Where what a part documents stands; two parts cannot share it. */
function placeOf({ location }: { location?: DocumentationPart["location"] }): string {
  const {
    type,
    path = "/",
    method = "*",
    statusCode = "*",
    name = "",
  } = location ?? { type: "API" };
  return [type, path, method, statusCode, name].join("\n");
}

const ON_PATHS = ["RESOURCE", "METHOD", "PATH_PARAMETER", "QUERY_PARAMETER", "REQUEST_HEADER"];

function withDefaults(location: NonNullable<DocumentationPart["location"]>) {
  return ON_PATHS.includes(location.type) ? { path: "/", ...location } : location;
}

function checkProperties(text: string | undefined): void {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (typeof value === "object" && value !== null) return;
  } catch {
    // Said below.
  }
  throw badRequest("Documentation properties must be a valid JSON object");
}
