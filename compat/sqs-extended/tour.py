"""The Amazon SQS Extended Client Library for Python: payloads over the limit, through S3."""

import sys

import boto3
import sqs_extended_client  # noqa: F401 (it puts its session in boto3's place)

LARGE = "py" * 1_500_000


def made():
    """A client of the library's, the bucket it uses, and a bare S3 client."""
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="payloads-py")
    sqs = boto3.client("sqs")
    sqs.large_payload_support = "payloads-py"
    sqs.delete_payload_from_s3 = True
    return sqs, s3


def keys(s3):
    return [one["Key"] for one in s3.list_objects_v2(Bucket="payloads-py").get("Contents", [])]


def tour():
    sqs, s3 = made()
    url = sqs.create_queue(QueueName="extended-py")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="small")
    sqs.send_message(
        QueueUrl=url,
        MessageBody=LARGE,
        MessageAttributes={"kind": {"DataType": "String", "StringValue": "large"}},
    )
    assert len(keys(s3)) == 1, keys(s3)
    sqs.send_message_batch(
        QueueUrl=url,
        Entries=[{"Id": str(i), "MessageBody": LARGE[i:]} for i in range(3)],
    )
    assert len(keys(s3)) == 4, keys(s3)
    got = sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )["Messages"]
    bodies = sorted(message["Body"] for message in got)
    assert bodies == sorted(["small", LARGE, *[LARGE[i:] for i in range(3)]])
    kinds = [message.get("MessageAttributes", {}).get("kind") for message in got]
    assert {"DataType": "String", "StringValue": "large"} in kinds, kinds
    first, *others = got
    sqs.change_message_visibility(
        QueueUrl=url, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=60
    )
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    sqs.delete_message_batch(
        QueueUrl=url,
        Entries=[
            {"Id": str(i), "ReceiptHandle": message["ReceiptHandle"]}
            for i, message in enumerate(others)
        ],
    )
    assert keys(s3) == [], keys(s3)
    counts = sqs.get_queue_attributes(
        QueueUrl=url,
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )["Attributes"]
    assert set(counts.values()) == {"0"}, counts


def send(url):
    """Sends what the client of another language is to receive."""
    sqs, _ = made()
    sqs.send_message(QueueUrl=url, MessageBody=LARGE)


{"tour": tour, "send": send}[sys.argv[1]](*sys.argv[2:])
