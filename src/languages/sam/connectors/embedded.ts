/** Connectors that stand in the resource they come from, as resources of their own. */
import { DuplicateId, InvalidResource, SamCause } from "../errors.ts";
import { readResource } from "../resource.ts";
import { isObject, type Json } from "../scope.ts";
import { connector } from "./connector.ts";

/** Takes `Connectors` out of the resources and adds what they stand for; says what is wrong. */
export function unfoldConnectors(resources: Record<string, Json>, problems: SamCause[]): void {
  const found: Record<string, Json> = {};
  for (const [source, resource] of Object.entries(resources)) {
    if (!Object.hasOwn(resource, "Connectors")) continue;
    const given = resource["Connectors"];
    delete resource["Connectors"];
    try {
      if (!isObject(given))
        throw new InvalidResource(source, `Attribute '${source}.Connectors' should be a map.`);
    } catch (error) {
      if (!(error instanceof SamCause)) throw error;
      problems.push(error);
      continue;
    }
    for (const [name, one] of Object.entries(given)) {
      const id = source + name;
      try {
        const made = unfolded(source, name, id, one);
        if (Object.hasOwn(resources, id)) throw new DuplicateId(source, id, connector.type);
        found[id] = made;
      } catch (error) {
        if (!(error instanceof SamCause)) throw error;
        problems.push(error);
      }
    }
  }
  Object.assign(resources, found);
}

/** @throws InvalidResource */
function unfolded(source: string, name: string, id: string, given: unknown): Json {
  if (!isObject(given)) throw new InvalidResource(id, `${source}.${id} should be a map.`);
  const path = `Connectors.${name}.Properties`;
  if (!isObject(given["Properties"]))
    throw new InvalidResource(source, `Attribute '${path}' should be a map.`);
  const { SourceReference: reference, ...properties } = given["Properties"];
  const from: Json = { Id: source };
  if (Object.hasOwn(given["Properties"], "SourceReference")) {
    if (!isObject(reference))
      throw new InvalidResource(source, `Property '${path}.SourceReference' should be a map.`);
    if (Object.hasOwn(reference, "Id"))
      throw new InvalidResource(name, "'Id' shouldn't be defined in 'SourceReference'.");
    Object.assign(from, reference);
  }
  const made = { ...given, Type: connector.type, Properties: { ...properties, Source: from } };
  readResource(id, made, connector.properties);
  return made;
}
