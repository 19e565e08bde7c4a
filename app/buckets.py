"""Making the buckets of an installation ready, once its S3 server answers."""

import time

from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from app.settings import Settings
from app.speech import Stopped
from storage.buckets import NoLock, make_ready
from storage.objects import open_bucket
from storage.objects_s3 import S3Store

PATIENCE = 60.0
"""Seconds that a server which is only starting is waited for."""
PAUSE = 0.5


def make_buckets(settings: Settings, lock_days: int) -> None:
    """Set up every bucket that the settings name; folders need nothing. Raises Stopped with what is in the way."""
    asked = {settings.lasting_store_url or "": True} | {settings.object_store_url: False}
    stores = [store for url, lasts in asked.items() if (store := open_bucket(url, lasts=lasts))]
    give_up_at = time.monotonic() + PATIENCE
    for store in stores:
        while not _is_made(store, lock_days):
            if time.monotonic() > give_up_at:
                raise Stopped(
                    "Сервер S3 не отвечает или не принимает записи: проверьте его и повторите.",
                    "The S3 server does not answer or takes no writes: check it and repeat.",
                    exit_code=1,
                )
            time.sleep(PAUSE)


def _is_made(store: S3Store, lock_days: int) -> bool:
    """Whether the bucket is ready now; False while the server may only be starting."""
    try:
        make_ready(store, lock_days)
    except NoLock as error:
        raise Stopped(
            f"Хранилище {store.bucket} нельзя запереть: оно создано без блокировки объектов или сервер её не знает. "
            "Назовите в VECHE_LASTING_STORE_URL новое.",
            f"The bucket {store.bucket} cannot be locked: it was made without object lock, or the server has none. "
            "Name a new one in VECHE_LASTING_STORE_URL.",
        ) from error
    except S3Error as error:
        if error.response.status < 500:
            raise Stopped(
                f"Сервер S3 отказал ({error.code}): проверьте имя и секрет в адресе хранилища.",
                f"The S3 server refused ({error.code}): check name and secret in the address of the store.",
            ) from error
        return False
    except (MinioException, HTTPError, OSError):
        return False
    return store.ready()
