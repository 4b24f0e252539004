/** AWS::ApiGateway::*: keys, plans, domains, the account, links. */
import type { PatchOperation } from "#aws/generated/types/apigateway";
import type { Made, Properties, ResourceHandler } from "#kernel/resource";
import { tagsOf } from "#kernel/resource-tags";
import { retag } from "./apis.ts";
import { at, changes, ignoreMissing, input, isObject, textOf } from "./shape.ts";

const account: ResourceHandler = {
  properties: ["CloudWatchRoleArn"],
  async make(ctx, desired) {
    const patchOperations = [at("/cloudwatchRoleArn", desired["CloudWatchRoleArn"])];
    await ctx.call("apigateway", "UpdateAccount", { patchOperations });
    const id = ctx.name({ maxLength: 64 });
    return { id, attributes: { Id: id } };
  },
  async update(ctx, id, desired) {
    const patchOperations = [at("/cloudwatchRoleArn", desired["CloudWatchRoleArn"])];
    await ctx.call("apigateway", "UpdateAccount", { patchOperations });
    return { id, attributes: { Id: id } };
  },
  // The account's settings stay, as on AWS: others may rest on them.
  remove: () => Promise.resolve(),
};

const stageKeys = (of: Properties): string[] =>
  ((of["StageKeys"] ?? []) as Properties[]).map(
    (one) => `${String(one["RestApiId"])}/${String(one["StageName"])}`,
  );

const apiKey: ResourceHandler = {
  properties: [
    "CustomerId",
    "Description",
    "Enabled",
    "GenerateDistinctId",
    "Name",
    "StageKeys",
    "Tags",
    "Value",
  ],
  async make(ctx, desired) {
    const { Tags: _, ...rest } = desired;
    const given = { name: ctx.name(), ...input(rest), tags: tagsOf(ctx, desired) };
    const made = await ctx.call("apigateway", "CreateApiKey", given as never);
    return { id: made.id!, attributes: { APIKeyId: made.id } };
  },
  async update(ctx, id, desired, previous) {
    const [next, held] = [stageKeys(desired), stageKeys(previous)];
    const patchOperations: PatchOperation[] = [
      ...changes(["CustomerId", "Description", "Enabled"], desired, previous),
      ...held
        .filter((one) => !next.includes(one))
        .map((value) => ({ op: "remove" as const, path: "/stages", value })),
      ...next.map((value) => ({ op: "add" as const, path: "/stages", value })),
    ];
    await ctx.call("apigateway", "UpdateApiKey", { apiKey: id, patchOperations });
    await retag(ctx, desired, `/apikeys/${id}`);
    return { id, attributes: { APIKeyId: id } };
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("apigateway", "DeleteApiKey", { apiKey: id })),
};

/** Throttles by method keep their names; all else is in the operations' words. */
function planStages(value: unknown) {
  return ((value ?? []) as Properties[]).map((one) => ({
    apiId: String(one["ApiId"]),
    stage: String(one["Stage"]),
    ...(isObject(one["Throttle"])
      ? {
          throttle: Object.fromEntries(
            Object.entries(one["Throttle"]).map(([key, limits]) => [key, input(limits)]),
          ),
        }
      : {}),
  }));
}

const usagePlan: ResourceHandler = {
  properties: ["ApiStages", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"],
  replaces: [],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateUsagePlan", {
      name: textOf(desired["UsagePlanName"]) ?? ctx.name(),
      description: textOf(desired["Description"]),
      apiStages: planStages(desired["ApiStages"]),
      ...(isObject(desired["Quota"]) ? { quota: input(desired["Quota"]) } : {}),
      ...(isObject(desired["Throttle"]) ? { throttle: input(desired["Throttle"]) } : {}),
      tags: tagsOf(ctx, desired),
    });
    return { id: made.id!, attributes: { Id: made.id } };
  },
  async update(ctx, id, desired, previous) {
    const place = (one: { apiId: string; stage: string }) => `${one.apiId}:${one.stage}`;
    const held = planStages(previous["ApiStages"]);
    const next = planStages(desired["ApiStages"]);
    const names = new Set(next.map(place));
    const known = new Set(held.map(place));
    const part = (name: "Quota" | "Throttle", keys: readonly string[]) => {
      const value = desired[name];
      const path = `/${name.toLowerCase()}`;
      if (!isObject(value)) return previous[name] === undefined ? [] : [at(path, undefined)];
      return keys
        .filter((key) => value[key] !== undefined)
        .map((key) => at(`${path}/${key[0]!.toLowerCase()}${key.slice(1)}`, value[key]));
    };
    const patchOperations: PatchOperation[] = [
      ...changes(["Description"], desired, previous),
      ...(desired["UsagePlanName"] === undefined ? [] : [at("/name", desired["UsagePlanName"])]),
      ...held
        .filter((one) => !names.has(place(one)))
        .map((one) => ({ op: "remove" as const, path: "/apiStages", value: place(one) })),
      ...next
        .filter((one) => !known.has(place(one)))
        .map((one) => ({ op: "add" as const, path: "/apiStages", value: place(one) })),
      ...next.map((one) => at(`/apiStages/${place(one)}/throttle`, one.throttle ?? {})),
      ...part("Quota", ["Limit", "Offset", "Period"]),
      ...part("Throttle", ["BurstLimit", "RateLimit"]),
    ];
    await ctx.call("apigateway", "UpdateUsagePlan", { usagePlanId: id, patchOperations });
    await retag(ctx, desired, `/usageplans/${id}`);
    return { id, attributes: { Id: id } };
  },
  async remove(ctx, id) {
    await ignoreMissing(
      (async () => {
        const plan = await ctx.call("apigateway", "GetUsagePlan", { usagePlanId: id });
        const patchOperations = (plan.apiStages ?? []).map((one) => ({
          op: "remove" as const,
          path: "/apiStages",
          value: `${one.apiId}:${one.stage}`,
        }));
        await ctx.call("apigateway", "UpdateUsagePlan", { usagePlanId: id, patchOperations });
        await ctx.call("apigateway", "DeleteUsagePlan", { usagePlanId: id });
      })(),
    );
  },
};

