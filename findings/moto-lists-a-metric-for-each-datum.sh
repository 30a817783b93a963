#!/usr/bin/env bash
# Package:     moto 5.2.5 with boto3 1.44.5 (Python).
# Input:       CloudWatch `PutMetricData` twice with one metric name and without dimensions, then `ListMetrics`.
# Expectation: one metric, as a metric is identified by its namespace, name and dimensions.
# Behavior:    a metric without dimensions is listed once for each datum; with dimensions it is listed once.
# Output seen: 2 data; without dimensions 2 metrics, with dimensions 1
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[cloudwatch]==5.2.5' 'boto3==1.44.5'
cat > "$folder/probe.py" <<'PYTHON'
import boto3
from moto import mock_aws


def listed(dimensions):
    with mock_aws():
        client = boto3.client(
            "cloudwatch",
            region_name="us-east-1",
            aws_access_key_id="id",
            aws_secret_access_key="secret",
        )
        for value in [1.0, 2.0]:
            datum = {"MetricName": "latency", "Dimensions": dimensions, "Value": value}
            client.put_metric_data(Namespace="example", MetricData=[datum])
        return len(client.list_metrics(Namespace="example")["Metrics"])


some = [{"Name": "Service", "Value": "orders"}]
print(f"2 data; without dimensions {listed([])} metrics, with dimensions {listed(some)}")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = '2 data; without dimensions 2 metrics, with dimensions 1' ] || { echo 'the behaviour has changed' >&2; exit 1; }
