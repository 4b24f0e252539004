/** Members that must be there, at any depth, for the services that judge all else themselves. */
import type { Member, ServiceModel, Shape } from "#aws/model";

/** Where a member is missing. */
export interface Missing {
  /** As AWS's validators name it: "entries.2.member.id". */
  readonly path: string;
  /** As a Query request names it: "SendMessageBatchRequestEntry.2.Id". */
  readonly parameter: string;
  /** It is missing from the input itself, not from something within. */
  readonly outermost: boolean;
}

type Place = readonly [path: string, parameter: string];
type Walk = (value: unknown, place: Place) => Missing | undefined;

/** Compiled on first use; a model lives as long as the process. */
const kept = new WeakMap<ServiceModel, Map<string, Walk | undefined>>();

/** The first required member that an input lacks. */
export function firstMissing(
  model: ServiceModel,
  shape: string,
  input: unknown,
): Missing | undefined {
  return walkOf(model, shape)?.(input, ["", ""]);
}

/** Undefined where nothing below the shape is required: most inputs are done with at once. */
function walkOf(model: ServiceModel, name: string): Walk | undefined {
  let own = kept.get(model);
  if (own === undefined) {
    own = new Map();
    kept.set(model, own);
  }
  if (own.has(name)) return own.get(name);
  // A shape may hold itself: the entry stands before it is made.
  let made: Walk | undefined;
  own.set(name, (value, place) => made?.(value, place));
  made = make(model, model.shapes[name]!);
  own.set(name, made);
  return made;
}

function make(model: ServiceModel, shape: Shape): Walk | undefined {
  switch (shape.type) {
    case "structure":
      return structure(model, shape.members, shape.required ?? []);
    case "list": {
      const inner = walkOf(model, shape.member.shape);
      return (value, [path, parameter]) => {
        const list = value as readonly unknown[];
        for (let i = 0; i < list.length; i++) {
          const at: Place = [`${path}.${i + 1}.member`, `${parameter}.${i + 1}`];
          const found =
            list[i] === null || list[i] === undefined
              ? { path: at[0], parameter: at[1], outermost: false }
              : inner?.(list[i], at);
          if (found !== undefined) return found;
        }
        return undefined;
      };
    }
    case "map": {
      const inner = walkOf(model, shape.value.shape);
      if (inner === undefined) return undefined;
      return (value, [path, parameter]) => {
        const entries = Object.entries(value as Record<string, unknown>);
        for (const [index, [key, held]] of entries.entries()) {
          if (held === null || held === undefined) continue;
          const at: Place = [`${path}.${key}.member`, `${parameter}.${index + 1}.Value`];
          const found = inner(held, at);
          if (found !== undefined) return found;
        }
        return undefined;
      };
    }
    default:
      return undefined;
  }
}

function structure(
  model: ServiceModel,
  members: Readonly<Record<string, Member>>,
  required: readonly string[],
): Walk | undefined {
  const inner = Object.entries(members).flatMap(([name, member]) => {
    const walk = walkOf(model, member.shape);
    return walk === undefined ? [] : [[name, parameterOf(model, name, member), walk] as const];
  });
  if (required.length === 0 && inner.length === 0) return undefined;
  return (value, [path, parameter]) => {
    const held = value as Record<string, unknown>;
    for (const name of required)
      if (held[name] === undefined || held[name] === null)
        return {
          path: under(path, camel(name)),
          parameter: under(parameter, name),
          outermost: path === "",
        };
    for (const [name, wire, walk] of inner) {
      const one = held[name];
      if (one === undefined || one === null) continue;
      const found = walk(one, [under(path, camel(name)), under(parameter, wire)]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** A flattened list stands under its items' name. */
function parameterOf(model: ServiceModel, name: string, member: Member): string {
  const shape = model.shapes[member.shape]!;
  const flat = shape.type === "list" && (shape.flattened || member.flattened);
  return flat && shape.member.name !== undefined ? shape.member.name : (member.name ?? name);
}

/** A member's name as the validators write it: "KeyId" is "keyId", "SSEKey" is "sSEKey". */
export const camel = (name: string): string =>
  /^[A-Z]{2,}/.test(name)
    ? name.replace(/^[A-Z]+(?=[A-Z][a-z]|$)/, (s) => s.toLowerCase())
    : name.charAt(0).toLowerCase() + name.slice(1);

export const under = (path: string, name: string): string =>
  path === "" ? name : `${path}.${name}`;
