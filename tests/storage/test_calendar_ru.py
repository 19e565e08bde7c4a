from storage.calendar_library import read_library
from storage.calendar_ru import russian_calendar


def test_checked_in_table_equals_the_pinned_library() -> None:
    assert russian_calendar() == read_library()
    assert russian_calendar().hash == read_library().hash
