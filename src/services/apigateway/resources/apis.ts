/** AWS::ApiGateway::RestApi and the parts of an API. */
import type { PatchOperation } from "#aws/generated/types/apigateway";
import type { Made, Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { ownTags, tagsOf } from "#kernel/resource-tags";
import { at, changes, ignoreMissing, input, isObject, textOf } from "./shape.ts";

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The document of a template, from the template or from S3. */
async function bodyOf(ctx: ResourceContext, desired: Properties): Promise<Uint8Array | undefined> {
  const body = desired["Body"];
  if (body !== undefined)
    return typeof body === "string" ? new TextEncoder().encode(body) : encode(body);
  const place = desired["BodyS3Location"];
  if (!isObject(place)) return undefined;
  const found = await ctx.call("s3", "GetObject", {
    Bucket: String(place["Bucket"]),
    Key: String(place["Key"]),
    ...(place["Version"] === undefined ? {} : { VersionId: String(place["Version"]) }),
  });
  return collected(found.Body);
}

async function collected(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (isObject(body) && typeof body["file"] === "string") {
    const { readFile } = await import("node:fs/promises");
    const bytes = await readFile(body["file"]);
    (body["release"] as (() => void) | undefined)?.();
    return bytes.subarray(Number(body["start"]), Number(body["end"]));
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function endpointOf(desired: Properties) {
  const given = input(desired["EndpointConfiguration"]) as {
    types?: "EDGE"[];
    vpcEndpointIds?: string[];
    ipAddressType?: "ipv4";
  };
  const named = (desired["Parameters"] as Record<string, string> | undefined)?.[
    "endpointConfigurationTypes"
  ];
  const types = given.types ?? (named === undefined ? undefined : [named as "EDGE"]);
  return types === undefined ? undefined : { ...given, types };
}

const policyOf = (desired: Properties): string | undefined => {
  const policy = desired["Policy"];
  return isObject(policy) ? JSON.stringify(policy) : textOf(policy);
};

/** What the template says besides its document, which goes over what the document says. */
function settings(desired: Properties, previous: Properties): PatchOperation[] {
  const next = { ...desired, Policy: policyOf(desired) };
  const last = { ...previous, Policy: policyOf(previous) };
  const types = (one: Properties) => (one["BinaryMediaTypes"] ?? []) as string[];
  const escaped = (type: string) => `/binaryMediaTypes/${type.replaceAll("/", "~1")}`;
  const scalars = ["Name", "Description", "Version", "Policy", "DisableExecuteApiEndpoint"];
  return [
    ...changes(scalars, next, last).filter((one) => one.op !== "remove" || one.path !== "/name"),
    ...changes(["MinimumCompressionSize"], next, last),
    ...(desired["ApiKeySourceType"] === previous["ApiKeySourceType"]
      ? []
      : [at("/apiKeySource", desired["ApiKeySourceType"] ?? "HEADER")]),
    ...types(previous)
      .filter((type) => !types(desired).includes(type))
      .map((type): PatchOperation => ({ op: "remove", path: escaped(type) })),
    ...types(desired).map((type): PatchOperation => ({ op: "add", path: escaped(type) })),
  ];
}

async function imported(
  ctx: ResourceContext,
  restApiId: string,
  desired: Properties,
): Promise<void> {
  const body = await bodyOf(ctx, desired);
  if (body === undefined) return;
  const parameters = Object.fromEntries(
    Object.entries((desired["Parameters"] ?? {}) as object).map(([k, v]) => [k, String(v)]),
  );
  await ctx.call("apigateway", "PutRestApi", {
    restApiId,
    mode: desired["Mode"] === "merge" ? "merge" : "overwrite",
    body,
    parameters,
    failOnWarnings: String(desired["FailOnWarnings"]) === "true",
  });
}

async function shown(ctx: ResourceContext, id: string): Promise<Made> {
  const api = await ctx.call("apigateway", "GetRestApi", { restApiId: id });
  return { id, attributes: { RestApiId: id, RootResourceId: api.rootResourceId } };
}

/** Bodies titled otherwise may name the API where its template does not. */
function titleOf(desired: Properties): string | undefined {
  const body = desired["Body"];
  const info = isObject(body) && isObject(body["info"]) ? body["info"] : {};
  return textOf(info["title"]);
}

const restApi: ResourceHandler = {
  properties: [
    "ApiKeySourceType",
    "BinaryMediaTypes",
    "Body",
    "BodyS3Location",
    "CloneFrom",
    "Description",
    "DisableExecuteApiEndpoint",
    "EndpointAccessMode",
    "EndpointConfiguration",
    "FailOnWarnings",
    "MinimumCompressionSize",
    "Mode",
    "Name",
    "Parameters",
    "Policy",
    "SecurityPolicy",
    "Tags",
    "Version",
  ],
  replaces: ["CloneFrom"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateRestApi", {
      name: textOf(desired["Name"]) ?? titleOf(desired) ?? ctx.name(),
      cloneFrom: textOf(desired["CloneFrom"]),
      endpointConfiguration: endpointOf(desired),
      securityPolicy: textOf(desired["SecurityPolicy"]) as "TLS_1_2" | undefined,
      endpointAccessMode: textOf(desired["EndpointAccessMode"]) as "BASIC" | undefined,
      tags: tagsOf(ctx, desired),
    });
    const restApiId = made.id!;
    try {
      await imported(ctx, restApiId, desired);
      const patchOperations = settings(desired, {});
      await ctx.call("apigateway", "UpdateRestApi", { restApiId, patchOperations });
    } catch (error) {
      await ignoreMissing(ctx.call("apigateway", "DeleteRestApi", { restApiId }));
      throw error;
    }
    return shown(ctx, restApiId);
  },
  async update(ctx, restApiId, desired, previous) {
    await imported(ctx, restApiId, desired);
    const patchOperations = settings(desired, previous);
    // A document that is put again takes the template's settings with it.
    const again = desired["Body"] === undefined ? [] : settings(desired, {});
    const type = endpointOf(desired)?.types[0];
    if (type !== undefined)
      again.push({ op: "replace", path: "/endpointConfiguration/types/EDGE", value: type });
    await ctx.call("apigateway", "UpdateRestApi", {
      restApiId,
      patchOperations: [...patchOperations, ...again],
    });
    await retag(ctx, desired, `/restapis/${restApiId}`);
    return shown(ctx, restApiId);
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("apigateway", "DeleteRestApi", { restApiId: id })),
};

/** Gives a resource the tags that it is to have. */
export async function retag(
  ctx: ResourceContext,
  desired: Properties,
  path: string,
): Promise<void> {
  const resourceArn = `arn:${ctx.partition}:apigateway:${ctx.region}::${path}`;
  const wanted = ownTags(ctx, desired);
  const { tags = {} } = await ctx.call("apigateway", "GetTags", { resourceArn });
  const tagKeys = Object.keys(tags).filter((k) => !k.startsWith("aws:") && !(k in wanted));
  if (tagKeys.length > 0) await ctx.call("apigateway", "UntagResource", { resourceArn, tagKeys });
  if (Object.keys(wanted).length > 0)
    await ctx.call("apigateway", "TagResource", { resourceArn, tags: wanted });
}

const api = (of: Properties): string => String(of["RestApiId"]);

const resource: ResourceHandler = {
  properties: ["RestApiId", "ParentId", "PathPart"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateResource", input(desired) as never);
    return { id: made.id!, attributes: { ResourceId: made.id } };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteResource", { restApiId: api(previous), resourceId: id }),
    ),
};

const placeOf = (of: Properties) => ({
  restApiId: api(of),
  resourceId: String(of["ResourceId"]),
  httpMethod: String(of["HttpMethod"]),
});

/** Puts a method with all that hangs on it. */
async function putMethod(ctx: ResourceContext, desired: Properties): Promise<void> {
  const place = placeOf(desired);
  const { Integration, MethodResponses, ...own } = desired;
  const method = { authorizationType: "NONE", ...input(own) };
  await ctx.call("apigateway", "PutMethod", method as never);
  for (const one of (MethodResponses ?? []) as unknown[])
    await ctx.call("apigateway", "PutMethodResponse", { ...place, ...input(one) } as never);
  if (!isObject(Integration)) return;
  const { IntegrationResponses, ...rest } = Integration;
  await ctx.call("apigateway", "PutIntegration", { ...place, ...input(rest) } as never);
  for (const one of (IntegrationResponses ?? []) as unknown[])
    await ctx.call("apigateway", "PutIntegrationResponse", { ...place, ...input(one) } as never);
}

const method: ResourceHandler = {
  properties: [
    "ApiKeyRequired",
    "AuthorizationScopes",
    "AuthorizationType",
    "AuthorizerId",
    "HttpMethod",
    "Integration",
    "MethodResponses",
    "OperationName",
    "RequestModels",
    "RequestParameters",
    "RequestValidatorId",
    "ResourceId",
    "RestApiId",
  ],
  async make(ctx, desired) {
    await putMethod(ctx, desired);
    return { id: `${ctx.stackName}-${ctx.logicalId}`.slice(0, 128) };
  },
  async update(ctx, id, desired) {
    await ignoreMissing(ctx.call("apigateway", "DeleteMethod", placeOf(desired)));
    await putMethod(ctx, desired);
    return { id };
  },
  remove: (ctx, _id, previous) =>
    ignoreMissing(ctx.call("apigateway", "DeleteMethod", placeOf(previous))),
};

const schemaOf = (desired: Properties): string =>
  typeof desired["Schema"] === "string"
    ? desired["Schema"]
    : JSON.stringify(desired["Schema"] ?? {});

const model: ResourceHandler = {
  properties: ["RestApiId", "ContentType", "Description", "Name", "Schema"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateModel", {
      restApiId: api(desired),
      name: textOf(desired["Name"]) ?? ctx.name().replaceAll(/[^A-Za-z0-9]/g, ""),
      contentType: textOf(desired["ContentType"]) ?? "application/json",
      description: textOf(desired["Description"]),
      schema: schemaOf(desired),
    });
    return { id: made.name! };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigateway", "UpdateModel", {
      restApiId: api(desired),
      modelName: id,
      patchOperations: [
        at("/description", desired["Description"] ?? ""),
        at("/schema", schemaOf(desired)),
      ],
    });
    return { id };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteModel", { restApiId: api(previous), modelName: id }),
    ),
};

