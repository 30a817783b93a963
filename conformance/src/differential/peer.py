"""Builds requests and parses responses with botocore. Reads newline-delimited JSON and writes one result per line.

A request with `input` results in the HTTP request that a client would send. A
request with `response` results in the output or error that a client would
return. Values have the names of the model: blobs are base64, timestamps are
seconds in an input and RFC 3339 in an output, and floats that JSON does not
have are text. `to_botocore` and `from_botocore` are in values.py, which is
prepended to this script.
"""

import base64
import json
import os
import sys
import uuid
from urllib.parse import urlsplit

# The environment of the user must not affect the comparison.
for name in list(os.environ):
    if name.startswith(("AWS_", "_X_AMZN_")):
        del os.environ[name]
os.environ["AWS_CONFIG_FILE"] = os.devnull
os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull

import botocore.client
import botocore.session
from botocore import UNSIGNED, xform_name
from botocore.awsrequest import (
    AWSResponse,
    HeadersDict,
    create_request_object,
    prepare_request_dict,
)
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import ResponseParserFactory
from botocore.serialize import create_serializer
from botocore.tokens import FrozenAuthToken

# Requests are compared at the endpoint of the rules, without a discovered one.
botocore.client.ClientCreator._register_endpoint_discovery = lambda *_: None

# The protocols with JSON bodies.
JSON_BODIES = ("json", "rest-json")

# The headers that the signer and the transport add.
ADDED_LATER = (
    "user-agent",
    "authorization",
    "content-length",
    "x-amz-date",
    "x-amz-content-sha256",
    "x-amzn-trace-id",
)


class Body:
    """A response body, as botocore's transport represents it."""

    def __init__(self, content):
        self.content = content

    def stream(self):
        yield self.content

    def read(self, *_):
        content, self.content = self.content, b""
        return content


class Tokens:
    """A provider of a bearer token, for services that require one."""

    def load_token(self, signing_name=None):
        return None if signing_name else self

    def get_frozen_token(self):
        return FrozenAuthToken("example-only")


class Service:
    """A client without network access: requests are recorded, responses are given."""

    def __init__(self, name):
        session = botocore.session.Session()
        session.register_component("token_provider", Tokens())
        self.client = session.create_client(
            name,
            region_name="us-east-1",
            aws_access_key_id="AKIDEXAMPLE",
            aws_secret_access_key="example-only",
            config=Config(
                parameter_validation=False,
                # What signing adds is not compared, and SigV4a needs more than Python.
                signature_version=UNSIGNED,
                retries={"mode": "standard", "total_max_attempts": 1},
            ),
        )
        self.model = self.client.meta.service_model
        self.sent = None
        self.response = None
        self.client.meta.events.register_first("before-send", self._stop)

    def _stop(self, request, **_):
        self.sent = request
        response = self.response
        return AWSResponse(
            request.url,
            response["status"],
            response["headers"],
            Body(response["body"].encode("utf-8")),
        )

    def call(self, operation, params, response):
        self.sent, self.response = None, response
        return getattr(self.client, xform_name(operation))(**params)

    def request(self, operation, values):
        shape = self.model.operation_model(operation).input_shape
        params = to_botocore(shape, values) if shape is not None else values
        self.call(operation, params, {"status": 200, "headers": {}, "body": ""})
        return request_parts(self.sent)

    def outcome(self, operation, response):
        model = self.model.operation_model(operation)
        # The response is parsed whatever the endpoint; the minimal input may have no valid one.
        self.client._resolve_endpoint_ruleset = lambda *_, **__: ("https://localhost", {}, {})
        try:
            output = self.call(operation, self.minimal_input(model), response)
        except ClientError as error:
            return {"service_error": self.error(error.response)}
        finally:
            del self.client._resolve_endpoint_ruleset
        output.pop("ResponseMetadata")
        return {"output": from_botocore(model.output_shape, output)}

    def error(self, response):
        error = response.pop("Error")
        metadata = response.pop("ResponseMetadata")
        shape = self.model.shape_for_error_code(error["Code"])
        return {
            "code": error["Code"],
            "message": error["Message"],
            "request_id": metadata["RequestId"],
            "fields": from_botocore(shape, response),
        }

    @staticmethod
    def minimal_input(model):
        """Values for the path and the host, without which nothing is sent."""
        shape = model.input_shape
        members = shape.members.items() if shape is not None else ()
        return {
            name: "1"
            for name, member in members
            if member.serialization.get("location") == "uri"
            or member.serialization.get("hostLabel")
        }


