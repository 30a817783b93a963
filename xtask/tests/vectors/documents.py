"""Values for the free-form document member, by name."""

from texts import CONTROLS


def nested(depth, wrap, core):
    """`core` inside of `depth` layers made by `wrap`."""
    value = core
    for level in range(depth, 0, -1):
        value = wrap(level, value)
    return value


def _object_layer(level, value):
    return {f"level{level}": value}


def _array_layer(_level, value):
    return [value]


def _mixed_layer(level, value):
    return {"in": value} if level % 2 else [level, value, None]


SCHEMA_LIKE = {
    "$schema": "https://json-schema.example/draft",
    "$id": "/schema-versions/capability/matter.OnOff@1.4",
    "$ref": "#/$defs/on-off",
    "title": "On/Off",
    "type": ["object", "null"],
    "default": None,
    "properties": {"OnOff": {"type": "boolean", "default": False, "enum": [True, None]}},
    "required": [],
    "additionalProperties": False,
    "minimum": -0.5,
}

DOCUMENTS = {
    "null": None,
    "true": True,
    "false": False,
    "zero": 0,
    "minus-one": -1,
    "i32-max-plus-one": 2147483648,
    "past-double-precision": 9007199254740993,
    "i64-min": -9223372036854775808,
    "i64-max": 9223372036854775807,
    "i64-max-plus-one": 9223372036854775808,
    "u64-max": 18446744073709551615,
    "float-whole": 1.0,
    "float-tenth": 0.1,
    "float-third": 1 / 3,
    "float-big": 1e300,
    "float-big-negative": -1e300,
    "float-1e16": 1e16,
    "float-1e20": 1e20,
    "float-small": 1e-7,
    "float-negative-zero": -0.0,
    "float-least-subnormal": 5e-324,
    "float-least-normal": 2.2250738585072014e-308,
    "float-greatest": 1.7976931348623157e308,
    "float-half-way": 123456789012345.67,
    "string": "plain",
    "string-empty": "",
    "string-like-number": "1e5",
    "string-controls": CONTROLS + "\u007f",
    "string-unicode": "\u00e9\u8a2d\U0001f600\U0010ffff\u2028\ufeff",
    "string-quotes": "\"\\/'",
    "object-empty": {},
    "array-empty": [],
    "array-of-null": [None],
    "array-of-empties": [[], {}, "", None, [[]], [{}], {"a": {}}],
    "array-mixed": [None, True, False, 0, -1, 1.5, -0.0, "x", {"y": None}, [None]],
    "object-of-null": {"a": None, "b": {"c": None}, "d": [None, {"e": None}]},
    "key-empty": {"": "empty key", "a": {"": {"": None}}},
    "key-unicode": {"\u00e9": 1, "e\u0301": 2, "\u8a2d\u5099": 3, "\U0001f600": 4, "\U0010ffff": 5},
    "key-quotes": {'"': 1, "\\": 2, "/": 3, "'": 4, '\\"': 5},
    "key-controls": {CONTROLS: "all", "\u007f": "delete", "\u2028": "separator"},
    "key-order": {"z": 1, "a": 2, "m": 3, "10": 4, "9": 5, "A": 6},
    "key-case": {"key": 1, "Key": 2, "KEY": 3},
    "key-special": {"__type": "x", "__current__": 1, "null": None, "true": False},
    "objects-20-deep": nested(20, _object_layer, {"end": None}),
    "arrays-20-deep": nested(20, _array_layer, None),
    "mixed-20-deep": nested(20, _mixed_layer, "end"),
    "object-large": {f"key{number:03}": number for number in range(200)},
    "array-large": [number * 0.5 for number in range(200)],
    "schema-like": SCHEMA_LIKE,
}
