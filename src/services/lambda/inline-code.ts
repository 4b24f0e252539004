/** Code written into a template: a package of one file, with the response module that AWS adds. */
import { crc32 } from "node:zlib";

/** A zip of uncompressed files. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const bytes = Buffer.from(content as Uint8Array);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    // 1980-01-01: the same code is the same package, whenever it is made.
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), fields, name, bytes);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((0o100755 << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x03", "latin1"), fields, rest, name);
    offset += 4 + fields.length + name.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/**
 * The package of a template's `ZipFile` text.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/cfn-lambda-function-code-cfnresponsemodule.html
 */
export function inlinePackage(runtime: string, text: string): Uint8Array {
  if (runtime.startsWith("python"))
    return zipOf({ "index.py": text, "cfnresponse.py": PYTHON_RESPONSE });
  return zipOf({ "index.js": text, "node_modules/cfn-response/index.js": NODE_RESPONSE });
}

const NODE_RESPONSE = `exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";
exports.send = (event, context, responseStatus, responseData, physicalResourceId, noEcho) => {
  const body = JSON.stringify({
    Status: responseStatus, Reason: "See the details in CloudWatch Log Stream: " + context.logStreamName,
    PhysicalResourceId: physicalResourceId || context.logStreamName, StackId: event.StackId,
    RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId, NoEcho: noEcho || false, Data: responseData,
  });
  const url = new URL(event.ResponseURL);
  const client = require(url.protocol === "http:" ? "http" : "https");
  return new Promise((resolve) => {
    const over = () => { resolve(); if (context.done) context.done(); };
    const request = client.request(url, { method: "PUT", headers: { "content-type": "", "content-length": Buffer.byteLength(body) } }, (response) => {
      response.resume();
      response.on("end", over);
    });
    request.on("error", (error) => { console.log("send(..) failed executing https.request(..): " + error); over(); });
    request.end(body);
  });
};
`;

const PYTHON_RESPONSE = `import json
import urllib.request

SUCCESS = "SUCCESS"
FAILED = "FAILED"


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = json.dumps({
        "Status": responseStatus,
        "Reason": reason or "See the details in CloudWatch Log Stream: {}".format(context.log_stream_name),
        "PhysicalResourceId": physicalResourceId or context.log_stream_name, "StackId": event["StackId"],
        "RequestId": event["RequestId"], "LogicalResourceId": event["LogicalResourceId"], "NoEcho": noEcho,
        "Data": responseData}).encode()
    request = urllib.request.Request(event["ResponseURL"], data=body, method="PUT", headers={"content-type": ""})
    try:
        urllib.request.urlopen(request).read()
    except Exception as error:
        print("send(..) failed executing http.request(..):", error)
`;
