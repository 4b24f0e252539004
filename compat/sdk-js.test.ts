/** The AWS SDK for JavaScript, on Node.js, against Brume: its clients are made without arguments. */
import { join } from "node:path";
import { testWith, world } from "./client.ts";
import { copyOrders, driveOrders, type Looks } from "./orders.ts";

const node = Bun.which("node");
const it = testWith(node === null ? "no node on PATH" : undefined);
const begun = world();
const script = (name: string) => join(import.meta.dir, "sdk-js", name);

it("the application comes up, a second deployment changes nothing, it goes", async () => {
  const { must, folder, brume } = await begun();
  const step = (name: string) => must("node", [script("orders.mjs"), name, template]);
  const template = copyOrders(folder);
  const look = async (...args: string[]) =>
    JSON.parse(await must("node", [script("looks.mjs"), ...args]));
  const looks: Looks = {
    item: (table, id) => look("item", table, id),
    receive: (queueUrl) => look("receive", queueUrl),
    logLines: (group) => look("logLines", group),
  };
  await driveOrders(brume.url, JSON.parse(await step("deploy")), looks);
  await step("again");
  await step("delete");
});

for (const tour of ["storage", "documents", "errors"])
  it(`${tour}: the SDK's higher libraries and error classes`, async () => {
    await (await begun()).must("node", [script("tour.mjs"), tour]);
  });
