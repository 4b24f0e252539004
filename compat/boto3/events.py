"""EventBridge with its Scheduler and Schemas, API Gateway, DynamoDB's streams: paginators, error classes, stories."""
import datetime
import io
import json
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile

import boto3
from tour import equal, refused
from world import HERE, Web, advance, bodies, queue, role

DAY = 86_400_000
BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default"


def put(source, *details, bus="default"):
    sent = boto3.client("events").put_events(Entries=[
        {"Source": source, "DetailType": "order", "Detail": json.dumps(detail), "EventBusName": bus} for detail in details])
    equal(sent["FailedEntryCount"], 0)


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


def scheduled_rule():
    events, (mornings, arn) = boto3.client("events"), queue("mornings", "events")
    began = advance(0)
    events.put_rule(Name="mornings", ScheduleExpression="cron(0 8 * * ? *)")
    events.put_targets(Rule="mornings", Targets=[{"Id": "q", "Arn": arn, "InputPath": "$.time"}])
    ended = advance(2 * DAY)
    first = began - began % DAY + 8 * 3_600_000
    times = [datetime.datetime.fromtimestamp(at / 1000, datetime.timezone.utc)
             for at in range(first, ended, DAY) if at > began]
    equal(bodies(mornings, 2), [f'"{at:%Y-%m-%dT%H:%M:%SZ}"' for at in times])
    events.remove_targets(Rule="mornings", Ids=["q"])
    events.delete_rule(Name="mornings")


def archive_and_replay():
    events = boto3.client("events")

    def rule(name):
        made, arn = queue(name, "events")
        asked = events.put_rule(Name=name, EventPattern='{"source": ["archived"]}')
        events.put_targets(Rule=name, Targets=[{"Id": "q", "Arn": arn, "InputPath": "$.detail.total"}])
        return made, asked["RuleArn"]

    early, _ = rule("early")
    archive = events.create_archive(
        ArchiveName="orders", EventSourceArn=BUS, RetentionDays=10,
        EventPattern='{"source": ["archived"], "detail": {"total": [{"numeric": [">", 10]}]}}')
    began = advance(0)
    put("archived", {"total": 5}, {"total": 50}, {"total": 500})
    equal(bodies(early, 3), ["5", "50", "500"])
    ended = advance(600_000)
    late, arn = rule("late")
    events.start_replay(
        ReplayName="again", EventSourceArn=archive["ArchiveArn"], Destination={"Arn": BUS, "FilterArns": [arn]},
        EventStartTime=began / 1000 - 60, EventEndTime=ended / 1000)
    advance(600_000)
    equal(bodies(late, 2), ["50", "500"])
    equal(events.describe_replay(ReplayName="again")["State"], "COMPLETED")
    equal(early.receive_messages(), [])
    equal(events.describe_archive(ArchiveName="orders")["EventCount"], 2)


def api_destination():
    events, web = boto3.client("events"), Web({"/token": {"access_token": "granted", "token_type": "bearer", "expires_in": 3600}})
    connection = events.create_connection(
        Name="partner", AuthorizationType="OAUTH_CLIENT_CREDENTIALS", AuthParameters={"OAuthParameters": {
            "AuthorizationEndpoint": f"{web.url}/token", "HttpMethod": "POST",
            "ClientParameters": {"ClientID": "brume", "ClientSecret": "s3cret"}}})
    destination = events.create_api_destination(
        Name="partner", ConnectionArn=connection["ConnectionArn"], InvocationEndpoint=f"{web.url}/orders/*", HttpMethod="POST")
    events.put_rule(Name="out", EventPattern='{"source": ["partner"]}')
    events.put_targets(Rule="out", Targets=[{
        "Id": "api", "Arn": destination["ApiDestinationArn"], "RoleArn": role("calls", "events:InvokeApiDestination"),
        "HttpParameters": {"PathParameterValues": ["$.detail.id"]},
        "InputTransformer": {"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": '{"order": "<id>"}'}}])
    put("partner", {"id": "o-1"})
    advance(0)
    token, call = web.calls
    equal((token[0], "client_secret=s3cret" in token[1]), ("/token", True))
    equal((call[0], json.loads(call[1]), call[2]), ("/orders/o-1", {"order": "o-1"}, "Bearer granted"))
    secret = boto3.client("secretsmanager").describe_secret(
        SecretId=events.describe_connection(Name="partner")["SecretArn"])
    equal(secret["Name"].startswith("events!connection/partner/"), True)


