"""Signs requests with botocore, in headers and in URLs. Reads newline-delimited JSON and writes one result per line."""

import base64
import datetime
import json
import sys

import botocore.auth
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ADDED = ("authorization", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token")


def request_of(case, data):
    request = AWSRequest(method=case["method"], url=case["url"], data=data)
    for name, value in case["headers"]:
        request.headers.add_header(name, value)
    if case["body"] == "Unsigned":
        request.context["payload_signing_enabled"] = False
    return request


def signed(case):
    now = datetime.datetime.fromtimestamp(case["seconds"], datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda: now
    credentials = Credentials(case["access_key"], case["secret_key"], case["token"])
    arguments = credentials, case["service"], case["region"]
    is_objects = case["body"] == "Objects"
    request = request_of(case, base64.b64decode(case["data_base64"]))
    (S3SigV4Auth if is_objects else SigV4Auth)(*arguments).add_auth(request)
    headers = {name: request.headers[name] for name in ADDED if name in request.headers}
    # The signer of URLs would move a body to the query, and an unsigned body is an option of headers alone.
    case["body"] = "Hashed"
    presigned = request_of(case, b"")
    signer = S3SigV4QueryAuth if is_objects else SigV4QueryAuth
    signer(*arguments, expires=case["expires"]).add_auth(presigned)
    return {"headers": headers, "url": presigned.url}


for line in sys.stdin.buffer:
    try:
        result = signed(json.loads(line))
    except Exception as error:
        result = {"raised": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
