/** Amazon Data Firehose. */
import { defineService } from "#kernel/service";
import { closeBuffer } from "./buffers.ts";
import { deliver } from "./delivery.ts";
import { judge } from "./destinations.ts";
import { retire } from "./grants.ts";
import * as encryption from "./operations/encryption.ts";
import * as records from "./operations/records.ts";
import * as streams from "./operations/streams.ts";
import * as tags from "./operations/tags.ts";
import { resources } from "./resources.ts";
import { follow } from "./source.ts";
import { arrive, streamArn } from "./streams.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "firehose",
  tables,
  unread,
  operations: [streams, records, encryption, tags],
  validate: judge,
  due: { arrive, close: closeBuffer, retire },
  deliver: { batch: deliver },
  loops: { follow },
  resources,
  authorization: {
    resources(ctx, _operation, input) {
      const name = input["DeliveryStreamName"];
      return [typeof name === "string" ? streamArn(ctx, name) : "*"];
    },
  },
});
