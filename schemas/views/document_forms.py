"""What the edges take about documents and sections: the forms that people fill in and send."""

from pydantic import ConfigDict, Field

from schemas.document import WholePart
from schemas.language import Language
from schemas.policy import DEFAULT_POLICY
from schemas.section import Part, Verdict
from schemas.views.confirmations import EXAMPLE_PASSWORD, Confirming
from schemas.views.form import Form, Line, Prose, Reference, Words
from schemas.views.given_policy import GivenLimit, GivenPolicy

EXAMPLE_ID = "01931f70-0000-7000-8000-000000000000"
EXAMPLE_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
EXAMPLE_POLICY = DEFAULT_POLICY.model_dump(mode="json", exclude_none=True)
"""What stands in examples where a caller puts something of their own."""


class DocumentForm(Form):
    """A new document, empty or from a shipped template."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "Стратегия развития", "template": "development-strategy", "approvers": [EXAMPLE_ID]}]
        }
    )

    title: Line
    template: Line | None = None
    language: Language = "ru"
    approvers: list[Reference] = Field(default_factory=list, max_length=100, description="Who approves the whole.")
    policy: GivenPolicy | None = None


class DocumentChange(Form):
    """New settings of a document; what is left out stays. Rules and approvers can change before the launch only."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "Стратегия до 2032 года", "approvers": [EXAMPLE_ID]}]}
    )

    title: Line | None = None
    approvers: list[Reference] | None = Field(default=None, max_length=100)
    policy: GivenPolicy | None = None


class ConfirmedSection(Form):
    """A section to be made from an outline; `number` and `run` name the proposal it comes from."""

    number: int
    run: int = 1
    title: Line | None = None


class ConfirmForm(Form):
    """What of an outline becomes a document; without `sections`, what was selected in the preview."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Стратегия развития",
                    "approvers": [EXAMPLE_ID],
                    "sections": [{"number": 1, "title": "Исходное положение"}, {"number": 2}],
                }
            ]
        }
    )

    title: Line | None = None
    language: Language = "ru"
    approvers: list[Reference] = Field(default_factory=list, max_length=100)
    policy: GivenPolicy | None = None
    sections: list[ConfirmedSection] | None = Field(default=None, min_length=1, max_length=1000)


class SectionForm(Form):
    """A new section at the end of a document that is not launched yet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Ресурсное обеспечение",
                    "brief": "Люди, деньги и помещения, которых потребует стратегия.",
                    "bases": [EXAMPLE_ID],
                }
            ]
        }
    )

    title: Line
    brief: Words = Field(default="", max_length=20_000)
    policy: GivenPolicy | None = None
    bases: list[Reference] = Field(
        default_factory=list, max_length=1000, description="Ids of the sections it rests on."
    )


class SectionChange(Form):
    """New settings of a section; what is left out stays. Rules can change before the launch only."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "Ресурсы и партнёры", "policy": EXAMPLE_POLICY, "bases": [EXAMPLE_ID]}]
        }
    )

    title: Line | None = None
    brief: Words | None = Field(default=None, max_length=20_000)
    policy: GivenPolicy | None = None
    bases: list[Reference] | None = Field(default=None, max_length=1000)


class PeopleForm(Form):
    """Who edits, reviews and approves a section; replaces the whole list, before the launch."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"editors": [EXAMPLE_ID], "reviewers": [EXAMPLE_ID], "approvers": [EXAMPLE_ID]}]
        }
    )

    editors: list[Reference] = Field(max_length=100)
    reviewers: list[Reference] = Field(max_length=1000)
    approvers: list[Reference] = Field(max_length=100)


class ReasonForm(Form):
    """A reason, in the person's own words."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Нужны данные за 2023 год"}]})

    reason: Prose = Field(min_length=3, max_length=5000)


class VerdictForm(Form):
    """A verdict on an exact revision; disagreeing takes a text.

    Who speaks for a body names in `official` the contributions of its members that become remarks of the body.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "revision_id": EXAMPLE_ID,
                    "verdict": "agree_with_remarks",
                    "text": "Согласна, но во втором абзаце нужен источник.",
                }
            ]
        }
    )

    revision_id: Reference
    verdict: Verdict
    text: Prose | None = Field(default=None, min_length=3, max_length=20_000)
    official: list[Reference] = Field(default_factory=list, max_length=200)


class TakeBackForm(Form):
    """Taking back one's verdict on the exact revision under review."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"revision_id": EXAMPLE_ID}]})

    revision_id: Reference


class Signature(Confirming):
    """What every signature says besides what is signed; `shown` is the hash of what the signer was shown with it."""

    shown: Reference | None = Field(
        default=None, description="As GET …/signing gave it: a signature under something else is refused."
    )


class SignForm(Signature):
    """A signature on an exact revision and text."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"revision_id": EXAMPLE_ID, "text_hash": EXAMPLE_HASH, "password": EXAMPLE_PASSWORD}]
        }
    )

    revision_id: Reference
    text_hash: Reference


class DeclineForm(ReasonForm):
    """A signer's refusal of an exact revision."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"revision_id": EXAMPLE_ID, "reason": "Сроки раздела без денег"}]}
    )

    revision_id: Reference


class CandidateForm(Signature):
    """A signature on the exact candidate."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"candidate_hash": EXAMPLE_HASH, "password": EXAMPLE_PASSWORD}]}
    )

    candidate_hash: Reference


class DeclineCandidateForm(ReasonForm):
    """A leader's refusal of the exact candidate."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"candidate_hash": EXAMPLE_HASH, "reason": "Третий раздел спорит с первым"}]}
    )

    candidate_hash: Reference


class ExtendForm(ReasonForm):
    """A new limit, counted from now."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"limit": {"working_days": 60}, "reason": "Ждём данных переписи"}]}
    )

    limit: GivenLimit


class RecuseForm(ReasonForm):
    """Who leaves the open round for a conflict of interest; without `person_id` whoever sends it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Раздел о моём объединении"}]})

    person_id: Reference | None = None


class DelegateForm(ReasonForm):
    """Who acts in a person's place until the open phase ends; without `person_id` in that of whoever sends it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"deputy_id": EXAMPLE_ID, "reason": "Еду в экспедицию"}]})

    person_id: Reference | None = None
    deputy_id: Reference


class DecideForm(ReasonForm):
    """The coordinator's decision where fewer voted than the rule asks for."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"in_favour": True, "reason": "Замечания учтены, возражений нет"}]}
    )

    in_favour: bool


class PolicyForm(ReasonForm):
    """New rules, from the next phase on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"policy": EXAMPLE_POLICY, "reason": "Съезд перенесён"}]})

    policy: GivenPolicy


class ReassignDocumentForm(ReasonForm):
    """Who takes whose place as leader or as coordinator of a launched document."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"part": "leader", "leaves": EXAMPLE_ID, "joins": EXAMPLE_ID, "reason": "Назначен новый председатель"}
            ]
        }
    )

    part: WholePart
    leaves: Reference
    joins: Reference


class ReassignForm(ReasonForm):
    """Who takes whose part, at once in the open phase; without `leaves` somebody is added.

    Who has the part by the matrix alone is replaced for the open phase only.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"part": "reviewer", "leaves": EXAMPLE_ID, "joins": EXAMPLE_ID, "reason": "Рецензент в отпуске"}
            ]
        }
    )

    part: Part
    leaves: Reference | None = None
    joins: Reference
