// The least that calls an AWS service: Signature Version 4 and one POST.
const { createHash, createHmac } = require("node:crypto");

const hash = (text) => createHash("sha256").update(text).digest("hex");
const mac = (key, text) => createHmac("sha256", key).update(text).digest();

/** Calls a JSON service by its target, or a Query service by its form. */
exports.call = async function call(service, target, input) {
  const {
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
    AWS_SESSION_TOKEN,
    AWS_REGION,
    AWS_ENDPOINT_URL,
  } = process.env;
  const url = new URL(AWS_ENDPOINT_URL ?? `https://${service}.${AWS_REGION}.amazonaws.com`);
  const body = target ? JSON.stringify(input) : new URLSearchParams(input).toString();
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
  const headers = {
    "content-type": target ? "application/x-amz-json-1.0" : "application/x-www-form-urlencoded",
    host: url.host,
    "x-amz-date": time,
    "x-amz-security-token": AWS_SESSION_TOKEN,
    ...(target ? { "x-amz-target": target } : {}),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    "POST",
    "/",
    "",
    ...names.map((n) => `${n}:${headers[n]}`),
    "",
    names.join(";"),
    hash(body),
  ].join("\n");
  const scope = `${time.slice(0, 8)}/${AWS_REGION}/${service}/aws4_request`;
  const key = [time.slice(0, 8), AWS_REGION, service, "aws4_request"].reduce(
    mac,
    `AWS4${AWS_SECRET_ACCESS_KEY}`,
  );
  const signature = mac(
    key,
    ["AWS4-HMAC-SHA256", time, scope, hash(canonical)].join("\n"),
  ).toString("hex");
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status}: ${text}`);
  return target ? JSON.parse(text) : text;
};
