"""A program of its own: gives up rights and resources, then becomes the program it was asked to start.

Runs as `python -I -S launcher.py ADDRESS_SPACE CPU FILE_SIZE PARENT PROGRAM ARGUMENTS...`, sizes in bytes, time
in seconds. It is a program because doing this between fork and exec of a process with threads may lock up.
"""

import ctypes
import os
import resource
import signal
import sys

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
OPEN_FILES = 64
CANNOT_START = 127


def _kernel(call: str, *arguments: int) -> bool:
    """Whether the C library has `call` and it succeeded."""
    function = getattr(ctypes.CDLL(None), call, None)
    return function is not None and function(*arguments) == 0


def leave_network() -> None:
    """Move into a network of nobody, where the kernel lets us; `veche doctor` says if it does."""
    if not _kernel("unshare", CLONE_NEWUSER | CLONE_NEWNET):
        _kernel("unshare", CLONE_NEWNET)


def die_with(parent: int) -> None:
    """Have the kernel kill this process when `parent` ends. Comes after unshare, which would undo it."""
    _kernel("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _kernel("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(CANNOT_START)


def limit(address_space: int, cpu: int, file_size: int) -> None:
    """Set the kernel's limits for good: memory, CPU time, size of a written file, open files, no core dump."""
    # Python ignores this signal and an ignored signal stays ignored across exec.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # At the hard limit comes SIGKILL, which would look like a lack of memory.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))


def main(arguments: list[str]) -> None:
    """Enter the jail and become the program."""
    address_space, cpu, file_size, parent = (int(argument) for argument in arguments[:4])
    program = arguments[4:]
    leave_network()
    die_with(parent)
    limit(address_space, cpu, file_size)
    try:
        os.execv(program[0], program)
    except OSError as error:
        print(f"cannot start {program[0]}: {error}", file=sys.stderr)
        os._exit(CANNOT_START)


if __name__ == "__main__":
    main(sys.argv[1:])
