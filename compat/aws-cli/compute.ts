/** Tours of Lambda, Logs, API Gateway and CloudWatch by the AWS CLI's own commands. */
import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { type Aws, type Cli, makeRole } from "./cli.ts";

const CODE = `exports.handler = async (event) => {
  console.log("called with", event.name);
  if (event.name === "nobody") throw new TypeError("nobody is not welcome");
  return { statusCode: 200, body: "hello " + (event.name ?? event.path ?? event.rawPath) };
};`;

/** Makes a function and gives its ARN. */
export async function makeFunction(one: Aws, name: string, code: string): Promise<string> {
  const { aws, text, folder } = one;
  const zip = join(folder, `${name}.zip`);
  writeFileSync(zip, zipSync({ "index.js": strToU8(code) }));
  const role = await makeRole(one, "lambda", name);
  const managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  const attached = ["--role-name", role.split("/").at(-1)!, "--policy-arn", managed];
  await aws("iam", "attach-role-policy", ...attached);
  const { FunctionArn } = await aws(
    ...["lambda", "create-function", "--function-name", name, "--runtime", "nodejs20.x"],
    ...["--role", role, "--handler", "index.handler", "--zip-file", `fileb://${zip}`],
  );
  await text("lambda", "wait", "function-active-v2", "--function-name", name);
  return FunctionArn;
}

