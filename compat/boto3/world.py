"""What the tours stand on: policies, roles, functions, queues, a web server, Brume's own clock."""
import http.server
import io
import json
import os
import threading
import time
import urllib.request
import zipfile

import boto3

HERE = os.environ["AWS_ENDPOINT_URL"]
SECONDS = 30


def policy(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def role(name, *actions):
    """A role for a service of AWS to act as."""
    services = [f"{service}.amazonaws.com" for service in ("lambda", "events", "pipes", "scheduler", "firehose")]
    iam = boto3.client("iam")
    made = iam.create_role(
        RoleName=name, AssumeRolePolicyDocument=policy(Principal={"Service": services}, Action="sts:AssumeRole"))
    if actions:
        iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy(Action=list(actions), Resource="*"))
    return made["Role"]["Arn"]


def function(name, code, role_arn, **more):
    client, archive = boto3.client("lambda"), io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("index.py", code)
    made = client.create_function(
        FunctionName=name, Runtime="python3.11", Handler="index.handler", Role=role_arn,
        Code={"ZipFile": archive.getvalue()}, **more)
    client.get_waiter("function_active_v2").wait(FunctionName=name)
    return made["FunctionArn"]


def queue(name, service=None, **attributes):
    """A queue that a service may send to, and its ARN."""
    made = boto3.resource("sqs").create_queue(QueueName=name, Attributes=attributes)
    arn = made.attributes["QueueArn"]
    if service:
        made.set_attributes(Attributes={"Policy": policy(
            Principal={"Service": f"{service}.amazonaws.com"}, Action="sqs:SendMessage", Resource=arn)})
    return made, arn


def until(look):
    """What the look finds, as soon as it finds something."""
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"nothing was found in {SECONDS} s")


def bodies(made, count):
    """As many messages as are awaited, and whatever stands beside them, each deleted."""
    taken = []

    def take(seconds):
        for message in made.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=seconds):
            taken.append(message.body)
            message.delete()
        return len(taken) >= count

    until(lambda: take(5))
    advance(0)
    take(0)
    return sorted(taken)


def logged(name, words, count):
    """The lines of a function that hold the words."""
    logs = boto3.client("logs")

    def look():
        events = logs.filter_log_events(logGroupName=f"/aws/lambda/{name}", filterPattern=words)["events"]
        return sorted(event["message"].strip() for event in events) if len(events) >= count else None

    return until(look)


def admin(path, body=None):
    """Asks Brume's own API; what it answers."""
    data = None if body is None else json.dumps(body).encode()
    return json.load(urllib.request.urlopen(f"{HERE}/_brume/{path}", data))


def advance(milliseconds):
    """Moves Brume's clock on; what falls due on the way has been done afterwards."""
    return admin("clock/advance", {"milliseconds": milliseconds})["now"]


def letters(to):
    return [letter["body"] for letter in admin(f"mailbox?to={to}")["letters"]]


class Web:
    """A web server that keeps what it is sent: the path, the body, the header of authorization."""

    def __init__(self, answers=None):
        calls = self.calls = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
                calls.append((self.path, body, self.headers.get("authorization")))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps((answers or {}).get(self.path, {})).encode())

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}"
