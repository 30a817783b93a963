#!/usr/bin/env bash
# Package:     botocore 1.44.5 (Python).
# Input:       a list of strings that a model binds to a header, with a value that needs quotes and contains a backslash.
# Expectation: in a quoted string of a header a backslash is escaped, as a quotation mark is, so that the value is parsed as it was written
#              (RFC 9110, section 5.6.4).
# Behavior:    the quotation mark is escaped and the backslash is not: a reader of the header gets `ab,c` for `a\b,c`.
# Output seen: quote: "a\"b,c" | backslash: "a\b,c"
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install botocore==1.44.5
cat > "$folder/probe.py" <<'PYTHON'
from botocore.model import ServiceModel
from botocore.serialize import RestJSONSerializer

model = ServiceModel({
    "metadata": {"protocol": "rest-json", "apiVersion": "1", "endpointPrefix": "probe"},
    "operations": {"Get": {"name": "Get", "http": {"method": "GET", "requestUri": "/"}, "input": {"shape": "Input"}}},
    "shapes": {
        "Input": {"type": "structure", "members": {
            "names": {"shape": "Names", "location": "header", "locationName": "x-names"}}},
        "Names": {"type": "list", "member": {"shape": "Name"}},
        "Name": {"type": "string"},
    },
})

def header(value):
    request = RestJSONSerializer().serialize_to_request({"names": [value]}, model.operation_model("Get"))
    return request["headers"]["x-names"]

print("quote:", header('a"b,c'), "| backslash:", header("a\\b,c"))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
expected='quote: "a\"b,c" | backslash: "a\b,c"'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
