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

/** What is missing is told from where the walk stands; whoever walked there says where that is. */
type Walk = (value: unknown) => Missing | undefined;

/** Compiled on first use; a model lives as long as the process. */
const kept = new WeakMap<ServiceModel, Map<string, Walk | undefined>>();

/** The first required member that an input lacks. */
export function firstMissing(
  model: ServiceModel,
  shape: string,
  input: unknown,
): Missing | undefined {
  return walkOf(model, shape)?.(input);
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
  own.set(name, (value) => made?.(value));
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
      return (value) => {
        const list = value as readonly unknown[];
        for (let i = 0; i < list.length; i++) {
          const one = list[i];
          const gone = one === null || one === undefined;
          const found = gone ? ITSELF : inner?.(one);
          if (found !== undefined) return within(`${i + 1}.member`, `${i + 1}`, found);
        }
        return undefined;
      };
    }
    case "map": {
      const inner = walkOf(model, shape.value.shape);
      if (inner === undefined) return undefined;
      return (value) => {
        const held = value as Record<string, unknown>;
        let place = 0;
        for (const key in held) {
          place++;
          const one = held[key];
          if (one === null || one === undefined) continue;
          const found = inner(one);
          if (found !== undefined) return within(`${key}.member`, `${place}.Value`, found);
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
  return (value) => {
    const held = value as Record<string, unknown>;
    for (const name of required)
      if (held[name] === undefined || held[name] === null)
        return { path: camel(name), parameter: name, outermost: true };
    for (const [name, wire, walk] of inner) {
      const one = held[name];
      if (one === undefined || one === null) continue;
      const found = walk(one);
      if (found !== undefined) return within(camel(name), wire, found);
    }
    return undefined;
  };
}

/** What is missing is the very thing that was looked for. */
const ITSELF: Missing = { path: "", parameter: "", outermost: false };

/** Where something is missing, told from one step further out. */
const within = (path: string, parameter: string, found: Missing): Missing => ({
  path: found === ITSELF ? path : `${path}.${found.path}`,
  parameter: found === ITSELF ? parameter : `${parameter}.${found.parameter}`,
  outermost: false,
});

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
