/** Amazon API Gateway: REST APIs. */
import { defineService } from "#kernel/service";
import { actions, policyOfMethod, resources as judgedResources } from "./authorization.ts";
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
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

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
    actions,
    resources: judgedResources,
    ownerOf: (ctx) => ctx.account,
    policyOf: (ctx, arn) =>
      arn.split(":")[2] === "execute-api" ? policyOfMethod(ctx, arn) : undefined,
  },
});
