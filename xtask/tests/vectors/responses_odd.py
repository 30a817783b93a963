"""Error responses beyond the model: codes in conflict or unknown, strange bodies."""

import json

from responses import (
    FALLBACK_BOTH,
    FALLBACK_CODE,
    FALLBACK_MESSAGE,
    GENERIC,
    NAMESPACE,
    ODD_TYPE,
    RAW_MESSAGE,
    REQUEST_ID,
    STUMBLES,
    URI,
    response,
)

ORDER = "The protocol does not say; botocore's own order where the response contradicts itself."
STATUSES = (400, 401, 403, 404, 409, 429, 500, 503, 302)


def unusual_errors(first, second):
    """`first` and `second` are names of two of the operation's modeled errors."""
    yield from _conflicts(first, second)
    yield from _odd_codes(first)
    yield from _unknown_codes(first)
    yield from _statuses(first)
    yield from _bodies(first)
    yield from _request_ids(first)


def _error(status, headers, members):
    body = json.dumps({**members, "message": "why", "Message": "why"})
    return response(status, {"x-amzn-requestid": REQUEST_ID, **headers}, body)


def _conflicts(first, second):
    header = {"x-amzn-errortype": first}
    settled = {
        "header-over-type": (header, {"__type": second}),
        "header-over-code": (header, {"code": second}),
        "header-over-all": (header, {"__type": second, "code": second}),
        "code-over-type": ({}, {"__type": second, "code": first}),
    }
    for name, (headers, members) in settled.items():
        yield f"conflict-{name}", _error(400, headers, members), None
    peculiar = {
        "lower-code-over-upper": ({}, {"Code": second, "code": first}),
        "upper-code-over-type": ({}, {"__type": second, "Code": first}),
        "null-code-and-type": ({}, {"__type": second, "code": None}),
        "null-code-and-upper-code": ({}, {"code": None, "Code": second}),
        "empty-code-and-type": ({}, {"__type": second, "code": ""}),
        "empty-header-and-type": ({"x-amzn-errortype": ""}, {"__type": second}),
    }
    for name, (headers, members) in peculiar.items():
        yield f"conflict-{name}", _error(400, headers, members), ORDER


def _odd_codes(code):
    upper = "botocore's own addition: it reads `Code` like `code`, which the protocol does not name."
    yield "code-upper", _error(400, {}, {"Code": code}), upper
    yield "code-upper-namespace", _error(400, {}, {"Code": f"{NAMESPACE}{code}"}), upper
    yield "code-two-hashes", _error(400, {}, {"__type": f"a#b#{code}"}), None
    yield "code-hash-in-uri", _error(400, {}, {"__type": f"{code}{URI}#x"}), None
    yield "code-header-hash-in-uri", _error(400, {"x-amzn-errortype": f"{code}{URI}#x"}, {}), None
    untrimmed = "botocore's own way: it does not trim, so the code is unknown."
    yield "code-spaces", _error(400, {}, {"__type": f" {code} "}), untrimmed
    lower = "botocore's own way: the case of a code matters, so the code is unknown."
    yield "code-lower-case", _error(400, {}, {"__type": code.lower()}), lower
    nothing = "Nothing is left once the extras are cut off; botocore's own way is an empty code."
    yield "code-only-hash", _error(400, {}, {"__type": "#"}), nothing
    yield "code-only-colon", _error(400, {}, {"__type": ":x"}), nothing
    yield "code-number", _error(400, {}, {"code": 42}), ODD_TYPE
    fails = "botocore's own failure on a `__type` that is neither text nor null."
    yield "code-object-type", _error(400, {}, {"__type": {"a": 1}}), fails
    yield "code-number-type", _error(400, {}, {"__type": 42}), fails
    null_type = "botocore's own fallback for a null `__type` is an empty code, not the status."
    yield "code-null-type", _error(400, {}, {"__type": None}), null_type
    other = "None of the names that botocore reads a code from, so its own fallback: the status."
    other_names = {"type": code, "errorCode": code, "error": code, "CODE": code}
    yield "code-other-names", _error(400, {"x-amz-error-type": code}, other_names), other


