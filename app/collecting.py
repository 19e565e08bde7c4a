"""How processes of long life look for garbage."""

import gc

_NEW = 50_000
"""Objects made since the last look before the next; each request makes some thousands, nearly all freed without one."""


def look_seldom() -> None:
    """Leave what is there by now alone for good, and look for cycles less often than a program that soon ends.

    By the defaults a tenth of the time of serving requests went into looking.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW, 20, 20)
