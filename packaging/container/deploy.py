"""Puts the image behind a SageMaker endpoint with asynchronous inference, sends a photo and fetches the result.

    python deploy.py up   --image ACCOUNT.dkr.ecr.REGION.amazonaws.com/enhancer:cuda --role ARN --bucket NAME
    python deploy.py send --bucket NAME --preset enlarge-2x photo.jpg -o photo-large.jpg
    python deploy.py down

Asynchronous inference is the main path: real time ends after 60 s and 6 MB, and a photo of 24 megapixels passes both.
Needs boto3 and credentials that may use SageMaker and the bucket.
"""

import argparse
import mimetypes
import time
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import ClientError

NAME = "enhancer"
ATTRIBUTES = "preset={}"
ALARM = f"{NAME}-wake"
RESOURCE = {
    "ServiceNamespace": "sagemaker",
    "ResourceId": f"endpoint/{NAME}/variant/all",
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
}
GONE = ("ObjectNotFoundException", "ResourceNotFound")
LONGEST_S = 3600
POLL_S = 2.0


def up(arguments: argparse.Namespace) -> None:
    """Create model, configuration and endpoint, and let it scale down to nothing when nobody sends photos."""
    sagemaker = boto3.client("sagemaker")
    container = {"Image": arguments.image}
    if arguments.weights:
        container["ModelDataUrl"] = arguments.weights
    sagemaker.create_model(ModelName=NAME, PrimaryContainer=container, ExecutionRoleArn=arguments.role)
    variant = {
        "VariantName": "all",
        "ModelName": NAME,
        "InstanceType": arguments.instance,
        "InitialInstanceCount": 1,
        "ContainerStartupHealthCheckTimeoutInSeconds": 300,
    }
    output = {
        "S3OutputPath": f"s3://{arguments.bucket}/{NAME}/out",
        "S3FailurePath": f"s3://{arguments.bucket}/{NAME}/failed",
    }
    sagemaker.create_endpoint_config(
        EndpointConfigName=NAME,
        ProductionVariants=[variant],
        AsyncInferenceConfig={
            "OutputConfig": output,
            # The queue inside the container is short; one photo at a time is what one GPU does.
            "ClientConfig": {"MaxConcurrentInvocationsPerInstance": 2},
        },
    )
    sagemaker.create_endpoint(EndpointName=NAME, EndpointConfigName=NAME)
    sagemaker.get_waiter("endpoint_in_service").wait(EndpointName=NAME)
    scale(arguments.most)


def scale(most: int) -> None:
    """Follow the number of photos that wait, from none to `most` instances."""
    scaling = boto3.client("application-autoscaling")
    scaling.register_scalable_target(**RESOURCE, MinCapacity=0, MaxCapacity=most)
    scaling.put_scaling_policy(
        **RESOURCE,
        PolicyName=f"{NAME}-backlog",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 5.0,
            "CustomizedMetricSpecification": {
                "MetricName": "ApproximateBacklogSizePerInstance",
                "Namespace": "AWS/SageMaker",
                "Dimensions": [{"Name": "EndpointName", "Value": NAME}],
                "Statistic": "Average",
            },
            "ScaleInCooldown": 600,
            "ScaleOutCooldown": 60,
        },
    )
    wake_for_the_first(scaling)


def wake_for_the_first(scaling: Any) -> None:
    """Start an instance for the first photo: the policy above wakes nobody before more wait than its target."""
    step = scaling.put_scaling_policy(
        **RESOURCE,
        PolicyName=f"{NAME}-wake",
        PolicyType="StepScaling",
        StepScalingPolicyConfiguration={
            "AdjustmentType": "ChangeInCapacity",
            "MetricAggregationType": "Average",
            "Cooldown": 300,
            "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
        },
    )
    boto3.client("cloudwatch").put_metric_alarm(
        AlarmName=ALARM,
        MetricName="HasBacklogWithoutCapacity",
        Namespace="AWS/SageMaker",
        Dimensions=[{"Name": "EndpointName", "Value": NAME}],
        Statistic="Average",
        Period=60,
        EvaluationPeriods=2,
        DatapointsToAlarm=2,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="missing",
        AlarmActions=[step["PolicyARN"]],
    )


