"""Inputs of UpdateManagedThing: nested lists, a map, and a free-form document."""

from documents import DOCUMENTS
from inputs import INTEGERS, NULL_LEFT_OUT, case
from texts import CONTROLS, MARKS, ODD, UNICODE, URL_TRAPS

NULL_KEPT = "A null inside of a list, a map or a nested structure; botocore writes it as null."

CAPABILITY = {
    "id": "matter.OnOff@1.4",
    "name": "On/Off",
    "version": "6",
    "properties": ["OnOff", "OnTime"],
    "actions": ["On", "Off", "Toggle"],
    "events": ["StateChange"],
}
ENDPOINT = {"id": "1", "deviceTypes": ["Light", "Dimmer, 2"], "capabilities": [CAPABILITY]}
REPORT = {"version": "1.0.0", "nodeId": "node=1/a+b@c", "endpoints": [ENDPOINT]}
SETUP = {"EnableAsProvisioner": True, "EnableAsProvisionee": False, "TimeoutInMinutes": 10}

ALL = {
    "Owner": "owner@example",
    "CredentialLockerId": "locker1",
    "SerialNumber": "SN 123-456",
    "WiFiSimpleSetupConfiguration": SETUP,
    "Brand": "Example Brand",
    "Model": "Model_1",
    "Name": "Hall lamp",
    "CapabilityReport": REPORT,
    "CapabilitySchemas": [],  # filled in below
    "Capabilities": "{\"x\": [1, 2]}",
    "Classification": "Lighting",
    "HubNetworkMode": "STANDARD",
    "MetaData": {"room": "hall", "floor": "1"},
}


def schema_item(schema, kind="AWS", version=1):
    return {
        "Format": kind,
        "CapabilityId": "matter.OnOff@1.4",
        "ExtrinsicId": "0x0006",
        "ExtrinsicVersion": version,
        "Schema": schema,
    }


ALL["CapabilitySchemas"] = [schema_item({"type": "object"}), schema_item(None, "ZCL", 2)]


def thing_cases():
    yield from _shapes()
    yield from _setups()
    yield from _reports()
    yield from _schemas()
    yield from _maps()
    yield from _texts()
    yield from _labels()
    yield from _nulls()


def _thing(name, given=None, note=None, label="thing-1"):
    return case(f"thing-{name}", "UpdateManagedThing", {"Identifier": label, **(given or {})}, note)


def _shapes():
    yield _thing("empty")
    yield _thing("all", ALL)
    for member, value in ALL.items():
        yield _thing(f"only-{member.lower()}", {member: value})
    for mode in ("NETWORK_WIDE_EXCLUSION", "A_MODE_OF_TOMORROW", "standard", ""):
        name = mode.lower().replace("_", "-") or "empty"
        if mode == "standard":
            name = "lower-case"
        yield _thing(f"mode-{name}", {"HubNetworkMode": mode})
    yield _thing("capabilities-longest", {"Capabilities": "0123456789abcde," * 4095 + "x" * 15})


def _setup(name, given, note=None):
    return _thing(f"setup-{name}", {"WiFiSimpleSetupConfiguration": given}, note)


def _setups():
    yield _setup("empty", {})
    for flag in (True, False):
        word = str(flag).lower()
        yield _setup(f"provisioner-{word}", {"EnableAsProvisioner": flag})
        yield _setup(f"provisionee-{word}", {"EnableAsProvisionee": flag})
    both = {"EnableAsProvisioner": False, "EnableAsProvisionee": False, "TimeoutInMinutes": 0}
    yield _setup("all-false-or-zero", both)
    for name, number in INTEGERS.items():
        yield _setup(f"timeout-{name}", {"TimeoutInMinutes": number})


def _report(name, given, note=None):
    return _thing(f"report-{name}", {"CapabilityReport": given}, note)


