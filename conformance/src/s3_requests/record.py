"""Runs botocore's tests of S3 and records each call that they make.

The argument is the folder of botocore's tests, which are run with pytest. The
output has a line of JSON for each call: the settings of the client, the input,
and either the URL and the headers of the first request or the error. Only tests
that pass are recorded.
"""

import base64
import json
import os
import sys

for name in list(os.environ):
    if name.startswith(("AWS_", "_X_AMZN_")):
        del os.environ[name]

import botocore.client
import botocore.endpoint
import botocore.signers
import pytest
from botocore.utils import ArnParser, parse_to_aware_datetime

SERVICES = ("s3", "s3control")
TESTS = (
    "test_s3.py",
    "test_s3_control.py",
    "test_s3_control_redirects.py",
    "test_s3express.py",
    "test_disable_s3_express_auth.py",
)
# The headers that depend on the signature's scope or on the input alone.
HEADERS = (
    "authorization",
    "x-amz-account-id",
    "x-amz-content-sha256",
    "x-amz-copy-source",
    "x-amz-outpost-id",
    "x-amz-region-set",
    "x-amz-s3session-token",
)


def plain(value, shape):
    """Returns an input as JSON, or raises TypeError for what JSON cannot have."""
    kind = shape.type_name if shape else None
    if kind == "blob" and isinstance(value, str):
        value = value.encode()
    if kind == "timestamp":
        value = parse_to_aware_datetime(value).timestamp()
    if isinstance(value, dict):
        of = shape.members.get if kind == "structure" else lambda _: getattr(shape, "value", None)
        return {name: plain(member, of(name)) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, getattr(shape, "member", None)) for item in value]
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"a {type(value).__name__}")


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def settings(client, params):
    """Returns what the user has configured, by the names of endpoint parameters."""
    builtins = client._ruleset_resolver._builtins
    service = {"s3": "S3", "s3control": "S3Control"}[client.meta.service_model.service_name]
    found = {}
    for name, value in builtins.items():
        origin, short = name.split("::")[-2:]
        if origin in ("AWS", "SDK", service):
            found[short] = value
    # botocore has the bucket in the path where an endpoint URL is configured, and nowhere with an ARN.
    if ArnParser.is_arn(params.get("Bucket") or ""):
        found.pop("ForcePathStyle", None)
    return {name: value for name, value in found.items() if value is not None}


class Recorder:
    def __init__(self):
        self.calls = []
        self.current = []
        self.open = []

    def record(self, client, operation, params, call, presigned=False):
        service = client.meta.service_model.service_name
        if service not in SERVICES:
            return call()
        signature = client.meta.config.signature_version
        entry = {
            "service": service,
            "operation": operation,
            "presigned": presigned,
            "settings": settings(client, params),
            "signature": signature if isinstance(signature, str) else "unsigned",
            "requests": [],
        }
        try:
            shape = client.meta.service_model.operation_model(operation).input_shape
            entry["input"] = plain(params, shape)
        except TypeError as error:
            entry["unusable"] = str(error)
        self.current.append(entry)
        self.open.append(entry)
        try:
            result = call()
        except Exception as error:
            entry["error"] = f"{type(error).__name__}: {error}"
            raise
        finally:
            self.open.pop()
        if presigned:
            entry["requests"].append({"method": "", "url": result, "headers": {}})
        return result

    def sent(self, request):
        if self.open:
            names = {name.lower(): text(value) for name, value in request.headers.items()}
            self.open[-1]["requests"].append({
                "method": request.method,
                "url": request.url,
                "headers": {name: names[name] for name in HEADERS if name in names},
            })

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        self.current, self.open = [], []
        result = yield
        for entry in self.current:
            self.calls.append({"test": item.nodeid, **entry})
        return result


recorder = Recorder()
make_api_call = botocore.client.BaseClient._make_api_call
get_response = botocore.endpoint.Endpoint._do_get_response
presign = botocore.signers.generate_presigned_url


def recorded_call(self, operation_name, api_params):
    return recorder.record(
        self, operation_name, api_params,
        lambda: make_api_call(self, operation_name, api_params),
    )


def recorded_response(self, request, *arguments, **named):
    recorder.sent(request)
    return get_response(self, request, *arguments, **named)


def recorded_url(self, ClientMethod, Params=None, *arguments, **named):
    operation = self._PY_TO_OP_NAME.get(ClientMethod, ClientMethod)
    return recorder.record(
        self, operation, Params or {},
        lambda: presign(self, ClientMethod, Params, *arguments, **named),
        presigned=True,
    )


botocore.client.BaseClient._make_api_call = recorded_call
botocore.endpoint.Endpoint._do_get_response = recorded_response
botocore.signers.generate_presigned_url = recorded_url

root = os.path.abspath(sys.argv[1])
os.chdir(root)
sys.path.insert(0, root)
output, sys.stdout = sys.stdout, sys.stderr
tests = [os.path.join("tests", "functional", name) for name in TESTS]
status = pytest.main(["-q", "-p", "no:cacheprovider", "-W", "ignore", *tests], plugins=[recorder])
sys.stdout = output
for call in recorder.calls:
    print(json.dumps(call))
sys.exit(int(status))