const validator: ResourceHandler = {
  properties: ["RestApiId", "Name", "ValidateRequestBody", "ValidateRequestParameters"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateRequestValidator", input(desired) as never);
    return { id: made.id!, attributes: { RequestValidatorId: made.id } };
  },
  async update(ctx, id, desired, previous) {
    const names = ["ValidateRequestBody", "ValidateRequestParameters"];
    await ctx.call("apigateway", "UpdateRequestValidator", {
      restApiId: api(desired),
      requestValidatorId: id,
      patchOperations: changes(names, desired, previous),
    });
    return { id, attributes: { RequestValidatorId: id } };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteRequestValidator", {
        restApiId: api(previous),
        requestValidatorId: id,
      }),
    ),
};

const AUTHORIZER = [
  "AuthType",
  "AuthorizerCredentials",
  "AuthorizerResultTtlInSeconds",
  "AuthorizerUri",
  "IdentitySource",
  "IdentityValidationExpression",
  "Name",
  "Type",
];

const authorizer: ResourceHandler = {
  properties: [...AUTHORIZER, "RestApiId", "ProviderARNs"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateAuthorizer", input(desired) as never);
    return { id: made.id!, attributes: { AuthorizerId: made.id } };
  },
  async update(ctx, id, desired, previous) {
    const held = (previous["ProviderARNs"] ?? []) as string[];
    const next = (desired["ProviderARNs"] ?? []) as string[];
    await ctx.call("apigateway", "UpdateAuthorizer", {
      restApiId: api(desired),
      authorizerId: id,
      patchOperations: [
        ...changes(AUTHORIZER, desired, previous),
        ...next.map((value) => ({ op: "add" as const, path: "/providerARNs", value })),
        ...held
          .filter((one) => !next.includes(one))
          .map((value) => ({ op: "remove" as const, path: "/providerARNs", value })),
      ],
    });
    return { id, attributes: { AuthorizerId: id } };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteAuthorizer", { restApiId: api(previous), authorizerId: id }),
    ),
};

