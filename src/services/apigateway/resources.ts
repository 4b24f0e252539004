/** AWS::ApiGateway::* for CloudFormation. */
import type { Properties, ResourceHandler } from "#kernel/resource";

async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (error.code !== "NotFoundException") throw error;
  });
}

/** The document of a template, with the API's name where the document has none. */
function bodyOf(desired: Properties): Uint8Array {
  const document = structuredClone(
    (desired["Body"] ?? { openapi: "3.0.1", paths: {} }) as object,
  ) as {
    info?: { title?: string };
  };
  if (desired["Name"] !== undefined)
    document.info = { ...document.info, title: String(desired["Name"]) };
  return new TextEncoder().encode(JSON.stringify(document));
}

const parametersOf = (desired: Properties): Record<string, string> =>
  Object.fromEntries(
    Object.entries((desired["Parameters"] ?? {}) as object).map(([key, value]) => [
      key,
      String(value),
    ]),
  );

const restApi: ResourceHandler = {
  properties: ["Body", "Name", "EndpointConfiguration", "Parameters", "FailOnWarnings", "Tags"],
  replaces: [],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "ImportRestApi", {
      body: bodyOf(desired),
      parameters: parametersOf(desired),
    });
    return { id: made.id!, attributes: { RestApiId: made.id, RootResourceId: made.id } };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigateway", "PutRestApi", {
      restApiId: id,
      mode: "overwrite",
      body: bodyOf(desired),
    });
    return { id, attributes: { RestApiId: id, RootResourceId: id } };
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("apigateway", "DeleteRestApi", { restApiId: id })),
};

const deployment: ResourceHandler = {
  properties: ["RestApiId", "Description", "StageName"],
  replaces: ["RestApiId", "StageName", "Description"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateDeployment", {
      restApiId: String(desired["RestApiId"]),
      ...(desired["Description"] === undefined
        ? {}
        : { description: String(desired["Description"]) }),
      ...(desired["StageName"] === undefined ? {} : { stageName: String(desired["StageName"]) }),
    });
    return { id: made.id!, attributes: { DeploymentId: made.id } };
  },
  async remove(ctx, id, previous) {
    const restApiId = String(previous["RestApiId"]);
    // The stage that the deployment itself made goes with it.
    if (previous["StageName"] !== undefined)
      await ignoreMissing(
        ctx.call("apigateway", "DeleteStage", {
          restApiId,
          stageName: String(previous["StageName"]),
        }),
      );
    await ignoreMissing(
      ctx.call("apigateway", "DeleteDeployment", { restApiId, deploymentId: id }),
    );
  },
};

const stage: ResourceHandler = {
  properties: ["RestApiId", "StageName", "DeploymentId", "Description", "Variables", "Tags"],
  replaces: ["RestApiId", "StageName"],
  async make(ctx, desired) {
    const stageName = String(desired["StageName"]);
    await ctx.call("apigateway", "CreateStage", {
      restApiId: String(desired["RestApiId"]),
      stageName,
      deploymentId: String(desired["DeploymentId"]),
      variables: (desired["Variables"] as Record<string, string> | undefined) ?? {},
      tags: { ...ctx.tags },
      ...(desired["Description"] === undefined
        ? {}
        : { description: String(desired["Description"]) }),
    });
    return { id: stageName };
  },
  async update(ctx, id, desired, previous) {
    const next = (desired["Variables"] ?? {}) as Record<string, string>;
    const gone = Object.keys((previous["Variables"] ?? {}) as object).filter(
      (key) => !(key in next),
    );
    await ctx.call("apigateway", "UpdateStage", {
      restApiId: String(desired["RestApiId"]),
      stageName: id,
      patchOperations: [
        { op: "replace", path: "/deploymentId", value: String(desired["DeploymentId"]) },
        { op: "replace", path: "/description", value: String(desired["Description"] ?? "") },
        ...Object.entries(next).map(([key, value]) => ({
          op: "replace" as const,
          path: `/variables/${key}`,
          value,
        })),
        ...gone.map((key) => ({ op: "remove" as const, path: `/variables/${key}` })),
      ],
    });
    return { id };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteStage", {
        restApiId: String(previous["RestApiId"]),
        stageName: id,
      }),
    ),
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::ApiGateway::RestApi": restApi,
  "AWS::ApiGateway::Deployment": deployment,
  "AWS::ApiGateway::Stage": stage,
};
