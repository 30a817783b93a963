"""Follows pages and waits for states with botocore and recorded responses.

Reads newline-delimited JSON and writes one result per line: the requests, or
their number, and the end. `to_botocore` and `from_botocore` are in values.py
of the differential tests, which is prepended to this script.
"""

import os
import sys

# The environment of the user must not affect the comparison.
for name in list(os.environ):
    if name.startswith(("AWS_", "_X_AMZN_")):
        del os.environ[name]
os.environ["AWS_CONFIG_FILE"] = os.devnull
os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull

import botocore.client
import botocore.session
import botocore.utils
from botocore import UNSIGNED, xform_name
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError, PaginationError, WaiterError
from botocore.tokens import FrozenAuthToken
from jmespath.exceptions import JMESPathTypeError
from jmespath.functions import Functions

botocore.client.ClientCreator._register_endpoint_discovery = lambda *_: None

# botocore's client of S3 repeats a call in another region, which is not the waiter's doing.
botocore.utils.S3RegionRedirectorv2.redirect_from_error = lambda *_, **__: None

LENGTH = Functions.FUNCTION_TABLE["length"]
# The length of null is null here, and an error of jmespath.
LENIENT = {
    "function": lambda _, value: None if value is None else len(value),
    "signature": ({"types": ["string", "array", "object", "null"]},),
}


class Exhausted(Exception):
    """No response is left."""


class Body:
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
    """A client without network access: inputs are recorded, responses are given."""

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
                signature_version=UNSIGNED,
                retries={"mode": "standard", "total_max_attempts": 1},
            ),
        )
        self.client._resolve_endpoint_ruleset = lambda *_, **__: ("https://localhost", {}, {})
        events = self.client.meta.events
        events.register_first("provide-client-params", self._called)
        events.register_first("before-send", self._respond)

    def _called(self, params, **_):
        self.inputs.append(dict(params))
        if len(self.inputs) > len(self.responses):
            raise Exhausted()

    def _respond(self, request, **_):
        response = self.responses[len(self.inputs) - 1]
        content = response.get("body", "").encode("utf-8")
        if "body_base64" in response:
            content = base64.b64decode(response["body_base64"])
        return AWSResponse(request.url, response["status"], response["headers"], Body(content))

    def run(self, line):
        self.inputs, self.responses = [], line["responses"]
        operation = self.client.meta.service_model.operation_model(line["operation"])
        shape = operation.input_shape
        params = to_botocore(shape, line["input"]) if shape is not None else {}
        if line["waiter"]:
            return {"end": self.wait(line["name"], params), "requests": len(self.inputs)}
        end = self.paginate(line["operation"], params)
        written = [self.written(shape, given, params, line["input"]) for given in self.inputs]
        return {"end": end, "requests": written}

    @staticmethod
    def written(shape, given, params, values):
        """What an input has in common with the first one is written as it was read."""
        return {
            name: values[name]
            if name in values and params[name] == value
            else from_botocore(shape.members[name], value)
            for name, value in given.items()
        }

    def paginate(self, operation, params):
        try:
            for _ in self.client.get_paginator(xform_name(operation)).paginate(**params):
                pass
        except Exhausted:
            return "more"
        except PaginationError:
            return "repeated"
        except ClientError:
            return "error"
        return "last"

    def wait(self, name, params):
        waiter = self.client.get_waiter(xform_name(name))
        config = {"Delay": 0, "MaxAttempts": len(self.responses)}
        try:
            waiter.wait(WaiterConfig=config, **params)
        except WaiterError as error:
            return "more" if error.kwargs["reason"].startswith("Max attempts") else "failed"
        return "done"


def result_of(service, line):
    try:
        return service.run(line)
    except JMESPathTypeError as error:
        if error.function_name != "length" or error.actual_type != "null":
            raise
    Functions.FUNCTION_TABLE["length"] = LENIENT
    try:
        return {**service.run(line), "length_of_null": True}
    finally:
        Functions.FUNCTION_TABLE["length"] = LENGTH


def main():
    services = {}
    for line in sys.stdin.buffer:
        line = json.loads(line)
        name = line["service"]
        try:
            if name not in services:
                services[name] = Service(name)
            result = json.dumps(result_of(services[name], line))
        except Exception as error:
            result = json.dumps({"raised": f"{type(error).__name__}: {error}"})
        sys.stdout.write(result + "\n")
        sys.stdout.flush()


main()
