/** Custom domain names and what their paths lead to. */
import { notImplemented } from "#aws/fault";
import type { DomainName } from "#aws/generated/types/apigateway";
import { type Ctx, page, type Tx } from "../definition.ts";
import { badRequest, conflict, missing, notFound } from "../errors.ts";
import { patch } from "../patches.ts";
import { type DomainRow, type MappingRow, on } from "../tables.ts";

/** Hosted zones of AWS's distributions and of regional endpoints in us-east-1. */
const EDGE_ZONE = "Z2FDTNDATAQYW2";
const REGIONAL_ZONE = "Z1UJRXOUMOOFQ8";

export const CreateDomainName = on("CreateDomainName", (ctx: Ctx, input) =>
  ctx.update(async (tx) => {
    const name = input.domainName.toLowerCase();
    if (!/^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/.test(name))
      throw badRequest("Invalid domain name specified");
    if (input.mutualTlsAuthentication !== undefined)
      throw notImplemented("apigateway: a domain's mutualTlsAuthentication");
    if (input.policy !== undefined) throw notImplemented("apigateway: a domain's policy");
    if (input.routingMode !== undefined && input.routingMode !== "BASE_PATH_MAPPING_ONLY")
      throw notImplemented(`apigateway: the routingMode ${input.routingMode}`);
    if ((await tx.domain.find({ name })) !== undefined)
      throw badRequest("The domain name you provided already exists.");
    const type = input.endpointConfiguration?.types?.[0] ?? "EDGE";
    if (type === "PRIVATE") throw notImplemented("apigateway: private domain names");
    const {
      certificateBody: _b,
      certificatePrivateKey: _k,
      certificateChain: _c,
      ...given
    } = input;
    const { policy: _p, mutualTlsAuthentication: _m, tags, ...rest } = given;
    const host =
      type === "EDGE"
        ? {
            distributionDomainName: `d${ctx.chance.alnum(13)}.cloudfront.net`,
            distributionHostedZoneId: EDGE_ZONE,
          }
        : {
            regionalDomainName: `d-${ctx.chance.alnum(10)}.execute-api.${ctx.region}.amazonaws.com`,
            regionalHostedZoneId: REGIONAL_ZONE,
          };
    const settings: DomainName = {
      ...rest,
      domainName: name,
      domainNameArn: `arn:aws:apigateway:${ctx.region}::/domainnames/${name}`,
      certificateUploadDate: ctx.now,
      ...host,
      endpointConfiguration: input.endpointConfiguration ?? { types: ["EDGE"] },
      domainNameStatus: "AVAILABLE",
      securityPolicy: input.securityPolicy ?? "TLS_1_2",
      tags: { ...tags },
    };
    await tx.domain.put({ name, account: ctx.account, region: ctx.region, settings });
    return settings;
  }),
);

export const GetDomainName = on("GetDomainName", (ctx, input) =>
  ctx.view(async (tx) => (await domainOf(ctx, tx, input.domainName)).settings),
);

export const GetDomainNames = on("GetDomainNames", (ctx, input) =>
  ctx.view(async (tx) => {
    // Only private domain names are shared between accounts, and there are none.
    const others = input.resourceOwner === "OTHER_ACCOUNTS";
    const where = { account: ctx.account, region: ctx.region };
    const rows = others ? [] : await tx.domain.list({ where });
    return page(
      rows.map((row) => row.settings),
      input,
      (one) => one.domainName!,
    );
  }),
);

export const UpdateDomainName = on("UpdateDomainName", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = structuredClone(await domainOf(ctx, tx, input.domainName)) as DomainRow;
    patch(row.settings, input.patchOperations, {
      "/certificateArn": "text",
      "/certificateName": "text",
      "/endpointConfiguration/ipAddressType": "text",
      "/regionalCertificateArn": "text",
      "/regionalCertificateName": "text",
      "/securityPolicy": "text",
    });
    await tx.domain.put(row);
    return row.settings;
  }),
);