def _unknown_codes(code):
    yield "unknown-header", _error(400, {"x-amzn-errortype": "BrandNewException"}, {}), None
    yield "unknown-header-uri", _error(418, {"x-amzn-errortype": f"BrandNew{URI}"}, {}), None
    yield "unknown-type", _error(409, {}, {"__type": f"{NAMESPACE}BrandNewException"}), None
    yield "unknown-code", _error(500, {}, {"code": "BrandNewException"}), None
    yield "unknown-unicode", _error(400, {}, {"code": "Fehler\u00fc\U0001f600"}), None
    elsewhere = (
        "An error of the service that this operation does not list; "
        "botocore looks codes up in the whole service, so fields may be found."
    )
    for name in ("LimitExceededException", "ServiceQuotaExceededException"):
        yield f"unlisted-{name.lower()}", _error(400, {"x-amzn-errortype": name}, {}), elsewhere
    yield "unknown-no-message", response(400, {"x-amzn-errortype": "New"}, "{}"), FALLBACK_MESSAGE


def _statuses(code):
    """A modeled error keeps its name whatever the status; without a name it has none."""
    for status in STATUSES:
        named = _error(status, {"x-amzn-errortype": code}, {})
        yield f"status-{status}-named", named, None
        yield f"status-{status}-unnamed", _error(status, {}, {}), FALLBACK_CODE
        empty = GENERIC if status >= 500 else FALLBACK_BOTH
        yield f"status-{status}-no-body", response(status), empty


def _bodies(code):
    header = {"x-amzn-errortype": code, "x-amzn-requestid": REQUEST_ID}
    texts = {
        "html": "<html><body><h1>Sorry</h1></body></html>",
        "html-doctype": "<!DOCTYPE html><html><body>Sorry</body></html>",
        "html-upper": "<HTML>Sorry</HTML>",
        "xml": "<Error><Code>Sorry</Code></Error>",
        "plain": "upstream connect error \u00e9\U0001f600",
        "cut-off": '{"message": "cut',
        "blank": " \r\n\t ",
        "two-values": '{"message": "one"} {"message": "two"}',
        "byte-order-mark": '\ufeff{"message": "marked"}',
    }
    for name, body in texts.items():
        for status in (400, 503):
            note = GENERIC if status == 503 and name in ("html", "blank") else RAW_MESSAGE
            yield f"body-{name}-{status}-named", response(status, header, body), note
            yield f"body-{name}-{status}-unnamed", response(status, {}, body), note
    values = {"array": '["a"]', "string": '"text"', "number": "5", "null": "null", "true": "true"}
    for name, body in values.items():
        yield f"body-{name}-400-named", response(400, header, body), STUMBLES
        yield f"body-{name}-500-unnamed", response(500, {}, body), STUMBLES
    yield "body-empty-object-named", response(400, header, "{}"), FALLBACK_MESSAGE
    yield "body-empty-object-unnamed", response(400, {}, "{}"), FALLBACK_BOTH
    spaced = ' \r\n{ "message" : "spaced" } \n'
    yield "body-spaced", response(400, header, spaced), None
    doubled = '{"message": "one", "Message": "upper", "message": "two", "Message": "last"}'
    yield "body-doubled-member", response(400, header, doubled), "botocore keeps the last of doubles."
    yield "body-html-500-named", response(500, header, texts["html"]), GENERIC


def _request_ids(code):
    error = {"x-amzn-errortype": code}
    unread = "botocore's own limit: on an error it reads no header but x-amzn-requestid."
    cases = {
        "amzn-requestid": ({"x-amzn-requestid": "id-1"}, None),
        "amzn-requestid-mixed-case": ({"X-Amzn-RequestId": "id-2"}, None),
        "amzn-requestid-upper-case": ({"X-AMZN-REQUESTID": "id-3"}, None),
        "amz-request-id": ({"x-amz-request-id": "id-4"}, unread),
        "amzn-request-id": ({"x-amzn-request-id": "id-5"}, unread),
        "amz-id-2": ({"x-amz-id-2": "id-6"}, unread),
        "amzn-first": ({"x-amz-request-id": "id-7", "x-amzn-requestid": "id-8"}, None),
        "all": (
            {"x-amz-request-id": "a", "x-amzn-request-id": "b", "x-amzn-requestid": "c"},
            None,
        ),
        "empty": ({"x-amzn-requestid": ""}, "botocore's own way: an empty header is an empty id."),
        "absent": ({}, None),
    }
    body = json.dumps({"message": "why", "Message": "why", "requestId": "in-the-body"})
    for name, (headers, note) in cases.items():
        yield f"request-id-{name}", response(400, {**error, **headers}, body), note
