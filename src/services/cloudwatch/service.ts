/** Amazon CloudWatch: metrics and alarms. */
import { defineService } from "#kernel/service";
import { actionFailed, deliverAction } from "./alarms.ts";
import { alarmArn } from "./domain.ts";
import { evaluate } from "./due.ts";
import * as alarmStates from "./operations/alarm-states.ts";
import * as alarms from "./operations/alarms.ts";
import * as metricData from "./operations/metric-data.ts";
import * as metrics from "./operations/metrics.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "cloudwatch",
  tables,
  unread,
  operations: [metrics, metricData, alarms, alarmStates],
  due: { expire: metrics.expire, evaluate },
  deliver: { act: deliverAction },
  failures: { unacted: actionFailed },
  resources,
  authorization: {
    resources(ctx, _operation, input): string[] {
      const { AlarmName: name, AlarmNames: names, ResourceARN: arn } = input;
      if (typeof arn === "string") return [arn];
      if (Array.isArray(names) && names.length > 0)
        return names.map((one) => alarmArn(ctx, String(one)));
      return [typeof name === "string" ? alarmArn(ctx, name) : "*"];
    },
    conditions(_ctx, _operation, input): Record<string, string> {
      const namespace = input["Namespace"];
      return typeof namespace === "string" ? { "cloudwatch:namespace": namespace } : {};
    },
  },
  provides: {
    metrics: (ctx) => ({ put: (measurements) => metrics.addMeasured(ctx, measurements) }),
  },
});
