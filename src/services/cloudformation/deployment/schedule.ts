/** Begins things as soon as what they wait for is done: side by side, and without looking again and again. */

export type Ending = "done" | "failed" | "waiting";

/** @returns The names of each ending; after a failure nothing new is begun. */
export function schedule(
  needs: ReadonlyMap<string, ReadonlySet<string>>,
  begin: (name: string) => Promise<Ending> | Ending,
): Promise<Record<Ending, string[]>> {
  const left = new Map(
    [...needs].map(([name, of]) => [name, new Set([...of].filter((n) => needs.has(n)))]),
  );
  const ended: Record<Ending, string[]> = { done: [], failed: [], waiting: [] };
  let running = 0;
  return new Promise((resolve, reject) => {
    const finish = (name: string, ending: Ending) => {
      ended[ending].push(name);
      if (ending === "done") for (const of of left.values()) of.delete(name);
    };
    const next = (): void => {
      for (let found = true; found && ended.failed.length === 0; ) {
        found = false;
        for (const [name, of] of left) {
          if (of.size > 0) continue;
          left.delete(name);
          const ending = begin(name);
          if (typeof ending === "string") {
            finish(name, ending);
            found = true;
            if (ending === "failed") break;
            continue;
          }
          running++;
          ending.then((how) => {
            running--;
            finish(name, how);
            next();
          }, reject);
        }
      }
      if (running === 0) resolve(ended);
    };
    next();
  });
}
