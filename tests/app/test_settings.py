"""Settings come from VECHE_ variables, complete each other from the data folder, and hide what may be secret."""

import re
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from app.settings import Settings


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch):
    for field in Settings.model_fields:
        monkeypatch.delenv(f"VECHE_{field.upper()}", raising=False)


def test_settings_of_a_folder_keep_everything_in_it(tmp_path):
    settings = Settings.for_folder(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/veche.db"
    assert settings.object_store_url == f"{tmp_path}/objects"
    assert [settings.outbox, settings.temporal_file, settings.logs, settings.run] == [
        tmp_path / name for name in ("outbox", "temporal.db", "logs", "run")
    ]


def test_settings_without_variables_are_russian_and_local():
    settings = Settings()
    assert settings.data == Path.cwd() / "data"
    assert (settings.language, settings.zone) == ("ru", ZoneInfo("Europe/Moscow"))
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.smtp_url is None


def test_settings_defaults_hold_no_secret():
    defaults = [field.default for field in Settings.model_fields.values()]
    assert not [default for default in defaults if isinstance(default, str) and "@" in default.rpartition("/")[0]]


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        ("VECHE_PORT", "9000", "port", 9000),
        ("VECHE_PORT", "9000", "public_url", "http://127.0.0.1:9000"),
        ("VECHE_PUBLIC_URL", "https://veche.example/", "public_url", "https://veche.example"),
        ("VECHE_DATABASE_URL", "postgresql+psycopg://h/n", "database_url", "postgresql+psycopg://h/n"),
        ("VECHE_ZONE", "Asia/Omsk", "zone", ZoneInfo("Asia/Omsk")),
        ("VECHE_TEMPORAL_SYNCHRONOUS", "1", "temporal_synchronous", 1),
        ("VECHE_SMTP_URL", "", "smtp_url", None),
        ("VECHE_ALLOWED_HOSTS", "Inside.example, 10.0.0.5", "allowed_hosts", ("inside.example", "10.0.0.5")),
        ("VECHE_ALLOWED_HOSTS", "", "allowed_hosts", ()),
        ("VECHE_TRUSTED_PROXIES", "10.0.0.0/8,::1", "trusted_proxies", (ip_network("10.0.0.0/8"), ip_network("::1"))),
    ],
)
def test_settings_read_a_variable(monkeypatch, variable, value, field, expected):
    monkeypatch.setenv(variable, value)
    assert getattr(Settings(), field) == expected


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("VECHE_TRUSTED_PROXIES", "anybody"),
        ("VECHE_PORT", "0"),
        ("VECHE_PORT", "http"),
        ("VECHE_ZONE", "Mars/Olympus"),
        ("VECHE_LANGUAGE", "de"),
        ("VECHE_TEMPORAL_SYNCHRONOUS", "0"),
        ("VECHE_DATABASE_URL", "mysql://u:p@h/n"),
        ("VECHE_PUBLIC_URL", "ftp://veche.example"),
        ("VECHE_PUBLIC_URL", "veche.example"),
    ],
)
def test_settings_refuse_a_bad_value(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError):
        Settings()


def test_settings_are_all_told_in_the_guide():
    guide = (Path(__file__).parents[2] / "docs" / "operate.md").read_text()
    told = set(re.findall(r"VECHE_\w+", guide.partition("## Settings")[2]))
    assert told == {f"VECHE_{field.upper()}" for field in Settings.model_fields}


def test_settings_shown_hide_urls_with_passwords(tmp_path):
    secret = "s3cr3t"
    shown = repr(
        Settings.for_folder(
            tmp_path,
            database_url=f"postgresql+psycopg://u:{secret}@h/n",
            object_store_url=f"s3://k:{secret}@h:9000/b",
            smtp_url=f"smtp://u:{secret}@h:25",
        )
    )
    assert secret not in shown