def send(arguments: argparse.Namespace) -> None:
    """Upload a photo, wait for its result and save it."""
    s3, runtime = boto3.client("s3"), boto3.client("sagemaker-runtime")
    kind = mimetypes.guess_type(arguments.photo.name)[0] or "application/octet-stream"
    key = f"{NAME}/in/{uuid.uuid4().hex}/{arguments.photo.name}"
    s3.upload_file(str(arguments.photo), arguments.bucket, key)
    answer = runtime.invoke_endpoint_async(
        EndpointName=NAME,
        InputLocation=f"s3://{arguments.bucket}/{key}",
        ContentType=kind,
        Accept=mimetypes.guess_type(arguments.output.name)[0] or "*/*",
        CustomAttributes=ATTRIBUTES.format(arguments.preset),
        InvocationTimeoutSeconds=LONGEST_S,
    )
    fetch(answer["OutputLocation"], answer["FailureLocation"], arguments.output)


def fetch(good: str, bad: str, target: Path) -> None:
    """Wait until a result or a failure lies in S3; save the one, raise SystemExit with the other."""
    s3 = boto3.client("s3")
    deadline = time.monotonic() + LONGEST_S
    while time.monotonic() < deadline:
        for place in (good, bad):
            parts = urlsplit(place)
            try:
                found = s3.get_object(Bucket=parts.netloc, Key=parts.path.lstrip("/"))
            except ClientError as e:
                if e.response["Error"]["Code"] not in ("NoSuchKey", "404"):
                    raise
                continue
            content = found["Body"].read()
            if place == bad:
                raise SystemExit(content.decode("utf-8", "replace"))
            target.write_bytes(content)
            return
        time.sleep(POLL_S)
    raise SystemExit("No result within an hour.")


def down(_arguments: argparse.Namespace) -> None:
    """Delete the endpoint, which is what costs money, and all around it; what `up` has not come to is passed over."""
    sagemaker = boto3.client("sagemaker")
    scaling = boto3.client("application-autoscaling")
    steps = (
        lambda: boto3.client("cloudwatch").delete_alarms(AlarmNames=[ALARM]),
        lambda: scaling.deregister_scalable_target(**RESOURCE),  # and its policies with it
        lambda: sagemaker.delete_endpoint(EndpointName=NAME),
        lambda: sagemaker.delete_endpoint_config(EndpointConfigName=NAME),
        lambda: sagemaker.delete_model(ModelName=NAME),
    )
    troubles = []
    for step in steps:
        try:
            step()
        except ClientError as e:
            if e.response["Error"]["Code"] not in GONE and "Could not find" not in str(e):
                troubles.append(str(e))
    if troubles:
        raise SystemExit("\n".join(troubles))


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    create = commands.add_parser("up", help="create the endpoint")
    create.add_argument("--image", required=True)
    create.add_argument("--role", required=True, help="ARN of the role that SageMaker takes on")
    create.add_argument("--bucket", required=True)
    create.add_argument("--instance", default="ml.g6.xlarge")
    create.add_argument("--most", type=int, default=2, help="instances at the most")
    create.add_argument("--weights", default="", help="s3://….tar.gz with model cards and weights of your own")
    create.set_defaults(run=up)
    one = commands.add_parser("send", help="enhance a photo")
    one.add_argument("photo", type=Path)
    one.add_argument("--output", "-o", type=Path, required=True)
    one.add_argument("--bucket", required=True)
    one.add_argument("--preset", default="enlarge-2x")
    one.set_defaults(run=send)
    commands.add_parser("down", help="delete the endpoint").set_defaults(run=down)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
