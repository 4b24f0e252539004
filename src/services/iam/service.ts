/** AWS Identity and Access Management. */
import { defineService } from "#kernel/service";
import { authorization } from "./authorization.ts";
import { expire } from "./due.ts";
import { identityProvider } from "./identity.ts";
import * as accessKeys from "./operations/access-keys.ts";
import * as account from "./operations/account.ts";
import * as attachments from "./operations/attachments.ts";
import * as boundaries from "./operations/boundaries.ts";
import * as credentials from "./operations/credentials.ts";
import * as devices from "./operations/devices.ts";
import * as groups from "./operations/groups.ts";
import * as inline from "./operations/inline.ts";
import * as logins from "./operations/logins.ts";
import * as policies from "./operations/policies.ts";
import * as profiles from "./operations/profiles.ts";
import * as providers from "./operations/providers.ts";
import * as reports from "./operations/reports.ts";
import * as roles from "./operations/roles.ts";
import * as serverCertificates from "./operations/server-certificates.ts";
import * as simulation from "./operations/simulation.ts";
import * as tags from "./operations/tags.ts";
import * as users from "./operations/users.ts";
import { resources } from "./resources/index.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "iam",
  tables,
  unread,
  operations: [
    users,
    groups,
    roles,
    boundaries,
    inline,
    policies,
    attachments,
    accessKeys,
    profiles,
    tags,
    providers,
    logins,
    devices,
    account,
    credentials,
    serverCertificates,
    reports,
    simulation,
  ],
  due: { expire },
  resources,
  authorization,
  provides: { identity: identityProvider },
});
