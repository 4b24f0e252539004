"""SQS and SNS: resources, long polls, batches with partial failures, paginators, error classes; stories."""
import json
import re
import urllib.request

import boto3
from tour import equal, refused
from world import Web, advance, bodies, function, letters, logged, queue, role, until

MINUTE = 60_000


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


def fan_out():
    client = boto3.client("sns")
    topic = boto3.resource("sns").create_topic(Name="orders")
    teller = function(
        "teller", "def handler(event, _):\n  print('told', event['Records'][0]['Sns']['Message'])",
        role("tells", "logs:*"))
    boto3.client("lambda").add_permission(
        FunctionName="teller", StatementId="sns", Action="lambda:InvokeFunction",
        Principal="sns.amazonaws.com", SourceArn=topic.arn)
    large, arn = queue("large", "sns")
    web = Web()

    def subscribe(protocol, endpoint, **attributes):
        topic.subscribe(Protocol=protocol, Endpoint=endpoint, Attributes={
            name: value if isinstance(value, str) else json.dumps(value) for name, value in attributes.items()})

    subscribe("sqs", arn, FilterPolicy={"total": [{"numeric": [">=", 100]}]}, RawMessageDelivery="true")
    subscribe("lambda", teller, FilterPolicy={"kind": [{"prefix": "order."}]})
    subscribe("http", f"{web.url}/hook", FilterPolicy={"kind": [{"anything-but": ["order.test"]}]})
    subscribe("email", "ann@example.com")
    asked = json.loads(until(lambda: web.calls)[0][1])
    equal(asked["Type"], "SubscriptionConfirmation")
    client.confirm_subscription(TopicArn=topic.arn, Token=asked["Token"])
    letter = until(lambda: letters("ann@example.com"))[0]
    equal(urllib.request.urlopen(re.search(r"http\S+ConfirmSubscription\S+", letter)[0]).status, 200)
    for message, kind, total in (("small", "order.placed", "7"), ("large", "order.placed", "250"), ("trial", "order.test", "250")):
        topic.publish(Message=message, MessageAttributes={
            "kind": {"DataType": "String", "StringValue": kind},
            "total": {"DataType": "Number", "StringValue": total}})
    advance(0)
    equal(bodies(large, 2), ["large", "trial"])
    equal(sorted(json.loads(body)["Message"] for _, body, _ in web.calls[1:]), ["large", "small"])
    equal(sorted(text.split("\n")[0] for text in letters("ann@example.com") if text != letter), ["large", "small", "trial"])
    equal(logged("teller", "told", 3), ["told large", "told small", "told trial"])


def poison_messages():
    client = boto3.client("sqs")
    dead, dead_arn = queue("poisoned")
    work, arn = queue("work", VisibilityTimeout="30", RedrivePolicy=json.dumps(
        {"deadLetterTargetArn": dead_arn, "maxReceiveCount": 2}))
    for body in ("good", "poison"):
        work.send_message(MessageBody=body)
    for _attempt in range(3):
        for message in work.receive_messages(MaxNumberOfMessages=10):
            if message.body == "good":
                message.delete()
        advance(31_000)
    letter = dead.receive_messages(VisibilityTimeout=0, AttributeNames=["All"])[0]
    equal((letter.body, letter.attributes["DeadLetterQueueSourceArn"]), ("poison", arn))
    equal([source.url for source in dead.dead_letter_source_queues.all()], [work.url])
    client.start_message_move_task(SourceArn=dead_arn)
    advance(MINUTE)
    task = client.list_message_move_tasks(SourceArn=dead_arn)["Results"][0]
    equal((task["Status"], task["ApproximateNumberOfMessagesMoved"]), ("COMPLETED", 1))
    equal(bodies(work, 1), ["poison"])
    equal(dead.receive_messages(), [])


def ordered_messages():
    orders, _ = queue("orders.fifo", FifoQueue="true")

    def send(who, step):
        sent = orders.send_message(
            MessageBody=f"{who} {step}", MessageGroupId=who, MessageDeduplicationId=f"{who}-{step}")
        return sent["MessageId"], sent["SequenceNumber"]

    steps = ["placed", "paid", "sent"]
    for step in steps:
        for who in ("ann", "bob"):
            # A client that did not hear the answer sends again.
            equal(send(who, step), send(who, step))
    taken = {}
    while messages := orders.receive_messages(MaxNumberOfMessages=2):
        groups = {message.body.split()[0] for message in messages}
        # While a group's message is in flight no other of the group is given out.
        for message in orders.receive_messages(MaxNumberOfMessages=10):
            assert message.body.split()[0] not in groups, message.body
        for message in messages:
            who, step = message.body.split()
            taken.setdefault(who, []).append(step)
            message.delete()
        advance(31_000)
    equal(taken, {"ann": steps, "bob": steps})
    advance(5 * MINUTE)
    send("ann", "placed")
    equal(bodies(orders, 1), ["ann placed"])
