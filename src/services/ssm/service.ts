/** AWS Systems Manager: Parameter Store. */
import { tagConditions } from "#aws/tag-conditions";
import { defineService } from "#kernel/service";
import * as parameters from "./operations/parameters.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

interface Tag {
  Key: string;
  Value: string;
}

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
    async conditions(ctx, _operation, input) {
      const { Tags = [], TagKeys } = input as { Tags?: Tag[]; TagKeys?: string[] };
      const named = input["Name"] ?? input["ResourceId"];
      const name = typeof named === "string" ? parameters.bare(named) : undefined;
      const held = name === undefined ? undefined : await ctx.view((tx) => tx.tags.find({ name }));
      return tagConditions({
        set: Tags.map(({ Key, Value }) => [Key, Value] as const),
        ...(TagKeys === undefined ? {} : { removed: TagKeys }),
        held: Object.entries(held?.tags ?? {}),
      });
    },
  },
});
