"""IAM, STS, KMS, SSM and Secrets Manager: permissions that hold, resources, paginators."""
import boto3
from tour import equal, refused
from world import policy


def iam_and_sts():
    iam = boto3.resource("iam")
    boto3.client("s3").create_bucket(Bucket="guarded")
    user = iam.create_user(UserName="ann", Tags=[{"Key": "team", "Value": "a"}])
    key = user.create_access_key_pair()
    mine = boto3.Session(aws_access_key_id=key.id, aws_secret_access_key=key.secret)
    equal(mine.client("sts").get_caller_identity()["Arn"], user.arn)
    code, words, _ = refused(mine.client("s3").list_objects_v2, Bucket="guarded")
    equal((code, words), ("AccessDenied", f"User: {user.arn} is not authorized to perform: s3:ListBucket on "
          'resource: "arn:aws:s3:::guarded" because no identity-based policy allows the s3:ListBucket action'))
    user.create_policy(PolicyName="reads", PolicyDocument=policy(Action="s3:ListBucket", Resource="*"))
    equal(mine.client("s3").list_objects_v2(Bucket="guarded")["KeyCount"], 0)
    role = iam.create_role(
        RoleName="tour", AssumeRolePolicyDocument=policy(Principal={"AWS": user.arn}, Action="sts:AssumeRole"))
    iam.meta.client.get_waiter("role_exists").wait(RoleName="tour")
    role.attach_policy(PolicyArn="arn:aws:iam::aws:policy/AmazonSQSFullAccess")
    user.create_policy(PolicyName="assumes", PolicyDocument=policy(Action="sts:AssumeRole", Resource=role.arn))
    assumed = mine.client("sts").assume_role(
        RoleArn=role.arn, RoleSessionName="me", Policy=policy(Action="sqs:ListQueues", Resource="*"))["Credentials"]
    session = boto3.Session(assumed["AccessKeyId"], assumed["SecretAccessKey"], assumed["SessionToken"])
    session.client("sqs").list_queues()
    equal(refused(session.client("sqs").create_queue, QueueName="q")[0], "AccessDenied")
    wrong = boto3.Session(aws_access_key_id=key.id, aws_secret_access_key="wrong")
    equal(refused(wrong.client("sts").get_caller_identity)[0], "SignatureDoesNotMatch")
    equal(refused(wrong.client("dynamodb").list_tables)[0], "InvalidSignatureException")
    for i in range(12):
        iam.create_group(GroupName=f"g{i:02}")
    groups = iam.meta.client.get_paginator("list_groups").paginate(PaginationConfig={"PageSize": 5})
    equal([len(page["Groups"]) for page in groups], [5, 5, 2])
    try:
        iam.create_user(UserName="ann")
        raise AssertionError("ann is there")
    except iam.meta.client.exceptions.EntityAlreadyExistsException as error:
        equal(error.response["Error"]["Message"], "User with name ann already exists.")


def kms_keys():
    kms = boto3.client("kms")
    key = kms.create_key()["KeyMetadata"]
    kms.create_alias(AliasName="alias/tour", TargetKeyId=key["KeyId"])
    context = {"for": "tour"}
    sealed = kms.encrypt(KeyId="alias/tour", Plaintext=b"secret", EncryptionContext=context)["CiphertextBlob"]
    equal(kms.decrypt(CiphertextBlob=sealed, EncryptionContext=context)["Plaintext"], b"secret")
    try:
        kms.decrypt(CiphertextBlob=sealed)
        raise AssertionError("the context is part of the seal")
    except kms.exceptions.InvalidCiphertextException:
        pass
    data = kms.generate_data_key(KeyId=key["Arn"], KeySpec="AES_256")
    equal(kms.decrypt(CiphertextBlob=data["CiphertextBlob"])["Plaintext"], data["Plaintext"])
    equal(kms.schedule_key_deletion(KeyId=key["KeyId"], PendingWindowInDays=7)["KeyState"], "PendingDeletion")
    equal(refused(kms.encrypt, KeyId=key["KeyId"], Plaintext=b"x"),
          ("KMSInvalidStateException", f"{key['Arn']} is pending deletion.", "KMSInvalidStateException"))


def ssm_and_secrets():
    ssm, secrets = boto3.client("ssm"), boto3.client("secretsmanager")
    for i in range(12):
        ssm.put_parameter(Name=f"/tour/p{i:02}", Value=str(i), Type="SecureString" if i % 2 else "String")
    pages = ssm.get_paginator("get_parameters_by_path").paginate(
        Path="/tour", WithDecryption=True, PaginationConfig={"PageSize": 5})
    found = [p for page in pages for p in page["Parameters"]]
    equal([p["Value"] for p in found], [str(i) for i in range(12)])
    got = ssm.get_parameters(Names=["/tour/p01", "/none"], WithDecryption=False)
    equal((got["InvalidParameters"], got["Parameters"][0]["Value"] == "1"), (["/none"], False))
    try:
        ssm.get_parameter(Name="/none")
        raise AssertionError("there is no such parameter")
    except ssm.exceptions.ParameterNotFound:
        pass
    made = secrets.create_secret(Name="tour", SecretBinary=b"\x00\x01")
    equal(secrets.get_secret_value(SecretId=made["ARN"])["SecretBinary"], b"\x00\x01")
    try:
        secrets.get_secret_value(SecretId="none")
        raise AssertionError("there is no such secret")
    except secrets.exceptions.ResourceNotFoundException as error:
        equal(error.response["Error"]["Message"], "Secrets Manager can't find the specified secret.")
    equal(len(secrets.get_random_password(PasswordLength=20)["RandomPassword"]), 20)
