"""Every column that may name an object is known: one that was forgotten would have its objects swept."""

from storage.personal import ADDRESSES
from storage.tables import metadata

NO_OBJECTS = {
    *(("events", "hash"), ("calendars", "hash"), ("commands", "body_hash"), ("comments", "block_hash")),
    *((table, "block_hash") for table in ("reattachments", "contributions", "unsent_remarks")),
    *(("channels", "address"), ("channel_proofs", "address"), ("people", "password_hash")),
    *((table, "token_hash") for table in ("feeds", "sessions", "tokens")),
    *(("links", "token_hashes"), ("links", "session_hash"), ("editions", "candidate_hash")),
}
"""Hashes and addresses of other things."""

NAMED_ELSEWHERE = {
    ("checkpoints", "hash"),  # with what was signed, by `named_objects` itself
    ("editions", "manifest_hash"),  # one of the edition's files
    *((table, "text_hash") for table in ("sections", "plan_texts")),  # of one of the revisions
    ("text_lines", "text_hash"),  # of one of the revisions too; its row goes with the text
    *(("comparisons", column) for column in ("base_hash", "head_hash")),  # of two of them
}


def test_every_column_with_a_hash_or_an_address_is_known_to_name_objects_or_not() -> None:
    columns = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if "hash" in column.name or "address" in column.name
    }
    assert columns == {*ADDRESSES, *NO_OBJECTS, *NAMED_ELSEWHERE}
