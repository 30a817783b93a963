#!/usr/bin/env bash
# Package:     moto 5.2.5 with boto3 1.44.5 (Python).
# Input:       KMS `CreateKey`, `DisableKey`, then `Encrypt` and `GenerateDataKey` with that key.
# Expectation: the error `DisabledException`, which both operations model.
# Behavior:    both succeed, although `DescribeKey` reports the key as disabled.
# Output seen: state Disabled | encrypt: success | generate_data_key: success
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[kms]==5.2.5' 'boto3==1.44.5'
cat > "$folder/probe.py" <<'PYTHON'
import boto3
from botocore.exceptions import ClientError
from moto import mock_aws


def outcome(call, **arguments):
    try:
        call(**arguments)
        return "success"
    except ClientError as error:
        return error.response["Error"]["Code"]


with mock_aws():
    client = boto3.client(
        "kms",
        region_name="us-east-1",
        aws_access_key_id="id",
        aws_secret_access_key="secret",
    )
    key = client.create_key()["KeyMetadata"]["KeyId"]
    client.disable_key(KeyId=key)
    state = client.describe_key(KeyId=key)["KeyMetadata"]["KeyState"]
    encrypt = outcome(client.encrypt, KeyId=key, Plaintext=b"text")
    generate = outcome(client.generate_data_key, KeyId=key, KeySpec="AES_256")
    print(f"state {state} | encrypt: {encrypt} | generate_data_key: {generate}")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/probe.py" 2>/dev/null)
echo "$seen"
expected='state Disabled | encrypt: success | generate_data_key: success'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
