"""Gets or puts the large object with boto3, whose checksums awscrt computes. Arguments: the URL of the server, get-large or put-large."""

import sys

import awscrt.checksums  # botocore uses it if it is there
import boto3

BLOCK = 64 << 10
LARGE = 1 << 30


class Large:
    """A file of repeated blocks, which takes no memory."""

    def __init__(self):
        self.position = 0
        self.block = b"a" * (1 << 20)

    def read(self, size=-1):
        left = LARGE - self.position
        size = left if size is None or size < 0 else min(size, left)
        self.position += size
        return self.block[:size] if size <= len(self.block) else b"a" * size

    def seek(self, offset, whence=0):
        self.position = offset + (0, self.position, LARGE)[whence]
        return self.position

    def tell(self):
        return self.position


def main():
    url, what = sys.argv[1:]
    client = boto3.client(
        "s3",
        region_name="eu-west-1",
        endpoint_url=url,
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="a secret of no worth",
        config=boto3.session.Config(s3={"addressing_style": "path"}),
    )
    if what == "put-large":
        client.put_object(Bucket="bucket", Key=str(LARGE), Body=Large(), ContentLength=LARGE)
        return
    body = client.get_object(Bucket="bucket", Key=str(LARGE))["Body"]
    length = 0
    while piece := body.read(BLOCK):
        length += len(piece)
    assert length == LARGE, length


main()
