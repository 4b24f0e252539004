/** Resources: the tree of an API's paths. */
import { addResource, type Ctx, edit, look, page, resourceOf } from "../definition.ts";
import { badRequest, conflict, limitExceeded } from "../errors.ts";
import { RESOURCES_PER_API } from "../limits.ts";
import { patch } from "../patches.ts";
import { type Definition, on, type Resource } from "../tables.ts";

export const CreateResource = on("CreateResource", (ctx: Ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const parent = resourceOf(definition, input.parentId);
    checkPart(input.pathPart);
    checkPlace(definition, parent, input.pathPart);
    if (definition.resources.length >= RESOURCES_PER_API)
      throw limitExceeded(`Maximum number of resources for this API has been reached.`);
    return shown(addResource(definition, parent, input.pathPart, ctx.chance.alnum(6)));
  }),
);

export const GetResource = on("GetResource", (ctx, input) =>
  look(ctx, input.restApiId, (api) =>
    shown(resourceOf(api.definition, input.resourceId), input.embed),
  ),
);

export const GetResources = on("GetResources", (ctx, input) =>
  look(ctx, input.restApiId, (api) => {
    const found = page(api.definition.resources, input, (resource) => resource.id);
    return { ...found, items: found.items.map((resource) => shown(resource, input.embed)) };
  }),
);

export const UpdateResource = on("UpdateResource", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const resource = resourceOf(definition, input.resourceId);
    patch(resource, input.patchOperations, {
      "/parentId": (_, _op, value) => move(definition, resource, value, resource.pathPart ?? ""),
      "/pathPart": (_, _op, value) => move(definition, resource, resource.parentId ?? "", value),
    });
    return shown(resource);
  }),
);

export const DeleteResource = on("DeleteResource", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const resource = resourceOf(definition, input.resourceId);
    if (resource.parentId === undefined) throw badRequest("Root resource cannot be deleted.");
    const gone = new Set([resource.id, ...below(definition, resource).map(({ id }) => id)]);
    definition.resources = definition.resources.filter(({ id }) => !gone.has(id));
    return {};
  }),
);

/** Resources under one, at any depth. */
function below(definition: Definition, top: Resource): Resource[] {
  return definition.resources.filter((resource) => resource.path.startsWith(`${top.path}/`));
}

function move(definition: Definition, resource: Resource, parentId: string, part: string): void {
  if (resource.parentId === undefined) throw badRequest("Root resource cannot be updated.");
  const parent = resourceOf(definition, parentId);
  checkPart(part);
  if (parent.id === resource.id || below(definition, resource).includes(parent))
    throw badRequest("Resources cannot be cyclical.");
  if (resource.parentId !== parentId || resource.pathPart !== part)
    checkPlace(definition, parent, part);
  const inside = below(definition, resource);
  const old = resource.path;
  resource.parentId = parentId;
  resource.pathPart = part;
  resource.path = `${parent.path === "/" ? "" : parent.path}/${part}`;
  for (const one of inside) one.path = resource.path + one.path.slice(old.length);
}

function checkPart(part: string): void {
  if (!/^(?:[\w.\-:~!$&'()*+,;=@%]+|\{[\w.:-]+\+?\})$/.test(part))
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
}

function checkPlace(definition: Definition, parent: Resource, part: string): void {
  if (/\+\}$/.test(parent.pathPart ?? ""))
    throw badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${parent.path}`,
    );
  const siblings = definition.resources.filter((one) => one.parentId === parent.id);
  if (siblings.some((one) => one.pathPart === part))
    throw conflict(`Another resource with the same parent already has this name: ${part}`);
  const variable = (text: string | undefined) => /^\{[^+]*\}$/.test(text ?? "");
  const held = siblings.find((one) => variable(one.pathPart));
  if (variable(part) && held !== undefined)
    throw badRequest(
      `A sibling (${held.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
}

/** Methods are named, and shown whole when asked for. */
function shown(resource: Resource, embed?: readonly string[]) {
  const { resourceMethods, ...rest } = resource;
  const verbs = Object.keys(resourceMethods);
  if (verbs.length === 0) return rest;
  const whole = embed?.includes("methods");
  return {
    ...rest,
    resourceMethods: whole
      ? resourceMethods
      : Object.fromEntries(verbs.map((verb) => [verb, {}] as const)),
  };
}
