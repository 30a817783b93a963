#!/usr/bin/env bash
# Package:     botocore 1.44.8 (Python).
# Input:       an S3 listing whose prefix has a space, with EncodingType `url` in the response, which botocore itself requested.
# Expectation: ListObjects and ListObjectsV2 decode the same fields.
# Behavior:    ListObjects decodes the keys and leaves its top-level `Prefix` encoded; ListObjectsV2 decodes both.
# Output seen: list_objects: Prefix 'a%20b/', Key 'a b/c' | list_objects_v2: Prefix 'a b/', Key 'a b/c'
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install botocore==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import botocore.awsrequest, botocore.compat, botocore.session

BODY = (
    b"<ListBucketResult><Name>bucket</Name><Prefix>a%20b/</Prefix><EncodingType>url</EncodingType>"
    b"<IsTruncated>false</IsTruncated><Contents><Key>a%20b/c</Key></Contents></ListBucketResult>"
)

class Raw(io.BytesIO):
    def stream(self, **_):
        yield self.read()

def answer(request, **_):
    return botocore.awsrequest.AWSResponse(request.url, 200, botocore.compat.HTTPHeaders(), Raw(BODY))

session = botocore.session.Session()
session.set_credentials("AKIDEXAMPLE", "secret")
s3 = session.create_client("s3", region_name="us-east-1")
s3.meta.events.register("before-send.s3.*", answer)
seen = {}
for operation in (s3.list_objects, s3.list_objects_v2):
    page = operation(Bucket="bucket", Prefix="a b/")
    seen[operation.__name__] = (page["Prefix"], page["Contents"][0]["Key"])
print(" | ".join(f"{name}: Prefix {prefix!r}, Key {key!r}" for name, (prefix, key) in seen.items()))
expected = {"list_objects": ("a%20b/", "a b/c"), "list_objects_v2": ("a b/", "a b/c")}
sys.exit(0 if seen == expected else "the behaviour has changed")
PYTHON
