#!/usr/bin/env bash
# Package:     botocore 1.44.8 (Python).
# Input:       S3's GetBucketNotification and a response whose topic has two `<Event>` elements. The model binds two members
#              to this name: `Events`, a flattened list, and the deprecated string `Event`.
# Expectation: `Events` is a list of two strings, and `Event` a string or absent, as the model declares.
# Behavior:    `Event` is a list of ElementTree's XML elements. With one `<Event>`, it is a string.
# Output seen: Events: ['s3:ObjectCreated:Post', 's3:ObjectCreated:Put']; Event: list of Element
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install botocore==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import botocore.awsrequest, botocore.compat, botocore.session

BODY = b"""<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TopicConfiguration>
<Event>s3:ObjectCreated:Post</Event><Event>s3:ObjectCreated:Put</Event>
<Topic>arn:aws:sns:us-east-1:123456789012:topic</Topic></TopicConfiguration></NotificationConfiguration>"""

class Raw(io.BytesIO):
    def stream(self, **_):
        yield self.read()

def answer(request, **_):
    return botocore.awsrequest.AWSResponse(request.url, 200, botocore.compat.HTTPHeaders(), Raw(BODY))

session = botocore.session.Session()
session.set_credentials("AKIDEXAMPLE", "secret")
s3 = session.create_client("s3", region_name="us-east-1")
s3.meta.events.register("before-send.*.*", answer)
topic = s3.get_bucket_notification(Bucket="bucket")["TopicConfiguration"]
event = topic["Event"]
kind = f"list of {type(event[0]).__name__}" if isinstance(event, list) else type(event).__name__
print(f"Events: {topic['Events']}; Event: {kind}")
expected = (["s3:ObjectCreated:Post", "s3:ObjectCreated:Put"], "list of Element")
sys.exit(0 if (topic["Events"], kind) == expected else "the behavior has changed")
PYTHON
