/** Platform applications and their endpoints. https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html */
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import { EVENT_ATTRIBUTES, tellOf } from "../application-events.ts";
import { invalidParameter, platformMissing } from "../errors.ts";
import { PAGE } from "../limits.ts";
import { applicationAt, applicationOf, endpointArn, endpointAt, isEnabled } from "../push.ts";
import { type EndpointRow, on } from "../tables.ts";
import type { Ctx } from "../topics.ts";

const PLATFORMS = [
  ...["ADM", "APNS", "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX"],
  ...["APNS_PASSBOOK", "MACOS", "MACOS_SANDBOX", "BAIDU", "FCM", "GCM", "MPNS", "WNS"],
];
/** Kept, and of use to the platform that there is none of here. */
const CREDENTIALS = [
  ...["PlatformCredential", "PlatformPrincipal", "ApplePlatformTeamID", "ApplePlatformBundleID"],
];
const APPLICATION_ATTRIBUTES = [
  ...CREDENTIALS,
  ...EVENT_ATTRIBUTES,
  ...["SuccessFeedbackRoleArn", "FailureFeedbackRoleArn", "SuccessFeedbackSampleRate", "Enabled"],
];
const ENDPOINT_ATTRIBUTES = ["CustomUserData", "Enabled", "Token"];
/** Never shown again. */
const SECRET = new Set(["PlatformCredential", "PlatformPrincipal"]);

const applicationArn = (ctx: Ctx, id: string): string => ctx.arn("sns", `app/${id}`);

function checkApplication(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!APPLICATION_ATTRIBUTES.includes(name))
      throw invalidParameter(`Attributes Reason: Invalid attribute name: ${name}`);
    const form = FORMS.find(([names]) => names.test(name))?.[1];
    if (value !== "" && form?.test(value) === false)
      throw invalidParameter(
        `Attributes Reason: Invalid value for attribute: ${name}: cannot use ${value}`,
      );
  }
}

/** What attributes' values look like. An empty one takes the attribute away. */
const FORMS: readonly (readonly [names: RegExp, form: RegExp])[] = [
  [/^Event/, /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/],
  [/RoleArn$/, /^arn:[\w-]+:iam::\d{12}:role\/.+$/],
  [/SampleRate$/, /^(100|\d{1,2})$/],
  [/^Enabled$/, /^(true|false)$/i],
];

export const CreatePlatformApplication = on("CreatePlatformApplication", (ctx, input) => {
  const { Name: name, Platform: platform, Attributes: attributes } = input;
  if (!PLATFORMS.includes(platform))
    throw invalidParameter(`Platform Reason: ${platform} is not supported`);
  if (!/^[\w.-]{1,256}$/.test(name)) throw invalidParameter("Name");
  checkApplication(attributes);
  if (!attributes["PlatformCredential"])
    throw invalidParameter("Attributes Reason: Platform credentials are required");
  const id = `${platform}/${name}`;
  return ctx.update(async (tx) => {
    const held = await tx.application.find({ id });
    if (held !== undefined && JSON.stringify(held.attributes) !== JSON.stringify(attributes))
      throw invalidParameter(
        "Attributes Reason: Platform application already exists with different attributes",
      );
    await tx.application.put({ id, attributes });
    return { PlatformApplicationArn: applicationArn(ctx, id) };
  });
});

export const DeletePlatformApplication = on("DeletePlatformApplication", (ctx, input) =>
  ctx.update(async (tx) => {
    const id = applicationOf(input.PlatformApplicationArn);
    await tx.application.remove({ id });
    await tx.endpoint.removeAll({ application: id });
    return {};
  }),
);

export const GetPlatformApplicationAttributes = on(
  "GetPlatformApplicationAttributes",
  (ctx, input) =>
    ctx.view(async (tx) => {
      const row = await tx.application.find({ id: applicationOf(input.PlatformApplicationArn) });
      if (row === undefined) throw platformMissing();
      return { Attributes: shown(row.attributes) };
    }),
);

const shown = (attributes: Readonly<Record<string, string>>): Record<string, string> => ({
  Enabled: "true",
  ...Object.fromEntries(Object.entries(attributes).filter(([name]) => !SECRET.has(name))),
});

export const SetPlatformApplicationAttributes = on(
  "SetPlatformApplicationAttributes",
  (ctx, input) => {
    checkApplication(input.Attributes);
    return ctx.update(async (tx) => {
      const row = await tx.application.find({ id: applicationOf(input.PlatformApplicationArn) });
      if (row === undefined) throw platformMissing();
      const all = Object.entries({ ...row.attributes, ...input.Attributes });
      const attributes = Object.fromEntries(all.filter(([, value]) => value !== ""));
      await tx.application.put({ ...row, attributes });
      return {};
    });
  },
);

