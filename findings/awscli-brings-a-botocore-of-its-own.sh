#!/usr/bin/env bash
# Package:     awscli 1.46.3 (Python), the AWS command line, version 1.
# Input:       an environment without other packages.
# Expectation: it depends on the package botocore and uses its models, as in earlier versions; a tool that searches the
#              models of an installed AWS CLI imports botocore.
# Behavior:    it does not depend on botocore. A copy of another version (1.43.62) is in `awscli/botocore`, with its models as
#              plain JSON. `import botocore` fails until `awscli` is imported; afterwards the name refers to the copy.
# Output seen: requires botocore: False | importable: False, after `import awscli`: True | awscli.botocore: 1.43.62 | iot model: service-2.json
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install awscli==1.46.3
cat > "$folder/probe.py" <<'PYTHON'
import importlib.metadata, importlib.util, pathlib

requires = any(line.startswith("botocore") for line in importlib.metadata.requires("awscli") or [])
before = importlib.util.find_spec("botocore") is not None
import awscli.botocore
after = importlib.util.find_spec("botocore") is not None
data = pathlib.Path(awscli.botocore.__file__).parent / "data" / "iot" / "2015-05-28"
model = sorted(path.name for path in data.glob("service-2.json*"))
print(f"requires botocore: {requires} | importable: {before}, after `import awscli`: {after} | awscli.botocore: {awscli.botocore.__version__} | "
      f"iot model: {' '.join(model)}")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
expected='requires botocore: False | importable: False, after `import awscli`: True | awscli.botocore: 1.43.62 | iot model: service-2.json'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
