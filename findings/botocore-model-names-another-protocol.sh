#!/usr/bin/env bash
# Package:     botocore 1.44.8 (Python).
# Input:       `metadata.protocol` of the models of all services, and a call of CloudWatch.
# Expectation: a client uses the protocol that its model's `metadata.protocol` names.
# Behavior:    45 models name `smithy-rpc-v2-cbor`; for the 41 that list others in `metadata.protocols`, the client
#              chooses JSON. CloudWatch is called with awsJson 1.0 at `/`.
# Output seen: 45 models name smithy-rpc-v2-cbor, 41 of them resolve to json
#              cloudwatch: application/x-amz-json-1.0 to /
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install botocore==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
from urllib.parse import urlsplit
import botocore.awsrequest, botocore.compat, botocore.session
from botocore.model import ServiceModel

session = botocore.session.Session()
session.set_credentials("AKIDEXAMPLE", "secret")
named, resolved = 0, 0
for name in session.get_available_services():
    model = ServiceModel(session.get_component("data_loader").load_service_model(name, "service-2"), name)
    if model.metadata.get("protocol") == "smithy-rpc-v2-cbor":
        named += 1
        resolved += model.resolved_protocol == "json"

class Raw(io.BytesIO):
    def stream(self, **_):
        yield self.read()

sent = []

def answer(request, **_):
    sent.append(request)
    return botocore.awsrequest.AWSResponse(request.url, 200, botocore.compat.HTTPHeaders(), Raw(b"{}"))

cloudwatch = session.create_client("cloudwatch", region_name="us-east-1")
cloudwatch.meta.events.register("before-send.*.*", answer)
cloudwatch.list_dashboards()
content_type = sent[0].headers["Content-Type"]
content_type = content_type.decode() if isinstance(content_type, bytes) else content_type
path = urlsplit(sent[0].url).path
print(f"{named} models name smithy-rpc-v2-cbor, {resolved} of them resolve to json")
print(f"cloudwatch: {content_type} to {path}")
is_so = (named, resolved, content_type, path) == (45, 41, "application/x-amz-json-1.0", "/")
sys.exit(0 if is_so else "the behaviour has changed")
PYTHON
