#!/usr/bin/env bash
# Packages:    s3s-fs 0.14.1 (a server with the interface of S3, from Cargo's registry) and boto3 1.44.5.
# Input:       an object with the key `a%20b`, which boto3 stores and then lists with `list_objects_v2`.
# Expectation: the list has the key `a%20b`. boto3 requests `encoding-type=url`, S3 encodes the keys (`a%2520b`), and boto3
#              decodes them because the response names that encoding.
# Behavior:    the response names the encoding and has the key as it is, so boto3 returns the key `a b`, of which a get fails.
# Output seen: listed: a b; get: NoSuchKey
# Exits with 0 while this is so. It compiles the server, which takes some minutes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
cargo install --quiet --root "$folder" --target-dir "$folder/target" --features binary s3s-fs@0.14.1
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet boto3==1.44.5
mkdir "$folder/objects"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$folder/bin/s3s-fs" --port "$port" --access-key AKIDEXAMPLE --secret-key example "$folder/objects" > "$folder/log" 2>&1 &
server=$!
cat > "$folder/probe.py" <<'PYTHON'
import socket
import sys
import time

import boto3
from botocore.exceptions import ClientError

port = int(sys.argv[1])
for _ in range(100):
    try:
        socket.create_connection(("127.0.0.1", port)).close()
        break
    except OSError:
        time.sleep(0.1)
client = boto3.client(
    "s3",
    endpoint_url=f"http://127.0.0.1:{port}",
    region_name="us-east-1",
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="example",
)
client.create_bucket(Bucket="probe")
client.put_object(Bucket="probe", Key="a%20b", Body=b"x")
assert client.get_object(Bucket="probe", Key="a%20b")["Body"].read() == b"x"
(listed,) = (item["Key"] for item in client.list_objects_v2(Bucket="probe")["Contents"])
try:
    found = client.get_object(Bucket="probe", Key=listed)["Body"].read()
except ClientError as error:
    found = error.response["Error"]["Code"]
print(f"listed: {listed}; get: {found}")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/probe.py" "$port")
echo "$seen"
[ "$seen" = 'listed: a b; get: NoSuchKey' ] || { echo 'the behaviour has changed' >&2; exit 1; }
