/** Amazon API Gateway: HTTP APIs. */
import { defineService } from "#kernel/service";
import * as apis from "./operations/apis.ts";
import * as authorizers from "./operations/authorizers.ts";
import * as integrations from "./operations/integrations.ts";
import * as routes from "./operations/routes.ts";
import * as stages from "./operations/stages.ts";
import { resources } from "./resources.ts";
import { serve } from "./routes.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

const VERBS: readonly (readonly [string, string])[] = [
  ["Get", "GET"],
  ["Create", "POST"],
  ["Import", "POST"],
  ["Tag", "POST"],
  ["Update", "PATCH"],
  ["Reimport", "PUT"],
  ["Delete", "DELETE"],
  ["Untag", "DELETE"],
];

export const service = defineService({
  id: "apigatewayv2",
  tables,
  unread,
  operations: [apis, authorizers, integrations, routes, stages],
  routes: serve,
  resources,
  authorization: {
    /** IAM names API Gateway's actions after HTTP's methods. */
    actions: (operation) => [
      `apigateway:${VERBS.find(([start]) => operation.startsWith(start))?.[1] ?? "POST"}`,
    ],
    resources: (ctx, _operation, input) => [
      `arn:aws:apigateway:${ctx.region}::/apis${input["ApiId"] === undefined ? "" : `/${input["ApiId"]}`}`,
    ],
  },
});
