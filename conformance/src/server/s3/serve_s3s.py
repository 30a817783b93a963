"""Serves S3 with the program s3s-fs, the first argument, on a free port of loopback until standard input ends.

All files go to a new folder. The first line on standard output tells the port, that of a proxy for TLS, and the access key that
requests are signed with. The domain of virtual hosts contains the port.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "s3s-files")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
with socket.socket() as probe, socket.socket() as other:
    probe.bind(("127.0.0.1", 0))
    other.bind(("127.0.0.1", 0))
    port, tls_port = (str(one.getsockname()[1]) for one in (probe, other))
key = {"id": "AKIDS3S", "secret": "a/secret+of=s3s"}
command = [sys.argv[1], "--host", "127.0.0.1", "--port", port, "--access-key", key["id"], "--secret-key", key["secret"]]
command += ["--domain", f"s3.test:{port}", "--domain", f"s3.test:{tls_port}", folder]
server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
for _ in range(300):
    try:
        socket.create_connection(("127.0.0.1", int(port))).close()
        break
    except OSError:
        time.sleep(0.1)
print(json.dumps({"port": port, "tls_port": tls_port, **key}), flush=True)
sys.stdin.read()
server.kill()
server.wait()
