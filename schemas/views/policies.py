"""What is asked to have a policy told in words."""

from pydantic import ConfigDict, Field

from schemas.instant import Instant
from schemas.views.document_forms import EXAMPLE_POLICY
from schemas.views.form import Form, Reference
from schemas.views.given_policy import GivenPolicy


class PreviewForm(Form):
    """Rules, the usual ones unless others are given, and since when their dates are counted, now unless it is said.

    How many vote and sign is said in numbers, or taken from a document's people: the fewest of its sections.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"policy": EXAMPLE_POLICY, "opened_at": "2026-04-29T12:00:00+03:00", "voters": 5, "signers": 2}
            ]
        }
    )

    policy: GivenPolicy | None = None
    opened_at: Instant | None = None
    voters: int | None = Field(default=None, ge=0, le=1000)
    signers: int | None = Field(default=None, ge=0, le=1000)
    document_id: Reference | None = None
