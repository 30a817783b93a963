"""Serves moto on a free port of loopback, with signatures checked, until standard input ends.

The first line on standard output tells the port and the one access key that may make calls.
"""

import json
import sys

import boto3
from moto import settings
from moto.iam.access_control import IAMRequest
from moto.server import ThreadedMotoServer

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iot:*", "Resource": "*"}]}
rebuild = IAMRequest._create_aws_request


def rebuild_as_sent(request):
    """moto 5.2.5 signs the parsed query in place of a body that is empty, and so rejects each GET, boto3's too."""
    request._data = b""
    return rebuild(request)


IAMRequest._create_aws_request = rebuild_as_sent
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
port = server.get_host_and_port()[1]
iam = boto3.client(
    "iam",
    endpoint_url=f"http://127.0.0.1:{port}",
    region_name="us-east-1",
    aws_access_key_id="anybody",
    aws_secret_access_key="anybody",
)
iam.create_user(UserName="caller")
iam.put_user_policy(UserName="caller", PolicyName="iot", PolicyDocument=json.dumps(POLICY))
key = iam.create_access_key(UserName="caller")["AccessKey"]
# From now on, requests need a signature with this key and the permissions of this policy.
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0.0
print(json.dumps({"port": str(port), "id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}), flush=True)
sys.stdin.read()
