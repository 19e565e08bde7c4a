"""docker-compose.yml parses, names only commands and settings that exist, and holds no secret of its own."""

import re
from pathlib import Path

import pytest
import typer
import yaml

from api.application import PREFIX
from api.routes import FAMILIES
from app.cli import cli
from app.env_file import SECRETS
from app.settings import Settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "veche"}
LASTING = [name for name, service in SERVICES.items() if service["restart"] == "unless-stopped"]


def commands():
    """Our own commands with the options of each."""
    group = typer.main.get_group(cli)
    return {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in group.commands.items()
    }


def test_compose_has_every_part_of_an_installation():
    assert set(SERVICES) == {
        *("migrate", "buckets", "api", "worker", "postgres", "minio", "seaweedfs", "mail"),
        *("temporal-schema", "temporal", "temporal-namespace", "temporal-ui"),
    }
    assert set(OURS) == {"migrate", "buckets", "api", "worker"}
    assert OURS["worker"]["deploy"] == {"replicas": 2}
    assert {OURS[name]["restart"] for name in ("migrate", "buckets")} == {"no", "on-failure"}


def test_compose_starts_our_services_when_the_one_shot_jobs_are_done():
    for name in ("api", "worker"):
        waits = {job: condition["condition"] for job, condition in OURS[name]["depends_on"].items()}
        assert waits == dict.fromkeys(("migrate", "buckets", "temporal-namespace"), "service_completed_successfully")


@pytest.mark.parametrize("name", OURS)
def test_compose_calls_commands_that_exist(name):
    calls = [OURS[name]["command"]]
    check = OURS[name].get("healthcheck", {}).get("test", [])
    if check[:2] == ["CMD", "veche"]:
        calls.append(check[2:])
    for command, *options in calls:
        assert {option for option in options if option.startswith("-")} <= commands()[command]


@pytest.mark.parametrize("name", OURS)
def test_compose_gives_settings_that_exist(name):
    known = {f"VECHE_{field.upper()}" for field in Settings.model_fields}
    assert set(OURS[name]["environment"]) <= known


def test_compose_settings_are_read_as_meant(monkeypatch):
    for variable, value in OURS["api"]["environment"].items():
        plain = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", re.sub(r"\$\{\w+:\?[^}]*\}", "s3cret", value))
        monkeypatch.setenv(variable, plain)
    settings = Settings()
    assert settings.database_url == "postgresql+psycopg://veche:s3cret@postgres/veche"
    assert settings.object_store_url == "s3://s3cret:s3cret@objects:9000/veche?secure=0"
    assert settings.lasting_store_url == "s3://s3cret:s3cret@objects:9000/veche-editions?secure=0"
    assert settings.temporal_address == "temporal:7233"
    assert settings.smtp_url == "smtp://mail:1025"


def test_compose_takes_every_secret_from_the_env_file():
    asked = set(re.findall(r"\$\{(\w+):\?", TEXT))
    assert asked == set(SECRETS)
    secret = re.compile(r"(PASSWORD|PWD|SECRET|ACCESS_KEY|ROOT_USER)")
    for service in SERVICES.values():
        for variable, value in service.get("environment", {}).items():
            if secret.search(variable):
                assert re.fullmatch(r"\$\{\w+:\?[^}]*\}", value), variable


def test_container_files_name_only_addresses_of_the_api():
    named = re.findall(r"/api[\w/-]*", TEXT + (ROOT / "Dockerfile").read_text())
    read = {PREFIX + route.path for family in FAMILIES for route in family.routes if "GET" in route.methods}
    assert named
    assert set(named) <= read


@pytest.mark.parametrize("name", LASTING)
def test_compose_service_that_lasts_tells_its_health(name):
    assert SERVICES[name]["healthcheck"]["test"]


def test_compose_publishes_ports_on_this_machine_only():
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_compose_pins_images_and_waits_only_for_what_is_always_there():
    always = {name for name, service in SERVICES.items() if "profiles" not in service}
    for service in SERVICES.values():
        if service["image"] != "veche":
            assert re.fullmatch(r"[\w./-]+:\D*\d[^@]*@sha256:[0-9a-f]{64}", service["image"]), service["image"]
        assert set(service.get("depends_on", {})) <= always


@pytest.mark.parametrize("name", ["api", "worker"])
def test_compose_gives_each_container_its_own_signs_of_life(name):
    assert OURS[name]["volumes"] == ["data:/data"]
    assert OURS[name]["tmpfs"] == ["/data/run"]


@pytest.mark.parametrize("name", OURS)
def test_compose_leaves_our_services_no_privilege(name):
    assert (OURS[name]["cap_drop"], OURS[name]["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert "privileged" not in OURS[name]


def test_compose_keeps_data_on_named_volumes():
    volumes = yaml.safe_load(TEXT)["volumes"]
    mounted = {mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])}
    assert mounted == set(volumes)


def test_compose_s3_servers_are_alternatives_under_one_name():
    for name in ("minio", "seaweedfs"):
        assert SERVICES[name]["profiles"] == [name]
        assert SERVICES[name]["networks"]["default"]["aliases"] == ["objects"]