export const DeleteDomainName = on("DeleteDomainName", (ctx, input) =>
  ctx.update(async (tx) => {
    const { name } = await domainOf(ctx, tx, input.domainName);
    await tx.domain.remove({ name });
    await tx.mapping.removeAll({ domain: name });
    return {};
  }),
);

/** @throws Fault NotFoundException "Invalid domain name identifier specified". */
async function domainOf(ctx: Ctx, tx: Tx, name: string): Promise<Readonly<DomainRow>> {
  const row = await tx.domain.find({ name: name.toLowerCase() });
  if (row === undefined || row.account !== ctx.account || row.region !== ctx.region)
    throw missing("domain name");
  return row;
}

/** How the root's mapping is named. */
export const ROOT = "(none)";

export const CreateBasePathMapping = on("CreateBasePathMapping", (ctx, input) =>
  ctx.update(async (tx) => {
    const domain = await domainOf(ctx, tx, input.domainName);
    const row: MappingRow = {
      domain: domain.name,
      basePath: input.basePath || ROOT,
      api: input.restApiId,
      stage: input.stage,
    };
    await check(ctx, tx, row);
    if (!(await tx.mapping.add(row)))
      throw conflict("Base path already exists for this domain name");
    return shown(row);
  }),
);

export const GetBasePathMapping = on("GetBasePathMapping", (ctx, input) =>
  ctx.view(async (tx) => shown(await mappingOf(ctx, tx, input))),
);

export const GetBasePathMappings = on("GetBasePathMappings", (ctx, input) =>
  ctx.view(async (tx) => {
    const domain = await domainOf(ctx, tx, input.domainName);
    const rows = await tx.mapping.list({ where: { domain: domain.name } });
    return page(rows.map(shown), input, (one) => one.basePath);
  }),
);

export const UpdateBasePathMapping = on("UpdateBasePathMapping", (ctx, input) =>
  ctx.update(async (tx) => {
    const old = await mappingOf(ctx, tx, input);
    const next = { ...shown(old) };
    patch(next, input.patchOperations, {
      "/basePath": "text",
      "/restapiId": (target, _op, value) => (target["restApiId"] = value),
      "/restApiId": "text",
      "/stage": "text",
    });
    const row: MappingRow = {
      domain: old.domain,
      basePath: next.basePath || ROOT,
      api: next.restApiId,
      stage: next.stage,
    };
    await check(ctx, tx, row);
    if (row.basePath !== old.basePath && (await tx.mapping.find(row)) !== undefined)
      throw conflict("Base path already exists for this domain name");
    await tx.mapping.remove({ domain: old.domain, basePath: old.basePath });
    await tx.mapping.put(row);
    return shown(row);
  }),
);

export const DeleteBasePathMapping = on("DeleteBasePathMapping", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await mappingOf(ctx, tx, input);
    await tx.mapping.remove({ domain: row.domain, basePath: row.basePath });
    return {};
  }),
);

async function mappingOf(
  ctx: Ctx,
  tx: Tx,
  input: { domainName: string; basePath: string },
): Promise<Readonly<MappingRow>> {
  const domain = await domainOf(ctx, tx, input.domainName);
  const basePath = decodeURIComponent(input.basePath) || ROOT;
  const row = await tx.mapping.find({ domain: domain.name, basePath });
  if (row === undefined) throw notFound("Invalid base path mapping identifier specified");
  return row;
}

async function check(ctx: Ctx, tx: Tx, row: MappingRow): Promise<void> {
  if (row.basePath !== ROOT && !/^[\w$\-.+!*'()]+$/.test(row.basePath))
    throw badRequest(
      "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
    );
  const api = await tx.api.find({ id: row.api });
  if (api === undefined || api.account !== ctx.account || api.region !== ctx.region)
    throw badRequest("Invalid REST API identifier specified");
  if (row.stage && (await tx.stage.find({ api: row.api, name: row.stage })) === undefined)
    throw badRequest("Invalid stage identifier specified");
}

const shown = (row: Readonly<MappingRow>) => ({
  basePath: row.basePath,
  restApiId: row.api,
  stage: row.stage,
});
