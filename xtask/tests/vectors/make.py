"""Writes the wire vectors: requests and results of botocore.

Needs botocore, in exactly this version, and nothing else:

    pip install botocore==1.44.5

    python3 make.py            writes requests.jsonl and responses.jsonl beside itself
    python3 make.py --check    compares them with what would be written; 1 on a difference

Nothing goes over a network. README.md describes the lines.
"""

import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

# Before the imports below, so that they leave no __pycache__ beside the vectors.
sys.dont_write_bytecode = True

import botocore

from responses import message_forms, modeled_errors, successes
from responses_odd import unusual_errors
from inputs import package_cases, template_cases
from inputs_things import thing_cases
from wire import Wire, with_placeholder

BOTOCORE = "1.44.5"
SPELLING = "botocore fills a modeled message only under the model's own spelling."
HERE = Path(__file__).resolve().parent


def require_botocore():
    if botocore.__version__ != BOTOCORE:
        sys.exit(f"make.py needs botocore {BOTOCORE}, this is {botocore.__version__}")


def request_lines(wires):
    for service, cases in (
        ("iot", package_cases()),
        ("iot", template_cases()),
        ("iot-managed-integrations", thing_cases()),
    ):
        for name, operation, given, note in cases:
            request = wires[service].request(operation, given)
            if operation == "UpdatePackageConfiguration" and "clientToken" not in given:
                request["query"] = with_placeholder(request["query"])
            json.loads(request["body"])
            line = {"name": name, "service": service, "operation": operation}
            yield _noted({**line, "input": given, "request": request}, note)


def response_lines(wires):
    for prefix, service, operation, given in (
        ("package", "iot", "UpdatePackageConfiguration", {}),
        ("template", "iot", "UpdateProvisioningTemplate", {"templateName": "t"}),
        ("thing", "iot-managed-integrations", "UpdateManagedThing", {"Identifier": "t"}),
    ):
        wire = wires[service]
        for name, response, note in _responses(wire.client, operation):
            expect = wire.outcome(operation, given, response)
            if note is None and _has_unmodeled_message(wire.client, operation, expect):
                note = SPELLING
            line = {"name": f"{prefix}-{name}", "service": service, "operation": operation}
            yield _noted({**line, "response": response, "expect": expect}, note)


def _responses(client, operation):
    shapes = client.meta.service_model.operation_model(operation).error_shapes
    yield from successes()
    yield from modeled_errors(shapes)
    yield from message_forms(shapes[0])
    yield from unusual_errors(shapes[0].name, shapes[1].name)


def _has_unmodeled_message(client, operation, expect):
    """Whether a modeled error has its message, and the member for it has not."""
    error = expect.get("service_error", {})
    shapes = client.meta.service_model.operation_model(operation).error_shapes
    is_modeled = any(shape.name == error.get("code") for shape in shapes)
    return is_modeled and not error["fields"] and error["message"] is not None


def _noted(line, note):
    return {**line, "note": note} if note else line


def as_text(lines):
    """One JSON object a line, in ASCII only, so that no editor can harm it."""
    names = Counter(line["name"] for line in lines)
    doubled = [name for name, count in names.items() if count > 1]
    if doubled:
        raise AssertionError(f"names used twice: {doubled}")
    texts = (json.dumps(line, allow_nan=False).replace("\x7f", "\\u007f") for line in lines)
    return "".join(f"{text}\n" for text in texts)


def write(path, text):
    """Puts the whole file in place at once, or leaves the old one alone."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
            file.write(text)
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def same(path, text):
    if path.is_file() and path.read_bytes() == text.encode("ascii"):
        return True
    print(f"{path.name} differs", file=sys.stderr)
    return False


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    require_botocore()
    wires = {name: Wire(name) for name in ("iot", "iot-managed-integrations")}
    made = {
        HERE / "requests.jsonl": as_text(list(request_lines(wires))),
        HERE / "responses.jsonl": as_text(list(response_lines(wires))),
    }
    if arguments:
        return 0 if all([same(path, text) for path, text in made.items()]) else 1
    for path, text in made.items():
        write(path, text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
