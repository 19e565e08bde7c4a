"""An error that nobody foresaw, as it may be logged: its kind and place, never its message."""

import traceback


def kind_and_place(error: BaseException) -> dict[str, str]:
    """The type and the stack of an error; its message is left out, because it may quote what somebody wrote."""
    return {"error": type(error).__name__, "where": "".join(traceback.format_tb(error.__traceback__))}
