/** Amazon EventBridge Schemas. */
import { then } from "#base/awaitable";
import { defineService } from "#kernel/service";
import { discovererArn } from "./discovery.ts";
import { generate } from "./due.ts";
import * as bindings from "./operations/bindings.ts";
import * as discoverers from "./operations/discoverers.ts";
import * as policies from "./operations/policies.ts";
import * as registries from "./operations/registries.ts";
import * as schemas from "./operations/schemas.ts";
import * as search from "./operations/search.ts";
import * as tags from "./operations/tags.ts";
import { registryArn, registryPlace, schemaArn } from "./registries.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "schemas",
  tables,
  unread,
  operations: [registries, policies, schemas, search, discoverers, bindings, tags],
  due: { generate },
  resources,
  authorization: {
    resources(ctx, operation, input) {
      const { ResourceArn: arn, RegistryName: registry, SchemaName: schema } = input;
      if (typeof arn === "string") return [arn];
      const { DiscovererId: id } = input;
      if (typeof id === "string") return [discovererArn(ctx, id)];
      // A discoverer's rule is the service's own: nobody's policies speak of what it sends.
      if (operation === "GetDiscoveredSchema" && ctx.principal.kind === "service") return [];
      if (typeof registry !== "string") return ["*"];
      const place = registryPlace(ctx, registry);
      if (typeof schema === "string") return [schemaArn(ctx, place, schema)];
      const ofSchemas = operation === "ListSchemas" || operation === "SearchSchemas";
      return [ofSchemas ? schemaArn(ctx, place, "*") : registryArn(ctx, place)];
    },
    policyOf(ctx, arn) {
      const found = /:schemas:([\w-]+):(\d+):(?:registry|schema)\/([^/]+)/.exec(arn);
      if (found === null) return undefined;
      const [, region = "", account = "", name = ""] = found;
      return ctx.view((tx) =>
        then(tx.at(account, region).registry.find({ name }), (row) => row?.policy),
      );
    },
    // What AWS has published is in every account.
    ownerOf: (ctx) => ctx.account,
  },
});
