#!/usr/bin/env bash
# Package:     botocore 1.44.8 (Python).
# Input:       S3 responds with status 200 and an `<Error>` document, as it may once a response has begun.
# Expectation: every operation raises the error, as ListObjectsV2 does after its retries.
# Behavior:    GetBucketPolicy, whose payload is a string, returns the error document as the bucket's policy, and
#              PutBucketTagging, which has no output, succeeds. Neither is retried.
# Output seen: list_objects_v2: InternalError, requests: 3
#              get_bucket_policy: returns the document, requests: 1
#              put_bucket_tagging: succeeds, requests: 1
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install botocore==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import botocore.awsrequest, botocore.compat, botocore.exceptions, botocore.session

BODY = b"<Error><Code>InternalError</Code><Message>try again</Message></Error>"

class Raw(io.BytesIO):
    def stream(self, **_):
        yield self.read()

sent = []

def answer(request, **_):
    sent.append(request)
    return botocore.awsrequest.AWSResponse(request.url, 200, botocore.compat.HTTPHeaders(), Raw(BODY))

session = botocore.session.Session()
session.set_credentials("AKIDEXAMPLE", "secret")
s3 = session.create_client("s3", region_name="us-east-1")
s3.meta.events.register("before-send.s3.*", answer)

def outcome(operation, **parameters):
    sent.clear()
    try:
        result = operation(Bucket="bucket", **parameters)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"], len(sent)
    is_document = result.get("Policy") == BODY.decode()
    return "returns the document" if is_document else "succeeds", len(sent)

tagging = {"TagSet": [{"Key": "team", "Value": "blue"}]}
seen = {
    "list_objects_v2": outcome(s3.list_objects_v2),
    "get_bucket_policy": outcome(s3.get_bucket_policy),
    "put_bucket_tagging": outcome(s3.put_bucket_tagging, Tagging=tagging),
}
for name, (result, requests) in seen.items():
    print(f"{name}: {result}, requests: {requests}")
expected = {
    "list_objects_v2": ("InternalError", 3),
    "get_bucket_policy": ("returns the document", 1),
    "put_bucket_tagging": ("succeeds", 1),
}
sys.exit(0 if seen == expected else "the behaviour has changed")
PYTHON
