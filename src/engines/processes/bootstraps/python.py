"""The Lambda runtime client for Python: one kept connection to the runtime API."""
import importlib
import json
import logging
import os
import socket
import sys
import time
import traceback

API = "/2018-06-01/runtime/"
HOST, PORT = os.environ["AWS_LAMBDA_RUNTIME_API"].rsplit(":", 1)
JSON_LOGS = os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
LEVEL = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
LEVELS = {"TRACE": 5, "DEBUG": 10, "INFO": 20, "WARN": 30, "ERROR": 40, "FATAL": 50}
current = {"id": ""}


class Log:
    """Standard output and error, each write at once, and whether anything was written."""

    wrote = False

    def __init__(self, under):
        self.under = under

    def write(self, text):
        Log.wrote = True
        size = self.under.write(text)
        self.under.flush()
        return size

    def __getattr__(self, name):
        return getattr(self.under, name)


class Api:
    def __init__(self):
        self.socket = socket.create_connection((HOST, int(PORT)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")
        self.get = "GET {}invocation/next HTTP/1.1\r\nHost: {}:{}\r\n\r\n".format(API, HOST, PORT).encode()

    def answer(self):
        line = self.file.readline()
        if not line:
            os._exit(1)
        headers = {}
        while True:
            field = self.file.readline().decode("latin-1").rstrip("\r\n")
            if not field:
                break
            name, _, value = field.partition(":")
            headers[name.lower()] = value.strip()
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while True:
                size = int(self.file.readline().split(b";")[0], 16)
                body += self.file.read(size)
                self.file.readline()
                if size == 0:
                    return headers, body
        return headers, self.file.read(int(headers.get("content-length", "0")))

    def next(self):
        self.socket.sendall(self.get)
        return self.answer()

    def post(self, where, body, error_type=None, last=False):
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        head = "POST {}{} HTTP/1.1\r\nHost: {}:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n".format(
            API, where, HOST, PORT, len(data))
        if error_type is not None:
            head += "Lambda-Runtime-Function-Error-Type: {}\r\n".format(error_type)
        if Log.wrote:
            sys.stdout.under.write("\0brume {}\n".format(current["id"]))
            sys.stdout.under.flush()
            Log.wrote = False
            head += "Brume-Log-Mark: 1\r\n"
        request = head.encode("latin-1", "replace") + b"\r\n" + data
        self.socket.sendall(request if last else request + self.get)
        self.answer()
        return None if last else self.answer()


class Fault(Exception):
    """An error that is reported under a type of the runtime's own."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = list(trace)


class Identity:
    def __init__(self, given):
        self.cognito_identity_id = given.get("cognitoIdentityId")
        self.cognito_identity_pool_id = given.get("cognitoIdentityPoolId")


class Fields:
    def __init__(self, given, names):
        for name in names:
            setattr(self, name, given.get(name))


class ClientContext:
    def __init__(self, given):
        client = given.get("client")
        names = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")
        self.client = Fields(client, names) if client else None
        self.custom = given.get("custom")
        self.env = given.get("env")


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self._deadline = int(headers.get("lambda-runtime-deadline-ms", "0"))
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        identity = headers.get("lambda-runtime-cognito-identity")
        self.identity = Identity(json.loads(identity) if identity else {})
        client = headers.get("lambda-runtime-client-context")
        self.client_context = ClientContext(json.loads(client)) if client else None
        self.tenant_id = None

    def get_remaining_time_in_millis(self):
        return max(self._deadline - int(time.time() * 1000), 0)

    def log(self, message):
        sys.stdout.write(str(message))


def timestamp(record):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + ".%03dZ" % record.msecs


class TextFormat(logging.Formatter):
    def format(self, record):
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        return "[{}]\t{}\t{}\t{}".format(record.levelname, timestamp(record), current["id"], text).replace("\n", "\r")


STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "aws_request_id"}


class JsonFormat(logging.Formatter):
    def format(self, record):
        entry = {"timestamp": timestamp(record)[:-5] + "Z", "level": record.levelname,
                 "message": record.getMessage(), "logger": record.name}
        if record.exc_info:
            kind, value, trace = record.exc_info
            entry["stackTrace"] = [line.rstrip("\n") for line in traceback.format_tb(trace)]
            entry["errorType"] = kind.__name__ if kind else None
            entry["errorMessage"] = str(value)
        for key, value in vars(record).items():
            if key not in STANDARD:
                entry[key] = value
        entry["requestId"] = current["id"]
        return json.dumps(entry, default=str)


class LogHandler(logging.Handler):
    def emit(self, record):
        sys.stdout.write(self.format(record) + "\n")


def start_logs():
    sys.stdout = Log(sys.stdout)
    sys.stderr = Log(sys.stderr)
    handler = LogHandler()
    handler.setFormatter(JsonFormat() if JSON_LOGS else TextFormat())
    root = logging.getLogger()
    root.addHandler(handler)
    if LEVEL in LEVELS:
        root.setLevel(LEVELS[LEVEL])


def load(handler):
    try:
        module_name, function_name = handler.rsplit(".", 1)
    except ValueError as error:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '{}': {}".format(handler, error))
    name = module_name.replace("/", ".")
    try:
        if name.split(".")[0] in sys.builtin_module_names:
            raise Fault("Runtime.ImportModuleError", "Cannot use built-in module {} as a handler module".format(name))
        module = importlib.import_module(name)
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", "Unable to import module '{}': {}".format(module_name, error))
    except SyntaxError as error:
        trace = ['  File "{}" Line {}\n    {}'.format(error.filename, error.lineno, (error.text or "").rstrip("\n"))]
        raise Fault("Runtime.UserCodeSyntaxError", "Syntax error in module '{}': {}".format(module_name, error), trace)
    if not hasattr(module, function_name):
        raise Fault("Runtime.HandlerNotFound", "Handler '{}' missing on module '{}'".format(function_name, module_name))
    return getattr(module, function_name)


def trace_of(error):
    frames = traceback.extract_tb(error.__traceback__)
    kept = [frame for frame in frames if frame.filename != __file__ and not frame.filename.startswith("<frozen")]
    return traceback.format_list(kept)


def describe(error):
    if isinstance(error, Fault):
        return error.error_type, str(error), error.trace
    return type(error).__name__, str(error), trace_of(error)


def report(kind, message, trace):
    if JSON_LOGS:
        sys.stdout.write(json.dumps({
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "log_level": "ERROR",
            "errorMessage": message, "errorType": kind, "requestId": current["id"], "stackTrace": trace}) + "\n")
        return
    text = "[ERROR] {}: {}".format(kind, message)
    if trace:
        text += "\nTraceback (most recent call last):\n" + "".join(trace)
    sys.stdout.write(text.replace("\n", "\r") + "\n")


def failure(error):
    kind, message, trace = describe(error)
    report(kind, message, trace)
    return json.dumps({"errorMessage": message, "errorType": kind, "requestId": current["id"], "stackTrace": trace},
                      ensure_ascii=False), kind


def number(value):
    import decimal
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError("Object of type {} is not JSON serializable".format(type(value).__name__))


def answer_of(handler, headers, body):
    try:
        event = json.loads(body.decode("utf-8"))
    except Exception as error:
        return ("error",) + failure(Fault("Runtime.UnmarshalError", "Unable to unmarshal input: {}".format(error)))
    try:
        result = handler(event, Context(headers))
    except Exception as error:
        return ("error",) + failure(error)
    try:
        return "response", json.dumps(result, ensure_ascii=False, default=number), None
    except Exception as error:
        return ("error",) + failure(Fault("Runtime.MarshalError", "Unable to marshal response: {}".format(error)))


def main():
    start_logs()
    api = Api()
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    try:
        handler = load(os.environ["_HANDLER"])
    except SystemExit:
        raise
    except BaseException as error:
        text, kind = failure(error)
        api.post("init/error", text, kind, last=True)
        sys.exit(1)
    headers, body = api.next()
    while True:
        current["id"] = headers["lambda-runtime-aws-request-id"]
        if headers.get("lambda-runtime-trace-id"):
            os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
        where, text, kind = answer_of(handler, headers, body)
        headers, body = api.post("invocation/{}/{}".format(current["id"], where), text, kind)


main()
