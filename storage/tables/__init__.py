"""Every table of Veche, one file a family; `metadata` is what the migrations are held against."""

from sqlmodel import SQLModel

from storage.tables.basis_changes import BasisChange
from storage.tables.bodies import Absence, Body, BodyMember, Responsibility
from storage.tables.calendar import KeptCalendar, OwnDay
from storage.tables.channels import Channel, ChannelProof, ChannelSettings, Delivery, Feed
from storage.tables.documents import Document, Import, Section, SectionBasis, SectionPerson
from storage.tables.editions import Edition, EditionFile
from storage.tables.invitations import Invitation, Link, PeopleImport
from storage.tables.materials import Material, MaterialVersion, SearchItem, SearchPosting
from storage.tables.people import Attempt, Installation, Organisation, Person, Session, Token
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
from storage.tables.process import Alarm, Command, Event, Note, Notice, Stream, Uptime
from storage.tables.record import Checkpoint, CheckpointHead, Erasure, Refusal
from storage.tables.texts import Comment, Comparison, Placement, Reading, Reattachment, Rendering, Revision

metadata = SQLModel.metadata

__all__ = [
    "Absence",
    "Alarm",
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
    "Delivery",
    "Document",
    "Edition",
    "EditionFile",
    "Erasure",
    "Event",
    "Feed",
    "Import",
    "Installation",
    "Invitation",
    "KeptCalendar",
    "Link",
    "Material",
    "MaterialVersion",
    "MilestoneRow",
    "Note",
    "Notice",
    "Obligation",
    "ObligationPerson",
    "Organisation",
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
    "Token",
    "Uptime",
    "metadata",
]
