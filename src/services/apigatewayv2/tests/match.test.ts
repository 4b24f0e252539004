import { expect, test } from "bun:test";
import { match } from "../match.ts";
import type { Route } from "../tables.ts";

const route = (key: string): Route => ({
  id: key,
  key,
  authorizationType: "NONE",
  apiKeyRequired: false,
});
const ROUTES = [
  "GET /pets",
  "GET /pets/{id}",
  "ANY /pets/{id}",
  "GET /pets/{proxy+}",
  "POST /pets/dog",
  "$default",
].map(route);

const CASES: readonly [
  method: string,
  path: string,
  key: string,
  parameters: Record<string, string> | null,
][] = [
  ["GET", "/pets", "GET /pets", null],
  ["GET", "/pets/7", "GET /pets/{id}", { id: "7" }],
  ["PUT", "/pets/7", "ANY /pets/{id}", { id: "7" }],
  ["POST", "/pets/dog", "POST /pets/dog", null],
  ["GET", "/pets/7/toys", "GET /pets/{proxy+}", { proxy: "7/toys" }],
  ["GET", "/pets/a%20b", "GET /pets/{id}", { id: "a b" }],
  ["DELETE", "/other", "$default", null],
];
test.each(CASES)("%s %s takes %s", (method, path, key, parameters) => {
  const found = match(ROUTES, method, path);
  expect(found?.route.key).toBe(key);
  expect(found?.parameters ?? null).toEqual(parameters);
});
