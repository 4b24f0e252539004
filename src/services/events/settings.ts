/** Settings of rows: an empty text takes one away, as AWS's own key is named by one. */

/** Those members that are neither undefined nor empty. */
export function setIn<T extends Readonly<Record<string, string | undefined>>>(
  given: T,
): { [Name in keyof T]?: string } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as never;
}