const usagePlanKey: ResourceHandler = {
  properties: ["KeyId", "KeyType", "UsagePlanId"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateUsagePlanKey", input(desired) as never);
    const id = `${made.id}:${String(desired["UsagePlanId"])}`;
    return { id, attributes: { Id: id } };
  },
  remove: (ctx, _id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteUsagePlanKey", {
        usagePlanId: String(previous["UsagePlanId"]),
        keyId: String(previous["KeyId"]),
      }),
    ),
};

function shownDomain(domain: {
  domainName?: string;
  domainNameArn?: string;
  distributionDomainName?: string;
  distributionHostedZoneId?: string;
  regionalDomainName?: string;
  regionalHostedZoneId?: string;
}): Made {
  return {
    id: domain.domainName!,
    attributes: {
      DomainNameArn: domain.domainNameArn,
      DistributionDomainName: domain.distributionDomainName,
      DistributionHostedZoneId: domain.distributionHostedZoneId,
      RegionalDomainName: domain.regionalDomainName,
      RegionalHostedZoneId: domain.regionalHostedZoneId,
    },
  };
}

const domainName: ResourceHandler = {
  properties: [
    "CertificateArn",
    "DomainName",
    "EndpointConfiguration",
    "OwnershipVerificationCertificateArn",
    "RegionalCertificateArn",
    "RoutingMode",
    "SecurityPolicy",
    "Tags",
  ],
  replaces: ["DomainName", "EndpointConfiguration", "RoutingMode"],
  async make(ctx, desired) {
    const { Tags: _, ...rest } = desired;
    const given = { ...input(rest), tags: tagsOf(ctx, desired) };
    return shownDomain(await ctx.call("apigateway", "CreateDomainName", given as never));
  },
  async update(ctx, id, desired, previous) {
    const names = ["CertificateArn", "RegionalCertificateArn", "SecurityPolicy"];
    const patchOperations = changes(names, desired, previous);
    const made = await ctx.call("apigateway", "UpdateDomainName", {
      domainName: id,
      patchOperations,
    });
    await retag(ctx, desired, `/domainnames/${id}`);
    return shownDomain(made);
  },
  remove: (ctx, id) =>
    ignoreMissing(ctx.call("apigateway", "DeleteDomainName", { domainName: id })),
};

const basePathMapping: ResourceHandler = {
  properties: ["BasePath", "DomainName", "RestApiId", "Stage"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "CreateBasePathMapping", input(desired) as never);
    return { id: `${String(desired["DomainName"])}|${made.basePath}` };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigateway", "UpdateBasePathMapping", {
      domainName: String(desired["DomainName"]),
      basePath: textOf(desired["BasePath"]) || "(none)",
      patchOperations: [at("/restapiId", desired["RestApiId"]), at("/stage", desired["Stage"])],
    });
    return { id };
  },
  remove: (ctx, _id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteBasePathMapping", {
        domainName: String(previous["DomainName"]),
        basePath: textOf(previous["BasePath"]) || "(none)",
      }),
    ),
};

const vpcLink: ResourceHandler = {
  properties: ["Description", "Name", "Tags", "TargetArns"],
  async make(ctx, desired) {
    const { Tags: _, ...rest } = desired;
    const given = { ...input(rest), tags: tagsOf(ctx, desired) };
    const made = await ctx.call("apigateway", "CreateVpcLink", given as never);
    return { id: made.id!, attributes: { VpcLinkId: made.id } };
  },
  async update(ctx, id, desired, previous) {
    const patchOperations = changes(["Description", "Name"], desired, previous);
    await ctx.call("apigateway", "UpdateVpcLink", { vpcLinkId: id, patchOperations });
    await retag(ctx, desired, `/vpclinks/${id}`);
    return { id, attributes: { VpcLinkId: id } };
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("apigateway", "DeleteVpcLink", { vpcLinkId: id })),
};

const clientCertificate: ResourceHandler = {
  properties: ["Description", "Tags"],
  async make(ctx, desired) {
    const made = await ctx.call("apigateway", "GenerateClientCertificate", {
      description: textOf(desired["Description"]),
      tags: tagsOf(ctx, desired),
    });
    const id = made.clientCertificateId!;
    return { id, attributes: { ClientCertificateId: id } };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigateway", "UpdateClientCertificate", {
      clientCertificateId: id,
      patchOperations: [at("/description", desired["Description"] ?? "")],
    });
    await retag(ctx, desired, `/clientcertificates/${id}`);
    return { id, attributes: { ClientCertificateId: id } };
  },
  remove: (ctx, id) =>
    ignoreMissing(ctx.call("apigateway", "DeleteClientCertificate", { clientCertificateId: id })),
};

export const otherResources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::ApiGateway::Account": account,
  "AWS::ApiGateway::ApiKey": apiKey,
  "AWS::ApiGateway::BasePathMapping": basePathMapping,
  "AWS::ApiGateway::ClientCertificate": clientCertificate,
  "AWS::ApiGateway::DomainName": domainName,
  "AWS::ApiGateway::UsagePlan": usagePlan,
  "AWS::ApiGateway::UsagePlanKey": usagePlanKey,
  "AWS::ApiGateway::VpcLink": vpcLink,
};
