"""Kinesis, Firehose and Pipes, and Brume's injected faults: bytes, paginators, waiters, retries, stories."""
import gzip
import json

import boto3
from botocore.config import Config
from tour import equal, refused
from world import admin, advance, bodies, function, logged, queue, role, until


def enriched_pipe():
    pipes, enriches = boto3.client("pipes"), role("pipes", "sqs:*", "lambda:InvokeFunction", "logs:*")
    pricer = function("pricer", """
import json
def handler(events, _):
    orders = [json.loads(event["body"]) for event in events]
    return [{"id": order["id"], "price": order["total"] * 2} for order in orders]""", enriches)
    source, source_arn = queue("piped-in")
    target, target_arn = queue("piped-out")
    pipes.create_pipe(
        Name="orders", RoleArn=enriches, Source=source_arn, Enrichment=pricer, Target=target_arn,
        SourceParameters={"FilterCriteria": {"Filters": [{"Pattern": '{"body": {"total": [{"numeric": [">", 10]}]}}'}]}},
        TargetParameters={"InputTemplate": '{"order": <$.id>, "price": <$.price>}'})
    until(lambda: pipes.describe_pipe(Name="orders")["CurrentState"] == "RUNNING")
    for total in (5, 50):
        source.send_message(MessageBody=json.dumps({"id": total, "total": total}))
    equal([json.loads(body) for body in bodies(target, 1)], [{"order": 50, "price": 100}])
    pages = pipes.get_paginator("list_pipes").paginate(PaginationConfig={"PageSize": 1})
    equal([pipe["Name"] for page in pages for pipe in page["Pipes"]], ["orders"])
    pipes.stop_pipe(Name="orders")
    until(lambda: pipes.describe_pipe(Name="orders")["CurrentState"] == "STOPPED")
    source.send_message(MessageBody='{"id": 1, "total": 70}')
    advance(0)
    equal([message.body for message in source.receive_messages()], ['{"id": 1, "total": 70}'])


def kinesis_records():
    kinesis = boto3.client("kinesis")
    kinesis.create_stream(StreamName="clicks", ShardCount=2)
    kinesis.get_waiter("stream_exists").wait(StreamName="clicks")
    reader = role("reads", "kinesis:*", "logs:*")
    function("reader", """
import base64
def handler(event, _):
    for record in event["Records"]:
        print("read", record["kinesis"]["partitionKey"], base64.b64decode(record["kinesis"]["data"]).decode())""", reader)
    stream = kinesis.describe_stream_summary(StreamName="clicks")["StreamDescriptionSummary"]["StreamARN"]
    boto3.client("lambda").create_event_source_mapping(
        FunctionName="reader", EventSourceArn=stream, StartingPosition="TRIM_HORIZON", BatchSize=2)
    put = kinesis.put_records(StreamName="clicks", Records=[
        {"PartitionKey": who, "Data": f"{i}".encode()} for i in range(3) for who in ("ann", "bob")])
    equal(put["FailedRecordCount"], 0)
    # boto3's own paginator names the stream beside the token, which AWS refuses too.
    first = kinesis.list_shards(StreamName="clicks", MaxResults=1)
    second = kinesis.list_shards(NextToken=first["NextToken"])
    shards, found = [shard["ShardId"] for page in (first, second) for shard in page["Shards"]], {}
    for shard in shards:
        iterator = kinesis.get_shard_iterator(
            StreamName="clicks", ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        for record in kinesis.get_records(ShardIterator=iterator)["Records"]:
            found.setdefault(record["PartitionKey"], []).append(record["Data"])
    equal((len(shards), found), (2, {"ann": [b"0", b"1", b"2"], "bob": [b"0", b"1", b"2"]}))
    equal(logged("reader", "read", 6), [f"read {who} {i}" for who in ("ann", "bob") for i in range(3)])
    consumer = kinesis.register_stream_consumer(StreamARN=stream, ConsumerName="watcher")["Consumer"]
    until(lambda: kinesis.describe_stream_consumer(
        ConsumerARN=consumer["ConsumerARN"])["ConsumerDescription"]["ConsumerStatus"] == "ACTIVE")
    brought = []
    for shard in shards:
        events = kinesis.subscribe_to_shard(
            ConsumerARN=consumer["ConsumerARN"], ShardId=shard, StartingPosition={"Type": "TRIM_HORIZON"})["EventStream"]
        brought += next(iter(events))["SubscribeToShardEvent"]["Records"]
        events.close()
    equal(len(brought), 6)
    equal(refused(kinesis.describe_stream, StreamName="none"), (
        "ResourceNotFoundException", "Stream none under account 000000000000 not found.", "ResourceNotFoundException"))


def firehose_delivery():
    firehose, s3 = boto3.client("firehose"), boto3.client("s3")
    s3.create_bucket(Bucket="lake")
    made = firehose.create_delivery_stream(DeliveryStreamName="lake", ExtendedS3DestinationConfiguration={
        "BucketARN": "arn:aws:s3:::lake", "RoleARN": role("delivers", "s3:*"), "CompressionFormat": "GZIP",
        "Prefix": "year=!{timestamp:yyyy}/", "ErrorOutputPrefix": "failed/",
        "BufferingHints": {"IntervalInSeconds": 60, "SizeInMBs": 1}})
    until(lambda: firehose.describe_delivery_stream(DeliveryStreamName="lake")[
        "DeliveryStreamDescription"]["DeliveryStreamStatus"] == "ACTIVE")
    equal(made["DeliveryStreamARN"], "arn:aws:firehose:us-east-1:000000000000:deliverystream/lake")
    firehose.put_record(DeliveryStreamName="lake", Record={"Data": b"a\n"})
    batch = firehose.put_record_batch(DeliveryStreamName="lake", Records=[{"Data": b"b\n"}, {"Data": b"c\n"}])
    equal((batch["FailedPutCount"], len(batch["RequestResponses"])), (0, 2))
    equal(s3.list_objects_v2(Bucket="lake")["KeyCount"], 0)
    advance(61_000)
    found = s3.list_objects_v2(Bucket="lake", Prefix="year=20")["Contents"]
    body = s3.get_object(Bucket="lake", Key=found[0]["Key"])["Body"].read()
    equal((len(found), gzip.decompress(body)), (1, b"a\nb\nc\n"))
    firehose.delete_delivery_stream(DeliveryStreamName="lake")
    equal(refused(firehose.put_record, DeliveryStreamName="lake", Record={"Data": b"x"})[0], "ResourceNotFoundException")


def injected_faults():
    """What `brume faults add` asks for, by the API behind it."""
    sqs = boto3.client("sqs", config=Config(retries={"mode": "standard", "total_max_attempts": 2}))
    url = sqs.create_queue(QueueName="shaky")["QueueUrl"]
    fault = {"service": "sqs", "operation": "SendMessage", "code": "RequestThrottled", "status": 403}
    admin("faults", {**fault, "times": 1})
    sent = sqs.send_message(QueueUrl=url, MessageBody="second time lucky")
    equal(sent["ResponseMetadata"]["RetryAttempts"], 1)
    admin("faults", {**fault, "message": "Rate exceeded", "times": 2})
    equal(refused(sqs.send_message, QueueUrl=url, MessageBody="never")[:2], ("RequestThrottled", "Rate exceeded"))
    equal([message["Body"] for message in sqs.receive_message(QueueUrl=url)["Messages"]], ["second time lucky"])
    equal(admin("faults")["faults"], [])
