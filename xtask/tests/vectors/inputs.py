"""Inputs of the two iot operations, as (name, operation, input, note) cases."""

from texts import CONTROLS, MARKS, ODD, UNICODE, URL_TRAPS

ROLE = "arn:aws:iam::123456789012:role/fleet"
HOOK = "arn:aws:lambda:us-east-1:123456789012:function:hook"
TOKEN = "0f0e0d0c-0b0a-4908-8706-050403020100"

INTEGERS = {
    "zero": 0,
    "one": 1,
    "minus-one": -1,
    "i32-min": -2147483648,
    "i32-max": 2147483647,
}

# The marks that query encoders disagree on; the labels below try every mark.
TOKEN_MARKS = (
    "space plus percent ampersand equals hash slash question tilde asterisk apostrophe colon at"
).split()

NULL_LEFT_OUT = "The input holds a null at its top level, which botocore leaves out."


def case(name, operation, given, note=None):
    return name, operation, given, note


def package_cases():
    """UpdatePackageConfiguration: everything optional, a token in the query."""
    yield from _package_shapes()
    yield from _package_texts()
    yield from _package_tokens()


def _package(name, given, note=None):
    return case(f"package-{name}", "UpdatePackageConfiguration", given, note)


def _package_shapes():
    key = "versionUpdateByJobsConfig"
    full = {"enabled": True, "roleArn": ROLE}
    yield _package("empty", {})
    yield _package("all", {key: full, "clientToken": TOKEN})
    yield _package("token-only", {"clientToken": TOKEN})
    yield _package("config-only", {key: full})
    yield _package("config-empty", {key: {}})
    yield _package("config-empty-with-token", {key: {}, "clientToken": TOKEN})
    yield _package("config-enabled-true", {key: {"enabled": True}})
    yield _package("config-enabled-false", {key: {"enabled": False}})
    yield _package("config-role-only", {key: {"roleArn": ROLE}})
    yield _package("config-disabled-with-role", {key: {"enabled": False, "roleArn": ROLE}})
    yield _package("config-role-empty", {key: {"roleArn": ""}})
    yield _package("config-null", {key: None}, NULL_LEFT_OUT)
    yield _package(
        "config-role-null",
        {key: {"roleArn": None}},
        "A null inside of a nested structure, which botocore writes as null.",
    )
    yield _package(
        "token-null",
        {"clientToken": None},
        "A token that is given as null keeps botocore from making one, and no query is sent.",
    )


def _package_texts():
    for name in ("emoji", "last", "separators"):
        yield _package(f"role-{name}", _role(UNICODE[name]))
    for name in ("controls", "backslashes"):
        yield _package(f"role-{name}", _role(ODD[name]))


def _role(text):
    return {"versionUpdateByJobsConfig": {"roleArn": text}}


def _package_tokens():
    samples = {
        **{f"mark-{name}": f"a{MARKS[name]}b" for name in TOKEN_MARKS},
        **URL_TRAPS,
        **{name: UNICODE[name] for name in ("latin", "cjk", "combining", "emoji", "last")},
        **{name: UNICODE[name] for name in ("separators", "byte-order-mark")},
        "empty": "",
        "placeholder": "{token}",
        "line-ends": ODD["line-ends"],
        "c1-controls": ODD["c1-controls"],
        "upper-case-uuid": TOKEN.upper(),
        "longest": "x" * 64,
    }
    for name, text in samples.items():
        yield _package(f"token-{name}", {"clientToken": text})


def template_cases():
    """UpdateProvisioningTemplate: a label in the path, flat members, one hook."""
    yield from _template_shapes()
    yield from _template_scalars()
    yield from _template_descriptions()
    yield from _template_labels()


def _template(name, given=None, note=None, label="fleet"):
    given = {"templateName": label, **(given or {})}
    return case(f"template-{name}", "UpdateProvisioningTemplate", given, note)


def _template_shapes():
    hook = {"payloadVersion": "2020-04-01", "targetArn": HOOK}
    yield _template("empty")
    yield _template(
        "all",
        {
            "description": "The fleet's template",
            "enabled": True,
            "defaultVersionId": 7,
            "provisioningRoleArn": ROLE,
            "preProvisioningHook": hook,
            "removePreProvisioningHook": True,
        },
    )
    yield _template("description-only", {"description": "one"})
    yield _template("description-empty", {"description": ""})
    yield _template("role-only", {"provisioningRoleArn": ROLE})
    yield _template("role-empty", {"provisioningRoleArn": ""})
    yield _template("hook-both", {"preProvisioningHook": hook})
    yield _template("hook-target-only", {"preProvisioningHook": {"targetArn": HOOK}})
    yield _template("hook-target-empty", {"preProvisioningHook": {"targetArn": ""}})
    odd_hook = {"payloadVersion": UNICODE["emoji"], "targetArn": CONTROLS}
    yield _template("hook-odd-texts", {"preProvisioningHook": odd_hook})
    yield _template("description-null", {"description": None}, NULL_LEFT_OUT)
    yield _template("hook-null", {"preProvisioningHook": None}, NULL_LEFT_OUT)


def _template_scalars():
    for member in ("enabled", "removePreProvisioningHook"):
        for flag in (True, False):
            yield _template(f"{_kebab(member)}-{str(flag).lower()}", {member: flag})
    both = {"enabled": False, "removePreProvisioningHook": False}
    yield _template("both-flags-false", both)
    for name, number in INTEGERS.items():
        yield _template(f"default-version-{name}", {"defaultVersionId": number})


def _template_descriptions():
    for name, text in {**UNICODE, **ODD}.items():
        yield _template(f"description-{name}", {"description": text})
    yield _template("description-long", {"description": "0123456789abcde " * 1024})
    yield _template("description-long-unicode", {"description": "\u00e9\u8a2d\U0001f600 " * 500})


def _template_labels():
    for name, mark in MARKS.items():
        yield _template(f"label-mark-{name}", label=f"a{mark}b")
    for name, text in {**URL_TRAPS, **UNICODE}.items():
        yield _template(f"label-{name}", label=text)
    yield _template("label-long", label="long label/" * 100)


def _kebab(member):
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in member)
