#!/usr/bin/env bash
# Package:     botocore 1.44.8 with jmespath 1.1.0 (Python).
# Input:       DynamoDB's waiter `kinesis_streaming_destination_active` and a response without the list of destinations,
#              which the model does not require.
# Expectation: `length()` of an absent value does not match, and the waiter repeats the call.
# Behavior:    the waiter ends at the first response with jmespath's own exception, which is not a WaiterError.
# Output seen: JMESPathTypeError after 1 request
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install botocore==1.44.8 jmespath==1.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import botocore.awsrequest, botocore.compat, botocore.session

class Raw(io.BytesIO):
    def stream(self, **_):
        yield self.read()

sent = []

def answer(request, **_):
    sent.append(request)
    body = Raw(b'{"TableName":"table"}')
    return botocore.awsrequest.AWSResponse(request.url, 200, botocore.compat.HTTPHeaders(), body)

session = botocore.session.Session()
session.set_credentials("AKIDEXAMPLE", "secret")
dynamodb = session.create_client("dynamodb", region_name="us-east-1")
dynamodb.meta.events.register("before-send.*.*", answer)
waiter = dynamodb.get_waiter("kinesis_streaming_destination_active")
try:
    waiter.wait(TableName="table", WaiterConfig={"Delay": 0, "MaxAttempts": 3})
    seen = "success"
except Exception as error:
    seen = type(error).__name__
print(f"{seen} after {len(sent)} request{'s' if len(sent) != 1 else ''}")
sys.exit(0 if (seen, len(sent)) == ("JMESPathTypeError", 1) else "the behaviour has changed")
PYTHON
