/** Amazon DynamoDB. */
import { defineService } from "#kernel/service";
import { authorization } from "./authorization.ts";
import { expire, forgetToken, trimStream } from "./due.ts";
import { BODY_BYTES } from "./limits.ts";
import * as batches from "./operations/batches.ts";
import * as destinations from "./operations/destinations.ts";
import * as items from "./operations/items.ts";
import * as queries from "./operations/queries.ts";
import * as settings from "./operations/settings.ts";
import * as statements from "./operations/statements.ts";
import * as tableOperations from "./operations/tables.ts";
import * as transactions from "./operations/transactions.ts";
import { deliver } from "./replication.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";
import { judge } from "./validation.ts";

export const service = defineService({
  id: "dynamodb",
  tables,
  unread,
  operations: [
    tableOperations,
    items,
    queries,
    batches,
    transactions,
    statements,
    settings,
    destinations,
  ],
  due: { expire, trimStream, forgetToken },
  deliver: { replicate: deliver },
  resources,
  bodyLimitBytes: BODY_BYTES,
  validate: judge,
  authorization,
});
