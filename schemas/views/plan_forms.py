"""What the edges take about plans: the forms that people fill in and send."""

from datetime import date
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.policy import LAST_YEAR
from schemas.views.document_forms import EXAMPLE_ID
from schemas.views.form import Form, Line, OptionalLine, Prose, Reference, Words
from schemas.views.given_policy import GivenRule


class DueForm(Form):
    """When something is due: in words («до 15 октября 2026 г.»), or by the first and last day, or both.

    What the words mean is worked out where no days are given; what is not understood stays as words.
    """

    words: OptionalLine = ""
    first: date | None = None
    last: date | None = None

    @model_validator(mode="after")
    def _days_go_forward(self) -> Self:
        if (self.first is None) != (self.last is None):
            raise ValueError("give both first and last, or neither")
        if self.first is not None and self.last is not None:
            if self.first > self.last:
                raise ValueError("first is after last")
            if self.last.year > LAST_YEAR:
                raise ValueError(f"give a day before the year {LAST_YEAR + 1}")
        return self


class MilestoneForm(Form):
    """A milestone of a plan; `needs` are numbers or ids of others; without `forms` the title says what it forms."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": "4",
                    "title": "Собрать годовые отчёты",
                    "body": "рабочая группа",
                    "person_id": EXAMPLE_ID,
                    "due": {"words": "I квартал 2027 г."},
                    "needs": ["1"],
                }
            ]
        }
    )

    number: OptionalLine = Field(default="", max_length=20)
    title: Prose = Field(min_length=1, max_length=1000)
    details: Words = Field(default="", max_length=20_000)
    body: OptionalLine = Field(default="", description="Who does it, in the plan's words.")
    body_id: Reference | None = None
    person_id: Reference | None = None
    forms: OptionalLine | None = Field(default=None, description="The body that comes into being with it, in words.")
    due: DueForm = DueForm()
    needs: list[Line] = Field(default_factory=list, max_length=100)


class MilestoneChange(Form):
    """What is changed about a milestone; what is not sent stays."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": "5",
                    "person_id": EXAMPLE_ID,
                    "due": {"words": "до 15 октября 2027 года"},
                    "needs": ["1", "2"],
                }
            ]
        }
    )

    number: OptionalLine | None = Field(default=None, max_length=20)
    title: Prose | None = Field(default=None, min_length=1, max_length=1000)
    details: Words | None = Field(default=None, max_length=20_000)
    body: OptionalLine | None = None
    body_id: Reference | None = None
    person_id: Reference | None = None
    forms: OptionalLine | None = None
    due: DueForm | None = None
    needs: list[Line] | None = Field(default=None, max_length=100)


class StatementForm(Form):
    """What a source says of one milestone's date."""

    milestone_id: Reference
    due: DueForm
    quote: Prose = Field(default="", max_length=2000)


class SourceForm(Form):
    """A source entered by hand: its name, and what it says of milestones' dates."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "Письмо исх. № 12"},
                {
                    "name": "Письмо исх. № 12",
                    "statements": [{"milestone_id": EXAMPLE_ID, "due": {"words": "в феврале 2027 года"}}],
                },
            ]
        }
    )

    name: Line
    statements: list[StatementForm] = Field(default_factory=list, max_length=1000)


class TakenMilestone(Form):
    """A milestone of the preview that is taken, by its place there, with corrections."""

    place: int
    number: OptionalLine | None = Field(default=None, max_length=20)
    title: Prose | None = Field(default=None, min_length=1, max_length=1000)
    body: OptionalLine | None = None
    due: DueForm | None = None


class PlanConfirmForm(Form):
    """What of an upload is taken: milestones into the plan, or its dates as another source's statements.

    Without a list, the milestones that the preview selected, or every date that it found a milestone for.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"take": "milestones", "name": "Проект плана"}]})

    take: Literal["milestones", "statements"] = "milestones"
    name: Line | None = Field(default=None, description="What the source is called; by default the file's name.")
    milestones: list[TakenMilestone] | None = Field(default=None, min_length=1, max_length=1000)
    statements: list[StatementForm] | None = Field(default=None, min_length=1, max_length=1000)


class PlanRuleForm(Form):
    """How a plan reminds before a milestone's day and escalates after it; the rule's limit is not read.

    A ladder's owner, editors and reviewers are those who owe the milestone, its approvers those who approve the
    document. A step may pass the milestone to deputies or extend it once.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rule": {
                        "limit": {"days": 1},
                        "reminders": [{"working_days": 10}, {"working_days": 1}],
                        "ladder": [{"after": {"working_days": 2}, "tell": ["owner", "coordinator"]}],
                    }
                }
            ]
        }
    )

    rule: GivenRule


class LayForm(Form):
    """The section whose text the plan becomes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"section_id": EXAMPLE_ID}]})

    section_id: Reference


class EvidenceForm(Form):
    """What shows that a milestone is done, in words or as an address."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"evidence": "Протокол № 3 от 15 октября 2027 года"}]})

    evidence: Prose = Field(min_length=3, max_length=5000)
