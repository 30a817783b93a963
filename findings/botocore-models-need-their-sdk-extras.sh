#!/usr/bin/env bash
# Package:     botocore 1.44.5 (Python), whose `service-2.json` files are read as models by many tools.
# Input:       the model of RDS: the file as it is, and as botocore's own loader returns it.
# Expectation: `service-2.json` contains every member of the API.
# Behavior:    `service-2.sdk-extras.json` beside it adds members that the API has (`SourceRegion`, without which a snapshot
#              cannot be copied between regions by a presigned request); six services have such a file. A tool that reads
#              `service-2.json` alone loses them without an error.
# Output seen: file: [] | loader: ['SourceRegion'] | services: docdb eks neptune rds s3 secretsmanager
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install botocore==1.44.5
cat > "$folder/probe.py" <<'PYTHON'
import gzip, json, pathlib
import botocore, botocore.loaders

data = pathlib.Path(botocore.__file__).parent / "data"

def plain(service, version):
    path = data / service / version / "service-2.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    return json.loads(gzip.decompress(path.with_name("service-2.json.gz").read_bytes()))

def regions(model):
    return [name for name in model["shapes"]["CopyDBSnapshotMessage"]["members"] if name == "SourceRegion"]

loaded = botocore.loaders.create_loader().load_service_model("rds", "service-2")
services = sorted({path.parts[-3] for path in data.glob("*/*/service-2.sdk-extras.json*")})
print(f"file: {regions(plain('rds', '2014-10-31'))} | loader: {regions(loaded)} | services: {' '.join(services)}")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
expected="file: [] | loader: ['SourceRegion'] | services: docdb eks neptune rds s3 secretsmanager"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