def schedules():
    scheduler, (due, arn) = boto3.client("scheduler"), queue("due")
    target = {"Arn": arn, "RoleArn": role("schedules", "sqs:SendMessage"), "Input": "<aws.scheduler.scheduled-time>"}
    scheduler.create_schedule_group(Name="tour")
    place = {"GroupName": "tour", "FlexibleTimeWindow": {"Mode": "OFF"}, "Target": target}
    began = datetime.datetime.fromtimestamp(advance(0) / 1000, datetime.timezone.utc)
    at = (began + datetime.timedelta(hours=2)).replace(minute=0, second=0, microsecond=0)
    scheduler.create_schedule(
        Name="once", ScheduleExpression=f"at({at:%Y-%m-%dT%H:%M:%S})", ActionAfterCompletion="DELETE", **place)
    scheduler.create_schedule(
        Name="hourly", ScheduleExpression="cron(30 * * * ? *)", ScheduleExpressionTimezone="Asia/Kolkata", State="DISABLED", **place)
    pages = scheduler.get_paginator("list_schedules").paginate(GroupName="tour", PaginationConfig={"PageSize": 1})
    equal([one["Name"] for page in pages for one in page["Schedules"]], ["hourly", "once"])
    advance(3 * 3_600_000)
    equal(bodies(due, 1), [f"{at:%Y-%m-%dT%H:%M:%SZ}"])
    try:
        scheduler.get_schedule(GroupName="tour", Name="once")
        raise AssertionError("it goes when it is done")
    except scheduler.exceptions.ResourceNotFoundException as error:
        equal(error.response["Error"]["Message"], "Schedule once does not exist.")
    equal(scheduler.get_schedule(GroupName="tour", Name="hourly")["State"], "DISABLED")


def discovered_schemas():
    schemas = boto3.client("schemas")
    bus = boto3.client("events").create_event_bus(Name="looked-at")["EventBusArn"]
    schemas.create_discoverer(SourceArn=bus)
    put("shop", {"id": "o-1", "total": 5}, bus="looked-at")
    advance(0)
    schema = {"RegistryName": "discovered-schemas", "SchemaName": "shop@Order"}
    shape = json.loads(schemas.describe_schema(**schema)["Content"])["components"]["schemas"]["Order"]
    equal({name: field["type"] for name, field in shape["properties"].items()}, {"id": "string", "total": "integer"})
    put("shop", {"id": "o-2", "total": 5, "gift": True}, bus="looked-at")
    advance(0)
    pages = schemas.get_paginator("list_schema_versions").paginate(**schema, PaginationConfig={"PageSize": 1})
    equal([v["SchemaVersion"] for page in pages for v in page["SchemaVersions"]], ["1", "2"])
    binding = {**schema, "Language": "Python36"}
    schemas.put_code_binding(**binding)
    schemas.get_waiter("code_binding_exists").wait(**binding)
    # What it downloads is code that reads such an event.
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(schemas.get_code_binding_source(**binding)["Body"].read())).extractall(folder)
        sys.path.insert(0, folder)
        from schema.shop.order import AWSEvent, Marshaller
        event = Marshaller.unmarshall({"source": "shop", "detail-type": "order", "detail": {"id": "o-3", "total": 7}}, AWSEvent)
        equal((event.detail.id, event.detail.total), ("o-3", 7))
    equal(refused(schemas.describe_schema, RegistryName="discovered-schemas", SchemaName="none")[0], "NotFoundException")
