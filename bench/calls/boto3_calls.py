"""Measures the calls per second of boto3. Arguments: URL, concurrent calls, seconds."""

import sys
import threading
import time

import boto3
from botocore.config import Config

url, in_flight, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
client = boto3.client(
    "iot-managed-integrations",
    region_name="eu-west-1",
    endpoint_url=url,
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="a secret of no worth",
    config=Config(max_pool_connections=in_flight),
)
capability = {
    "name": "On/Off",
    "version": "6",
    "properties": ["OnOff", "GlobalSceneControl", "OnTime", "OffWaitTime", "StartUpOnOff", "FeatureMap"],
    "actions": ["On", "Off", "Toggle"],
    "events": ["StateChange"],
}
capabilities = [{"id": f"matter.OnOff@1.{number}", **capability} for number in range(3)]
level = {"type": "integer", "minimum": 0, "maximum": 254, "list": [1, 2, 3, 4.5, None, "x"]}
schema = {"type": "object", "properties": {"OnOff": {"type": "boolean", "default": True}, "level": level}}
thing = {
    "Identifier": "thing-1",
    "Owner": "me",
    "CapabilityReport": {
        "version": "1.0.0",
        "endpoints": [{"id": "0", "deviceTypes": ["Light"], "capabilities": capabilities}],
    },
    "CapabilitySchemas": [
        {
            "Format": "AWS",
            "CapabilityId": "matter.OnOff@1.0",
            "ExtrinsicId": "0x0006",
            "ExtrinsicVersion": 1,
            "Schema": schema,
        }
    ],
}


def calls(until, made):
    while time.monotonic() < until:
        client.update_managed_thing(**thing)
        made.append(1)


def run(duration):
    made, until = [], time.monotonic() + duration
    threads = [threading.Thread(target=calls, args=(until, made)) for _ in range(in_flight)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(made)


run(seconds / 10)
begin = time.monotonic()
made = run(seconds)
print(made / (time.monotonic() - begin))
