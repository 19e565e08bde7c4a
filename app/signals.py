"""Signals taken one by one in the supervisor's own loop instead of handlers that interrupt it anywhere."""

import signal

_STOPS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_WATCHED = {*_STOPS, signal.SIGCHLD}


class Signals:
    """What this process was asked so far: to stop (SIGINT, SIGTERM, SIGHUP) or to hurry (a second SIGINT)."""

    def __init__(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        self.stop = False
        self._interrupts = 0

    @property
    def hurry(self) -> bool:
        """Whether Ctrl-C came twice; a repeated SIGTERM is what service managers send and hurries nobody."""
        return self._interrupts > 1

    def wait(self, seconds: float) -> None:
        """Sleep, at most so long; a signal or the death of a child ends it early."""
        info = signal.sigtimedwait(_WATCHED, seconds)
        if info is not None and info.si_signo in _STOPS:
            self.stop = True
            self._interrupts += info.si_signo == signal.SIGINT
