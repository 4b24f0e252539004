/**
 * A bug fails the test that saw it (bunfig.toml loads this before every test file): what Brume
 * prints as a bug is remembered, and the test during which it was printed throws at its end. A test
 * that wants a bug looks at console.error itself, with a spy in its place.
 */
import { afterEach } from "bun:test";

const seen: string[] = [];
const print = console.error;

console.error = (...words: unknown[]): void => {
  if (typeof words[0] === "string" && words[0].startsWith("bug:"))
    seen.push(words.map(String).join(" "));
  print(...words);
};

afterEach(() => {
  const bugs = seen.splice(0);
  if (bugs.length > 0) throw new Error(`Brume printed a bug:\n${bugs.join("\n")}`);
});
