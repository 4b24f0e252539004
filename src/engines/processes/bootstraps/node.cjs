// The Lambda runtime client for Node.js: takes invocations from the runtime API over one kept
// connection, calls the handler, and posts what it answers together with the request for the next.
"use strict";
const modules = require("node:module");
const net = require("node:net");
const path = require("node:path");
const fs = require("node:fs");
const util = require("node:util");
const { Writable } = require("node:stream");
const { pathToFileURL } = require("node:url");

const API = "/2018-06-01/runtime/";
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const JSON_LOGS = process.env.AWS_LAMBDA_LOG_FORMAT === "JSON";
const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const LEAST = Math.max(
  0,
  LEVELS.indexOf((process.env.AWS_LAMBDA_LOG_LEVEL || "TRACE").toUpperCase()),
);
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");
const PRELUDE_END = Buffer.alloc(8);

let requestId = "";
let wrote = false;
const originalWrite = process.stdout.write.bind(process.stdout);
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write;
  stream.write = (...args) => {
    wrote = true;
    return write.apply(stream, args);
  };
}

// ---- the connection ----
let received = Buffer.alloc(0);
let waiting;
const socket = net.connect({ host, port: Number(port), noDelay: true });
socket.on("data", (piece) => {
  received = received.length === 0 ? piece : Buffer.concat([received, piece]);
  drain();
});
socket.on("error", () => process.exit(1));
socket.on("close", () => process.exit(1));

function drain() {
  if (waiting === undefined) return;
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return;
  const lines = received.toString("latin1", 0, end).split("\r\n");
  const headers = new Map();
  for (let i = 1; i < lines.length; i++) {
    const colon = lines[i].indexOf(":");
    headers.set(lines[i].slice(0, colon).toLowerCase(), lines[i].slice(colon + 1).trim());
  }
  const whole = bodyFrom(headers, end + 4);
  if (whole === undefined) return;
  received = received.subarray(whole.next);
  const { resolve } = waiting;
  waiting = undefined;
  resolve({ status: Number(lines[0].split(" ")[1]), headers, body: whole.body });
}

