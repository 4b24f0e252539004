"""SQS and SNS: resources, long polls, batches with partial failures, paginators, error classes."""
import json

import boto3
from tour import equal, refused


def sqs_queues():
    sqs = boto3.resource("sqs")
    dead = sqs.create_queue(QueueName="dead")
    queue = sqs.create_queue(
        QueueName="tour.fifo",
        Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true", "VisibilityTimeout": "30"})
    for group, body in [("a", "1"), ("b", "2"), ("a", "3"), ("a", "3")]:
        queue.send_message(MessageBody=body, MessageGroupId=group)
    equal(sqs.get_queue_by_name(QueueName="tour.fifo").attributes["ApproximateNumberOfMessages"], "3")
    received = queue.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=1, MessageAttributeNames=["All"])
    equal(sorted(m.body for m in received), ["1", "2", "3"])
    received[0].change_visibility(VisibilityTimeout=60)
    done = queue.delete_messages(Entries=[{"Id": str(i), "ReceiptHandle": m.receipt_handle} for i, m in enumerate(received)])
    equal(len(done["Successful"]), 3)
    sent = dead.send_messages(Entries=[
        {"Id": "ok", "MessageBody": "fine", "MessageAttributes": {
            "n": {"DataType": "Number", "StringValue": "7"}, "b": {"DataType": "Binary", "BinaryValue": b"\x00\x01"}}},
        {"Id": "bad", "MessageBody": "\ufffe"}])
    equal([(s["Id"]) for s in sent["Successful"]], ["ok"])
    equal([(f["Id"], f["Code"], f["SenderFault"]) for f in sent["Failed"]], [("bad", "InvalidMessageContents", True)])
    message = dead.receive_messages(MessageAttributeNames=["n", "b"], WaitTimeSeconds=1)[0]
    equal(message.message_attributes["b"]["BinaryValue"], b"\x00\x01")
    client = boto3.client("sqs")
    for i in range(5):
        client.create_queue(QueueName=f"page-{i}")
    pages = list(client.get_paginator("list_queues").paginate(QueueNamePrefix="page-", PaginationConfig={"PageSize": 2}))
    equal([len(page["QueueUrls"]) for page in pages], [2, 2, 1])
    try:
        client.get_queue_url(QueueName="none")
        raise AssertionError("there is no such queue")
    except client.exceptions.QueueDoesNotExist as error:
        # By JSON, the code of the query protocol stays what programs compare with.
        equal(error.response["Error"]["Code"], "AWS.SimpleQueueService.NonExistentQueue")
    equal(refused(client.create_queue, QueueName="a b")[0], "InvalidParameterValue")


def sns_topics():
    sns, sqs = boto3.resource("sns"), boto3.resource("sqs")
    queue = sqs.create_queue(QueueName="heard")
    topic = sns.create_topic(Name="tour")
    arn = queue.attributes["QueueArn"]
    queue.set_attributes(Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": arn, "Condition": {"ArnEquals": {"aws:SourceArn": topic.arn}}}]})})
    subscription = topic.subscribe(
        Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True,
        Attributes={"RawMessageDelivery": "true", "FilterPolicyScope": "MessageBody",
                    "FilterPolicy": json.dumps({"total": [{"numeric": [">", 10]}]})})
    for total in (5, 50):
        topic.publish(Message=json.dumps({"total": total}))
    equal([json.loads(m.body) for m in queue.receive_messages(WaitTimeSeconds=5, MaxNumberOfMessages=10)], [{"total": 50}])
    client = sns.meta.client
    batch = client.publish_batch(TopicArn=topic.arn, PublishBatchRequestEntries=[
        {"Id": str(i), "Message": json.dumps({"total": 100 + i})} for i in range(3)])
    equal(len(batch["Successful"]), 3)
    equal([s.arn for s in topic.subscriptions.all()], [subscription.arn])
    subscription.delete()
    topic.delete()
    equal(refused(client.publish, TopicArn=topic.arn, Message="x"), ("NotFound", "Topic does not exist", "NotFoundException"))
