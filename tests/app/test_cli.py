"""The command line: exit codes, sentences in both languages, and text commands that load nothing heavy."""

import re
import subprocess
import sys

import pytest
from sqlmodel import select

from activities.edition.keys import KeyFolder
from app import cli, pulse
from app.env_file import SECRETS
from app.migrate import migrate
from app.settings import Settings
from storage.database import Database
from storage.tables import Event


def test_cli_text_commands_load_neither_temporalio_nor_sqlmodel():
    watched = (
        "import sys; from app.cli import run; code = run(sys.argv[1:]);"
        "loaded = {'temporalio', 'sqlmodel', 'sqlalchemy', 'fastapi'} & set(sys.modules);"
        "sys.exit(f'loaded {sorted(loaded)}' if loaded else code)"
    )
    for arguments in (
        ["--help"],
        ["up", "--help"],
        ["worker", "--check"],
        ["verify", "--help"],
        ["key", "--help"],
        ["audit", "verify-file", "nothing.jsonl"],
        ["doctor"],
    ):
        ran = subprocess.run([sys.executable, "-c", watched, *arguments], check=False, capture_output=True, text=True)
        assert "loaded" not in ran.stderr, arguments


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["nonsense"], 2), (["up", "--port", "0"], 2), ([], 2)]
)
def test_cli_leaves_with_the_code_it_means(arguments, code):
    ran = subprocess.run([sys.executable, "-m", "app.cli", *arguments], check=False, capture_output=True)
    assert ran.returncode == code


@pytest.mark.parametrize(("language", "first"), [("ru", "Настройка"), ("en", "Bad setting"), (None, "Настройка")])
def test_cli_names_a_bad_setting_in_both_languages(monkeypatch, capsys, language, first):
    monkeypatch.setenv("VECHE_PORT", "http")
    if language is None:
        monkeypatch.delenv("VECHE_LANGUAGE", raising=False)
    else:
        monkeypatch.setenv("VECHE_LANGUAGE", language)
    assert cli.run(["serve"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith(first)
    assert ["VECHE_PORT" in sentence for sentence in said] == [True, True]


@pytest.mark.parametrize(
    ("name", "likely"),
    [("VECHE_SMPT_URL", "VECHE_SMTP_URL"), ("veche_smtpurl", "VECHE_SMTP_URL"), ("VECHE_QWERTY", "")],
)
def test_setting_that_is_none_is_refused_with_the_one_that_was_meant(monkeypatch, capsys, name, likely):
    monkeypatch.setenv("VECHE_LANGUAGE", "en")
    monkeypatch.setenv(name, "smtp://u:s3cr3t@mail.example:25")
    assert cli.run(["serve"]) == 2
    said = capsys.readouterr().err
    assert name.upper() in said
    assert likely in said
    assert "s3cr3t" not in said


def test_secrets_of_the_compose_file_may_stand_in_the_environment(monkeypatch):
    for name in SECRETS:
        monkeypatch.setenv(name, "x" * 40)
    Settings()


@pytest.mark.parametrize(
    ("url", "why"), [(None, "veche migrate"), ("postgresql+psycopg://veche@127.0.0.1:9/none", "VECHE_DATABASE_URL")]
)
def test_server_without_a_database_says_what_to_do(monkeypatch, tmp_path, url, why):
    monkeypatch.setenv("VECHE_LANGUAGE", "en")
    if url is not None:
        monkeypatch.setenv("VECHE_DATABASE_URL", url)
    command = [sys.executable, "-m", "app.cli", "serve", "--data", str(tmp_path)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 2
    assert why in ran.stderr
    assert "Idempotency-Key" not in ran.stderr


def test_worker_check_tells_whether_one_is_alive(tmp_path):
    check = ["worker", "--check", "--data", str(tmp_path)]
    assert cli.run(check) == 1
    pulse.beat(Settings.for_folder(tmp_path), "worker", pid=1)
    assert cli.run(check) == 0


def test_doctor_says_what_the_machine_gives_in_both_languages(capsys):
    assert cli.run(["doctor"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line[:2] in {"+ ", "- "} for line in said] == [True] * len(said)
    assert "+ Встроенный Temporal" in "\n".join(said)
    assert "+ Embedded Temporal" in "\n".join(said)


def test_key_rotation_names_both_keys_and_keeps_the_old_one_known(tmp_path, capsys):
    settings = Settings.for_folder(tmp_path)
    migrate(settings)
    keys = KeyFolder(settings.keys)
    old = keys.current().fingerprint
    assert cli.run(["key", "rotate", "--data", str(tmp_path)]) == 0
    new = keys.current().fingerprint
    said = capsys.readouterr().out.splitlines()
    assert [re.findall(r"ed25519:[0-9a-f]{32}", sentence) for sentence in said] == [[old, new], [old, new]]
    assert set(keys.public_keys()) == {old, new}
    assert old != new
    with Database(settings.database_url).read() as session:
        assert session.exec(select(Event)).one().data == {"type": "key_rotated", "old": old, "new": new}


def test_key_rotation_without_a_key_makes_none(tmp_path, capsys):
    assert cli.run(["key", "rotate", "--data", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert list(tmp_path.iterdir()) == []


def test_env_holds_fresh_secrets_for_its_owner_alone(tmp_path):
    files = [tmp_path / "one", tmp_path / "two"]
    for file in files:
        assert cli.run(["env", str(file)]) == 0
        assert file.stat().st_mode & 0o777 == 0o600
    one, two = [dict(line.split("=") for line in file.read_text().splitlines()) for file in files]
    assert set(one) == {*SECRETS, "COMPOSE_PROFILES"}
    secrets = [made[name] for made in (one, two) for name in SECRETS]
    assert len(set(secrets)) == 2 * len(SECRETS)
    assert min(map(len, secrets)) >= 40


def test_env_leaves_an_existing_file_as_it_was(tmp_path, capsys):
    file = tmp_path / ".env"
    file.write_text("mine")
    assert cli.run(["env", str(file)]) == 2
    assert file.read_text() == "mine"
    assert str(file) in capsys.readouterr().err


def test_migrate_makes_the_folder_that_is_missing_or_says_why_not(tmp_path, capsys):
    folder = tmp_path / "not" / "yet"
    assert cli.run(["migrate", "--data", str(folder)]) == 0
    assert (folder / "veche.db").exists()
    assert folder.stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").write_text("")
    assert cli.run(["migrate", "--data", str(tmp_path / "file" / "data")]) == 2
    assert str(tmp_path / "file" / "data") in capsys.readouterr().err


def test_migrate_says_that_the_database_does_not_answer(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("VECHE_DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere' / 'veche.db'}")
    assert cli.run(["migrate", "--data", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
