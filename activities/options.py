"""How long activities may take and how often they are tried; the only place such figures stand."""

from datetime import timedelta
from typing import Any

from temporalio.common import RetryPolicy

QUICK: dict[str, Any] = {
    "start_to_close_timeout": timedelta(seconds=12),
    "retry_policy": RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=10)),
    "local_retry_threshold": timedelta(seconds=1),
}
"""A short transaction, run as a local activity and repeated until the database answers.

Longer pauses are timers of the workflow: a worker does not stop while a pause of its own lasts, and there is always
one more (github.com/temporalio/sdk-rust/issues/709).
"""

FOLLOW_UP: dict[str, Any] = {
    "start_to_close_timeout": timedelta(minutes=10),
    "heartbeat_timeout": timedelta(seconds=12),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(milliseconds=250), maximum_interval=timedelta(seconds=30), maximum_attempts=10
    ),
}
"""Everything that follows from events; slow work, tried for some minutes before it is shown as failing."""

FOLLOW_UP_HERE: dict[str, Any] = {
    "start_to_close_timeout": timedelta(seconds=5),
    "retry_policy": RetryPolicy(maximum_attempts=1),
}
"""The same, tried once as a local activity: most of it takes milliseconds, and needs no task of its own."""

FOLLOW_UP_AGAIN = timedelta(minutes=5)
"""How long a follow-up that kept failing rests before it is tried again."""

RING_AGAIN = timedelta(minutes=5)
"""How long an alarm rests that could not be acted on, by a mistake of ours, before it is tried again."""