def _reports():
    bare = {"version": "1.0.0", "endpoints": []}
    no_capabilities = {**ENDPOINT, "capabilities": []}
    no_types = {**ENDPOINT, "deviceTypes": []}
    hollow = {**CAPABILITY, "properties": [], "actions": [], "events": []}
    yield _report("no-endpoints", bare)
    yield _report("node-id", {**bare, "nodeId": "n1"})
    yield _report("node-id-empty", {**bare, "nodeId": ""})
    yield _report("endpoint-empty-lists", _with_endpoints({**no_types, "capabilities": []}))
    yield _report("endpoint-no-types", _with_endpoints(no_types))
    yield _report("endpoint-no-capabilities", _with_endpoints(no_capabilities))
    yield _report("capability-empty-lists", _with_capabilities(hollow))
    for member in ("properties", "actions", "events"):
        yield _report(f"capability-only-{member}", _with_capabilities({**hollow, member: ["x"]}))
    empty_texts = {**CAPABILITY, "name": "", "properties": [""], "actions": ["", ""]}
    yield _report("capability-empty-texts", _with_capabilities(empty_texts))
    odd = {**CAPABILITY, "properties": [*UNICODE.values()], "events": [*ODD.values()]}
    yield _report("capability-odd-texts", _with_capabilities(odd))
    yield _report("two-capabilities", _with_capabilities(CAPABILITY, hollow))
    many = [{**ENDPOINT, "id": str(number)} for number in range(40)]
    yield _report("forty-endpoints", _with_endpoints(*many))
    yield _report("same-twice", _with_endpoints(ENDPOINT, ENDPOINT))


def _with_endpoints(*endpoints):
    return {"version": "1.0.0", "endpoints": list(endpoints)}


def _with_capabilities(*capabilities):
    return _with_endpoints({**ENDPOINT, "capabilities": list(capabilities)})


def _schemas():
    yield _thing("schemas-empty", {"CapabilitySchemas": []})
    for kind in ("AWS", "ZCL", "CONNECTOR", "FUTURE", ""):
        item = schema_item({}, kind)
        yield _thing(f"schema-format-{kind.lower() or 'empty'}", {"CapabilitySchemas": [item]})
    for name, number in INTEGERS.items():
        item = schema_item({}, version=number)
        yield _thing(f"schema-version-{name}", {"CapabilitySchemas": [item]})
    for name, value in DOCUMENTS.items():
        yield _thing(f"document-{name}", {"CapabilitySchemas": [schema_item(value)]})
    few = [schema_item(DOCUMENTS[name]) for name in ("null", "array-empty", "schema-like")]
    yield _thing("document-several", {"CapabilitySchemas": few})


def _map(name, given, note=None):
    return _thing(f"map-{name}", {"MetaData": given}, note)


def _maps():
    yield _map("empty", {})
    yield _map("one", {"a": "b"})
    yield _map("fifty", {f"key-{number:02}": f"value {number}" for number in range(50)})
    yield _map("empty-texts", {"": "", "a": ""})
    yield _map("key-order", {"z": "1", "a": "2", "m": "3", "10": "4", "9": "5"})
    yield _map("key-case", {"key": "1", "Key": "2", "KEY": "3"})
    yield _map("unicode-values", UNICODE)
    yield _map("unicode-keys", {text: name for name, text in UNICODE.items()})
    yield _map("odd-values", ODD)
    yield _map("odd-keys", {text: name for name, text in ODD.items()})
    yield _map("every-control", {control: control for control in CONTROLS + "\u007f"})
    yield _map("every-mark", {mark: mark for mark in MARKS.values()})
    yield _map("longest-values", {f"k{number}": "v" * 800 for number in range(5)})


def _texts():
    for member in ("Owner", "SerialNumber", "Brand", "Model", "Name", "Classification"):
        text = UNICODE["emoji"] + ODD["quotes"] + UNICODE["last"] + ODD["delete"]
        yield _thing(f"odd-{member.lower()}", {member: text})
        yield _thing(f"blank-{member.lower()}", {member: ""})
    everything = "".join([*UNICODE.values(), *ODD.values()])
    yield _thing("odd-capabilities", {"Capabilities": everything})


def _labels():
    names = "all-marks all-controls escaped-slash dots-inside query-like unreserved".split()
    samples = {name: URL_TRAPS[name] for name in names}
    for name in ("latin", "emoji", "last", "byte-order-mark"):
        samples[name] = UNICODE[name]
    for name, text in samples.items():
        yield _thing(f"label-{name}", label=text)


def _nulls():
    yield _thing("owner-null", {"Owner": None}, NULL_LEFT_OUT)
    yield _thing("metadata-null", {"MetaData": None}, NULL_LEFT_OUT)
    yield _thing("schemas-null", {"CapabilitySchemas": None}, NULL_LEFT_OUT)
    yield _setup("timeout-null", {"TimeoutInMinutes": None}, NULL_KEPT)
    yield _map("value-null", {"a": None, "b": "c"}, NULL_KEPT)
    nulls = {**CAPABILITY, "properties": ["a", None, "b"]}
    yield _report("list-null", _with_capabilities(nulls), NULL_KEPT)
    yield _report("node-id-null", {**REPORT, "nodeId": None}, NULL_KEPT)
