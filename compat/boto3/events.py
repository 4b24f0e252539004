"""EventBridge, API Gateway and DynamoDB's streams: paginators, iterators, error classes."""
import json
import os
import urllib.error
import urllib.request

import boto3
from tour import equal, refused

HERE = os.environ["AWS_ENDPOINT_URL"]


def event_rules():
    events, queue = boto3.client("events"), boto3.resource("sqs").create_queue(QueueName="told")
    arn = queue.attributes["QueueArn"]
    for i in range(5):
        events.put_rule(Name=f"r{i}", EventPattern=json.dumps({"source": ["shop"], "detail": {"n": [i]}}))
    pages = events.get_paginator("list_rules").paginate(PaginationConfig={"PageSize": 2})
    equal([r["Name"] for page in pages for r in page["Rules"]], [f"r{i}" for i in range(5)])
    rule = events.describe_rule(Name="r3")["Arn"]
    queue.set_attributes(Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": arn, "Condition": {"ArnEquals": {"aws:SourceArn": rule}}}]})})
    transformer = {"InputPathsMap": {"n": "$.detail.n"}, "InputTemplate": '{"number": <n>}'}
    events.put_targets(Rule="r3", Targets=[{"Id": "q", "Arn": arn, "InputTransformer": transformer}])
    sent = events.put_events(Entries=[
        {"Source": "shop", "DetailType": "t", "Detail": json.dumps({"n": n})} for n in range(5)])
    equal(sent["FailedEntryCount"], 0)
    equal([json.loads(m.body) for m in queue.receive_messages(WaitTimeSeconds=10, MaxNumberOfMessages=10)], [{"number": 3}])
    equal(events.test_event_pattern(EventPattern='{"source": ["a"]}', Event=json.dumps({
        "id": "1", "account": "1", "source": "a", "time": "2026-01-01T00:00:00Z", "region": "r",
        "resources": [], "detail-type": "t", "detail": {}}))["Result"], True)
    equal(refused(events.put_rule, Name="bad", EventPattern="{")[0], "InvalidEventPatternException")


def table_streams():
    dynamodb, streams = boto3.client("dynamodb"), boto3.client("dynamodbstreams")
    table = dynamodb.create_table(
        TableName="streamed", BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})["TableDescription"]
    dynamodb.put_item(TableName="streamed", Item={"id": {"S": "a"}, "n": {"N": "1"}})
    dynamodb.put_item(TableName="streamed", Item={"id": {"S": "a"}, "n": {"N": "2"}})
    dynamodb.delete_item(TableName="streamed", Key={"id": {"S": "a"}})
    shard = streams.describe_stream(StreamArn=table["LatestStreamArn"])["StreamDescription"]["Shards"][0]
    iterator = streams.get_shard_iterator(
        StreamArn=table["LatestStreamArn"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    records = streams.get_records(ShardIterator=iterator)["Records"]
    equal([r["eventName"] for r in records], ["INSERT", "MODIFY", "REMOVE"])
    equal((records[1]["dynamodb"]["OldImage"]["n"], records[1]["dynamodb"]["NewImage"]["n"]), ({"N": "1"}, {"N": "2"}))


def rest_api():
    api = boto3.client("apigateway")
    made = api.create_rest_api(name="tour", endpointConfiguration={"types": ["REGIONAL"]})
    root = api.get_resources(restApiId=made["id"])["items"][0]
    for i in range(3):
        api.create_resource(restApiId=made["id"], parentId=root["id"], pathPart=f"p{i}")
    pages = api.get_paginator("get_resources").paginate(restApiId=made["id"], PaginationConfig={"PageSize": 2})
    found = {r["path"]: r["id"] for page in pages for r in page["items"]}
    equal(sorted(found), ["/", "/p0", "/p1", "/p2"])
    place = {"restApiId": made["id"], "resourceId": found["/p1"], "httpMethod": "GET"}
    api.put_method(**place, authorizationType="NONE", apiKeyRequired=True)
    api.put_integration(**place, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    api.put_method_response(**place, statusCode="200")
    api.put_integration_response(**place, statusCode="200", responseTemplates={
        "application/json": '{"asked": "$context.resourcePath", "by": "$input.params(\'name\')"}'})
    api.create_deployment(restApiId=made["id"], stageName="v1")
    key = api.create_api_key(name="k", enabled=True)
    plan = api.create_usage_plan(name="u", apiStages=[{"apiId": made["id"], "stage": "v1"}])
    api.create_usage_plan_key(usagePlanId=plan["id"], keyId=key["id"], keyType="API_KEY")
    request = urllib.request.Request(f"{HERE}/restapis/{made['id']}/v1/_user_request_/p1?name=ann")
    try:
        urllib.request.urlopen(request)
        raise AssertionError("the key is required")
    except urllib.error.HTTPError as error:
        equal((error.code, json.load(error)), (403, {"message": "Forbidden"}))
    request.add_header("x-api-key", key["value"])
    equal(json.load(urllib.request.urlopen(request)), {"asked": "/p1", "by": "ann"})
    try:
        api.get_rest_api(restApiId="none")
        raise AssertionError("there is no such API")
    except api.exceptions.NotFoundException as error:
        equal(error.response["Error"]["Message"], "Invalid API identifier specified 000000000000:none")
