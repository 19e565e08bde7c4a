"""An error that nobody foresaw, as it may be logged: its kind and place, never its message."""

from traceback import walk_tb


def kind_and_place(error: BaseException) -> dict[str, str]:
    """The type and the stack of an error; its message is left out, because it may quote what somebody wrote.

    Names files, lines and functions only: formatting source lines parses them, which is not safe in every thread.
    """
    frames = (
        f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}" for frame, line in walk_tb(error.__traceback__)
    )
    return {"error": type(error).__name__, "where": "\n".join(frames)}
