/**
 * What IAM judges of API Gateway's own operations: actions are HTTP's methods, and resources paths.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html
 */
import { loadModel } from "#aws/models";
import type { Ctx } from "./definition.ts";
import { policyFor } from "./routes/authorize.ts";

/** e.g. ["apigateway:PATCH"] for UpdateStage. */
export function actions(operation: string): readonly string[] {
  return [`apigateway:${loadModel("apigateway").operations[operation]?.http.method ?? "POST"}`];
}

/** e.g. ["arn:aws:apigateway:us-east-1::/restapis/abc/stages/prod"]. */
export function resources(
  ctx: Ctx,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): readonly string[] {
  const model = loadModel("apigateway");
  const facts = model.operations[operation];
  const shape = facts?.input === undefined ? undefined : model.shapes[facts.input];
  let path = facts?.http.uri.split("?")[0] ?? "/";
  if (shape?.type === "structure")
    for (const [member, { location, name = member }] of Object.entries(shape.members))
      if (location === "uri") path = path.replace(`{${name}}`, String(input[member] ?? ""));
  return [`arn:${ctx.partition}:apigateway:${ctx.region}::${path}`];
}

/** The resource policy of an API, for calls of its methods; nothing else here has one. */
export async function policyOfMethod(ctx: Ctx, arn: string): Promise<string | undefined> {
  const [id = "", name = ""] = arn.split(":")[5]?.split("/") ?? [];
  return ctx.view(async (tx) => {
    const stage = await tx.stage.find({ api: id, name });
    if (stage === undefined) return undefined;
    const deployment = await tx.deployment.find({ api: id, id: stage.deployment });
    return policyFor(deployment?.settings.policy, ctx.region, ctx.account, id);
  });
}
