"""Runs calls through a real botocore client that is cut off before its socket.

The client is an ordinary one: it builds, encodes and signs the request, and
it parses the response. Only the last step is ours: a `before-send` handler keeps
the finished request and hands back a response we wrote, so nothing is ever sent.
"""

import os
import re
from urllib.parse import urlsplit

import botocore
import botocore.session
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.loaders import Loader

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# What the transport and the signer add; the rest comes from the serializer.
ADDED_LATER = re.compile(
    r"(user-agent|authorization|content-length|x-amz-date|x-amz-content-sha256"
    r"|amz-sdk-.*|x-amzn-trace-id)$"
)


class CannedBody:
    """The part of an HTTP library's response that botocore reads the body from."""

    def __init__(self, content):
        self.content = content

    def stream(self):
        yield self.content


class Wire:
    """One service's client, whose every call ends in memory."""

    def __init__(self, service):
        self.client = _client(service)
        self.response = None
        self.sent = None
        self.unsigned_url = None
        events = self.client.meta.events
        events.register("before-sign", self._before_sign)
        events.register_first("before-send", self._before_send)

    def _before_sign(self, request, **_):
        self.unsigned_url = request.prepare().url

    def _before_send(self, request, **_):
        self.sent = request
        return AWSResponse(
            request.url,
            self.response["status"],
            self.response["headers"],
            CannedBody(self.response["body"].encode("utf-8")),
        )

    def call(self, operation, params, response):
        """Makes the call, gets `response` for it, and returns botocore's result."""
        self.response = response
        self.sent = None
        method = getattr(self.client, xform_name(operation))
        return method(**params)

    def request(self, operation, params):
        """The request that botocore builds from `params`, as it would be sent."""
        self.call(operation, params, {"status": 200, "headers": {}, "body": ""})
        sent = self.sent
        if sent.url != self.unsigned_url:
            raise AssertionError(f"signing changed {self.unsigned_url} to {sent.url}")
        url = urlsplit(sent.url)
        return {
            "method": sent.method,
            "path": url.path,
            "query": url.query,
            "headers": _own_headers(sent.headers),
            "body": (sent.body or b"").decode("utf-8"),
        }

    def outcome(self, operation, params, response):
        """What botocore's caller gets for `response`: an output or an exception."""
        try:
            output = self.call(operation, params, response)
        except ClientError as error:
            return {"service_error": _service_error(error.response)}
        except Exception as error:
            if self.sent is None:
                raise  # it failed before the response: our mistake, no finding
            return {"raises": type(error).__name__}
        output.pop("ResponseMetadata", None)
        return {"output": output}


def with_placeholder(query):
    """Replaces the token that botocore generated, which differs on every run."""
    found = UUID.findall(query)
    if len(found) != 1:
        raise AssertionError(f"expected one made-up token in {query!r}")
    return query.replace(found[0], "{token}")


def _own_headers(headers):
    pairs = ((name.lower(), _text(value)) for name, value in headers.items())
    return {name: value for name, value in sorted(pairs) if not ADDED_LATER.match(name)}


def _text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _service_error(response):
    error = response.get("Error", {})
    metadata = response["ResponseMetadata"]
    known = ("Error", "ResponseMetadata")
    return {
        "code": error.get("Code"),
        "message": error.get("Message"),
        "request_id": metadata.get("RequestId"),
        "status": metadata["HTTPStatusCode"],
        "fields": {key: value for key, value in response.items() if key not in known},
    }


def _client(service):
    _forget_this_machine()
    session = botocore.session.Session()
    shipped = os.path.join(os.path.dirname(botocore.__file__), "data")
    loader = Loader(extra_search_paths=[shipped], include_default_search_paths=False)
    session.register_component("data_loader", loader)
    return session.create_client(
        service,
        region_name="us-east-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="example-only",
        config=Config(
            # Too short, too long, null: we want to see what the serializer does.
            parameter_validation=False,
            retries={"mode": "standard", "total_max_attempts": 1},
        ),
    )


def _forget_this_machine():
    """Removes the settings of the environment, which must not affect the vectors."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "_X_AMZN_")):
            del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.devnull
    os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