class Codec:
    """The serializer and the parser of one protocol, without a client and its customizations."""

    def __init__(self, name, protocol):
        description = Loader().load_service_model(name, "service-2")
        description["metadata"].update(protocol=protocol, protocols=[protocol])
        if protocol not in JSON_BODIES:
            # In these protocols, JSON in a string is a string.
            for shape in description["shapes"].values():
                for member in shape.get("members", {}).values():
                    member.pop("jsonvalue", None)
        self.model = ServiceModel(description, name)
        self.serializer = create_serializer(protocol, False)
        self.parser = ResponseParserFactory().create_parser(protocol)

    def request(self, operation, values):
        model = self.model.operation_model(operation)
        shape = model.input_shape
        params = to_botocore(shape, values) if shape is not None else values
        # The client generates the idempotency tokens.
        for name in model.idempotent_members:
            params.setdefault(name, str(uuid.uuid4()))
        request = self.serializer.serialize_to_request(params, model)
        prepare_request_dict(request, "https://example.com")
        return request_parts(create_request_object(request).prepare())

    def outcome(self, operation, response):
        model = self.model.operation_model(operation)
        content = response.get("body", "").encode("utf-8")
        if "body_base64" in response:
            content = base64.b64decode(response["body_base64"])
        # As in a client: the body of an error is not a stream.
        streams = model.has_streaming_output and response["status"] < 300
        received = {
            "status_code": response["status"],
            "headers": HeadersDict(response["headers"]),
            "body": Body(content) if streams else content,
            "context": {"operation_name": operation},
        }
        output = self.parser.parse(received, model.output_shape)
        if response["status"] < 300:
            output.pop("ResponseMetadata")
            return {"output": from_botocore(model.output_shape, output)}
        shape = self.model.shape_for_error_code(output["Error"].get("Code"))
        fields = self.parser.parse(received, shape) if shape is not None else {}
        fields.pop("ResponseMetadata", None)
        error = {
            "code": output["Error"]["Code"],
            "message": output["Error"].get("Message"),
            "request_id": output["ResponseMetadata"].get("RequestId"),
            "fields": from_botocore(shape, fields),
        }
        return {"service_error": error}


def request_parts(request):
    url = urlsplit(request.url)
    headers = {name.lower(): text(value) for name, value in request.headers.items()}
    return {
        "method": request.method,
        "host": url.netloc,
        "path": url.path,
        "query": url.query,
        "headers": {
            name: value
            for name, value in headers.items()
            if name not in ADDED_LATER and not name.startswith("amz-sdk-")
        },
        "body_base64": base64.b64encode(as_bytes(request.body)).decode("ascii"),
    }


def as_bytes(body):
    return body.encode("utf-8") if isinstance(body, str) else bytes(body or b"")


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


def main():
    services = {}
    for line in sys.stdin.buffer:
        request = json.loads(line)
        name, protocol = request["service"], request.get("protocol")
        try:
            key = (request.get("model", name), protocol)
            if key not in services:
                services[key] = Codec(*key) if protocol else Service(name)
            service = services[key]
            if "input" in request:
                result = service.request(request["operation"], request["input"])
            else:
                result = service.outcome(request["operation"], request["response"])
            line = json.dumps(result)
        except Exception as error:
            line = json.dumps({"raised": f"{type(error).__name__}: {error}"})
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


main()
