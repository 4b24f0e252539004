/** Amazon API Gateway: REST APIs. */
import { defineService } from "#kernel/service";
import * as accounts from "./operations/accounts.ts";
import * as apis from "./operations/apis.ts";
import * as authorizers from "./operations/authorizers.ts";
import * as certificates from "./operations/certificates.ts";
import * as deployments from "./operations/deployments.ts";
import * as documentation from "./operations/documentation.ts";
import * as domains from "./operations/domains.ts";
import * as integrations from "./operations/integrations.ts";
import * as invocations from "./operations/invocations.ts";
import * as keys from "./operations/keys.ts";
import * as methods from "./operations/methods.ts";
import * as models from "./operations/models.ts";
import * as plans from "./operations/plans.ts";
import * as resourceTree from "./operations/resources.ts";
import * as stages from "./operations/stages.ts";
import { resources } from "./resources/index.ts";
import { serve } from "./routes.ts";
import { policyFor } from "./routes/authorize.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

const VERBS: readonly (readonly [string, string])[] = [
  ["Get", "GET"],
  ["Update", "PATCH"],
  ["Put", "PUT"],
  ["Delete", "DELETE"],
];

export const service = defineService({
  id: "apigateway",
  tables,
  unread,
  operations: [
    accounts,
    apis,
    authorizers,
    certificates,
    deployments,
    documentation,
    domains,
    integrations,
    invocations,
    keys,
    methods,
    models,
    plans,
    resourceTree,
    stages,
  ],
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
    ownerOf: (ctx) => ctx.account,
    /** The resource policy of an API, for calls of its methods. */
    policyOf(ctx, arn) {
      const [, , service, , , place = ""] = arn.split(":");
      if (service !== "execute-api") return undefined;
      const [id = "", name = ""] = place.split("/");
      return ctx.view(async (tx) => {
        const stage = await tx.stage.find({ api: id, name });
        if (stage === undefined) return undefined;
        const deployment = await tx.deployment.find({ api: id, id: stage.deployment });
        return policyFor(deployment?.settings.policy, ctx.region, ctx.account, id);
      });
    },
  },
});
