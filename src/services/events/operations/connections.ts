/** Connections: how API destinations are authorised. Their secrets are kept in Secrets Manager. */
import type {
  ConnectionAuthResponseParameters,
  ConnectionHttpParameters,
  CreateConnectionAuthRequestParameters,
} from "#aws/generated/types/events";
import { notImplemented } from "#aws/fault";
import type { Ctx, Tx } from "../buses.ts";
import { exists, missing, validation } from "../errors.ts";
import { pageOf } from "../paging.ts";
import { setIn } from "../settings.ts";
import { type ConnectionRow, on } from "../tables.ts";

export const connectionArn = (ctx: Ctx, { name, id }: { name: string; id: string }): string =>
  ctx.arn("events", `connection/${name}/${id}`);

/** @throws Fault ResourceNotFound. */
async function connectionAt(tx: Tx, name: string): Promise<Readonly<ConnectionRow>> {
  const row = await tx.connection.find({ name });
  if (row === undefined)
    throw missing(`Failed to describe the connection(s). Connection '${name}' does not exist.`);
  return row;
}

const NEEDED = {
  BASIC: "BasicAuthParameters",
  API_KEY: "ApiKeyAuthParameters",
  OAUTH_CLIENT_CREDENTIALS: "OAuthParameters",
} as const;

export const CreateConnection = on("CreateConnection", async (ctx, input) => {
  const { Name: name, AuthorizationType: authorization, AuthParameters: given } = input;
  if (
    input.InvocationConnectivityParameters !== undefined ||
    given.ConnectivityParameters !== undefined
  )
    throw notImplemented("events: connections to private APIs (ConnectivityParameters)");
  if (given[NEEDED[authorization]] === undefined)
    throw validation(
      `Parameter(s) ${NEEDED[authorization]} must be specified for authorization type ${authorization}.`,
    );
  if ((await ctx.view((tx) => tx.connection.find({ name }))) !== undefined)
    throw exists(`Connection ${name} already exists.`);
  const id = ctx.chance.uuid();
  const { ARN } = await ctx.call(
    "secretsmanager",
    "CreateSecret",
    {
      Name: `events!connection/${name}/${ctx.chance.uuid()}`,
      SecretString: JSON.stringify(given),
      ...(input.KmsKeyIdentifier ? { KmsKeyId: input.KmsKeyIdentifier } : {}),
    },
    { trusted: true },
  );
  return ctx.update(async (tx) => {
    const row: ConnectionRow = {
      name,
      id,
      authorization,
      shown: shown(given),
      secretArn: ARN!,
      state: "AUTHORIZED",
      createdAt: ctx.now,
      modifiedAt: ctx.now,
      authorizedAt: ctx.now,
      ...setIn({ description: input.Description, kmsKeyIdentifier: input.KmsKeyIdentifier }),
    };
    if (!(await tx.connection.add(row))) throw exists(`Connection ${name} already exists.`);
    return made(ctx, row);
  });
});

export const UpdateConnection = on("UpdateConnection", async (ctx, input) => {
  const current = await ctx.view((tx) => connectionAt(tx, input.Name));
  if (input.InvocationConnectivityParameters !== undefined)
    throw notImplemented("events: connections to private APIs (InvocationConnectivityParameters)");
  const before = await authParameters(ctx, current);
  const authorization = input.AuthorizationType ?? current.authorization;
  const given = ofType(
    authorization,
    merged(before, input.AuthParameters ?? {}) as CreateConnectionAuthRequestParameters,
  );
  if (given[NEEDED[authorization]] === undefined)
    throw validation(
      `Parameter(s) ${NEEDED[authorization]} must be specified for authorization type ${authorization}.`,
    );
  await ctx.call(
    "secretsmanager",
    "PutSecretValue",
    { SecretId: current.secretArn, SecretString: JSON.stringify(given) },
    { trusted: true },
  );
  return ctx.update(async (tx) => {
    const { description, kmsKeyIdentifier, ...rest } = await connectionAt(tx, input.Name);
    const row: ConnectionRow = {
      ...rest,
      authorization,
      shown: shown(given),
      state: "AUTHORIZED",
      modifiedAt: ctx.now,
      authorizedAt: ctx.now,
      ...setIn({
        description: input.Description ?? description,
        kmsKeyIdentifier: input.KmsKeyIdentifier ?? kmsKeyIdentifier,
      }),
    };
    await tx.connection.put(row);
    return made(ctx, row);
  });
});

/** Without what another type of authorization needs. */
function ofType(
  authorization: ConnectionRow["authorization"],
  given: CreateConnectionAuthRequestParameters,
): CreateConnectionAuthRequestParameters {
  const others = Object.values(NEEDED).filter((name) => name !== NEEDED[authorization]);
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => !(others as readonly string[]).includes(name)),
  ) as CreateConnectionAuthRequestParameters;
}