function bodyFrom(headers, start) {
  if ((headers.get("transfer-encoding") || "").toLowerCase() !== "chunked") {
    const next = start + Number(headers.get("content-length") || 0);
    return received.length < next ? undefined : { body: received.subarray(start, next), next };
  }
  const pieces = [];
  for (let at = start; ; ) {
    const line = received.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(received.toString("latin1", at, line), 16);
    if (received.length < line + 2 + size + 2) return undefined;
    if (size === 0) return { body: Buffer.concat(pieces), next: line + 4 };
    pieces.push(received.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

function answer() {
  return new Promise((resolve) => {
    waiting = { resolve };
    drain();
  });
}

function head(method, where, headers, length) {
  let text = `${method} ${API}${where} HTTP/1.1\r\nHost: ${host}:${port}\r\n`;
  for (const [name, value] of headers) text += `${name}: ${value}\r\n`;
  return `${text}${length === undefined ? "" : `Content-Length: ${length}\r\n`}\r\n`;
}

const NEXT = head("GET", "invocation/next", []);

/** Posts a result and asks for the next invocation in one write. */
async function post(where, body, headers, last) {
  socket.ref();
  flushLog(headers);
  const text = head(
    "POST",
    where,
    [["Content-Type", "application/json"], ...headers],
    Buffer.byteLength(body),
  );
  if (last) {
    socket.write(text + body);
    await answer();
    return undefined;
  }
  socket.write(text + body + NEXT);
  await answer();
  return answer();
}

/** When something was written, a mark after it tells the engine that it has read all of it. */
function flushLog(headers) {
  if (!wrote) return;
  originalWrite(`\u0000brume ${requestId}\n`);
  wrote = false;
  headers.push(["Brume-Log-Mark", "1"]);
}

// ---- errors and logs ----
function describe(error) {
  if (util.types.isNativeError(error) || error instanceof Error)
    return {
      errorType: String(error.name).replaceAll("\u007f", "%7F"),
      errorMessage: String(error.message).replaceAll("\u007f", "%7F"),
      trace: String(error.stack || "")
        .replaceAll("\u007f", "%7F")
        .split("\n"),
    };
  let text;
  try {
    text = String(error);
  } catch {
    text = "";
  }
  return { errorType: typeof error, errorMessage: text, trace: [] };
}

class RuntimeError extends Error {
  constructor(name, message, cause) {
    super(message);
    this.name = name;
    if (cause?.stack)
      this.stack = `${name}: ${message}\n${cause.stack.split("\n").slice(1).join("\n")}`;
  }
}

function logLine(level, args) {
  if (LEVELS.indexOf(level) < LEAST) return;
  const time = new Date().toISOString();
  if (JSON_LOGS) {
    const entry = { timestamp: time, level, requestId };
    const [first] = args;
    if (
      args.length === 1 &&
      typeof first === "object" &&
      first !== null &&
      !(first instanceof Error)
    )
      entry.message = first;
    else entry.message = util.format(...args);
    const error = args.find((arg) => arg instanceof Error);
    if (error !== undefined) {
      entry.errorType = error.name;
      entry.errorMessage = error.message;
      entry.stackTrace = String(error.stack)
        .split("\n")
        .slice(1)
        .map((line) => line.trim());
    }
    let text;
    try {
      text = JSON.stringify(entry);
    } catch {
      entry.message = util.format(...args);
      text = JSON.stringify(entry);
    }
    process.stdout.write(`${text}\n`);
    return;
  }
  const message = util.format(...args).replace(/\n/g, "\r");
  process.stdout.write(`${time}\t${requestId || "undefined"}\t${level}\t${message}\n`);
}

for (const [name, level] of [
  ["trace", "TRACE"],
  ["debug", "DEBUG"],
  ["log", "INFO"],
  ["info", "INFO"],
  ["warn", "WARN"],
  ["error", "ERROR"],
  ["fatal", "FATAL"],
])
  console[name] = (...args) => logLine(level, args);

function logError(label, error) {
  const shown = describe(error);
  const own = {};
  if (typeof error === "object" && error !== null)
    for (const key of Object.keys(error)) if (key !== "name") own[key] = error[key];
  const entry = {
    errorType: shown.errorType,
    errorMessage: shown.errorMessage,
    ...own,
    stack: shown.trace,
  };
  let text;
  try {
    text = JSON.stringify(entry);
  } catch {
    text = JSON.stringify({
      errorType: shown.errorType,
      errorMessage: shown.errorMessage,
      stack: shown.trace,
    });
  }
  if (JSON_LOGS) logLine("ERROR", [entry]);
  else logLine("ERROR", [`${label}\t${text}`]);
}

// ---- the handler ----
const EXTENSIONS = ["", ".js", ".mjs", ".cjs"];

function isModule(file) {
  if (file.endsWith(".mjs")) return true;
  if (file.endsWith(".cjs")) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    try {
      return (
        JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).type === "module"
      );
    } catch (error) {
      if (error instanceof SyntaxError) return false;
    }
    if (folder === path.dirname(folder)) return false;
  }
}

/**
 * ES modules too are looked for along NODE_PATH, where layers and the AWS SDK are, as on AWS.
 * https://aws.amazon.com/blogs/compute/node-js-18-x-runtime-now-available-in-aws-lambda/
 */
function resolver(folders) {
  const parents = folders.map((folder) => `${folder}/_.mjs`);
  const elsewhere = (specifier, error) =>
    error.code === "ERR_MODULE_NOT_FOUND" && !/^[./]|:/.test(specifier);
  const now = (specifier, context, next) => {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!elsewhere(specifier, error)) throw error;
      for (const parentURL of parents)
        try {
          return next(specifier, { ...context, parentURL });
        } catch {}
      throw error;
    }
  };
  const later = async (specifier, context, next) => {
    try {
      return await next(specifier, context);
    } catch (error) {
      if (!elsewhere(specifier, error)) throw error;
      for (const parentURL of parents)
        try {
          return await next(specifier, { ...context, parentURL });
        } catch {}
      throw error;
    }
  };
  return { now, later };
}

function realPath(folder) {
  try {
    return fs.realpathSync(folder);
  } catch {
    return undefined;
  }
}

/** Not needed for what stands in /node_modules, where every module is looked for. */
function lookAlongNodePath(isModule) {
  const folders = (process.env.NODE_PATH ?? "")
    .split(":")
    .filter((folder) => path.basename(folder) === "node_modules" && fs.existsSync(folder))
    .filter((folder) => realPath(folder) !== realPath("/node_modules"))
    .map((folder) => pathToFileURL(path.dirname(folder)).href);
  if (folders.length === 0) return;
  if (modules.registerHooks !== undefined)
    modules.registerHooks({ resolve: resolver(folders).now });
  // Before Node.js 22.15 this takes a thread, which only a handler that is a module is worth.
  else if (isModule && modules.register !== undefined) {
    const text = `export const resolve = (${resolver})(${JSON.stringify(folders)}).later;`;
    modules.register(`data:text/javascript,${encodeURIComponent(text)}`);
  }
}

