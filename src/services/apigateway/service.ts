/** Amazon API Gateway: REST APIs. */
import { defineService } from "#kernel/service";
import * as apis from "./operations/apis.ts";
import * as stages from "./operations/stages.ts";
import { resources } from "./resources.ts";
import { serve } from "./routes.ts";
import { tables } from "./tables.ts";

const VERBS: readonly (readonly [string, string])[] = [
  ["Get", "GET"],
  ["Update", "PATCH"],
  ["Put", "PUT"],
  ["Delete", "DELETE"],
];

export const service = defineService({
  id: "apigateway",
  tables,
  operations: [apis, stages],
  routes: serve,
  resources,
  authorization: {
    /** IAM names API Gateway's actions after HTTP's methods. */
    actions: (operation) => [
      `apigateway:${VERBS.find(([start]) => operation.startsWith(start))?.[1] ?? "POST"}`,
    ],
    resources: (ctx, _operation, input) => [
      `arn:aws:apigateway:${ctx.region}::/restapis${input["restApiId"] === undefined ? "" : `/${input["restApiId"]}`}`,
    ],
  },
});
