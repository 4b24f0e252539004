/** AWS Systems Manager: Parameter Store. */
import { defineService } from "#kernel/service";
import * as parameters from "./operations/parameters.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "ssm",
  tables,
  unread,
  operations: [parameters],
  due: { expireParameter: parameters.expireParameter },
  resources,
  authorization: {
    resources(ctx, _operation, input) {
      const names = [
        input["Name"],
        ...((input["Names"] as unknown[] | undefined) ?? []),
        input["Path"],
        input["ResourceId"],
      ];
      const arns = names.flatMap((name) =>
        typeof name === "string" ? [parameters.parameterArn(ctx, parameters.bare(name))] : [],
      );
      return arns.length > 0 ? arns : ["*"];
    },
  },
});