const gatewayResponse: ResourceHandler = {
  properties: [
    "RestApiId",
    "ResponseType",
    "StatusCode",
    "ResponseParameters",
    "ResponseTemplates",
  ],
  async make(ctx, desired) {
    await ctx.call("apigateway", "PutGatewayResponse", input(desired) as never);
    const id = `${api(desired)}|${String(desired["ResponseType"])}`;
    return { id, attributes: { Id: id } };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigateway", "PutGatewayResponse", input(desired) as never);
    return { id, attributes: { Id: id } };
  },
  remove: (ctx, _id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteGatewayResponse", {
        restApiId: api(previous),
        responseType: previous["ResponseType"] as "THROTTLED",
      }),
    ),
};

const documentationPart: ResourceHandler = {
  properties: ["RestApiId", "Location", "Properties"],
  async make(ctx, desired) {
    const { Properties: properties, ...rest } = desired;
    const made = await ctx.call("apigateway", "CreateDocumentationPart", {
      ...input(rest),
      properties: String(properties),
    } as never);
    return { id: made.id!, attributes: { DocumentationPartId: made.id } };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigateway", "UpdateDocumentationPart", {
      restApiId: api(desired),
      documentationPartId: id,
      patchOperations: [at("/properties", desired["Properties"])],
    });
    return { id, attributes: { DocumentationPartId: id } };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteDocumentationPart", {
        restApiId: api(previous),
        documentationPartId: id,
      }),
    ),
};

const documentationVersion: ResourceHandler = {
  properties: ["RestApiId", "Description", "DocumentationVersion"],
  async make(ctx, desired) {
    await ctx.call("apigateway", "CreateDocumentationVersion", input(desired) as never);
    return { id: String(desired["DocumentationVersion"]) };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigateway", "UpdateDocumentationVersion", {
      restApiId: api(desired),
      documentationVersion: id,
      patchOperations: [at("/description", desired["Description"] ?? "")],
    });
    return { id };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteDocumentationVersion", {
        restApiId: api(previous),
        documentationVersion: id,
      }),
    ),
};

export const apiResources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::ApiGateway::Authorizer": authorizer,
  "AWS::ApiGateway::DocumentationPart": documentationPart,
  "AWS::ApiGateway::DocumentationVersion": documentationVersion,
  "AWS::ApiGateway::GatewayResponse": gatewayResponse,
  "AWS::ApiGateway::Method": method,
  "AWS::ApiGateway::Model": model,
  "AWS::ApiGateway::RequestValidator": validator,
  "AWS::ApiGateway::Resource": resource,
  "AWS::ApiGateway::RestApi": restApi,
};
