"""Entries of the reference lists that ship with Veche, and their codes where code needs to know them."""

from typing import Literal

from schemas.frozen import Frozen

ReferenceList = Literal["stakeholder-kinds", "regions", "districts", "body-kinds", "offices"]
StakeholderKind = Literal[
    "federation",
    "host_region",
    "home_region",
    "partner_region",
    "association",
    "association_member",
    "community",
    "business",
    "media",
    "public_institution",
]
District = Literal["central", "northwestern", "southern", "north_caucasian", "volga", "ural", "siberian", "far_eastern"]
BodyKind = Literal[
    "working_group",
    "editorial_group",
    "organising_committee",
    "expert_council",
    "leadership",
    "executive",
    "control",
    "association",
]
Office = Literal["chair", "deputy_chair", "secretary", "member"]

PARTS_OF: dict[str, str] = {"editorial_group": "working_group", "organising_committee": "working_group"}
"""Kinds of body that are part of another kind."""


class Reference(Frozen):
    """One entry: a stable code and its name in both languages.

    The code of a region is the two-digit one of the subjects of the Federation (Constitution, article 65, as the
    state registers number them); `iso` is its ISO 3166-2:RU code where that standard has one, `district` the
    federal district it lies in (the list in the President's decree No. 849 of 13 May 2000, as amended), `zone`
    the IANA zone of its capital. Where that decree names no district the code is empty, and `remark` says so.
    """

    code: str
    ru: str
    en: str
    iso: str | None = None
    district: str | None = None
    zone: str | None = None
    remark_ru: str | None = None
    remark_en: str | None = None