async function load(root, handler) {
  if (handler.includes(".."))
    throw new RuntimeError(
      "Runtime.MalformedHandlerName",
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  const base = path.basename(handler);
  const match = /^([^.]*)\.(.*)$/.exec(base);
  if (match === null) throw new RuntimeError("Runtime.MalformedHandlerName", "Bad handler");
  const name = handler.slice(0, handler.length - base.length) + match[1];
  let found;
  for (const extension of EXTENSIONS) {
    const candidate = path.resolve(root, name + extension);
    if (fs.existsSync(candidate) && fs.statSync(candidate).isFile()) {
      found = candidate;
      break;
    }
  }
  let module;
  try {
    const imported = found !== undefined && isModule(found);
    lookAlongNodePath(imported);
    if (imported) module = await import(pathToFileURL(found).href);
    else
      module = require(
        found ?? require.resolve(name, { paths: [root, path.dirname(path.resolve(root, name))] }),
      );
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new RuntimeError("Runtime.UserCodeSyntaxError", String(error), error);
    if (found === undefined && error.code === "MODULE_NOT_FOUND")
      throw new RuntimeError(
        "Runtime.ImportModuleError",
        `Error: Cannot find module '${path.basename(name)}'\nRequire stack:\n- /var/runtime/index.mjs`,
        error,
      );
    if (error.code === "MODULE_NOT_FOUND" || error.code === "ERR_MODULE_NOT_FOUND")
      throw new RuntimeError("Runtime.ImportModuleError", String(error), error);
    throw error;
  }
  let target = module;
  for (const key of match[2].split("."))
    target = target?.[key] ?? (target === module ? module.default?.[key] : undefined);
  if (target === undefined || target === null)
    throw new RuntimeError("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  if (typeof target !== "function")
    throw new RuntimeError("Runtime.HandlerNotFound", `${handler} is not a function`);
  return target;
}

globalThis.awslambda = {
  streamifyResponse(handler, options) {
    handler[STREAMING] = "response";
    if (options?.highWaterMark !== undefined)
      handler[Symbol.for("aws.lambda.runtime.handler.streaming.highWaterMark")] = Number(
        options.highWaterMark,
      );
    return handler;
  },
  HttpResponseStream: {
    from(stream, metadata) {
      stream.setContentType("application/vnd.awslambda.http-integration-response");
      stream.prelude(JSON.stringify(metadata));
      return stream;
    },
  },
};

/** The stream a streaming handler writes to: chunks of one POST whose head goes out late. */
class ResponseStream extends Writable {
  constructor(id) {
    super({ highWaterMark: 64 * 1024 });
    this.id = id;
    this.type = "application/octet-stream";
    this.begun = false;
  }
  setContentType(type) {
    this.type = type;
  }
  prelude(text) {
    this.before = Buffer.concat([Buffer.from(text), PRELUDE_END]);
  }
  begin() {
    if (this.begun) return;
    this.begun = true;
    socket.ref();
    socket.write(
      head("POST", `invocation/${this.id}/response`, [
        ["Lambda-Runtime-Function-Response-Mode", "streaming"],
        ["Content-Type", this.type],
        ["Transfer-Encoding", "chunked"],
        ["Trailer", "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body"],
      ]),
    );
    if (this.before !== undefined) this.chunk(this.before, () => {});
  }
  chunk(piece, done) {
    if (piece.length === 0) return done();
    socket.write(`${piece.length.toString(16)}\r\n`);
    socket.write(piece);
    socket.write("\r\n", done);
  }
  _write(piece, encoding, done) {
    this.begin();
    this.chunk(Buffer.isBuffer(piece) ? piece : Buffer.from(piece, encoding), done);
  }
  _final(done) {
    this.begin();
    done();
  }
  async finish(error) {
    this.begin();
    const trailers = [];
    if (error !== undefined) {
      const shown = describe(error);
      trailers.push(["Lambda-Runtime-Function-Error-Type", shown.errorType]);
      trailers.push([
        "Lambda-Runtime-Function-Error-Body",
        Buffer.from(JSON.stringify(shown)).toString("base64"),
      ]);
    }
    if (wrote) {
      originalWrite(`\u0000brume ${requestId}\n`);
      wrote = false;
      trailers.push(["Brume-Log-Mark", "1"]);
    }
    socket.write(`0\r\n${trailers.map(([n, v]) => `${n}: ${v}\r\n`).join("")}\r\n${NEXT}`);
    await answer();
    return answer();
  }
}

function contextOf(headers, settle) {
  const deadline = Number(headers.get("lambda-runtime-deadline-ms"));
  const parse = (name) => (headers.get(name) ? JSON.parse(headers.get(name)) : undefined);
  let waits = true;
  return {
    get callbackWaitsForEmptyEventLoop() {
      return waits;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waits = value;
    },
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parse("lambda-runtime-client-context"),
    identity: parse("lambda-runtime-cognito-identity"),
    invokedFunctionArn: headers.get("lambda-runtime-invoked-function-arn"),
    awsRequestId: headers.get("lambda-runtime-aws-request-id"),
    getRemainingTimeInMillis: () => deadline - Date.now(),
    done: (error, result) => settle(error, result, true),
    fail: (error) => settle(error ?? new Error("handled"), undefined, true),
    succeed: (result) => settle(undefined, result, true),
  };
}

const failure = (id, error) => {
  logError("Invoke Error ", error);
  const shown = describe(error);
  return [
    `invocation/${id}/error`,
    JSON.stringify(shown),
    [["Lambda-Runtime-Function-Error-Type", shown.errorType]],
  ];
};

const success = (id, result) => {
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result) ?? "null";
  } catch {
    return failure(
      id,
      new RuntimeError("Runtime.UnexpectedError", "Unable to stringify response body"),
    );
  }
  return [`invocation/${id}/response`, text, []];
};

