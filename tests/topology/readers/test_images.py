"""Where a template's images are pulled from, in the forms in which templates name them."""

import pytest

from topology.checks import check
from topology.fargate.needs import needs_of
from topology.model import Service
from topology.readers import Input, read
from topology.writers import write

from .templates import read_template

HERE = "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com"
BY_ARN = """!Join ["", [!Select [4, !Split [":", !GetAtt Repo.Arn]], .dkr.ecr., !Select [3, !Split [":", !GetAtt Repo.Arn]], ".",
  !Ref AWS::URLSuffix, /, !Ref Repo, ":latest"]]"""
ECR = ("ecr.api", "ecr.dkr", "s3")


@pytest.mark.parametrize(
    ("image", "region", "asked"),
    [
        ("!Sub '${Repo.RepositoryUri}:latest'", "eu-west-1", ECR),
        (BY_ARN, "eu-west-1", ECR),
        (BY_ARN, "cn-north-1", ECR),
        (f"{HERE}/app:${{Tag}}'", "eu-west-1", ECR),
        ("!Join ['', [!Ref AWS::AccountId, '.dkr.ecr.eu-west-1.amazonaws.com/app:', !Ref Tag]]", "eu-west-1", ECR),
        ("!Join [':', [ghcr.io/own/app, !Ref Tag]]", "eu-west-1", ("ghcr.io",)),
        ("!Sub '${Repo.RepositoryUri}:${Tag}'", "eu-west-1", ECR),
        ("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/app:1", "eusc-de-east-1", ECR),
        ("!Sub 'nginx:${Tag}'", "eu-west-1", ("",)),
        ("!Sub '${Tag}/app:1'", "eu-west-1", ("",)),
        ("!Ref Tag", "eu-west-1", ("",)),
    ],
)
def test_the_registry_of_an_image_is_known_by_the_beginning_of_its_name(
    image: str, region: str, asked: tuple[str, ...]
) -> None:
    topology = read_template(
        "Repo: {Type: AWS::ECR::Repository}\n"
        "Task:\n  Type: AWS::ECS::TaskDefinition\n  Properties:\n    NetworkMode: awsvpc\n    RequiresCompatibilities: [FARGATE]\n"
        f"    ContainerDefinitions:\n    - Name: app\n      Image: {image}\n"
        "Web: {Type: AWS::ECS::Service, Properties: {LaunchType: FARGATE, TaskDefinition: !Ref Task}}\n",
        region=region, Parameters="Tag: {Type: String}",
    )  # fmt: skip
    (service,) = topology.all(Service)
    needs = needs_of(topology, service)
    assert tuple(n.to for n in needs) == asked
    assert {n.region for n in needs if n.service} <= {region}
    again = read([Input("again.yaml", write(topology, "cloudformation").content)])
    assert again.resources == topology.resources and again.unresolved == topology.unresolved


def test_the_ref_of_a_secret_s_attachment_to_a_database_is_the_secret() -> None:
    topology = read_template("""
Secret: {Type: AWS::SecretsManager::Secret}
Attached: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Secret, TargetType: 'AWS::RDS::DBInstance'}}
Task:
  Type: AWS::ECS::TaskDefinition
  Properties:
    ContainerDefinitions:
    - {Name: app, Image: nginx, Secrets: [{Name: A, ValueFrom: !Join ['', [!Ref Attached, ':password::']]}, {Name: B, ValueFrom: !Ref Attached}]}
Web: {Type: AWS::ECS::Service, Properties: {LaunchType: FARGATE, TaskDefinition: !Ref Task}}
""")
    (workload,) = check(topology)["workloads"]
    assert [f["to"] for f in workload["flows"] if f["flow"] in ("secrets", "ssm-parameters")] == ["secretsmanager"]
