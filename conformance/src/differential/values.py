"""Converts values between JSON and what callers of botocore give and get."""

import base64
import datetime
import json
import math

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
NO_NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def is_json_text(shape):
    """In a body, botocore's callers give and get JSON in a string as that string."""
    hints = shape.serialization
    return hints.get("jsonvalue") and hints.get("location") != "header"


def inward(shape, value):
    """A value as botocore's caller gives it."""
    if is_json_text(shape):
        return json.dumps(value, separators=(",", ":"))
    if shape.serialization.get("jsonvalue"):
        return value
    if value is None or getattr(shape, "is_document_type", False):
        return value
    kind = shape.type_name
    if kind == "structure":
        return {name: inward(shape.members[name], one) for name, one in value.items()}
    if kind == "list":
        return [inward(shape.member, one) for one in value]
    if kind == "map":
        return {key: inward(shape.value, one) for key, one in value.items()}
    if kind == "blob":
        return base64.b64decode(value)
    if kind == "timestamp":
        whole = math.floor(value)
        micros = round((value - whole) * 1e6)
        return EPOCH + datetime.timedelta(seconds=whole, microseconds=micros)
    if kind in ("float", "double"):
        return NO_NUMBERS.get(value, value)
    return value


def outward(shape, value):
    """What botocore's caller gets, as we describe it."""
    if value is None or shape is None or getattr(shape, "is_document_type", False):
        return value
    if is_json_text(shape):
        return json.loads(value)
    kind = shape.type_name
    if kind == "structure":
        members = shape.members
        return {name: outward(members.get(name), one) for name, one in value.items()}
    if kind == "list":
        return [outward(shape.member, one) for one in value]
    if kind == "map":
        return {key: outward(shape.value, one) for key, one in value.items()}
    if kind == "blob":
        content = value.read() if hasattr(value, "read") else value
        return base64.b64encode(content).decode("ascii")
    if kind == "timestamp":
        return moment(value)
    if kind in ("float", "double") and isinstance(value, str):
        # JSON has no such numbers, and botocore returns the text.
        return value
    if kind in ("float", "double") and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value


def moment(value):
    value = value.astimezone(datetime.timezone.utc)
    fraction = f".{value.microsecond:06}".rstrip("0") if value.microsecond else ""
    clock = f"{value.hour:02}:{value.minute:02}:{value.second:02}"
    return f"{value.year:04}-{value.month:02}-{value.day:02}T{clock}{fraction}Z"
