/** Passwords for the console, and the account's rules for them. */
import { passwordComplaint, passwordHash } from "../domain.ts";
import { type Ctx, entity, subject, type Tx } from "../entities.ts";
import { exists, invalidUserType, missing, passwordViolation } from "../errors.ts";
import { type EntityRow, type Login, on } from "../tables.ts";

async function checkPassword(tx: Tx, password: string): Promise<void> {
  const account = await tx.settings.find({ key: "account" });
  const complaint = passwordComplaint(account?.passwordPolicy ?? {}, password);
  if (complaint !== undefined) throw passwordViolation(complaint);
}

function login(ctx: Ctx, password: string, resetRequired: boolean, createdAt = ctx.now): Login {
  const salt = ctx.chance.hex(32);
  return { createdAt, resetRequired, salt, hash: passwordHash(salt, password) };
}

function shown(row: Readonly<EntityRow>) {
  const { createdAt, resetRequired } = row.login!;
  return {
    LoginProfile: {
      UserName: row.name,
      CreateDate: createdAt,
      PasswordResetRequired: resetRequired,
    },
  };
}

/** The user that is named, or else the caller. @throws Fault InvalidUserType if it is the root. */
async function user(ctx: Ctx, tx: Tx, name: string | undefined): Promise<Readonly<EntityRow>> {
  const row = await subject(ctx, tx, name);
  if (row === undefined)
    throw invalidUserType("The caller must be an IAM user, or name the user with UserName.");
  return row;
}

export const CreateLoginProfile = on("CreateLoginProfile", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await user(ctx, tx, input.UserName);
    if (row.login !== undefined) throw exists(`Login Profile for user ${row.name} already exists.`);
    const password = input.Password ?? "";
    await checkPassword(tx, password);
    const next = { ...row, login: login(ctx, password, input.PasswordResetRequired ?? false) };
    await tx.entity.put(next);
    return shown(next);
  }),
);

export const GetLoginProfile = on("GetLoginProfile", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await user(ctx, tx, input.UserName);
    if (row.login === undefined) throw missing.login(row.name);
    return shown(row);
  }),
);

export const UpdateLoginProfile = on("UpdateLoginProfile", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await entity(tx, "user", input.UserName);
    if (row.login === undefined) throw missing.login(row.name);
    const resetRequired = input.PasswordResetRequired ?? row.login.resetRequired;
    if (input.Password !== undefined) await checkPassword(tx, input.Password);
    const next =
      input.Password === undefined
        ? { ...row.login, resetRequired }
        : login(ctx, input.Password, resetRequired, row.login.createdAt);
    await tx.entity.put({ ...row, login: next });
  }),
);

export const DeleteLoginProfile = on("DeleteLoginProfile", (ctx, input) =>
  ctx.update(async (tx) => {
    const { login: current, ...row } = await user(ctx, tx, input.UserName);
    if (current === undefined) throw missing.login(row.name);
    await tx.entity.put(row);
  }),
);

export const ChangePassword = on("ChangePassword", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await user(ctx, tx, undefined);
    const { login: current } = row;
    if (current === undefined) throw missing.login(row.name);
    if (passwordHash(current.salt, input.OldPassword) !== current.hash)
      throw invalidUserType("The old password was incorrect.");
    await checkPassword(tx, input.NewPassword);
    await tx.entity.put({ ...row, login: login(ctx, input.NewPassword, false, current.createdAt) });
  }),
);

/** What AWS fills in where UpdateAccountPasswordPolicy leaves out. */
const PASSWORD_DEFAULTS = {
  MinimumPasswordLength: 6,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
};

export const UpdateAccountPasswordPolicy = on("UpdateAccountPasswordPolicy", (ctx, input) =>
  ctx.update(async (tx) => {
    const account = await tx.settings.find({ key: "account" });
    const passwordPolicy = { ...PASSWORD_DEFAULTS, ...input };
    await tx.settings.put({ stamp: "", ...account, key: "account", passwordPolicy });
  }),
);

export const GetAccountPasswordPolicy = on("GetAccountPasswordPolicy", (ctx) =>
  ctx.view(async (tx) => {
    const policy = (await tx.settings.find({ key: "account" }))?.passwordPolicy;
    if (policy === undefined) throw missing.passwordPolicy(ctx.account);
    const days = policy["MaxPasswordAge"];
    const ExpirePasswords = typeof days === "number" && days > 0;
    return { PasswordPolicy: { ...PASSWORD_DEFAULTS, ...policy, ExpirePasswords } };
  }),
);

export const DeleteAccountPasswordPolicy = on("DeleteAccountPasswordPolicy", (ctx) =>
  ctx.update(async (tx) => {
    const account = await tx.settings.find({ key: "account" });
    if (account?.passwordPolicy === undefined) throw missing.passwordPolicy(ctx.account);
    const { passwordPolicy: _, ...rest } = account;
    await tx.settings.put(rest);
  }),
);
