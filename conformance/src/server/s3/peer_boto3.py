"""Makes calls with boto3, and requests without any library of AWS.

Reads newline-delimited JSON from standard input and writes one response per line.

`{"call": "get_object", "arguments": {...}}` calls the client's method. `{"url": ..., "method": ..., "headers": {...}, "body": ...}`
sends a request as it is. Bytes are objects such as `{"bytes": "aGk="}`, in both directions. The response is `{"output": ...}` or
`{"error": "..."}`.
"""

import base64
import json
import os
import ssl
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.response import StreamingBody

client = boto3.client(
    "s3",
    region_name=os.environ["AWS_REGION"],
    config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
)
tls = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])


def decoded(value):
    if isinstance(value, dict):
        if set(value) == {"bytes"}:
            return base64.b64decode(value["bytes"])
        return {name: decoded(item) for name, item in value.items()}
    return [decoded(item) for item in value] if isinstance(value, list) else value


def encoded(value):
    if isinstance(value, StreamingBody) or hasattr(value, "read"):
        value = value.read()
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {str(name): encoded(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encoded(item) for item in value]
    return value if isinstance(value, (bool, int, float, str, type(None))) else str(value)


def send(url, method, headers, body=None):
    """Sends a request. urllib would add `Content-Type` to a body, which is part of no signature."""
    headers = {"Content-Type": "", **headers} if body is not None else headers
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, context=tls) as response:
            return read(response, response.status)
    except urllib.error.HTTPError as error:
        return read(error, error.code)


def read(response, status):
    headers = {name.lower(): value for name, value in response.headers.items()}
    return {"status": status, "headers": headers, "body": response.read()}


for line in sys.stdin:
    request = decoded(json.loads(line))
    try:
        if "call" in request:
            output = getattr(client, request["call"])(**request["arguments"])
        else:
            output = send(**request)
        response = {"output": encoded(output)}
    except Exception as error:
        response = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(response), flush=True)
