/** Amazon CloudWatch: metrics. */
import { defineService } from "#kernel/service";
import * as metricData from "./operations/metric-data.ts";
import * as metrics from "./operations/metrics.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "cloudwatch",
  tables,
  unread,
  operations: [metrics, metricData],
  due: { expire: metrics.expire },
  authorization: {
    conditions(_ctx, _operation, input): Record<string, string> {
      const namespace = input["Namespace"];
      return typeof namespace === "string" ? { "cloudwatch:namespace": namespace } : {};
    },
  },
  provides: {
    metrics: (ctx) => ({ put: (measurements) => metrics.addMeasured(ctx, measurements) }),
  },
});
