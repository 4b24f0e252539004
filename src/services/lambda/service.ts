/** AWS Lambda. */
import { defineService } from "#kernel/service";
import { resume, retry } from "./events.ts";
import { functionArn, placeOf } from "./functions.ts";
import { ASYNC_PAYLOAD_BYTES, ZIPPED_BYTES } from "./limits.ts";
import { follow } from "./mappings.ts";
import * as functions from "./operations/functions.ts";
import * as invocations from "./operations/invocations.ts";
import * as layers from "./operations/layers.ts";
import * as mappings from "./operations/mappings.ts";
import * as permissions from "./operations/permissions.ts";
import * as settings from "./operations/settings.ts";
import * as urls from "./operations/urls.ts";
import * as versions from "./operations/versions.ts";
import { resources } from "./resources.ts";
import { route } from "./routes.ts";
import { runnerOf } from "./runner.ts";
import { migrations, tables } from "./tables.ts";
import { unread } from "./unread.ts";

const INVOKES = new Set(["Invoke", "InvokeAsync", "InvokeWithResponseStream"]);

export const service = defineService({
  id: "lambda",
  tables,
  migrations,
  unread,
  operations: [functions, versions, layers, permissions, invocations, settings, mappings, urls],
  resources,
  routes: route,
  // A 50 MB package in base64, and the rest of its request.
  bodyLimitBytes: Math.ceil((ZIPPED_BYTES * 4) / 3) + ASYNC_PAYLOAD_BYTES,
  due: { event: retry },
  loops: {
    mappings: follow,
    events: (ctx) => resume(ctx),
    /** Processes end with the loops, when Brume stops or is reset. */
    async environments(ctx, signal) {
      const runner = runnerOf(ctx.kernel);
      signal.addEventListener("abort", () => ctx.background(() => runner.close()), { once: true });
      await settings.provisionAll(ctx);
    },
  },
  authorization: {
    actions: (operation) => (INVOKES.has(operation) ? ["lambda:InvokeFunction"] : undefined),
    resources(ctx, _operation, input) {
      const named = input["FunctionName"];
      if (typeof named !== "string") return ["*"];
      const qualifier = input["Qualifier"];
      const place = placeOf(ctx, named, typeof qualifier === "string" ? qualifier : undefined);
      return [functionArn(place, place.qualifier)];
    },
    policyOf: (ctx, arn) =>
      ctx.view(async (tx) => {
        const [, , service, region = "", account = "", kind, functionName = "", qualifier = ""] =
          arn.split(":");
        if (service !== "lambda" || kind !== "function") return undefined;
        const row = await tx.at(account, region).policy.find({ functionName, qualifier });
        return row === undefined ? undefined : permissions.policyText(row);
      }),
  },
});