export const ListPlatformApplications = on("ListPlatformApplications", (ctx, input) =>
  ctx.view(async (tx) => {
    const after = keyIn(input.NextToken);
    const { rows, next } = await readPage(tx.application, { column: "id", after, limit: PAGE });
    return {
      PlatformApplications: rows.map(({ id, attributes }) => ({
        PlatformApplicationArn: applicationArn(ctx, id),
        Attributes: shown(attributes),
      })),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  }),
);

export const CreatePlatformEndpoint = on("CreatePlatformEndpoint", (ctx, input) => {
  const { Token, CustomUserData, Attributes = {} } = input;
  const application = applicationOf(input.PlatformApplicationArn);
  const given = {
    Enabled: "true",
    ...Attributes,
    Token,
    ...(CustomUserData === undefined ? {} : { CustomUserData }),
  };
  checkEndpoint(given);
  return ctx.update(async (tx) => {
    const owner = await applicationAt(tx, application);
    if (owner === undefined) throw platformMissing();
    const all = await tx.endpoint.list({ where: { application } });
    const held = all.find(({ attributes }) => attributes["Token"] === Token);
    if (held !== undefined) {
      const same = ENDPOINT_ATTRIBUTES.every((n) => held.attributes[n] === given[n as "Token"]);
      if (!same)
        throw invalidParameter(
          `Token Reason: Endpoint ${endpointArn(ctx, held)} already exists with the same Token, but different attributes.`,
        );
      return { EndpointArn: endpointArn(ctx, held) };
    }
    const row: EndpointRow = { id: ctx.chance.uuid(), application, attributes: given };
    await tx.endpoint.put(row);
    const EndpointArn = endpointArn(ctx, row);
    await tellOf(ctx, tx, owner, "EndpointCreated", EndpointArn);
    return { EndpointArn };
  });
});

function checkEndpoint(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!ENDPOINT_ATTRIBUTES.includes(name))
      throw invalidParameter(`Attributes Reason: Invalid attribute name: ${name}`);
    if (name === "Enabled" && !/^(true|false)$/i.test(value))
      throw invalidParameter(
        "Attributes Reason: Invalid value for attribute: Enabled: must be true or false",
      );
    if (name === "CustomUserData" && Buffer.byteLength(value) > 2_048)
      throw invalidParameter(
        "Attributes Reason: Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding",
      );
  }
}

export const DeleteEndpoint = on("DeleteEndpoint", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await endpointAt(tx, input.EndpointArn).catch(() => undefined);
    if (row === undefined) return {};
    await tx.endpoint.remove({ id: row.id });
    const owner = await applicationAt(tx, row.application);
    if (owner !== undefined) await tellOf(ctx, tx, owner, "EndpointDeleted", input.EndpointArn);
    return {};
  }),
);

export const GetEndpointAttributes = on("GetEndpointAttributes", (ctx, input) =>
  ctx.view(async (tx) => {
    const { attributes } = await endpointAt(tx, input.EndpointArn);
    return { Attributes: { ...attributes, Enabled: String(isEnabled(attributes)) } };
  }),
);

export const SetEndpointAttributes = on("SetEndpointAttributes", (ctx, input) => {
  checkEndpoint(input.Attributes);
  return ctx.update(async (tx) => {
    const row = await endpointAt(tx, input.EndpointArn);
    await tx.endpoint.put({ ...row, attributes: { ...row.attributes, ...input.Attributes } });
    const owner = await applicationAt(tx, row.application);
    if (owner !== undefined) await tellOf(ctx, tx, owner, "EndpointUpdated", input.EndpointArn);
    return {};
  });
});

export const ListEndpointsByPlatformApplication = on(
  "ListEndpointsByPlatformApplication",
  (ctx, input) =>
    ctx.view(async (tx) => {
      const application = applicationOf(input.PlatformApplicationArn);
      if ((await tx.application.find({ id: application })) === undefined) throw platformMissing();
      const { rows, next } = await readPage(tx.endpoint, {
        column: "id",
        after: keyIn(input.NextToken),
        limit: PAGE,
        where: { application },
      });
      return {
        Endpoints: rows.map((row) => ({
          EndpointArn: endpointArn(ctx, row),
          Attributes: row.attributes,
        })),
        ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
      };
    }),
);
