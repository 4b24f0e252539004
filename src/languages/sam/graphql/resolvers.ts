/** Functions and resolvers of a GraphQL API. */
import { InvalidResource } from "../errors.ts";
import { truthy } from "../python.ts";
import { given as present, Resource } from "../resource.ts";
import { isObject, type Json } from "../scope.ts";
import { type Making, set } from "./api.ts";

/** What a pipeline's resolver does that says nothing of its own: it hands the result on. */
const PIPELINE_CODE = `
export function request(ctx) {
    return {};
}

export function response(ctx) {
    return ctx.prev.result;
}
`;

/** @throws InvalidResource */
export function graphQLFunctions(making: Making): Resource[] {
  const functions = making.given.properties["Functions"];
  if (!isObject(functions)) return [];
  const made: Resource[] = [];
  let none: Resource | undefined;
  const noneName = (): unknown => {
    const suffix = "NoneDataSource";
    none ??= making.part(suffix, "AWS::AppSync::DataSource", {
      ApiId: making.apiId,
      Name: `${making.given.id}${suffix}`,
      Type: "NONE",
    });
    return none.getAtt("Name");
  };
  for (const [name, one] of Object.entries(functions as Record<string, Json>)) {
    if (truthy(one["Id"])) {
      if (Object.keys(present(one)).length !== 1)
        throw new InvalidResource(
          name,
          "'Id' cannot be defined with other properties in Function.",
        );
      making.functionIds.set(name, one["Id"]);
      continue;
    }
    const configuration = making.part(name, "AWS::AppSync::FunctionConfiguration", {
      ApiId: making.apiId,
      Name: set(one["Name"]) ?? name,
      ...codeOf(name, one),
      DataSourceName: sourceOf(making, name, one["DataSource"], noneName),
      MaxBatchSize: one["MaxBatchSize"],
      Description: one["Description"],
      Runtime: runtimeOf(name, one),
      SyncConfig: isObject(one["Sync"]) ? present(one["Sync"]) : undefined,
    });
    making.functionIds.set(name, configuration.getAtt("FunctionId"));
    made.push(configuration);
  }
  return none === undefined ? made : [...made, none];
}

function codeOf(name: string, one: Json): Json {
  checkCode(name, one);
  if (truthy(one["InlineCode"])) return { Code: one["InlineCode"] };
  if (truthy(one["CodeUri"])) return { CodeS3Location: one["CodeUri"] };
  throw new InvalidResource(name, "One of 'InlineCode' or 'CodeUri' must be set.");
}

function checkCode(name: string, one: Json): void {
  if (truthy(one["InlineCode"]) && truthy(one["CodeUri"]))
    throw new InvalidResource(
      name,
      "Both 'InlineCode' and 'CodeUri' cannot be defined at the same time.",
    );
}

function sourceOf(
  { sourceNames }: Making,
  name: string,
  source: unknown,
  noneName: () => unknown,
): unknown {
  if (!truthy(source)) throw new InvalidResource(name, "'DataSource' must be set.");
  if (typeof source !== "string") return source;
  if (source.toLowerCase() === "none") return noneName();
  if (sourceNames.has(source)) return sourceNames.get(source);
  throw new InvalidResource(
    name,
    `Either define DataSource '${source}' in 'DataSources' or use intrinsic function like GetAtt, ImportValue, Sub or another one to reference a DataSource defined outside of this GraphQLApi resource.`,
  );
}

function runtimeOf(name: string, one: Json): Json {
  const runtime = one["Runtime"];
  if (!isObject(runtime))
    throw new InvalidResource(name, `'Runtime' must be defined as a property in ${name}.`);
  return { Name: runtime["Name"], RuntimeVersion: runtime["Version"] };
}

/** @throws InvalidResource */
export function resolvers(making: Making, schemaId: string): Resource[] {
  const types = making.given.properties["Resolvers"];
  if (!isObject(types)) return [];
  return Object.entries(types as Record<string, Record<string, Json>>).flatMap(([type, fields]) =>
    Object.entries(fields).map(([name, one]) => resolver(making, schemaId, type, name, one)),
  );
}

function resolver(
  making: Making,
  schemaId: string,
  type: string,
  name: string,
  one: Json,
): Resource {
  const { id, attributes } = making.given;
  checkCode(name, one);
  const own = truthy(one["InlineCode"]) || truthy(one["CodeUri"]);
  const made: Json = {
    Code: own ? one["InlineCode"] : PIPELINE_CODE,
    CodeS3Location: one["CodeUri"],
    Runtime: own ? runtimeOf(name, one) : { Name: "APPSYNC_JS", RuntimeVersion: "1.0.0" },
    ApiId: making.apiId,
    FieldName: set(one["FieldName"]) ?? name,
    TypeName: type,
    Kind: "PIPELINE",
    PipelineConfig: { Functions: pipelineOf(making, name, one["Pipeline"]) },
    CachingConfig: isObject(one["Caching"]) ? present(one["Caching"]) : undefined,
    MaxBatchSize: set(one["MaxBatchSize"]),
  };
  return new Resource(`${id}${type}${name}`, "AWS::AppSync::Resolver", made, attributes, [
    schemaId,
  ]);
}

function pipelineOf({ functionIds }: Making, name: string, pipeline: unknown): unknown[] {
  if (!Array.isArray(pipeline) || pipeline.length === 0)
    throw new InvalidResource(
      name,
      `Resolver '${name}' must have Pipeline defined. Unit resolvers are not supported. If you need a Unit resolver you can use AppSync resource.`,
    );
  return (pipeline as string[]).map((one) => {
    if (!functionIds.has(one)) throw new InvalidResource(name, `Function '${one}' does not exist.`);
    return functionIds.get(one);
  });
}
