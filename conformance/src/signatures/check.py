"""Computes the `authorization` header with botocore. Reads newline-delimited JSON and writes one result per line.

Each line has a request as it was sent, and what it was to be signed with. The
moment and the choice of headers are the sender's; all else is made anew.
"""

import base64
import json
import re
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

# These headers must be signed.
NEEDED = ("host", "x-amz-date")


def authorization(request):
    sent = request["sent"]
    headers = sent["headers"]
    names = re.search(r"SignedHeaders=([^,]*),", headers["authorization"]).group(1).split(";")
    needed = [*NEEDED, *(name for name in headers if name.startswith("x-amz-"))]
    if request["session_token"] and headers.get("x-amz-security-token") != request["session_token"]:
        raise ValueError("the session token is not there")
    if "content-type" in headers:
        needed.append("content-type")
    for name in needed:
        if name not in names:
            raise ValueError(f"{name} is not signed")
    credentials = Credentials(request["access_key"], request["secret_key"], request["session_token"])
    signer = SigV4Auth(credentials, request["service"], request["region"])
    request = AWSRequest(
        method=sent["method"],
        url=f"http://{headers['host']}{sent['target']}",
        data=base64.b64decode(sent["body_base64"]),
        headers={name: headers[name] for name in names},
    )
    request.context["timestamp"] = headers["x-amz-date"]
    canonical = signer.canonical_request(request)
    signature = signer.signature(signer.string_to_sign(request, canonical), request)
    signed = signer.signed_headers(signer.headers_to_sign(request))
    return (
        f"AWS4-HMAC-SHA256 Credential={signer.scope(request)}, "
        f"SignedHeaders={signed}, Signature={signature}"
    )


for line in sys.stdin.buffer:
    try:
        result = {"authorization": authorization(json.loads(line))}
    except Exception as error:
        result = {"raised": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