export function toursCompute({ it, begin, generation }: Cli): void {
  it("lambda and logs: function, invoke, error, environment, version, alias, log lines", async () => {
    const one = await begin();
    const { aws, text, folder, raw, refused } = one;
    await makeFunction(one, "tour", CODE);
    const named = ["--function-name", "tour"];
    const answer = join(folder, "answer.json");
    const invoke = (payload: object, ...more: string[]) =>
      aws(
        "lambda",
        "invoke",
        ...named,
        ...raw,
        "--payload",
        JSON.stringify(payload),
        ...more,
        answer,
      );
    const invoked = await invoke({ name: "ann" }, "--log-type", "Tail");
    expect([invoked.StatusCode, JSON.parse(readFileSync(answer, "utf8")).body]).toEqual([
      200,
      "hello ann",
    ]);
    expect(Buffer.from(invoked.LogResult, "base64").toString()).toContain("called with ann");
    expect((await invoke({ name: "nobody" })).FunctionError).toBe("Unhandled");
    expect(JSON.parse(readFileSync(answer, "utf8"))).toMatchObject({
      errorType: "TypeError",
      errorMessage: "nobody is not welcome",
    });
    await aws(
      ...["lambda", "update-function-configuration", ...named],
      ...["--environment", "Variables={KEY=b}", "--timeout", "7"],
    );
    await text("lambda", "wait", "function-updated-v2", ...named);
    const { Version } = await aws("lambda", "publish-version", ...named);
    const live = ["--name", "live", "--function-version", Version];
    const alias = await aws("lambda", "create-alias", ...named, ...live);
    expect(alias.AliasArn).toEndWith(":function:tour:live");
    const configured = await aws(
      ...["lambda", "get-function-configuration", ...named, "--qualifier", "live"],
    );
    expect([configured.Timeout, configured.Environment.Variables, configured.Version]).toEqual([
      7,
      { KEY: "b" },
      "1",
    ]);
    expect(await refused("lambda", "get-function", "--function-name", "none")).toContain(
      "(ResourceNotFoundException) when calling the GetFunction operation: Function not found: arn:aws:lambda:us-east-1:000000000000:function:none",
    );

    const group = "/aws/lambda/tour";
    const filter = ["--log-group-name", group, "--filter-pattern", '"called with"'];
    const { events } = await aws("logs", "filter-log-events", ...filter);
    expect(events).toHaveLength(2);
    const streams = await aws("logs", "describe-log-streams", "--log-group-name", group);
    const stream = ["--log-stream-name", streams.logStreams[0].logStreamName];
    const got = await aws("logs", "get-log-events", "--log-group-name", group, ...stream);
    expect(got.events.length).toBeGreaterThan(3);
    if (generation === 2)
      expect(await text("logs", "tail", group, "--since", "5m")).toContain("called with ann");
    await aws(
      ...["logs", "put-retention-policy", "--log-group-name", group, "--retention-in-days", "7"],
    );
    expect((await aws("logs", "describe-log-groups")).logGroups).toContainEqual(
      expect.objectContaining({ logGroupName: group, retentionInDays: 7 }),
    );
  });

  it("apigateway and apigatewayv2: APIs imported, made call by call, and quick, called", async () => {
    const { aws, brume, folder } = await begin();
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:tour";
    const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
    await aws(
      ...["lambda", "add-permission", "--function-name", "tour", "--statement-id", "api"],
      ...["--action", "lambda:InvokeFunction", "--principal", "apigateway.amazonaws.com"],
    );
    const proxy = { type: "aws_proxy", httpMethod: "POST", uri };
    const paths = { "/hello": { get: { "x-amazon-apigateway-integration": proxy } } };
    const definition = join(folder, "api.json");
    writeFileSync(definition, JSON.stringify({ openapi: "3.0.1", info: { title: "tour" }, paths }));
    const body = ["--body", `${generation === 1 ? "file" : "fileb"}://${definition}`];
    const { id } = await aws("apigateway", "import-rest-api", ...body);
    await aws("apigateway", "create-deployment", "--rest-api-id", id, "--stage-name", "live");
    const rest = await fetch(`${brume.url}/restapis/${id}/live/_user_request_/hello`);
    expect([rest.status, await rest.text()]).toEqual([200, "hello /hello"]);

    const { id: own } = await aws("apigateway", "create-rest-api", "--name", "own");
    const api = ["--rest-api-id", own];
    const { items } = await aws("apigateway", "get-resources", ...api);
    const made = await aws(
      ...["apigateway", "create-resource", ...api],
      ...["--parent-id", items[0].id, "--path-part", "hello"],
    );
    const method = [...api, "--resource-id", made.id, "--http-method", "GET"];
    await aws("apigateway", "put-method", ...method, "--authorization-type", "NONE");
    await aws(
      ...["apigateway", "put-integration", ...method, "--type", "AWS_PROXY"],
      ...["--integration-http-method", "POST", "--uri", uri],
    );
    const tested = await aws(
      ...["apigateway", "test-invoke-method", ...method, "--path-with-query-string", "/hello"],
    );
    expect([tested.status, tested.body]).toEqual([200, "hello /hello"]);
    await aws("apigateway", "create-deployment", ...api, "--stage-name", "live");
    const called = await fetch(`${brume.url}/restapis/${own}/live/_user_request_/hello`);
    expect([called.status, await called.text()]).toEqual([200, "hello /hello"]);
    await aws("apigateway", "delete-rest-api", ...api);
    const gone = await fetch(`${brume.url}/restapis/${own}/live/_user_request_/hello`);
    expect([403, 404]).toContain(gone.status);

    const quick = ["--name", "tour", "--protocol-type", "HTTP", "--target", arn];
    const { ApiId } = await aws("apigatewayv2", "create-api", ...quick);
    const http = await fetch(`${brume.url}/_aws/execute-api/${ApiId}/$default/world`);
    expect([http.status, await http.text()]).toEqual([200, "hello /world"]);
    const { Items } = await aws("apigatewayv2", "get-routes", "--api-id", ApiId);
    expect(Items).toMatchObject([{ RouteKey: "$default" }]);
  });

  it("cloudwatch: metrics put, listed, read as data and as statistics", async () => {
    const { aws } = await begin();
    const metric = ["--namespace", "Tour", "--metric-name", "Visits"];
    const data = [...metric, "--dimensions", "Page=home", "--unit", "Count"];
    for (const value of ["3", "5"])
      await aws("cloudwatch", "put-metric-data", ...data, "--value", value);
    const listed = await aws("cloudwatch", "list-metrics", "--namespace", "Tour");
    expect(listed.Metrics).toEqual([
      {
        Namespace: "Tour",
        MetricName: "Visits",
        Dimensions: [{ Name: "Page", Value: "home" }],
      },
    ]);
    const hour = [
      ...["--start-time", new Date(performance.timeOrigin - 3_600_000).toISOString()],
      ...["--end-time", new Date(performance.timeOrigin + 3_600_000).toISOString()],
    ];
    const statistics = await aws(
      ...["cloudwatch", "get-metric-statistics", ...metric, ...hour],
      ...["--dimensions", "Name=Page,Value=home"],
      ...["--period", "7200", "--statistics", "Sum", "Maximum"],
    );
    const sums = statistics.Datapoints.map((d: { Sum: number }) => d.Sum) as number[];
    expect(sums.reduce((a, b) => a + b, 0)).toBe(8);
    const query = {
      Id: "q",
      MetricStat: { Metric: listed.Metrics[0], Period: 7200, Stat: "Maximum" },
    };
    const read = await aws(
      ...["cloudwatch", "get-metric-data", ...hour, "--metric-data-queries"],
      JSON.stringify([query]),
    );
    expect(Math.max(...read.MetricDataResults[0].Values)).toBe(5);
  });
}
