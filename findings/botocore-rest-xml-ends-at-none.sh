#!/usr/bin/env bash
# Package:     botocore 1.44.5 (Python), protocol restXml, with `parameter_validation=False`.
# Input:       S3 `PutBucketLifecycleConfiguration` with a rule whose `Prefix` is None, before its `Status`.
# Expectation: a member that is None is left out, as at the top level of an input; the others are sent.
# Behavior:    in a structure of the body, all members after the None are left out too, without an error.
# Output seen: <Rule><ID>x</ID></Rule>; with None last: <Rule><ID>x</ID><Status>Enabled</Status></Rule>
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'botocore==1.44.5'
cat > "$folder/probe.py" <<'PYTHON'
import re
import botocore.session
from botocore.config import Config

bodies = []


class Stop(Exception):
    pass


def record(request, **_):
    bodies.append(request.body)
    raise Stop


client = botocore.session.Session().create_client(
    "s3",
    region_name="us-east-1",
    aws_access_key_id="id",
    aws_secret_access_key="secret",
    config=Config(parameter_validation=False),
)
client.meta.events.register("before-send", record)
for rule in [
    {"ID": "x", "Prefix": None, "Status": "Enabled"},
    {"ID": "x", "Status": "Enabled", "Prefix": None},
]:
    try:
        client.put_bucket_lifecycle_configuration(
            Bucket="bucket", LifecycleConfiguration={"Rules": [rule]}
        )
    except Stop:
        pass
rules = [re.search("<Rule>.*</Rule>", body.decode())[0] for body in bodies]
print("; with None last: ".join(rules))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
expected='<Rule><ID>x</ID></Rule>; with None last: <Rule><ID>x</ID><Status>Enabled</Status></Rule>'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
