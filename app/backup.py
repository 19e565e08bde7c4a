"""What `veche backup` and `veche restore` do on the installation's own machine."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from activities.audit.verification import Verification
from activities.backup.files import Damage, NoBackup, damages, read_manifest
from activities.backup.making import make_backup
from activities.backup.restoring import is_empty, restore_keys, restore_lasting, restore_objects, restore_rows
from activities.edition.keys import KeyFolder
from app.audit import BAD, MOST_FAULTS, WELL, say_faults
from app.clock import utc_now
from app.folder import hold
from app.offline import opened
from app.settings import Settings
from app.speech import Stopped, say
from schemas.backup import BackupManifest
from storage.database import Database
from storage.migrations import is_known
from storage.objects import open_store

WHAT = {
    "missing": ("Нет файла", "Missing file"),
    "changed": ("Изменён или повреждён файл", "Changed or damaged file"),
}


def backup(settings: Settings, folder: Path, passphrase_file: Path | None) -> int:
    """Make a backup and say what is in it; exit code 1 if objects were lost before it was made.

    Raises Stopped if the folder is taken or cannot be written, Refused as the database and the object store do.
    """
    passphrase = _passphrase(passphrase_file)
    with opened(settings, changes=False) as house:
        try:
            manifest = make_backup(
                house.database,
                house.store,
                KeyFolder(settings.keys),
                folder.absolute(),
                at=house.clock(),
                version=version("veche"),
                passphrase=passphrase,
            )
        except FileExistsError:
            raise Stopped(
                f"{folder} уже есть: назовите новую папку.", f"{folder} is there already: name a new folder."
            ) from None
        except OSError as error:
            raise Stopped(
                f"Копия не записана ({error.strerror}): освободите место или назовите другую папку.",
                f"The backup could not be written ({error.strerror}): make room or name another folder.",
                exit_code=BAD,
            ) from error
    say(f"Резервная копия готова: {folder}", f"The backup is made: {folder}")
    _describe(manifest)
    for address in manifest.lost:
        say(
            f"Объекта {address} нет или он повреждён в самом хранилище: в копию он не попал.",
            f"Object {address} is missing or damaged in the store itself: it is not in the backup.",
        )
    return BAD if manifest.lost else WELL


def verify_backup(folder: Path) -> int:
    """Check every hash of a backup without an installation; exit code 0 if all is as it was written, else 1.

    Raises Stopped if there is no backup.
    """
    manifest = _manifest(folder)
    found = list(damages(folder, manifest))
    _say_damages(found)
    if not found:
        say("Копия цела: все файлы те, что были записаны.", "The backup is whole: all files are as they were written.")
        _describe(manifest)
    return BAD if found else WELL


def restore(settings: Settings, folder: Path, passphrase_file: Path | None) -> int:
    """Put a backup into the empty installation of these settings, paused, and check the record there.

    Exit code 1 if the record in the backup is not sound. Raises Stopped if the backup is damaged or newer than this
    release, or if the installation is not empty: then nothing was written.
    """
    manifest, passphrase = _manifest(folder), _passphrase(passphrase_file)
    found = list(damages(folder, manifest))
    if found:
        _say_damages(found)
        raise Stopped(
            "Копия повреждена: восстанавливать из неё нельзя, ничего не записано.",
            "The backup is damaged: it cannot be restored, nothing was written.",
            exit_code=BAD,
        )
    database = Database(settings.database_url, patient=True)
    try:
        with hold(settings):
            _check_place(database, manifest)
            keys = KeyFolder(settings.keys)
            _restore_keys(folder, manifest, keys, passphrase)
            store = open_store(settings.object_store_url, settings.lasting_store_url)
            restore_objects(folder, store)
            restore_rows(folder, manifest, database, settings.mark, utc_now())
            restore_lasting(database, store)
            with database.snapshot() as session:
                sound = _is_sound(Verification(session, keys.public_keys(), store))
    finally:
        database.close()
    say(
        "Восстановлено. Установка на паузе: ничего не отправляет и не меняет, пока не выполнена команда veche resume.",
        "Restored. The installation is paused: it sends and changes nothing until veche resume is run.",
    )
    if manifest.private_key == "left_out" or passphrase is None:
        say(
            "Ключ подписи не восстановлен: положите прежний в папку keys до первого подписания, иначе будет новый.",
            "The signing key was not restored: put the old one into keys/ before anything is signed, "
            "or there will be a new one.",
        )
    return WELL if sound else BAD


def _check_place(database: Database, manifest: BackupManifest) -> None:
    if not is_known(database, manifest.revision):
        raise Stopped(
            f"Копию сделала более новая версия ({manifest.version}): обновите программу.",
            f"A newer release ({manifest.version}) made this backup: update the program.",
        )
    if not is_empty(database):
        raise Stopped(
            "Восстанавливать можно только в пустую установку, а здесь уже есть записи: назовите другую базу и папку.",
            "Only an empty installation can be restored into, and there are records here: "
            "name another database and folder.",
        )


def _restore_keys(folder: Path, manifest: BackupManifest, keys: KeyFolder, passphrase: bytes | None) -> None:
    try:
        restore_keys(folder, manifest, keys, passphrase)
    except ValueError:
        raise Stopped(
            "Пароль ключа подписи не подходит: укажите файл с тем, которым ключ зашифрован, или не указывайте.",
            "The passphrase does not open the signing key: name the file with the one it was encrypted with, or none.",
        ) from None


def _is_sound(verification: Verification) -> bool:
    faults = list(verification.faults())
    say_faults(faults)
    if not faults:
        say(f"Журнал цел: записей {verification.entries}.", f"The record is sound: entries {verification.entries}.")
    return not faults


def _manifest(folder: Path) -> BackupManifest:
    try:
        return read_manifest(folder)
    except NoBackup:
        raise Stopped(
            f"В {folder} нет резервной копии, которую эта версия может прочитать.",
            f"There is no backup in {folder} that this release can read.",
        ) from None


def _passphrase(file: Path | None) -> bytes | None:
    if file is None:
        return None
    passphrase = file.read_bytes().strip()
    if not passphrase:
        raise Stopped(f"Файл с паролем пуст: {file}.", f"The file with the passphrase is empty: {file}.")
    return passphrase


def _describe(manifest: BackupManifest) -> None:
    number, hashed = manifest.checkpoint
    at = f"{manifest.made_at:%Y-%m-%d %H:%M:%S} UTC"
    say(
        f"Снимок {at}, записей {manifest.entries}, объектов {manifest.objects}, "
        f"последняя контрольная точка {number} {hashed or '—'}.",
        f"Snapshot of {at}, entries {manifest.entries}, objects {manifest.objects}, "
        f"latest checkpoint {number} {hashed or '—'}.",
    )
    if manifest.private_key == "left_out":
        say(
            "Ключа подписи в копии нет: храните папку keys отдельно (или --key-passphrase).",
            "The signing key is not in the backup: keep the folder keys/ elsewhere (or use --key-passphrase).",
        )
    else:
        say("Ключ подписи в копии зашифрован.", "The signing key is in the backup, encrypted.")


def _say_damages(found: Sequence[Damage]) -> None:
    for damage in found[:MOST_FAULTS]:
        ru, en = WHAT[damage.what]
        say(f"{ru}: {damage.name}.", f"{en}: {damage.name}.")
    if len(found) > MOST_FAULTS:
        say(f"И ещё: {len(found) - MOST_FAULTS}.", f"And {len(found) - MOST_FAULTS} more.")
