"""Serves S3 with the program garage, the first argument, on a free port of loopback until standard input ends.

It is a cluster of one node without replicas, with all files in a new folder. The first line on standard output tells the port and
the access key that requests are signed with.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time

CONFIG = """
metadata_dir = "{folder}/meta"
data_dir = "{folder}/data"
db_engine = "sqlite"
replication_factor = 1
rpc_bind_addr = "127.0.0.1:{rpc}"
rpc_public_addr = "127.0.0.1:{rpc}"
rpc_secret = "{secret}"

[s3_api]
s3_region = "eu-west-1"
api_bind_addr = "127.0.0.1:{s3}"
root_domain = ".s3.test"
"""


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "garage-files")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
port, rpc = free_ports(2)
config = os.path.join(folder, "config.toml")
with open(config, "w") as file:
    file.write(CONFIG.format(folder=folder, s3=port, rpc=rpc, secret=os.urandom(32).hex()))
key = {"id": "GK" + os.urandom(12).hex(), "secret": os.urandom(32).hex()}
environment = {"GARAGE_DEFAULT_ACCESS_KEY": key["id"], "GARAGE_DEFAULT_SECRET_KEY": key["secret"], "RUST_LOG": "garage=warn"}
server = subprocess.Popen(
    [sys.argv[1], "-c", config, "server", "--single-node", "--default-access-key"],
    env={**os.environ, **environment},
    stdin=subprocess.DEVNULL,
    stdout=sys.stderr,
)
for _ in range(300):
    try:
        socket.create_connection(("127.0.0.1", port)).close()
        break
    except OSError:
        time.sleep(0.1)
print(json.dumps({"port": str(port), **key}), flush=True)
sys.stdin.read()
server.kill()
server.wait()
