import { afterAll, beforeAll, expect, test } from "bun:test";
import * as gw from "@aws-sdk/client-api-gateway";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: gw.APIGatewayClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new gw.APIGatewayClient(brume.client);
});
afterAll(() => brume.stop());

// biome-ignore lint/suspicious/noExplicitAny: a failure's shape is what is asked about.
const failure = (work: Promise<unknown>): Promise<any> =>
  work.then(
    () => ({ name: "none" }),
    (error: unknown) => error,
  );
const make = async (name: string) => {
  const api = await client.send(new gw.CreateRestApiCommand({ name }));
  return { restApiId: api.id!, parentId: api.rootResourceId! };
};

test("an API is made, changed, listed and removed", async () => {
  const made = await client.send(
    new gw.CreateRestApiCommand({
      name: "shop",
      description: "d",
      binaryMediaTypes: ["image/png"],
      endpointConfiguration: { types: ["REGIONAL"] },
      tags: { a: "b" },
    }),
  );
  expect(made).toMatchObject({
    name: "shop",
    apiKeySource: "HEADER",
    disableExecuteApiEndpoint: false,
    createdDate: new Date(EPOCH),
    endpointConfiguration: { types: ["REGIONAL"] },
    tags: { a: "b" },
  });
  const restApiId = made.id!;
  const changed = await client.send(
    new gw.UpdateRestApiCommand({
      restApiId,
      patchOperations: [
        { op: "replace", path: "/name", value: "store" },
        { op: "add", path: "/binaryMediaTypes/image~1gif" },
        { op: "remove", path: "/binaryMediaTypes/image~1png" },
        { op: "replace", path: "/minimumCompressionSize", value: "10" },
      ],
    }),
  );
  expect(changed).toMatchObject({
    name: "store",
    binaryMediaTypes: ["image/gif"],
    minimumCompressionSize: 10,
  });
  const { items } = await client.send(new gw.GetRestApisCommand({}));
  expect(items?.map((api) => api.id)).toContain(restApiId);
  expect(
    await failure(
      client.send(
        new gw.UpdateRestApiCommand({
          restApiId,
          patchOperations: [{ op: "replace", path: "/nope", value: "x" }],
        }),
      ),
    ),
  ).toMatchObject({
    name: "BadRequestException",
    message: expect.stringMatching(
      /^Invalid patch path {2}'\/nope' specified for op 'replace'. Must be one of: \[\/apiKeySource, /,
    ),
  });
  await client.send(new gw.DeleteRestApiCommand({ restApiId }));
  expect(await failure(client.send(new gw.GetRestApiCommand({ restApiId })))).toMatchObject({
    name: "NotFoundException",
    message: `Invalid API identifier specified 000000000000:${restApiId}`,
  });
});

test("resources form a tree that moves as one", async () => {
  const { restApiId, parentId } = await make("tree");
  const add = (pathPart: string, parent = parentId) =>
    client.send(new gw.CreateResourceCommand({ restApiId, parentId: parent, pathPart }));
  const pets = await add("pets");
  const pet = await add("{id}", pets.id);
  expect(pet).toMatchObject({ path: "/pets/{id}", pathPart: "{id}", parentId: pets.id });
  expect(await failure(add("pets"))).toMatchObject({
    name: "ConflictException",
    message: "Another resource with the same parent already has this name: pets",
  });
  expect(await failure(add("{other}", pets.id))).toMatchObject({
    name: "BadRequestException",
    message:
      "A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
  });
  expect(await failure(add("a", "nope00"))).toMatchObject({
    name: "NotFoundException",
    message: "Invalid Resource identifier specified",
  });
  await client.send(
    new gw.UpdateResourceCommand({
      restApiId,
      resourceId: pets.id,
      patchOperations: [{ op: "replace", path: "/pathPart", value: "animals" }],
    }),
  );
  const { items } = await client.send(new gw.GetResourcesCommand({ restApiId }));
  expect(items?.map((one) => one.path).sort()).toEqual(["/", "/animals", "/animals/{id}"]);
  await client.send(new gw.DeleteResourceCommand({ restApiId, resourceId: pets.id }));
  const left = await client.send(new gw.GetResourcesCommand({ restApiId }));
  expect(left.items).toEqual([{ id: parentId, path: "/" }]);
});

test("methods, integrations and their responses are put, read, patched and removed", async () => {
  const { restApiId, parentId: resourceId } = await make("methods");
  const place = { restApiId, resourceId, httpMethod: "GET" };
  const put = () =>
    client.send(
      new gw.PutMethodCommand({
        ...place,
        authorizationType: "NONE",
        requestParameters: { "method.request.querystring.q": true },
      }),
    );
  expect(await put()).toMatchObject({ httpMethod: "GET", apiKeyRequired: false });
  expect(await failure(put())).toMatchObject({
    name: "ConflictException",
    message: "Method already exists for this resource",
  });
  expect(
    await failure(client.send(new gw.GetMethodCommand({ ...place, httpMethod: "PUT" }))),
  ).toMatchObject({ message: "Invalid Method identifier specified" });
  const patched = await client.send(
    new gw.UpdateMethodCommand({
      ...place,
      patchOperations: [
        { op: "replace", path: "/apiKeyRequired", value: "true" },
        { op: "add", path: "/requestParameters/method.request.header.X-A", value: "false" },
        { op: "remove", path: "/requestParameters/method.request.querystring.q" },
      ],
    }),
  );
  expect(patched.apiKeyRequired).toBe(true);
  expect(patched.requestParameters).toEqual({ "method.request.header.X-A": false });
  expect(await failure(client.send(new gw.GetIntegrationCommand(place)))).toMatchObject({
    message: "Invalid Integration identifier specified",
  });
  expect(
    await failure(
      client.send(
        new gw.PutIntegrationCommand({ ...place, type: "HTTP", integrationHttpMethod: "GET" }),
      ),
    ),
  ).toMatchObject({ message: "Invalid HTTP endpoint specified for URI" });
  const integration = await client.send(
    new gw.PutIntegrationCommand({
      ...place,
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode":200}' },
    }),
  );
  expect(integration).toMatchObject({
    type: "MOCK",
    passthroughBehavior: "WHEN_NO_MATCH",
    timeoutInMillis: 29000,
    cacheNamespace: resourceId,
    cacheKeyParameters: [],
  });
  const answer = new gw.PutIntegrationResponseCommand({
    ...place,
    statusCode: "200",
    responseTemplates: { "application/json": "{}" },
  });
  expect(await failure(client.send(answer))).toMatchObject({
    name: "NotFoundException",
    message: "Invalid Response status code specified",
  });
  await client.send(new gw.PutMethodResponseCommand({ ...place, statusCode: "200" }));
  await client.send(answer);
  await client.send(
    new gw.UpdateIntegrationResponseCommand({
      ...place,
      statusCode: "200",
      patchOperations: [{ op: "replace", path: "/selectionPattern", value: "2\\d\\d" }],
    }),
  );
  const method = await client.send(new gw.GetMethodCommand(place));
  expect(method.methodIntegration?.integrationResponses?.["200"]).toMatchObject({
    selectionPattern: "2\\d\\d",
    responseTemplates: { "application/json": "{}" },
  });
  await client.send(new gw.DeleteIntegrationCommand(place));
  await client.send(new gw.DeleteMethodCommand(place));
  expect(await failure(client.send(new gw.DeleteMethodCommand(place)))).toMatchObject({
    message: "Invalid Method identifier specified",
  });
});

test("models, validators, gateway responses and authorizers", async () => {
  const { restApiId } = await make("parts");
  const model = new gw.CreateModelCommand({
    restApiId,
    name: "Pet",
    contentType: "application/json",
    schema: '{"type":"object","properties":{"name":{"type":"string"}}}',
  });
  expect(await client.send(model)).toMatchObject({ name: "Pet", id: expect.any(String) });
  expect(await failure(client.send(model))).toMatchObject({
    name: "ConflictException",
    message: "Model name already exists for this REST API",
  });
  const { value } = await client.send(
    new gw.GetModelTemplateCommand({ restApiId, modelName: "Pet" }),
  );
  expect(value).toContain('"name" : "$inputRoot.name"');
  expect(
    await failure(client.send(new gw.GetModelCommand({ restApiId, modelName: "No" }))),
  ).toMatchObject({ message: "Invalid model name specified: No" });
  const validator = await client.send(
    new gw.CreateRequestValidatorCommand({ restApiId, name: "v", validateRequestBody: true }),
  );
  expect(validator).toMatchObject({ validateRequestBody: true, validateRequestParameters: false });
  const { items } = await client.send(new gw.GetGatewayResponsesCommand({ restApiId }));
  expect(items).toHaveLength(21);
  await client.send(
    new gw.PutGatewayResponseCommand({
      restApiId,
      responseType: "DEFAULT_4XX",
      responseParameters: { "gatewayresponse.header.X-A": "'b'" },
    }),
  );
  const shown = await client.send(
    new gw.GetGatewayResponseCommand({ restApiId, responseType: "THROTTLED" }),
  );
  expect(shown).toMatchObject({
    statusCode: "429",
    defaultResponse: true,
    responseParameters: { "gatewayresponse.header.X-A": "'b'" },
  });
  const authorizer = await client.send(
    new gw.CreateAuthorizerCommand({
      restApiId,
      name: "a",
      type: "TOKEN",
      authorizerUri:
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations",
      identitySource: "method.request.header.Authorization",
    }),
  );
  expect(authorizer).toMatchObject({ authType: "custom", authorizerResultTtlInSeconds: 300 });
  expect(
    await failure(
      client.send(new gw.CreateAuthorizerCommand({ restApiId, name: "b", type: "TOKEN" })),
    ),
  ).toMatchObject({ message: "Authorizer uri is a required field" });
  const jwt = new gw.CreateAuthorizerCommand({ restApiId, name: "j", type: "JWT" as "TOKEN" });
  expect((await failure(client.send(jwt))).$metadata.httpStatusCode).toBe(501);
});

test("a deployment is a snapshot, and a stage serves one", async () => {
  const { restApiId, parentId: resourceId } = await make("deployments");
  const deploy = (stageName?: string) =>
    client.send(new gw.CreateDeploymentCommand({ restApiId, stageName }));
  expect(await failure(deploy())).toMatchObject({
    name: "BadRequestException",
    message: "The REST API doesn't contain any methods",
  });
  const place = { restApiId, resourceId, httpMethod: "GET" };
  await client.send(new gw.PutMethodCommand({ ...place, authorizationType: "NONE" }));
  expect(await failure(deploy())).toMatchObject({ message: "No integration defined for method" });
  await client.send(new gw.PutIntegrationCommand({ ...place, type: "MOCK" }));
  const first = await deploy("prod");
  expect(
    await client.send(
      new gw.GetDeploymentCommand({ restApiId, deploymentId: first.id, embed: ["apisummary"] }),
    ),
  ).toMatchObject({
    apiSummary: { "/": { GET: { authorizationType: "NONE", apiKeyRequired: false } } },
  });
  const remove = (deploymentId?: string) =>
    client.send(new gw.DeleteDeploymentCommand({ restApiId, deploymentId }));
  expect(await failure(remove(first.id))).toMatchObject({
    message: "Active stages pointing to this deployment must be moved or deleted",
  });
  const stage = await client.send(
    new gw.UpdateStageCommand({
      restApiId,
      stageName: "prod",
      patchOperations: [
        { op: "replace", path: "/variables/name", value: "v1" },
        { op: "replace", path: "/*/*/throttling/rateLimit", value: "5" },
        { op: "replace", path: "/~1pets/GET/metrics/enabled", value: "true" },
        { op: "replace", path: "/description", value: "live" },
      ],
    }),
  );
  expect(stage).toMatchObject({
    variables: { name: "v1" },
    description: "live",
    methodSettings: {
      "*/*": { throttlingRateLimit: 5, throttlingBurstLimit: 5000 },
      "~1pets/GET": { metricsEnabled: true },
    },
  });
  expect(
    await failure(
      client.send(
        new gw.CreateStageCommand({ restApiId, stageName: "prod", deploymentId: first.id }),
      ),
    ),
  ).toMatchObject({ name: "ConflictException", message: "Stage already exists" });
  const second = await deploy("prod");
  expect(
    (await client.send(new gw.GetStageCommand({ restApiId, stageName: "prod" }))).deploymentId,
  ).toBe(second.id);
  await remove(first.id);
});

test("what Brume does not do names itself", async () => {
  const sdk = new gw.GetSdkTypesCommand({});
  expect(await failure(client.send(sdk))).toMatchObject({
    message: "apigateway:GetSdkTypes is not implemented in Brume yet.",
    $metadata: { httpStatusCode: 501 },
  });
});
