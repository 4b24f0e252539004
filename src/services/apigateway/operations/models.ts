/** Models, request validators, gateway responses. */
import type { Model } from "#aws/generated/types/apigateway";
import { type Ctx, edit, look, page } from "../definition.ts";
import { badRequest, conflict, missing, modelMissing } from "../errors.ts";
import { RESPONSE_TYPES, shownGatewayResponse } from "../gateway-responses.ts";
import { patch } from "../patches.ts";
import { type Definition, on } from "../tables.ts";
import { exampleTemplate } from "../schema.ts";

export const CreateModel = on("CreateModel", (ctx: Ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const { restApiId: _, ...given } = input;
    if (!/^[A-Za-z0-9]+$/.test(input.name))
      throw badRequest("Model name must be alphanumeric: ".concat(input.name));
    if (definition.models.some((model) => model.name === input.name))
      throw conflict("Model name already exists for this REST API");
    const model: Model = { id: ctx.chance.alnum(6), ...given };
    checkSchema(model.schema);
    definition.models.push(model);
    return model;
  }),
);

export const GetModel = on("GetModel", (ctx, input) =>
  look(ctx, input.restApiId, (api) => {
    const model = modelOf(api.definition, input.modelName);
    if (!input.flatten) return model;
    return { ...model, schema: flattened(model.schema ?? "{}", api.definition, []) };
  }),
);

/** A schema with the models that it names put in their places; one that names itself keeps it. */
function flattened(schema: string, definition: Definition, above: readonly string[]): string {
  const whole: unknown = JSON.parse(schema, (_, value: unknown) => {
    const ref = (value as { $ref?: unknown } | null)?.$ref;
    const name = typeof ref === "string" ? /\/models\/(\w+)$/.exec(ref)?.[1] : undefined;
    const other = definition.models.find((model) => model.name === name);
    if (name === undefined || other?.schema === undefined || above.includes(name)) return value;
    return JSON.parse(flattened(other.schema, definition, [...above, name])) as unknown;
  });
  return JSON.stringify(whole);
}

export const GetModels = on("GetModels", (ctx, input) =>
  look(ctx, input.restApiId, (api) => page(api.definition.models, input, (model) => model.id!)),
);

export const GetModelTemplate = on("GetModelTemplate", (ctx, input) =>
  look(ctx, input.restApiId, (api) => ({
    value: exampleTemplate(modelOf(api.definition, input.modelName).schema ?? "{}"),
  })),
);

export const UpdateModel = on("UpdateModel", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const model = modelOf(definition, input.modelName);
    patch(model, input.patchOperations, { "/description": "text", "/schema": "text" });
    checkSchema(model.schema);
    return model;
  }),
);

export const DeleteModel = on("DeleteModel", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const model = modelOf(definition, input.modelName);
    for (const { resourceMethods } of definition.resources)
      for (const method of Object.values(resourceMethods)) {
        const responses = Object.values(method.methodResponses ?? {});
        const named = [method.requestModels, ...responses.map((r) => r.responseModels)];
        if (named.some((models) => Object.values(models ?? {}).includes(model.name!)))
          throw conflict(
            `Cannot delete model '${model.name}', is referenced in method request or response`,
          );
      }
    for (const other of definition.models)
      if (other !== model && other.schema?.includes(`/models/${model.name}"`))
        throw conflict(`Cannot delete model '${model.name}', is referenced in model ${other.name}`);
    definition.models = definition.models.filter((one) => one !== model);
    return {};
  }),
);

function modelOf(definition: Definition, name: string): Model {
  const found = definition.models.find((model) => model.name === name);
  if (found === undefined) throw modelMissing(name);
  return found;
}

function checkSchema(schema: string | undefined): void {
  if (schema === undefined || schema === "")
    throw badRequest("Model schema must have at least 1 property or array items defined");
  try {
    JSON.parse(schema);
  } catch {
    throw badRequest(
      "Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]",
    );
  }
}

export const CreateRequestValidator = on("CreateRequestValidator", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    if (input.name !== undefined && definition.requestValidators.some((v) => v.name === input.name))
      throw conflict("Request Validator already exists for this REST API");
    const validator = {
      id: ctx.chance.alnum(6),
      name: input.name,
      validateRequestBody: input.validateRequestBody ?? false,
      validateRequestParameters: input.validateRequestParameters ?? false,
    };
    definition.requestValidators.push(validator);
    return validator;
  }),
);

export const GetRequestValidator = on("GetRequestValidator", (ctx, input) =>
  look(ctx, input.restApiId, (api) => validatorOf(api.definition, input.requestValidatorId)),
);

export const GetRequestValidators = on("GetRequestValidators", (ctx, input) =>
  look(ctx, input.restApiId, (api) =>
    page(api.definition.requestValidators, input, (validator) => validator.id!),
  ),
);

export const UpdateRequestValidator = on("UpdateRequestValidator", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const validator = validatorOf(definition, input.requestValidatorId);
    patch(validator, input.patchOperations, {
      "/name": "text",
      "/validateRequestBody": "flag",
      "/validateRequestParameters": "flag",
    });
    return validator;
  }),
);

export const DeleteRequestValidator = on("DeleteRequestValidator", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const validator = validatorOf(definition, input.requestValidatorId);
    for (const { resourceMethods } of definition.resources)
      if (Object.values(resourceMethods).some((m) => m.requestValidatorId === validator.id))
        throw conflict(`Cannot delete validator '${validator.name}', is referenced in a method`);
    definition.requestValidators = definition.requestValidators.filter((v) => v !== validator);
    return {};
  }),
);

function validatorOf(definition: Definition, id: string) {
  const found = definition.requestValidators.find((validator) => validator.id === id);
  if (found === undefined) throw missing("Request Validator");
  return found;
}

export const PutGatewayResponse = on("PutGatewayResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const { restApiId: _, ...response } = input;
    definition.gatewayResponses = [
      ...definition.gatewayResponses.filter((r) => r.responseType !== input.responseType),
      response,
    ];
    return shownGatewayResponse(definition, input.responseType);
  }),
);

export const GetGatewayResponse = on("GetGatewayResponse", (ctx, input) =>
  look(ctx, input.restApiId, (api) => shownGatewayResponse(api.definition, input.responseType)),
);

export const GetGatewayResponses = on("GetGatewayResponses", (ctx, input) =>
  look(ctx, input.restApiId, (api) => {
    const all = RESPONSE_TYPES.map((type) => shownGatewayResponse(api.definition, type));
    return page(all, input, (response) => response.responseType!);
  }),
);

export const UpdateGatewayResponse = on("UpdateGatewayResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const { defaultResponse: _, ...response } = structuredClone(
      shownGatewayResponse(definition, input.responseType),
    );
    patch(response, input.patchOperations, {
      "/statusCode": "text",
      "/responseParameters/*": "text",
      "/responseTemplates/*": "text",
    });
    definition.gatewayResponses = [
      ...definition.gatewayResponses.filter((r) => r.responseType !== input.responseType),
      response,
    ];
    return shownGatewayResponse(definition, input.responseType);
  }),
);

export const DeleteGatewayResponse = on("DeleteGatewayResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const rest = definition.gatewayResponses.filter((r) => r.responseType !== input.responseType);
    if (rest.length === definition.gatewayResponses.length) throw missing("Gateway response type");
    definition.gatewayResponses = rest;
    return {};
  }),
);