/** What a connection was given for its type of authorization, its secrets among it. */
export async function authParameters(
  ctx: Ctx,
  row: Readonly<ConnectionRow>,
): Promise<CreateConnectionAuthRequestParameters> {
  const { SecretString } = await ctx.call(
    "secretsmanager",
    "GetSecretValue",
    { SecretId: row.secretArn },
    { trusted: true },
  );
  const given = JSON.parse(SecretString ?? "{}") as CreateConnectionAuthRequestParameters;
  return ofType(row.authorization, given);
}

function merged(before: unknown, given: unknown): unknown {
  if (!isMap(before) || !isMap(given)) return given;
  const out: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(given)) out[name] = merged(before[name], value);
  return out;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const DeauthorizeConnection = on("DeauthorizeConnection", async (ctx, input) => {
  const current = await ctx.view((tx) => connectionAt(tx, input.Name));
  await ctx.call(
    "secretsmanager",
    "PutSecretValue",
    { SecretId: current.secretArn, SecretString: "{}" },
    { trusted: true },
  );
  return ctx.update(async (tx) => {
    const { authorizedAt: _authorizedAt, ...row } = await connectionAt(tx, input.Name);
    await tx.connection.put({ ...row, state: "DEAUTHORIZED", modifiedAt: ctx.now });
    return { ...made(ctx, row), ConnectionState: "DEAUTHORIZED" as const };
  });
});

export const DeleteConnection = on("DeleteConnection", async (ctx, input) => {
  const current = await ctx.view((tx) => connectionAt(tx, input.Name));
  await ctx.call(
    "secretsmanager",
    "DeleteSecret",
    { SecretId: current.secretArn, ForceDeleteWithoutRecovery: true },
    { trusted: true },
  );
  return ctx.update(async (tx) => {
    await tx.connection.remove({ name: input.Name });
    return { ...made(ctx, current), ConnectionState: "DELETING" as const };
  });
});

export const DescribeConnection = on("DescribeConnection", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await connectionAt(tx, input.Name);
    return {
      ...listedAs(ctx, row),
      SecretArn: row.secretArn,
      AuthParameters: row.shown,
      ...(row.description === undefined ? {} : { Description: row.description }),
      ...(row.kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: row.kmsKeyIdentifier }),
    };
  }),
);

export const ListConnections = on("ListConnections", (ctx, input) =>
  ctx.view(async (tx) => {
    const all = (await tx.connection.list()).filter(
      (row) =>
        row.name.startsWith(input.NamePrefix ?? "") &&
        (input.ConnectionState === undefined || row.state === input.ConnectionState),
    );
    const { rows, token } = pageOf(all, (row) => row.name, input.NextToken, input.Limit);
    return {
      Connections: rows.map((row) => listedAs(ctx, row)),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);

const made = (ctx: Ctx, row: Readonly<ConnectionRow>) => ({
  ConnectionArn: connectionArn(ctx, row),
  ConnectionState: row.state,
  CreationTime: row.createdAt,
  LastModifiedTime: row.modifiedAt,
  ...(row.authorizedAt === undefined ? {} : { LastAuthorizedTime: row.authorizedAt }),
});

const listedAs = (ctx: Ctx, row: Readonly<ConnectionRow>) => ({
  ...made(ctx, row),
  Name: row.name,
  AuthorizationType: row.authorization,
});

/** What DescribeConnection tells: names, and values that were not said to be secret. */
function shown(given: CreateConnectionAuthRequestParameters): ConnectionAuthResponseParameters {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = given;
  return {
    ...(basic === undefined ? {} : { BasicAuthParameters: { Username: basic.Username } }),
    ...(key === undefined ? {} : { ApiKeyAuthParameters: { ApiKeyName: key.ApiKeyName } }),
    ...(oauth === undefined
      ? {}
      : {
          OAuthParameters: {
            ClientParameters: { ClientID: oauth.ClientParameters.ClientID },
            AuthorizationEndpoint: oauth.AuthorizationEndpoint,
            HttpMethod: oauth.HttpMethod,
            ...(oauth.OAuthHttpParameters === undefined
              ? {}
              : { OAuthHttpParameters: unsecret(oauth.OAuthHttpParameters) }),
          },
        }),
    ...(given.InvocationHttpParameters === undefined
      ? {}
      : { InvocationHttpParameters: unsecret(given.InvocationHttpParameters) }),
  };
}

function unsecret(given: ConnectionHttpParameters): ConnectionHttpParameters {
  const bare = <P extends { Value?: string; IsValueSecret?: boolean }>(list: P[]): P[] =>
    list.map(({ Value, ...rest }) => (rest.IsValueSecret ? rest : { ...rest, Value }) as P);
  return Object.fromEntries(
    Object.entries(given).map(([name, list]) => [name, bare(list ?? [])]),
  ) as ConnectionHttpParameters;
}
