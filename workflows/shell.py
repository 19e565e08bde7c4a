"""The durable shell around one stream: it keeps the alarms of the record, rings them, and has it followed up.

It holds no rules and no state of its own beyond how the stream stands, so rules may change without
breaking a workflow that has lived for months.
"""

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

with workflow.unsafe.imports_passed_through():
    from activities.follow_up import FollowUp
    from activities.options import FOLLOW_UP, FOLLOW_UP_AGAIN, FOLLOW_UP_HERE, QUICK, RING_AGAIN
    from activities.recording.recorder import Recorder
    from schemas.act import Act, Receipt
    from schemas.deadline import Alarm
    from schemas.record import RecordCall, RecordResult, Standing, StreamStart
    from schemas.section_commands import Ring


class Shell:
    """The life of a stream's workflow; `workflows/section.py` and `workflows/document.py` give it its names."""

    def __init__(self, start: StreamStart) -> None:
        self._stream_id = start.stream_id
        self._cycle = start.cycle
        self._standing = start.standing
        self._follows_here = start.follows_here
        self._lock = asyncio.Lock()
        self._changed = False
        self._timer: asyncio.Task[None] | None = None
        self._timer_at: datetime | None = None
        self._following: asyncio.Task[None] | None = None
        self._follow_up_from: datetime | None = None
        self._ring_from: datetime | None = None

    @workflow.update(name="record")
    async def record(self, call: RecordCall) -> Receipt:
        """Carry a command to the record and answer with its receipt; whoever acts now records it themselves.

        Earlier releases sent all commands this way: their processes may still ask, and their histories replay.
        Fails with an ApplicationError whose type is the code of the refusal.
        """
        result = await self._record(call)
        if result.refusal is not None:
            raise ApplicationError(result.refusal.code, result.refusal.facts, type=result.refusal.code)
        assert result.receipt is not None
        return result.receipt

    @workflow.update(name="catch_up")
    async def catch_up(self, seq: int) -> None:
        """Read again how the stream stands; sent when the record was seen to be ahead of its workflow."""
        await self._read_standing(seq)

    @catch_up.validator
    def _is_behind(self, seq: int) -> None:
        if self._is_in_step(seq):
            raise ApplicationError("in step", type="in_step")

    @workflow.signal(name="moved")
    def moved(self, standing: Standing) -> None:
        """Know how the stream stands by what was recorded beside this workflow."""
        if not self._is_in_step(standing.seq):
            self._take(standing)

    @workflow.query(name="standing")
    def standing(self) -> Standing | None:
        """How the stream stands as this workflow knows it; for diagnosis only."""
        return self._standing

    async def live(self) -> None:
        """Follow the stream until its cycle ends, ringing alarms and having events followed up."""
        await self._read_standing()
        while True:
            await self._act_until_quiet()
            if self._over() or (workflow.info().is_continue_as_new_suggested() and not self._is_following()):
                await workflow.wait_condition(workflow.all_handlers_finished)
                if self._changed:
                    continue
                break
            await workflow.wait_condition(lambda: self._changed)
        if not self._over():
            workflow.continue_as_new(
                StreamStart(
                    stream_id=self._stream_id,
                    cycle=self._cycle,
                    standing=self._standing,
                    follows_here=self._follows_here,
                )
            )

    async def _act_until_quiet(self) -> None:
        """Ring what is due, have followed up what is behind, arm the timer for what comes next."""
        self._changed = False
        standing = self._standing
        assert standing is not None
        alarm = standing.next_alarm
        if alarm is not None and not self._over():
            at = max(alarm.at, self._ring_from or alarm.at)
            if at <= workflow.now():
                await self._ring(alarm)
            else:
                self._arm(at)
        if standing.behind and not self._is_following():
            if self._follow_up_from is not None and self._follow_up_from > workflow.now():
                self._arm(self._follow_up_from)
            else:
                self._following = asyncio.create_task(self._follow_up())

    async def _ring(self, alarm: Alarm) -> None:
        assert self._standing is not None
        act = Act(id=f"{self._stream_id}:ring:{alarm.id}:{self._standing.seq}", body_hash="")
        ring = Ring(alarm_id=alarm.id, at=workflow.now())
        call = RecordCall(stream_id=self._stream_id, command=ring.model_dump(mode="json"), act=act)
        result = await self._record(call)
        if result.refusal is not None and result.standing.next_alarm == alarm:
            self._ring_from = workflow.now() + RING_AGAIN

    def _arm(self, at: datetime) -> None:
        """Keep one timer; it is set anew only for an earlier instant, and fires harmlessly when a later one is due."""
        if self._timer is not None and not self._timer.done():
            if self._timer_at is not None and self._timer_at <= at:
                return
            self._timer.cancel()
        self._timer_at = at
        self._timer = asyncio.create_task(self._wake_after(at - workflow.now()))

    async def _wake_after(self, pause: timedelta) -> None:
        await asyncio.sleep(pause.total_seconds())
        self._changed = True

    async def _record(self, call: RecordCall) -> RecordResult:
        async with self._lock:
            result = await workflow.execute_local_activity_method(Recorder.record, call, **QUICK)
            self._take(result.standing)
        return result

    async def _read_standing(self, seq: int = 0) -> None:
        """Know how the stream stands at `seq` or later; a command that is under way may tell it meanwhile."""
        async with self._lock:
            if not self._is_in_step(seq):
                self._take(await workflow.execute_local_activity_method(Recorder.standing, self._stream_id, **QUICK))

    def _take(self, standing: Standing) -> None:
        """Take a standing over, unless what came meanwhile was later."""
        if self._standing is None or standing.seq >= self._standing.seq:
            self._standing = standing
        self._changed = True

    async def _follow_up(self) -> None:
        """Have the recorded events followed up; a failing one is shown and tried again, and holds up nothing."""
        if self._follows_here and await self._follow_up_here():
            return
        try:
            standing = await workflow.execute_activity_method(FollowUp.follow_up, self._stream_id, **FOLLOW_UP)
        except ActivityError:
            await workflow.execute_local_activity_method(Recorder.note_trouble, self._stream_id, **QUICK)
            self._follow_up_from = workflow.now() + FOLLOW_UP_AGAIN
            self._changed = True
            return
        async with self._lock:
            self._take(standing)

    async def _follow_up_here(self) -> bool:
        """Have followed up within this task what takes no time; returns whether nothing is left to do."""
        try:
            standing = await workflow.execute_local_activity_method(
                FollowUp.follow_up_here, self._stream_id, **FOLLOW_UP_HERE
            )
        except FailureError:  # of a local activity its own failure, in no ActivityError
            return False
        async with self._lock:
            self._take(standing)
        return not standing.behind

    def _is_in_step(self, seq: int) -> bool:
        return self._standing is not None and self._standing.seq >= seq

    def _is_following(self) -> bool:
        return self._following is not None and not self._following.done()

    def _over(self) -> bool:
        """Whether this cycle has ended and everything that followed from it is done."""
        standing = self._standing
        if standing is None or standing.behind:
            return False
        return standing.closed or standing.cycle != self._cycle
