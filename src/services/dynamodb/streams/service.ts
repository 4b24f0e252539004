/** Amazon DynamoDB Streams: reading what writes recorded. It is told apart by its API only. */
import { defineService } from "#kernel/service";
import { streamTables } from "../tables.ts";
import { unread } from "./unread.ts";
import * as streams from "./operations.ts";

export const service = defineService({
  id: "dynamodbstreams",
  tables: streamTables,
  unread,
  operations: [streams],
  authorization: {
    prefix: "dynamodb",
    resources(_ctx, _operation, input) {
      const arn = input["StreamArn"];
      return typeof arn === "string" ? [arn] : ["*"];
    },
  },
});
