/** An account's settings, tags, and VPC links, which are configuration only. */
import { notImplemented } from "#aws/fault";
import type { VpcLink } from "#aws/generated/types/apigateway";
import { apiOf, type Ctx, page, type Tx } from "../definition.ts";
import { badRequest, missing, notFound } from "../errors.ts";
import { ACCOUNT_BURST_LIMIT, ACCOUNT_RATE_LIMIT } from "../limits.ts";
import { patch } from "../patches.ts";
import { on } from "../tables.ts";

export const GetAccount = on("GetAccount", (ctx: Ctx) =>
  ctx.view(async (tx) =>
    shown((await tx.accountSettings.find({ kind: "account" }))?.cloudwatchRoleArn),
  ),
);

export const UpdateAccount = on("UpdateAccount", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = { kind: "account", ...(await tx.accountSettings.find({ kind: "account" })) };
    patch(row, input.patchOperations, { "/cloudwatchRoleArn": "text" });
    if (row.cloudwatchRoleArn === "") delete row.cloudwatchRoleArn;
    if (row.cloudwatchRoleArn && !/^arn:[^:]+:iam::\d{12}:role\/./.test(row.cloudwatchRoleArn))
      throw badRequest(
        "The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.",
      );
    await tx.accountSettings.put(row);
    return shown(row.cloudwatchRoleArn);
  }),
);

const shown = (cloudwatchRoleArn: string | undefined) => ({
  cloudwatchRoleArn,
  throttleSettings: { burstLimit: ACCOUNT_BURST_LIMIT, rateLimit: ACCOUNT_RATE_LIMIT },
  features: ["UsagePlans"],
  apiKeyVersion: "4",
});

type Tags = Record<string, string>;

export const TagResource = on("TagResource", (ctx, input) =>
  ctx.update(async (tx) => {
    if (Object.keys(input.tags).some((key) => /^aws:/i.test(key)))
      throw badRequest("Tag keys may not start with aws:");
    await tagged(ctx, tx, input.resourceArn, (tags) => ({ ...tags, ...input.tags }));
    return {};
  }),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  ctx.update(async (tx) => {
    const gone = new Set(input.tagKeys);
    await tagged(ctx, tx, input.resourceArn, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))),
    );
    return {};
  }),
);

export const GetTags = on("GetTags", (ctx, input) =>
  ctx.update(async (tx) => ({
    tags: await tagged(ctx, tx, input.resourceArn, undefined),
  })),
);

const THINGS: Readonly<Record<string, string>> = {
  apikeys: "key",
  usageplans: "plan",
  vpclinks: "vpcLink",
  clientcertificates: "certificate",
};

/** Changes the tags of what an ARN names, and gives them. */
async function tagged(
  ctx: Ctx,
  tx: Tx,
  arn: string,
  change: ((tags: Tags) => Tags) | undefined,
): Promise<Tags> {
  const path = /^arn:[^:]+:apigateway:[^:]+::(\/.+)$/.exec(decodeURIComponent(arn))?.[1];
  if (path === undefined) throw badRequest("Invalid ARN specified in the request");
  const [, collection = "", id = "", , stageName] = path.split("/");
  const next = (tags: Tags | undefined): Tags => change?.({ ...tags }) ?? { ...tags };
  if (Object.keys(next(undefined)).length > 50)
    throw badRequest("A resource can have at most 50 tags");
  if (collection === "restapis") {
    const api = await apiOf(ctx, tx, id);
    if (stageName === undefined) {
      const tags = next(api.settings.tags);
      if (change) await tx.api.put({ ...api, settings: { ...api.settings, tags } });
      return tags;
    }
    const stage = await tx.stage.find({ api: id, name: stageName });
    if (stage === undefined) throw missing("stage");
    const tags = next(stage.settings.tags);
    if (change) await tx.stage.put({ ...stage, settings: { ...stage.settings, tags } });
    return tags;
  }
  if (collection === "domainnames") {
    const row = await tx.domain.find({ name: id });
    if (row === undefined || row.account !== ctx.account) throw missing("domain name");
    const tags = next(row.settings.tags);
    if (change) await tx.domain.put({ ...row, settings: { ...row.settings, tags } });
    return tags;
  }
  const kind = Object.hasOwn(THINGS, collection) ? THINGS[collection] : undefined;
  if (kind === undefined) throw notImplemented(`apigateway: tags of /${collection}`);
  const row = await tx.thing.find({ kind, id });
  if (row === undefined) throw notFound("Invalid resource identifier specified");
  const tags = next(row.value["tags"] as Tags | undefined);
  if (change) await tx.thing.put({ ...row, value: { ...row.value, tags } });
  return tags;
}

const KIND = "vpcLink";
type Link = VpcLink & { id: string };

export const CreateVpcLink = on("CreateVpcLink", (ctx, input) =>
  ctx.update(async (tx) => {
    if (input.targetArns.length !== 1 || !/:loadbalancer\/net\//.test(input.targetArns[0] ?? ""))
      throw badRequest("VPC link must have exactly one Network Load Balancer as its target");
    const link: Link = {
      id: ctx.chance.alnum(6),
      ...input,
      tags: { ...input.tags },
      status: "AVAILABLE",
      statusMessage: "Your vpc link is ready for use",
    };
    await tx.thing.put({ kind: KIND, id: link.id, value: { ...link } });
    return link;
  }),
);

export const GetVpcLink = on("GetVpcLink", (ctx, input) =>
  ctx.view((tx) => linkOf(tx, input.vpcLinkId)),
);

export const GetVpcLinks = on("GetVpcLinks", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.thing.list({ where: { kind: KIND } });
    return page(
      rows.map((row) => row.value as unknown as Link),
      input,
      (link) => link.id,
    );
  }),
);

export const UpdateVpcLink = on("UpdateVpcLink", (ctx, input) =>
  ctx.update(async (tx) => {
    const link = structuredClone(await linkOf(tx, input.vpcLinkId));
    patch(link, input.patchOperations, { "/description": "text", "/name": "text" });
    await tx.thing.put({ kind: KIND, id: link.id, value: { ...link } });
    return link;
  }),
);

export const DeleteVpcLink = on("DeleteVpcLink", (ctx, input) =>
  ctx.update(async (tx) => {
    const link = await linkOf(tx, input.vpcLinkId);
    await tx.thing.remove({ kind: KIND, id: link.id });
    return {};
  }),
);

async function linkOf(tx: Tx, id: string): Promise<Link> {
  const row = await tx.thing.find({ kind: KIND, id });
  if (row === undefined) throw missing("Vpc Link");
  return row.value as unknown as Link;
}
