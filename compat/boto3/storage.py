"""S3 and DynamoDB: transfers, paginators, waiters, the resource API, error classes."""
import concurrent.futures
import hashlib
import io
import urllib.request
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from boto3.s3.transfer import TransferConfig
from tour import equal, refused

MIB = 1024 * 1024


def s3_transfer():
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="transfer")
    body = b"".join(i.to_bytes(4, "big") for i in range(6 * MIB))
    config = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB)
    seen = []
    s3.upload_fileobj(
        io.BytesIO(body), "transfer", "big", Config=config, Callback=seen.append,
        ExtraArgs={"ChecksumAlgorithm": "CRC32C", "Metadata": {"colour": "red"}},
    )
    equal(sum(seen), len(body))
    head = s3.head_object(Bucket="transfer", Key="big", PartNumber=2)
    equal((head["PartsCount"], head["ContentLength"], head["Metadata"]), (5, 5 * MIB, {"colour": "red"}))
    back = io.BytesIO()
    s3.download_fileobj("transfer", "big", back, Config=config)
    equal(hashlib.sha256(back.getvalue()).hexdigest(), hashlib.sha256(body).hexdigest())
    s3.copy({"Bucket": "transfer", "Key": "big"}, "transfer", "copy", Config=config)
    stream = s3.get_object(Bucket="transfer", Key="copy", Range="bytes=4-11")["Body"]
    equal(stream.read(), body[4:12])
    equal(s3.list_multipart_uploads(Bucket="transfer").get("Uploads"), None)


def s3_signed_urls():
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="signed")
    place = {"Bucket": "signed", "Key": "a b/ü"}
    put = s3.generate_presigned_url("put_object", Params={**place, "ContentType": "text/plain"})
    request = urllib.request.Request(put, b"hello", {"content-type": "text/plain"}, method="PUT")
    equal(urllib.request.urlopen(request).status, 200)
    with urllib.request.urlopen(s3.generate_presigned_url("get_object", Params=place)) as answer:
        equal((answer.read(), answer.headers["content-type"]), (b"hello", "text/plain"))
    form = s3.generate_presigned_post("signed", "form/${filename}", Conditions=[["content-length-range", 1, 9]])
    fields = {**form["fields"], "file": "words"}
    parts = "".join(
        f'--b\r\ncontent-disposition: form-data; name="{name}"'
        + ('; filename="f.txt"' if name == "file" else "") + f"\r\n\r\n{value}\r\n"
        for name, value in fields.items()
    )
    headers = {"content-type": "multipart/form-data; boundary=b"}
    posted = urllib.request.Request(form["url"], (parts + "--b--\r\n").encode(), headers)
    equal(urllib.request.urlopen(posted).status, 204)
    equal(s3.get_object(Bucket="signed", Key="form/f.txt")["Body"].read(), b"words")


def s3_pages_and_resources():
    s3 = boto3.resource("s3")
    bucket = s3.create_bucket(Bucket="pages")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: bucket.put_object(Key=f"k/{i:03}", Body=b"x" * i), range(120)))
    client = s3.meta.client
    pages = list(client.get_paginator("list_objects_v2").paginate(
        Bucket="pages", Prefix="k/", PaginationConfig={"PageSize": 50}))
    equal([page["KeyCount"] for page in pages], [50, 50, 20])
    equal([o.key for o in bucket.objects.filter(Prefix="k/01")], [f"k/{i:03}" for i in range(10, 20)])
    equal(bucket.Object("k/007").content_length, 7)
    client.get_waiter("object_exists").wait(Bucket="pages", Key="k/001")
    try:
        client.get_object(Bucket="pages", Key="none")
        raise AssertionError("there is no such key")
    except client.exceptions.NoSuchKey as error:
        equal(error.response["ResponseMetadata"]["HTTPStatusCode"], 404)
    equal(refused(client.delete_bucket, Bucket="pages")[0], "BucketNotEmpty")
    equal(refused(client.put_object, Bucket="pages", Key="k/001", Body=b"", IfNoneMatch="*")[0], "PreconditionFailed")
    bucket.objects.all().delete()
    bucket.delete()
    client.get_waiter("bucket_not_exists").wait(Bucket="pages")


def dynamodb_table():
    dynamodb = boto3.resource("dynamodb")
    table = dynamodb.create_table(
        TableName="tour", BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "p", "AttributeType": "S"}, {"AttributeName": "s", "AttributeType": "N"},
            {"AttributeName": "g", "AttributeType": "S"}],
        GlobalSecondaryIndexes=[{
            "IndexName": "byG", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}}],
    )
    table.wait_until_exists()
    with table.batch_writer() as batch:
        for i in range(60):
            batch.put_item({"p": "a", "s": i, "g": f"g{i % 3}", "set": {"x", "y"}, "n": Decimal("1.5"), "raw": b"\x00"})
    equal(table.query(KeyConditionExpression=Key("p").eq("a") & Key("s").between(3, 5))["Count"], 3)
    found = table.query(IndexName="byG", KeyConditionExpression=Key("g").eq("g1"), FilterExpression=Attr("s").lt(9))
    equal(sorted(int(item["s"]) for item in found["Items"]), [1, 4, 7])
    pages = list(dynamodb.meta.client.get_paginator("scan").paginate(TableName="tour", PaginationConfig={"PageSize": 25}))
    equal([page["Count"] for page in pages], [25, 25, 10])
    item = table.get_item(Key={"p": "a", "s": 1})["Item"]
    equal((item["set"], item["n"], item["raw"].value), ({"x", "y"}, Decimal("1.5"), b"\x00"))
    client = dynamodb.meta.client
    try:
        table.put_item(Item={"p": "a", "s": 1}, ConditionExpression=Attr("p").not_exists())
        raise AssertionError("the item is there")
    except client.exceptions.ConditionalCheckFailedException as error:
        equal(error.response["Error"]["Message"], "The conditional request failed")
    try:
        client.transact_write_items(TransactItems=[
            {"Put": {"TableName": "tour", "Item": {"p": "b", "s": 1}}},
            {"ConditionCheck": {"TableName": "tour", "Key": {"p": "none", "s": 1}, "ConditionExpression": "attribute_exists(p)"}}])
        raise AssertionError("the check fails")
    except client.exceptions.TransactionCanceledException as error:
        equal([r["Code"] for r in error.response["CancellationReasons"]], ["None", "ConditionalCheckFailed"])
    equal("Item" in table.get_item(Key={"p": "b", "s": 1}), False)
    table.delete()
    table.wait_until_not_exists()
