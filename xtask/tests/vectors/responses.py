"""Responses a service may give, as (name, response, note) cases for one operation.

The names of the modeled errors and of their members are read from the model,
so the cases are the same for every operation.
"""

import json

REQUEST_ID = "11111111-2222-4333-8444-555555555555"
NAMESPACE = "com.amazonaws.iot#"
URI = ":http://internal.amazon.com/coral/com.amazon.coral.service/"

FALLBACK_CODE = "The response names no error; botocore's own fallback is the status code as the code."
FALLBACK_MESSAGE = "The response has no message; botocore's own fallback is an empty one."
FALLBACK_BOTH = "The response has neither; botocore's own fallback: the status code, no message."
RAW_MESSAGE = "The body is not JSON; botocore's own fallback puts all of it into the message."
GENERIC = (
    "At 500 and above, botocore's own fallback for a blank body or one that starts with <html> "
    "looks at no header or body: the status code and its phrase, and no request id."
)
STUMBLES = "botocore's own failure: it takes for granted that the body is a JSON object."
ODD_TYPE = "The value has the wrong JSON type; botocore's own way is to pass it on unchanged."


def response(status, headers=None, body=""):
    return {"status": status, "headers": headers or {}, "body": body}


def successes():
    """Bodies and statuses of an operation whose output is empty."""
    json_type = {"Content-Type": "application/json", "x-amzn-RequestId": REQUEST_ID}
    for status in (200, 202, 204):
        yield f"{status}-no-body", response(status, {"x-amzn-RequestId": REQUEST_ID}), None
        yield f"{status}-no-headers", response(status), None
        yield f"{status}-empty-object", response(status, json_type, "{}"), None
    bodies = {
        "spaced-object": " \r\n\t{ } \n",
        "unknown-members": '{"later": {"a": [1, null, "x"]}, "more": null, "n": 1e300}',
        "input-members": '{"templateName": "t", "Identifier": "i", "clientToken": "c"}',
        "unicode": '{"name": "\u00e9\u8a2d\U0001f600\U0010ffff\u2028"}',
        "escaped-unicode": '{"name": "\\u00e9\\ud83d\\ude00\\u0000"}',
        "doubled-member": '{"a": 1, "a": 2}',
        "error-like": '{"__type": "ConflictException", "message": "not an error"}',
        "code-and-message": '{"code": "ValidationException", "Message": "not an error"}',
    }
    for name, body in bodies.items():
        yield f"200-{name}", response(200, json_type, body), None
    error_header = {**json_type, "x-amzn-ErrorType": "ConflictException"}
    yield "200-error-header", response(200, error_header, "{}"), None
    yield "200-other-content-type", response(200, {"Content-Type": "text/plain"}, "{}"), None
    yield from _odd_successes(json_type)


def _odd_successes(headers):
    note = "The body is no JSON object; what botocore makes of it is its own doing."
    bodies = {
        "null": "null",
        "blank": " \r\n\t ",
        "array": "[1, 2]",
        "string": '"text"',
        "number": "5",
        "true": "true",
        "not-json": "hello",
        "cut-off": '{"a": ',
        "html": "<html><body>fine</body></html>",
        "byte-order-mark": "\ufeff{}",
    }
    for name, body in bodies.items():
        yield f"200-body-{name}", response(200, headers, body), note


def modeled_errors(shapes):
    """Every modeled error of an operation, in every way a service may name it."""
    for shape in shapes:
        for way, headers, body in _ways_to_name(shape.name):
            full = {**body, _message_key(shape): f"{shape.name} by {way}"}
            given = response(_status(shape), {**_id_header(), **headers}, json.dumps(full))
            yield f"{_kebab(shape.name)}-{way}", given, None
        yield from _with_all_members(shape)


