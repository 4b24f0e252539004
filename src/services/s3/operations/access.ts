/** Who may: policies, ACLs, ownership, public access block. */
import { bucketAt, bucketArn, changeSettings, type Ctx, readBucket } from "../buckets.ts";
import { askedGrants, canonicalId, cannedGrants, isPublic, shownGrants } from "../domain/grants.ts";
import { checkPolicy, isPublicPolicy } from "../domain/policies.ts";
import {
  accessDenied,
  aclNotSupported,
  aclWithOwnership,
  malformedXml,
  markerNotAllowed,
  noOwnership,
  noPolicy,
  noPublicAccessBlock,
} from "../errors.ts";
import { createdEvent, notify } from "../events.ts";
import { objectGrants } from "../intake.ts";
import { on } from "../tables.ts";
import { objectAt, rewrite } from "../versions.ts";

export const PutBucketPolicy = on("PutBucketPolicy", (ctx, input) =>
  changeSettings(ctx, input, (settings, bucket) => {
    const text = input.Policy as unknown as string;
    checkPolicy(text, bucket.name);
    if (settings.publicAccessBlock?.BlockPublicPolicy && isPublicPolicy(text))
      throw accessDenied(
        `User: ${ctx.principal.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucket.name)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      );
    settings.policy = text;
  }),
);

export const GetBucketPolicy = on("GetBucketPolicy", async (ctx, input) => {
  const bucket = await readBucket(ctx, input);
  if (bucket.settings.policy === undefined) throw noPolicy(bucket.name);
  return { Policy: bucket.settings.policy } as never;
});

export const DeleteBucketPolicy = on("DeleteBucketPolicy", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    delete settings.policy;
  }),
);

export const GetBucketPolicyStatus = on("GetBucketPolicyStatus", async (ctx, input) => {
  const bucket = await readBucket(ctx, input);
  if (bucket.settings.policy === undefined) throw noPolicy(bucket.name);
  return { PolicyStatus: { IsPublic: isPublicPolicy(bucket.settings.policy) } };
});

export const PutPublicAccessBlock = on("PutPublicAccessBlock", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    const given = input.PublicAccessBlockConfiguration;
    settings.publicAccessBlock = {
      BlockPublicAcls: given?.BlockPublicAcls ?? false,
      IgnorePublicAcls: given?.IgnorePublicAcls ?? false,
      BlockPublicPolicy: given?.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: given?.RestrictPublicBuckets ?? false,
    };
  }),
);

export const GetPublicAccessBlock = on("GetPublicAccessBlock", async (ctx, input) => {
  const bucket = await readBucket(ctx, input);
  const held = bucket.settings.publicAccessBlock;
  if (held === undefined) throw noPublicAccessBlock(bucket.name);
  return { PublicAccessBlockConfiguration: held };
});

export const DeletePublicAccessBlock = on("DeletePublicAccessBlock", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    delete settings.publicAccessBlock;
  }),
);

export const PutBucketOwnershipControls = on("PutBucketOwnershipControls", (ctx, input) =>
  changeSettings(ctx, input, (settings, bucket) => {
    const rules = input.OwnershipControls?.Rules ?? [];
    const asked = rules[0]?.ObjectOwnership as string | undefined;
    if (
      rules.length !== 1 ||
      !["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"].includes(asked ?? "")
    )
      throw malformedXml();
    const owner = canonicalId(bucket.owner);
    if (asked === "BucketOwnerEnforced" && settings.grants?.some((grant) => grant.id !== owner))
      throw aclWithOwnership();
    settings.ownership = asked!;
  }),
);

export const GetBucketOwnershipControls = on("GetBucketOwnershipControls", async (ctx, input) => {
  const bucket = await readBucket(ctx, input);
  if (bucket.settings.ownership === undefined) throw noOwnership(bucket.name);
  return {
    OwnershipControls: { Rules: [{ ObjectOwnership: bucket.settings.ownership as never }] },
  };
});

export const DeleteBucketOwnershipControls = on("DeleteBucketOwnershipControls", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    delete settings.ownership;
  }),
);

export const GetBucketAcl = on("GetBucketAcl", async (ctx, input) => {
  const bucket = await readBucket(ctx, input);
  return {
    Owner: { ID: canonicalId(bucket.owner) },
    Grants: shownGrants(bucket.settings.grants, bucket.owner),
  } as never;
});

export const PutBucketAcl = on("PutBucketAcl", (ctx, input) =>
  changeSettings(ctx, input, (settings, bucket) => {
    const grants = askedGrants(input as never, bucket.owner, bucket.owner);
    if (grants === undefined) throw malformedXml();
    const owner = canonicalId(bucket.owner);
    if (settings.ownership === "BucketOwnerEnforced") {
      if (!grants.every((g) => g.id === owner && g.permission === "FULL_CONTROL"))
        throw aclNotSupported();
      return;
    }
    if (settings.publicAccessBlock?.BlockPublicAcls && isPublic(grants)) throw accessDenied();
    settings.grants = grants;
  }),
);

export const GetObjectAcl = on("GetObjectAcl", (ctx, input) =>
  ctx.view(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const row = await objectAt(tx, bucket.name, input.Key, input.VersionId);
    if (row.marker) throw markerNotAllowed("GET", [["x-amz-delete-marker", "true"]]);
    const { owner } = row.facts;
    return {
      Owner: { ID: canonicalId(owner) },
      Grants: shownGrants(row.facts.grants, owner),
    } as never;
  }),
);

export const PutObjectAcl = on("PutObjectAcl", (ctx, input) => putObjectAcl(ctx, input as never));

function putObjectAcl(
  ctx: Ctx,
  input: { Bucket: string; Key: string; VersionId?: string } & Parameters<typeof askedGrants>[0],
) {
  return ctx.update(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const row = await objectAt(tx, bucket.name, input.Key, input.VersionId);
    if (row.marker) throw markerNotAllowed("PUT", [["x-amz-delete-marker", "true"]]);
    const grants = objectGrants(ctx, bucket, input, row.facts.owner);
    if (grants === undefined && bucket.settings.ownership !== "BucketOwnerEnforced")
      throw malformedXml();
    if (grants === undefined && askedGrants(input, row.facts.owner, bucket.owner) === undefined)
      throw malformedXml();
    const kept = grants ?? cannedGrants("private", row.facts.owner, bucket.owner);
    await rewrite(tx, row, { facts: { ...row.facts, grants: kept } });
    await notify(ctx, tx, bucket, createdEvent("s3:ObjectAcl:Put", row));
    return {};
  });
}
