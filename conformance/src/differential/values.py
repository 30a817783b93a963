"""Converts values between JSON and the types of botocore's callers."""

import base64
import datetime
import json
import math

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
NON_FINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def is_json_text(shape):
    """Returns whether a member is JSON in a string that callers see as a string, as in a body."""
    hints = shape.serialization
    return hints.get("jsonvalue") and hints.get("location") != "header"


def to_botocore(shape, value):
    """Converts a value of an input to the type that botocore accepts."""
    if is_json_text(shape):
        return json.dumps(value, separators=(",", ":"))
    if shape.serialization.get("jsonvalue"):
        return value
    if value is None or getattr(shape, "is_document_type", False):
        return value
    kind = shape.type_name
    if kind == "structure":
        return {name: to_botocore(shape.members[name], one) for name, one in value.items()}
    if kind == "list":
        return [to_botocore(shape.member, one) for one in value]
    if kind == "map":
        return {key: to_botocore(shape.value, one) for key, one in value.items()}
    if kind == "blob":
        return base64.b64decode(value)
    if kind == "timestamp":
        whole = math.floor(value)
        micros = round((value - whole) * 1e6)
        return EPOCH + datetime.timedelta(seconds=whole, microseconds=micros)
    if kind in ("float", "double"):
        return NON_FINITE.get(value, value)
    return value


def from_botocore(shape, value):
    """Converts a value of an output to JSON."""
    if value is None or shape is None or getattr(shape, "is_document_type", False):
        return value
    if is_json_text(shape):
        return json.loads(value)
    kind = shape.type_name
    if kind == "structure":
        members = shape.members
        return {name: from_botocore(members.get(name), one) for name, one in value.items()}
    if kind == "list":
        return [from_botocore(shape.member, one) for one in value]
    if kind == "map":
        return {key: from_botocore(shape.value, one) for key, one in value.items()}
    if kind == "blob":
        content = value.read() if hasattr(value, "read") else value
        return base64.b64encode(content).decode("ascii")
    if kind == "timestamp":
        return timestamp(value)
    if kind in ("float", "double") and isinstance(value, str):
        # JSON has no such numbers, and botocore returns the text.
        return value
    if kind in ("float", "double") and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value


def timestamp(value):
    value = value.astimezone(datetime.timezone.utc)
    fraction = f".{value.microsecond:06}".rstrip("0") if value.microsecond else ""
    clock = f"{value.hour:02}:{value.minute:02}:{value.second:02}"
    return f"{value.year:04}-{value.month:02}-{value.day:02}T{clock}{fraction}Z"