def _ways_to_name(code):
    tail = f"{code}{URI}"
    both = f"{NAMESPACE}{tail}"
    yield "header", {"x-amzn-errortype": code}, {}
    yield "header-uri", {"x-amzn-errortype": tail}, {}
    yield "header-namespace", {"x-amzn-errortype": f"{NAMESPACE}{code}"}, {}
    yield "header-namespace-uri", {"x-amzn-errortype": both}, {}
    yield "header-mixed-case", {"X-Amzn-ErrorType": code}, {}
    yield "header-and-type", {"x-amzn-errortype": code}, {"__type": f"{NAMESPACE}{code}"}
    yield "type", {}, {"__type": code}
    yield "type-uri", {}, {"__type": tail}
    yield "type-namespace", {}, {"__type": f"{NAMESPACE}{code}"}
    yield "type-namespace-uri", {}, {"__type": both}
    yield "code", {}, {"code": code}
    yield "code-uri", {}, {"code": tail}
    yield "code-namespace", {}, {"code": f"{NAMESPACE}{code}"}


def _with_all_members(shape):
    """Members beyond the message, known to the model or not."""
    headers = {**_id_header(), "x-amzn-errortype": shape.name}
    members = {name: f"{name} \u00e9\U0001f600" for name in shape.members}
    extra = {
        "resourceId": "r1",
        "ResourceId": "r2",
        "ResourceType": "t",
        "reason": {"a": [None]},
        "retryAfterSeconds": 5,
    }
    bodies = {"all-members": members, "extra-members": {**members, **extra}}
    if len(shape.members) > 1:
        bodies["only-message"] = {_message_key(shape): "no more"}
        bodies["null-members"] = dict.fromkeys(members, None)
        bodies["empty-members"] = dict.fromkeys(members, "")
    for name, body in bodies.items():
        note = ODD_TYPE if name == "null-members" else None
        yield f"{_kebab(shape.name)}-{name}", response(_status(shape), headers, json.dumps(body)), note


def message_forms(shape):
    """Where the message may stand, and what it may be."""
    headers = {**_id_header(), "x-amzn-errortype": shape.name}
    bodies = {
        "lower": ({"message": "from message"}, None),
        "upper": ({"Message": "from Message"}, None),
        "both": ({"Message": "from Message", "message": "from message"}, None),
        "both-lower-empty": ({"message": "", "Message": "from Message"}, None),
        "both-lower-null": (
            {"message": None, "Message": "from Message"},
            "botocore's own order: a `message` wins over `Message` even if it is null.",
        ),
        "other-names": ({"errorMessage": "no", "MESSAGE": "no", "msg": "no"}, FALLBACK_MESSAGE),
        "missing": ({}, FALLBACK_MESSAGE),
        "null": ({"message": None}, ODD_TYPE),
        "upper-null": ({"Message": None}, ODD_TYPE),
        "empty": ({"message": ""}, None),
        "number": ({"message": 5, "Message": 6}, ODD_TYPE),
        "object": ({"message": {"a": "b"}}, ODD_TYPE),
        "unicode": ({"message": "\u00e9 e\u0301 \u8a2d \U0001f600 \U0010ffff \u2028 \ufeff"}, None),
        "upper-unicode": ({"Message": "\u00e9 e\u0301 \u8a2d \U0001f600 \U0010ffff"}, None),
        "controls": ({"message": "".join(map(chr, range(0x20))) + "\u007f"}, None),
        "quotes": ({"message": "\"'\\/</script>"}, None),
    }
    for name, (body, note) in bodies.items():
        yield f"message-{name}", response(_status(shape), headers, json.dumps(body)), note
    raw = response(_status(shape), headers, '{"message": "raw \u00e9\u8a2d\U0001f600\u2028"}')
    yield "message-utf-8", raw, None
    yield "message-no-body", response(_status(shape), headers), _no_body_note(shape)
    long = json.dumps({"message": "long message " * 500})
    yield "message-long", response(_status(shape), headers, long), None


def _no_body_note(shape):
    return GENERIC if _status(shape) >= 500 else FALLBACK_MESSAGE


def _status(shape):
    return shape.metadata["error"]["httpStatusCode"]


def _message_key(shape):
    return next(name for name in shape.members if name.lower() == "message")


def _id_header():
    return {"x-amzn-requestid": REQUEST_ID}


def _kebab(name):
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).strip("-")
