/** Resource-based policies of streams and consumers. */
import { MalformedPolicy } from "#languages/policy/document";
import { compile } from "#languages/policy/policy";
import { invalid, notFound } from "../errors.ts";
import { change, consumerAt, consumerPlace, type Ctx, placeIn, streamAt } from "../streams.ts";
import { on } from "../tables.ts";

/** @throws Fault InvalidArgument for text that is no policy: it is judged with every call. */
function checkPolicy(text: string): void {
  try {
    compile(text);
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error;
    // No words of AWS's were found.
    throw invalid(`Invalid resource policy: ${error.message}`);
  }
}

function setPolicy(ctx: Ctx, arn: string, policy: string | undefined) {
  const place = consumerPlace(arn);
  const withPolicy = <R extends { policy?: string }>({ policy: _old, ...row }: R) =>
    (policy === undefined ? row : { ...row, policy }) as R;
  if (place === undefined)
    return change(ctx, { StreamARN: arn }, async (row) => [withPolicy({ ...row }), {}]);
  return ctx.update(async (tx) => {
    const row = await consumerAt(ctx, tx, place);
    await tx.at(place.account, ctx.region).consumer.put(withPolicy({ ...row }));
    return {};
  });
}

export const PutResourcePolicy = on("PutResourcePolicy", (ctx, input) => {
  checkPolicy(input.Policy);
  return setPolicy(ctx, input.ResourceARN, input.Policy);
});

export const GetResourcePolicy = on("GetResourcePolicy", async (ctx, input) => {
  const Policy = await policyOf(ctx, input.ResourceARN);
  // No words of AWS's were found.
  if (Policy === undefined) throw notFound(`No policy found for resource ${input.ResourceARN}.`);
  return { Policy };
});

export const DeleteResourcePolicy = on("DeleteResourcePolicy", (ctx, input) =>
  setPolicy(ctx, input.ResourceARN, undefined),
);

/** The policy of what an ARN names. @throws Fault ResourceNotFound. */
export async function policyOf(ctx: Ctx, arn: string): Promise<string | undefined> {
  return ctx.view(async (tx) => {
    const place = consumerPlace(arn);
    const row =
      place === undefined
        ? await streamAt(ctx, tx, placeIn(ctx, { StreamARN: arn }))
        : await consumerAt(ctx, tx, place);
    return row.policy;
  });
}