let current;
process.on("beforeExit", () => current?.empty());

/** Runs the handler once; resolves to what is to be posted. */
function call(handler, event, headers) {
  const id = headers.get("lambda-runtime-aws-request-id");
  return new Promise((resolve) => {
    let over = false;
    let later;
    const finish = (what) => {
      if (over) return;
      over = true;
      current = undefined;
      resolve(what);
    };
    const settle = (error, result, atOnce) => {
      const what = () =>
        error === undefined || error === null ? success(id, result) : failure(id, error);
      if (atOnce || !context.callbackWaitsForEmptyEventLoop) return finish(what());
      later ??= what;
    };
    const context = contextOf(headers, settle);
    current = {
      id,
      finish,
      empty: () => finish(later === undefined ? success(id, null) : later()),
    };
    socket.unref();
    try {
      const result = handler(event, context, (error, value) => settle(error, value, false));
      if (result !== null && typeof result === "object" && typeof result.then === "function")
        result.then(
          (value) => settle(undefined, value, true),
          (error) => settle(error ?? new Error("handled"), undefined, true),
        );
    } catch (error) {
      finish(failure(id, error));
    }
  });
}

async function callStreaming(handler, event, headers) {
  const id = headers.get("lambda-runtime-aws-request-id");
  const stream = new ResponseStream(id);
  const context = contextOf(headers, () => {});
  current = { id, finish() {}, empty() {} };
  try {
    const ended = new Promise((resolve) => stream.once("finish", resolve));
    await handler(event, stream, context);
    if (!stream.writableEnded) stream.end();
    await ended;
    current = undefined;
    return await stream.finish();
  } catch (error) {
    current = undefined;
    if (stream.begun) {
      logError("Invoke Error ", error);
      return await stream.finish(error);
    }
    return await post(...failure(id, error));
  }
}

function fatal(label, name) {
  return (error) => {
    const wrapped =
      name === undefined
        ? error
        : new RuntimeError(
            name,
            describe(error).errorType === "string" ? String(error) : `${error}`,
            error instanceof Error ? error : undefined,
          );
    logError(label, wrapped);
    const shown = describe(wrapped);
    const where = current === undefined ? "init/error" : `invocation/${current.id}/error`;
    const exit = () => process.exit(name === undefined ? 129 : 128);
    post(
      where,
      JSON.stringify(shown),
      [["Lambda-Runtime-Function-Error-Type", shown.errorType]],
      true,
    ).then(exit, exit);
  };
}

async function main() {
  process.on("uncaughtException", fatal("Uncaught Exception ", undefined));
  process.on(
    "unhandledRejection",
    fatal("Unhandled Promise Rejection ", "Runtime.UnhandledPromiseRejection"),
  );
  let handler;
  try {
    handler = await load(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    logError("Uncaught Exception ", error);
    const shown = describe(error);
    await post(
      "init/error",
      JSON.stringify(shown),
      [["Lambda-Runtime-Function-Error-Type", shown.errorType]],
      true,
    );
    process.exit(1);
  }
  const streaming = handler[STREAMING] === "response";
  socket.write(NEXT);
  let next = await answer();
  for (;;) {
    const { headers, body } = next;
    requestId = headers.get("lambda-runtime-aws-request-id");
    process.env._X_AMZN_TRACE_ID = headers.get("lambda-runtime-trace-id") ?? "";
    let event;
    try {
      event = JSON.parse(body.toString("utf8"));
    } catch (error) {
      next = await post(
        ...failure(
          requestId,
          new RuntimeError("Runtime.InvalidEventError", String(error.message), error),
        ),
      );
      continue;
    }
    if (streaming) next = await callStreaming(handler, event, headers);
    else next = await post(...(await call(handler, event, headers)));
  }
}

main();
