"""Serves the providers of LocalStack on a free port of loopback until standard input ends.

The gateway is LocalStack's own, without the rest of its runtime, which starts a DNS server and needs a certificate. The first
line on standard output tells the port and an access key. The gateway accepts any key and checks no signature.
"""

import json
import os
import shutil
import socket
import sys
import tempfile
import threading
import uuid

# LocalStack writes messages to standard output.
output = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
# All files go to one folder, and nothing is kept from an earlier run.
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "localstack-files")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
tempfile.tempdir = os.environ["FILESYSTEM_ROOT"] = os.environ["XDG_CACHE_HOME"] = folder
os.environ["DISABLE_EVENTS"] = os.environ["SKIP_SSL_CERT_DOWNLOAD"] = "1"
# Presigned requests are checked, also when they have expired.
os.environ["S3_SKIP_SIGNATURE_VALIDATION"] = "0"
# Providers call each other at this address.
os.environ["GATEWAY_LISTEN"] = os.environ["LOCALSTACK_HOST"] = f"127.0.0.1:{port}"

from_name = uuid.uuid5
# LocalStack passes bytes, which Python 3.12 and later accept.
uuid.uuid5 = lambda space, name: from_name(space, name.decode("latin-1") if isinstance(name, bytes) else name)

from localstack import config
from localstack.aws.app import LocalstackAwsGateway
from localstack.services.plugins import SERVICE_PLUGINS
from rolo.gateway.wsgi import WsgiGateway
from werkzeug.serving import make_server

config.dirs.mkdirs()
gateway = WsgiGateway(LocalstackAwsGateway(SERVICE_PLUGINS))
server = make_server("127.0.0.1", port, gateway, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": str(port), "id": "test", "secret": "test"}), file=output, flush=True)
sys.stdin.read()
os._exit(0)
