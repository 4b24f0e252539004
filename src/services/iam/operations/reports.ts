/** The credential report: a table of users and their credentials. */
import { byName } from "../domain.ts";
import { arnOf, type Ctx, type Tx } from "../entities.ts";
import { type EntityRow, on } from "../tables.ts";

const COLUMNS = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  "access_key_1_active",
  "access_key_1_last_rotated",
  "access_key_1_last_used_date",
  "access_key_1_last_used_region",
  "access_key_1_last_used_service",
  "access_key_2_active",
  "access_key_2_last_rotated",
  "access_key_2_last_used_date",
  "access_key_2_last_used_region",
  "access_key_2_last_used_service",
  "cert_1_active",
  "cert_1_last_rotated",
  "cert_2_active",
  "cert_2_last_rotated",
];

/** ISO 8601 to the second with an offset, as the report has its times. */
const time = (at: number | undefined): string =>
  at === undefined ? "N/A" : new Date(at).toISOString().replace(/\.\d+Z$/, "+00:00");

/** The report is made when it is read, so it is always complete. */
export const GenerateCredentialReport = on("GenerateCredentialReport", () => ({
  State: "COMPLETE" as const,
}));

export const GetCredentialReport = on("GetCredentialReport", (ctx) =>
  ctx.view(async (tx) => {
    const lines = [COLUMNS.join(","), await rootLine(ctx, tx)];
    const users = byName(await tx.entity.list({ where: { kind: "user" } }), ({ key }) => key);
    for (const user of users) lines.push(await userLine(ctx, tx, user));
    return {
      Content: Buffer.from(lines.join("\n")),
      ReportFormat: "text/csv" as const,
      GeneratedTime: ctx.now,
    };
  }),
);

async function keyCells(ctx: Ctx, tx: Tx, userKey: string): Promise<string[]> {
  const rows = await tx.accessKey.list({ where: { owner: ctx.account, userKey } });
  const keys = rows.toSorted((a, b) => a.createdAt - b.createdAt);
  return [0, 1].flatMap((place) => {
    const key = keys[place];
    if (key === undefined) return ["false", "N/A", "N/A", "N/A", "N/A"];
    const used = [time(key.usedAt), key.usedRegion ?? "N/A", key.usedService ?? "N/A"];
    return [String(key.active), time(key.createdAt), ...used];
  });
}

async function rootLine(ctx: Ctx, tx: Tx): Promise<string> {
  const password = ["not_supported", "no_information", "not_supported", "not_supported", "false"];
  const certificates = ["false", "N/A", "false", "N/A"];
  const keys = await keyCells(ctx, tx, "");
  const who = ["<root_account>", ctx.arn("iam", "root", ""), time(0)];
  return [...who, ...password, ...keys, ...certificates].join(",");
}

async function userLine(ctx: Ctx, tx: Tx, row: Readonly<EntityRow>): Promise<string> {
  const { login } = row;
  const changed = login === undefined ? "N/A" : time(login.createdAt);
  const used = row.passwordUsedAt === undefined ? "no_information" : time(row.passwordUsedAt);
  const mfa = (await tx.device.count({ userKey: row.key })) > 0;
  const held = await tx.credential.list({ where: { kind: "certificate", userKey: row.key } });
  const certificates = [0, 1].flatMap((place) => {
    const each = held[place];
    return each === undefined
      ? ["false", "N/A"]
      : [String(each.document["Status"] === "Active"), time(each.createdAt)];
  });
  return [
    row.name,
    arnOf(ctx, row),
    time(row.createdAt),
    String(login !== undefined),
    login === undefined ? "N/A" : used,
    changed,
    "N/A",
    String(mfa),
    ...(await keyCells(ctx, tx, row.key)),
    ...certificates,
  ].join(",");
}
