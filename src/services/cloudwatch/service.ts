/** Amazon CloudWatch: metrics. */
import { defineService } from "#kernel/service";
import * as metrics from "./operations/metrics.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "cloudwatch",
  tables,
  unread,
  operations: [metrics],
  due: { expire: metrics.expire },
  provides: {
    metrics: (ctx) => ({ put: (measurements) => metrics.addMeasured(ctx, measurements) }),
  },
});
