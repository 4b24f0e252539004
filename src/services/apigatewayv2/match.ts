/** Which of an API's routes a request takes. */
import type { Route } from "./tables.ts";

export interface Matched {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>> | undefined;
}

/** The most specific route: full matches before parameters, parameters before greedy ones, a method before ANY. */
export function match(routes: readonly Route[], method: string, path: string): Matched | undefined {
  let best: (Matched & { rank: string }) | undefined;
  for (const route of routes) {
    if (route.key === "$default") continue;
    const [verb = "", pattern = ""] = route.key.split(/ (.*)/s);
    if (verb !== "ANY" && verb !== method) continue;
    const found = matchPath(pattern, path);
    if (found === undefined) continue;
    const rank = found.rank + (verb === "ANY" ? "1" : "0");
    if (best === undefined || rank < best.rank)
      best = {
        route,
        rank,
        parameters: Object.keys(found.parameters).length > 0 ? found.parameters : undefined,
      };
  }
  if (best !== undefined) return best;
  const fallback = routes.find((route) => route.key === "$default");
  return fallback === undefined ? undefined : { route: fallback, parameters: undefined };
}

function matchPath(
  pattern: string,
  path: string,
): { rank: string; parameters: Record<string, string> } | undefined {
  const wanted = pattern.split("/").slice(1);
  const given = path.split("/").slice(1);
  const parameters: Record<string, string> = Object.create(null);
  let rank = "";
  for (let i = 0; i < wanted.length; i++) {
    const part = wanted[i]!;
    const greedy = /^\{(.+)\+\}$/.exec(part);
    if (greedy !== null) {
      if (i >= given.length || given.slice(i).join("/") === "") return undefined;
      parameters[greedy[1]!] = decodeURIComponentSafely(given.slice(i).join("/"));
      return { rank: rank + "3", parameters };
    }
    if (i >= given.length) return undefined;
    const variable = /^\{(.+)\}$/.exec(part);
    if (variable !== null && given[i] !== "") {
      parameters[variable[1]!] = decodeURIComponentSafely(given[i]!);
      rank += "2";
    } else if (part === given[i]) rank += "1";
    else return undefined;
  }
  return given.length === wanted.length ? { rank, parameters } : undefined;
}

/** Text with its escapes resolved, or as it is where they are none. */
export function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
