/** Resource-based policies of tables. */
import { MalformedPolicy } from "#languages/policy/document";
import { compile } from "#languages/policy/policy";
import { invalid } from "./errors.ts";
import type { Ctx } from "./opened.ts";

/** A policy's revision: a number that rises. */
export const revision = (ctx: Ctx): string => String(ctx.kernel.sequence());

/** @throws Fault for text that is no policy: it is judged with every call on its table. */
export function checkPolicy(text: string): void {
  try {
    compile(text);
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error;
    throw invalid(`Invalid policy document: ${error.message}`);
  }
}
