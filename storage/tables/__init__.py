"""Every table of Veche, one file a family; `metadata` is what the migrations are held against."""

from sqlmodel import SQLModel

from storage.tables.basis_changes import BasisChange
from storage.tables.bodies import Absence, Body, BodyMember, Responsibility
from storage.tables.calendar import KeptCalendar, OwnDay
from storage.tables.channels import Channel, ChannelProof, ChannelSettings, Delivery, Feed
from storage.tables.disagreements import Disagreement, Meeting
from storage.tables.documents import Document, Import, Section, SectionBasis, SectionPerson
from storage.tables.editions import Edition, EditionFile
from storage.tables.guests import Guest, OutsideOpinion
from storage.tables.invitations import Invitation, Link, PeopleImport
from storage.tables.mail import MailAnswer
from storage.tables.materials import Material, MaterialVersion, SearchItem, SearchPosting
from storage.tables.people import Attempt, EarlierName, Installation, Organisation, Person, Session, Token
from storage.tables.plan import (
    MilestoneRow,
    Obligation,
    ObligationPerson,
    PlanAcknowledgement,
    PlanImport,
    PlanSettings,
    PlanSource,
    PlanStatement,
    PlanText,
    Proposal,
    ProposalVoter,
)
from storage.tables.positions import Contribution, Letter
from storage.tables.process import Alarm, Command, Event, Note, Notice, Stream, Uptime
from storage.tables.record import Checkpoint, CheckpointHead, Erasure, Refusal
from storage.tables.reviews import UnsentRemark, UnsentReview, Visit
from storage.tables.texts import (
    Answer,
    Comment,
    Comparison,
    Placement,
    Reading,
    Reattachment,
    Rendering,
    Revision,
    TextLines,
)
from storage.tables.writing import Presence, Writing

metadata = SQLModel.metadata

__all__ = [
    "Absence",
    "Alarm",
    "Answer",
    "Attempt",
    "BasisChange",
    "Body",
    "BodyMember",
    "Channel",
    "ChannelProof",
    "ChannelSettings",
    "Checkpoint",
    "CheckpointHead",
    "Command",
    "Comment",
    "Comparison",
    "Contribution",
    "Delivery",
    "Disagreement",
    "Document",
    "EarlierName",
    "Edition",
    "EditionFile",
    "Erasure",
    "Event",
    "Feed",
    "Guest",
    "Import",
    "Installation",
    "Invitation",
    "KeptCalendar",
    "Letter",
    "Link",
    "MailAnswer",
    "Material",
    "MaterialVersion",
    "Meeting",
    "MilestoneRow",
    "Note",
    "Notice",
    "Obligation",
    "ObligationPerson",
    "Organisation",
    "OutsideOpinion",
    "OwnDay",
    "PeopleImport",
    "Person",
    "Placement",
    "PlanAcknowledgement",
    "PlanImport",
    "PlanSettings",
    "PlanSource",
    "PlanStatement",
    "PlanText",
    "Presence",
    "Proposal",
    "ProposalVoter",
    "Reading",
    "Reattachment",
    "Refusal",
    "Rendering",
    "Responsibility",
    "Revision",
    "SearchItem",
    "SearchPosting",
    "Section",
    "SectionBasis",
    "SectionPerson",
    "Session",
    "Stream",
    "TextLines",
    "Token",
    "UnsentRemark",
    "UnsentReview",
    "Uptime",
    "Visit",
    "Writing",
    "metadata",
]
