"""Deploys examples/orders with boto3: `python orders.py deploy|again|delete <template>`."""
import io
import json
import os
import re
import sys
import zipfile

import boto3
from botocore.exceptions import WaiterError
from tour import equal, refused

cloudformation = boto3.client("cloudformation")
STACK = {"StackName": "orders"}
QUICK = {"Delay": 1, "MaxAttempts": 60}


def packed(path):
    """The template with each function's folder as an archive in S3."""
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="artefacts")

    def upload(found):
        folder = os.path.join(os.path.dirname(path), found[1])
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as files:
            for name in sorted(os.listdir(folder)):
                files.write(os.path.join(folder, name), name)
        key = found[1].strip("/")
        s3.upload_fileobj(io.BytesIO(archive.getvalue()), "artefacts", key)
        return f"CodeUri: s3://artefacts/{key}"

    with open(path) as template:
        return re.sub(r"CodeUri: (\S+)", upload, template.read())


def asked(path):
    return {**STACK, "TemplateBody": packed(path), "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]}


def deploy(path):
    cloudformation.create_stack(**asked(path))
    cloudformation.get_waiter("stack_create_complete").wait(**STACK, WaiterConfig=QUICK)
    stack = boto3.resource("cloudformation").Stack("orders")
    equal(stack.stack_status, "CREATE_COMPLETE")
    equal(len(list(stack.resource_summaries.all())), 25)
    print(json.dumps({o["OutputKey"]: o["OutputValue"] for o in stack.outputs}))


def again(path):
    equal(refused(cloudformation.update_stack, **asked(path))[:2], ("ValidationError", "No updates are to be performed."))
    cloudformation.create_change_set(**asked(path), ChangeSetName="again")
    try:
        cloudformation.get_waiter("change_set_create_complete").wait(**STACK, ChangeSetName="again", WaiterConfig=QUICK)
        raise AssertionError("there are no changes")
    except WaiterError as error:
        equal(error.last_response["Status"], "FAILED")
        assert "didn't contain changes" in error.last_response["StatusReason"], error.last_response


def delete(_path):
    cloudformation.delete_stack(**STACK)
    cloudformation.get_waiter("stack_delete_complete").wait(**STACK, WaiterConfig=QUICK)
    equal(refused(cloudformation.describe_stacks, **STACK)[:2], ("ValidationError", "Stack with id orders does not exist"))
    equal(boto3.client("dynamodb").list_tables()["TableNames"], [])


if __name__ == "__main__":
    {"deploy": deploy, "again": again, "delete": delete}[sys.argv[1]](sys.argv[2])
