"""Serves moto on a free port of loopback, with signatures checked, until standard input ends.

The first line on standard output tells the port and the one access key that may make calls.
"""

import io
import json
import sys
import threading

import boto3
from moto import settings
from moto.iam.access_control import IAMRequest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.server import ThreadedMotoServer

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
sent = threading.local()
dispatch = DomainDispatcherApplication.__call__
rebuild = IAMRequest._create_aws_request


def keep_body(application, environ, start_response):
    """Keeps the body of the request as it was sent."""
    # The length of a body in chunks is not known, and its stream ends by itself.
    length = -1 if environ.get("wsgi.input_terminated") else 0
    sent.body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or length))
    environ["wsgi.input"] = io.BytesIO(sent.body)
    return dispatch(application, environ, start_response)


def rebuild_as_sent(request):
    """moto 5.2.5 signs what it has parsed in place of forms, of empty bodies and of compressed ones, and so rejects boto3's
    requests, too."""
    parsed, request._body, request._data = request._data, None, sent.body
    try:
        return rebuild(request)
    finally:
        request._data = parsed


DomainDispatcherApplication.__call__ = keep_body
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
iam.put_user_policy(UserName="caller", PolicyName="all", PolicyDocument=json.dumps(POLICY))
key = iam.create_access_key(UserName="caller")["AccessKey"]
# From now on, requests need a signature with this key and the permissions of this policy.
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0.0
print(json.dumps({"port": str(port), "id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}), flush=True)
sys.stdin.read()
