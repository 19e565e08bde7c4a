"""Every table says how it holds a person, and every column with a person's id is known to the list."""

from storage.personal import ADDRESSES, TABLES
from storage.tables import metadata


def test_tables_all_say_how_they_hold_a_person() -> None:
    assert set(metadata.tables) - set(TABLES) == set()


def test_columns_that_point_to_people_are_all_in_the_list() -> None:
    forgotten = [
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "people" for key in column.foreign_keys)
        if column.name not in (*TABLES[table.name].whose, *TABLES[table.name].unlinked)
    ]
    assert forgotten == []


def test_columns_in_the_list_are_all_there() -> None:
    for name, held in TABLES.items():
        if name in metadata.tables:
            named = {
                *held.whose,
                *held.erased,
                *held.unlinked,
                *held.filenames,
                *held.secret,
                *held.shared,
                held.originals,
                held.named,
            } - {""}
            assert named - set(metadata.tables[name].columns.keys()) == set(), name
    for name, column in ADDRESSES:
        assert name not in metadata.tables or column in metadata.tables[name].columns


def test_columns_with_addresses_of_objects_are_all_in_the_list() -> None:
    found = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if column.name in ("address", "original_hash", "text_hash") and table.name not in ("channels", "channel_proofs")
    }
    assert (
        found - set(ADDRESSES) - {("sections", "text_hash"), ("plan_texts", "text_hash"), ("text_lines", "text_hash")}
        == set()
    )
