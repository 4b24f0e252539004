"""Lambda, Logs, CloudWatch: waiters, paginators, streams of bytes, error classes."""
import datetime
import json
import time

import boto3
from tour import equal, refused
from world import function, role

CODE = """
import os
def handler(event, context):
    print("asked", event["kind"])
    if event["kind"] == "error": raise ValueError("no")
    return {"kind": event["kind"], "left": context.get_remaining_time_in_millis() > 0, "env": os.environ["KEY"]}
"""


def lambda_and_logs():
    client = boto3.client("lambda")
    runs = role("runs")
    boto3.client("iam").attach_role_policy(
        RoleName="runs", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
    arn = function("tour", CODE, runs, Environment={"Variables": {"KEY": "value"}})
    invoked = client.invoke(FunctionName="tour", Payload=json.dumps({"kind": "plain"}), LogType="Tail")
    equal(json.load(invoked["Payload"]), {"kind": "plain", "left": True, "env": "value"})
    failed = client.invoke(FunctionName=arn, Payload=b'{"kind": "error"}')
    equal((failed["FunctionError"], json.load(failed["Payload"])["errorType"]), ("Unhandled", "ValueError"))
    equal(client.invoke(FunctionName="tour", InvocationType="Event", Payload=b'{"kind": "later"}')["StatusCode"], 202)
    equal(client.invoke(FunctionName="tour", InvocationType="DryRun")["StatusCode"], 204)
    for i in range(3):
        client.update_function_configuration(FunctionName="tour", Timeout=5 + i)
        client.get_waiter("function_updated").wait(FunctionName="tour")
        client.publish_version(FunctionName="tour")
    pages = client.get_paginator("list_versions_by_function").paginate(FunctionName="tour", PaginationConfig={"PageSize": 2})
    equal([v["Version"] for page in pages for v in page["Versions"]], ["$LATEST", "1", "2", "3"])
    url = client.create_function_url_config(FunctionName="tour", AuthType="NONE")
    equal(url["FunctionArn"], arn)
    try:
        client.invoke(FunctionName="none")
        raise AssertionError("there is no such function")
    except client.exceptions.ResourceNotFoundException as error:
        equal(error.response["Error"]["Message"],
              "Function not found: arn:aws:lambda:us-east-1:000000000000:function:none")
    equal(refused(client.invoke, FunctionName="tour", Payload=b"{")[0], "InvalidRequestContentException")

    logs = boto3.client("logs")
    found, until = [], time.monotonic() + 20
    while len(found) < 3 and time.monotonic() < until:
        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName="/aws/lambda/tour", filterPattern="asked", PaginationConfig={"PageSize": 1})
        found = sorted(e["message"].strip() for page in pages for e in page["events"])
        time.sleep(0.05)
    equal(found, ["asked error", "asked later", "asked plain"])
    logs.create_log_group(logGroupName="own")
    logs.create_log_stream(logGroupName="own", logStreamName="s")
    now = int(datetime.datetime.now().timestamp() * 1000)
    logs.put_log_events(logGroupName="own", logStreamName="s", logEvents=[
        {"timestamp": now + i, "message": json.dumps({"i": i})} for i in range(5)])
    events = logs.filter_log_events(logGroupName="own", filterPattern="{ $.i > 2 }")["events"]
    equal([json.loads(e["message"])["i"] for e in events], [3, 4])
    equal(refused(logs.create_log_group, logGroupName="own"),
          ("ResourceAlreadyExistsException", "The specified log group already exists", "ResourceAlreadyExistsException"))


def cloudwatch_metrics():
    metrics = boto3.resource("cloudwatch")
    metric = metrics.Metric("Tour", "Visits")
    now = datetime.datetime.now(datetime.timezone.utc)
    metric.put_data(MetricData=[
        {"MetricName": "Visits", "Value": v, "Unit": "Count", "Timestamp": now} for v in (1, 2, 6)])
    hour = datetime.timedelta(hours=1)
    found = metric.get_statistics(
        StartTime=now - hour, EndTime=now + hour, Period=60, Statistics=["Average", "SampleCount"])
    point = found["Datapoints"][0]
    equal((point["Average"], point["SampleCount"], point["Unit"]), (3.0, 3.0, "Count"))
    client = metrics.meta.client
    pages = client.get_paginator("get_metric_data").paginate(
        StartTime=now - hour, EndTime=now + hour, MetricDataQueries=[
            {"Id": "sum", "MetricStat": {"Metric": {"Namespace": "Tour", "MetricName": "Visits"}, "Period": 60, "Stat": "Sum"}}])
    equal([value for page in pages for result in page["MetricDataResults"] for value in result["Values"]], [9.0])
