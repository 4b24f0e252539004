/** What happens when temporary credentials have been over for a while: they are forgotten. */
import type { Ctx } from "./entities.ts";

/** @param id The access key id of the session. */
export function expire(ctx: Ctx, id: string): Promise<void> {
  return ctx.update(async (tx) => {
    await tx.temporary.remove({ id });
  });
}
