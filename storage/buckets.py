"""Making buckets ready: versions of what may be erased go for good, and what lasts is locked for a set time."""

from minio.commonconfig import COMPLIANCE, ENABLED, Filter
from minio.error import S3Error
from minio.lifecycleconfig import (
    AbortIncompleteMultipartUpload,
    Expiration,
    LifecycleConfig,
    NoncurrentVersionExpiration,
    Rule,
)
from minio.objectlockconfig import DAYS, ObjectLockConfig
from minio.versioningconfig import VersioningConfig

from storage.objects_s3 import S3Store

DAYS_OF_OLD_VERSIONS = 30
"""How long what somebody overwrote or deleted past Veche can be brought back; Veche itself erases every version."""


class NoLock(Exception):
    """The bucket was made without a lock, or its server knows none."""


def make_ready(store: S3Store, lock_days: int) -> None:
    """Make the store's bucket if it is missing and set it up; doing it again changes nothing.

    A bucket that lasts keeps each object for `lock_days` days against everybody, its administrator too (object lock
    in compliance mode); raises NoLock if it cannot. Any other keeps old versions for a month.
    Raises minio's and urllib3's errors while the server does not answer or refuses.
    """
    client, bucket = store.client, store.bucket
    if not client.bucket_exists(bucket):
        client.make_bucket(bucket, object_lock=store.lasts)
    if store.lasts:
        try:
            client.set_object_lock_config(bucket, ObjectLockConfig(COMPLIANCE, lock_days, DAYS))
        except S3Error as error:
            if error.response.status >= 500:
                raise
            raise NoLock from error
    else:
        client.set_bucket_versioning(bucket, VersioningConfig(ENABLED))
        client.set_bucket_lifecycle(bucket, LifecycleConfig([_old_versions_go(), _unfinished_go()]))


def _old_versions_go() -> Rule:
    return Rule(
        ENABLED,
        rule_filter=Filter(prefix=""),
        rule_id="old-versions",
        noncurrent_version_expiration=NoncurrentVersionExpiration(noncurrent_days=DAYS_OF_OLD_VERSIONS),
        expiration=Expiration(expired_object_delete_marker=True),
    )


def _unfinished_go() -> Rule:
    """What writers that were killed left unfinished goes a day later."""
    return Rule(
        ENABLED,
        rule_filter=Filter(prefix=""),
        rule_id="unfinished",
        abort_incomplete_multipart_upload=AbortIncompleteMultipartUpload(days_after_initiation=1),
    )
