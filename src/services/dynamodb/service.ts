/** Amazon DynamoDB. */
import { then } from "#base/awaitable";
import { defineService } from "#kernel/service";
import { expire, forgetToken, trimStream } from "./due.ts";
import { BODY_BYTES } from "./limits.ts";
import { named, tableArn } from "./opened.ts";
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

type Input = Readonly<Record<string, unknown>>;

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
  authorization: {
    resources: (ctx, operation, input) => {
      const arnOf = (name: unknown) => {
        const at = named(ctx, String(name));
        return tableArn(ctx, at.name, at.account, at.region);
      };
      const tablesOf = (given: Input): string[] => {
        if (typeof given["IndexName"] === "string" && given["TableName"] !== undefined)
          return [`${arnOf(given["TableName"])}/index/${given["IndexName"]}`];
        if (typeof given["TableName"] === "string") return [arnOf(given["TableName"])];
        return typeof given["ResourceArn"] === "string" ? [given["ResourceArn"]] : [];
      };
      if (operation.startsWith("Batch") && input["RequestItems"] !== undefined)
        return Object.keys(input["RequestItems"] as object).map(arnOf);
      if (Array.isArray(input["TransactItems"])) {
        const actions = (input["TransactItems"] as Input[]).flatMap(
          (action) => Object.values(action) as Input[],
        );
        return [...new Set(actions.flatMap(tablesOf))];
      }
      const found = tablesOf(input);
      return found.length === 0 ? ["*"] : found;
    },
    policyOf(ctx, arn) {
      const [, , , region = "", account = "", resource = ""] = arn.split(":");
      const name = resource.split("/")[1];
      if (name === undefined) return undefined;
      const here = account === ctx.account && region === ctx.region;
      return ctx.view((tx) =>
        then(
          (here ? tx : tx.at(account, region)).table.find({ name }),
          (table) => table?.policy?.text,
        ),
      );
    },
  },
});
