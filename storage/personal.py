"""Where every table holds something of a person: what an export gives and what an erasure does to it.

The one list that both read. Tables are named as in the database; a test holds that none is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Held:
    """`whose` are the columns with a person's id, by which rows are theirs; `family` groups them in the export.

    At an erasure rows are `removed`, or columns of them get the value in `erased`, and files named in `filenames`
    keep their ending only; a title in `titles` that is the name of a file of theirs goes the same way; `unlinked` are
    columns that name the person in rows of others, emptied.
    `secret` columns are never exported; `originals` holds the address of the upload as it came; `named` is a
    JSON column with people's names by their id. `shared` are JSON columns that list people, by id, whose words or
    proposals are in a row of somebody else: of these an export tells that they are, not what the others did.
    """

    family: str
    whose: tuple[str, ...] = ()
    removed: bool = False
    erased: Mapping[str, Any] = field(default_factory=dict)
    unlinked: tuple[str, ...] = ()
    filenames: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    originals: str = ""
    named: str = ""
    shared: tuple[str, ...] = ()


_BY_PERSON = ("person_id",)
NOBODY = Held("")
"""A table with ids, codes and the words of the work only, or with nothing of anybody."""

TABLES: dict[str, Held] = {
    "people": Held("account", ("id",), secret=("password_hash", "salt")),
    "earlier_names": Held("account", ("subject_id",), removed=True),
    "sessions": Held("account", _BY_PERSON, removed=True, secret=("token_hash",)),
    "tokens": Held("account", _BY_PERSON, removed=True, secret=("token_hash",)),
    "erasures": Held("account", _BY_PERSON),
    "refusals": Held("account", ("actor_id",)),
    "invitations": Held("account", _BY_PERSON, erased={"email": "", "name": "", "position": ""}),
    "links": Held("account", _BY_PERSON, removed=True, secret=("token_hashes", "session_hash")),
    "guests": Held("parts", ("person_id", "invited_by")),
    "mail_answers": Held("notices", _BY_PERSON),
    "outside_opinions": Held("texts", _BY_PERSON),
    "people_imports": Held("account", ("made_by",), filenames=("filename",), secret=("sheet",)),
    "body_members": Held("bodies", _BY_PERSON, removed=True, unlinked=("deputy_id",)),
    "absences": Held("bodies", _BY_PERSON, removed=True, unlinked=("deputy_id",)),
    "responsibilities": Held("bodies", _BY_PERSON, removed=True),
    "section_people": Held("parts", _BY_PERSON),
    "documents": Held("parts", ("coordinator_id",)),
    "imports": Held("texts", _BY_PERSON, filenames=("filename",), originals="original_hash"),
    "revisions": Held("texts", _BY_PERSON, filenames=("filename",), originals="original_hash", shared=("proposers",)),
    "readings": Held(
        "texts", _BY_PERSON, erased={"understood": {}}, filenames=("filename",), originals="original_hash"
    ),
    "writings": Held("texts", _BY_PERSON, shared=("writers",)),
    "presences": Held("texts", _BY_PERSON, removed=True),
    "comments": Held("texts", ("person_id", "resolved_by"), erased={"file_author": ""}),
    "answers": Held("texts", _BY_PERSON),
    "disagreements": Held("texts", ("author_id", "decider_id")),
    "meetings": Held("texts", _BY_PERSON),
    "contributions": Held("texts", _BY_PERSON),
    "letters": Held("texts", ("person_id", "voter_id"), filenames=("filename",), originals="address"),
    "reattachments": Held("texts", _BY_PERSON),
    "notes": Held("texts", _BY_PERSON),
    "unsent_reviews": Held("texts", _BY_PERSON, removed=True),
    "unsent_remarks": Held("texts", _BY_PERSON, removed=True),
    "visits": Held("parts", _BY_PERSON, removed=True),
    "materials": Held("texts", ("person_id", "withdrawn_by"), titles=("title",)),
    "material_versions": Held("texts", _BY_PERSON, filenames=("filename",), originals="address"),
    "basis_changes": Held("texts", ("cleared_by",)),
    "own_days": Held("parts", ("made_by", "ended_by")),
    "milestones": Held("plan", _BY_PERSON),
    "obligation_people": Held("plan", _BY_PERSON),
    "plan_acknowledgements": Held("plan", _BY_PERSON),
    "plan_imports": Held("plan", _BY_PERSON, filenames=("filename",), originals="original_hash"),
    "plan_sources": Held("plan", _BY_PERSON, titles=("name",), originals="original_hash"),
    "plan_texts": Held("plan", named="names"),
    "proposal_voters": Held("plan", _BY_PERSON),
    "notices": Held("notices", _BY_PERSON),
    "channels": Held("notices", _BY_PERSON, removed=True),
    "channel_settings": Held("notices", _BY_PERSON, removed=True),
    "channel_proofs": Held("notices", _BY_PERSON, erased={"address": ""}),
    "deliveries": Held("notices", _BY_PERSON),
    "feeds": Held("notices", _BY_PERSON, removed=True, secret=("token_hash",)),
    **dict.fromkeys(
        (
            "alarms",
            "attempts",
            "bodies",
            "calendars",
            "checkpoint_heads",
            "checkpoints",
            "commands",
            "comparisons",
            "edition_files",
            "editions",
            "events",
            "installation",
            "obligations",
            "organisations",
            "placements",
            "renderings",
            "plan_settings",
            "plan_statements",
            "proposals",
            "search_items",
            "search_postings",
            "section_bases",
            "sections",
            "streams",
            "text_lines",
            "uptime",
        ),
        NOBODY,
    ),
}

ADDRESSES = (
    ("imports", "original_hash"),
    ("readings", "original_hash"),
    ("revisions", "original_hash"),
    ("revisions", "text_hash"),
    ("writings", "text_hash"),
    ("comments", "address"),
    ("comparisons", "address"),
    ("renderings", "address"),
    ("edition_files", "address"),
    ("material_versions", "address"),
    ("letters", "address"),
    ("plan_imports", "original_hash"),
    ("plan_sources", "original_hash"),
)
"""Every column that holds the address of an object: one that any of them names is not removed."""
