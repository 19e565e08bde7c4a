"""`judge`: what an import would make of each row, given who and what is there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from domain.lookup import entry_close_to, entry_like, name_key, named, region_like, similar
from schemas.people_import import JudgedRow, Reason, SheetRow
from schemas.reference import Reference
from schemas.views.form import Email, is_deceptive

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_LONGEST = 300


@dataclass(frozen=True)
class Known:
    """What is there: lists of codes, bodies by id, addresses of chairs by body, whether active by address."""

    regions: Sequence[Reference]
    kinds: Sequence[Reference]
    offices: Sequence[Reference]
    bodies: Mapping[str, str]
    chairs: Mapping[str, str]
    people: Mapping[str, bool]


def judge(rows: Sequence[SheetRow], known: Known) -> list[JudgedRow]:
    """Every row new, known or wrong, with its reasons; the first right one of two rows with one address counts.

    A row that is wrong is left out, so it stands in nobody's way.
    """
    judging = _Judging(known)
    return [judging.judged(row) for row in rows]


class _Judging:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._rows: dict[str, int] = {}
        self._organisations: dict[str, tuple[int, str, str]] = {}
        self._chairs = dict(known.chairs)

    def judged(self, row: SheetRow) -> JudgedRow:
        wrong: list[Reason] = []
        email = self._email(row, wrong)
        if not row.name:
            wrong.append(Reason(code="name_missing"))
        for column in ("name", "organisation", "position"):
            if len(getattr(row, column)) > _LONGEST:
                wrong.append(Reason(code="text_too_long", facts={"column": column}))
        region, kind = self._region(row, wrong), self._kind(row, wrong)
        self._check_organisation(row, region, kind, wrong)
        body_id, office = self._seat(row, email, wrong)
        if not wrong:
            self._hold(row, email, region, kind)
            if body_id is not None and office == "chair":
                self._chairs[body_id] = email
        status = "wrong" if wrong else "known" if email in self._known.people else "new"
        noted = [Reason(code="cell_defused")] if row.defused else []
        return JudgedRow.model_validate(
            row.model_dump(exclude={"defused"})
            | {"status": status, "email": email, "region": region, "kind": kind}
            | {"body_id": body_id, "office": office, "reasons": [*wrong, *noted]}
        )

    def _email(self, row: SheetRow, wrong: list[Reason]) -> str:
        if not row.email:
            wrong.append(Reason(code="email_missing"))
            return ""
        try:
            email = _EMAIL.validate_python(row.email)
        except ValidationError:
            code = "email_mixed" if is_deceptive(row.email) else "email_bad"
            wrong.append(Reason(code=code, facts={"email": row.email[:100]}))
            return row.email[:_LONGEST]
        first = self._rows.get(email)
        if first is not None:
            wrong.append(Reason(code="email_double", facts={"number": str(first)}))
        elif self._known.people.get(email) is False:
            wrong.append(Reason(code="person_inactive"))
        return email

    def _region(self, row: SheetRow, wrong: list[Reason]) -> str:
        code = region_like(row.region, self._known.regions) if row.region else ""
        if code is None:
            names = similar(row.region, [one.ru for one in self._known.regions])
            facts = {"given": row.region[:100], "suggestions": ", ".join(names) or "—"}
            wrong.append(Reason(code="region_unknown", facts=facts))
        return code or ""

    def _kind(self, row: SheetRow, wrong: list[Reason]) -> str:
        code = entry_close_to(row.kind, self._known.kinds) if row.kind else ""
        if code is None:
            names = similar(row.kind, [one.ru for one in self._known.kinds])
            facts = {"given": row.kind[:100], "suggestions": ", ".join(names) or "—"}
            wrong.append(Reason(code="kind_unknown", facts=facts))
        return code or ""

    def _hold(self, row: SheetRow, email: str, region: str, kind: str) -> None:
        """Keep what a row that is not wrong takes or says, for the rows after it."""
        self._rows[email] = row.number
        if row.organisation:
            key = name_key(row.organisation)
            number, first_region, first_kind = self._organisations.get(key, (row.number, region, kind))
            self._organisations[key] = (number, first_region or region, first_kind or kind)

    def _check_organisation(self, row: SheetRow, region: str, kind: str, wrong: list[Reason]) -> None:
        """One organisation has one region and one kind; rows that leave them out follow the others."""
        key = name_key(row.organisation)
        if wrong or key not in self._organisations:
            return
        number, first_region, first_kind = self._organisations[key]
        if (region and first_region and region != first_region) or (kind and first_kind and kind != first_kind):
            facts = {"organisation": row.organisation[:100], "number": str(number)}
            wrong.append(Reason(code="organisation_contradicts", facts=facts))

    def _seat(self, row: SheetRow, email: str, wrong: list[Reason]) -> tuple[str | None, str]:
        office = entry_like(row.office, self._known.offices) if row.office else ""
        if office is None:
            wrong.append(Reason(code="office_unknown", facts={"given": row.office[:100]}))
        if not row.body:
            if row.office:
                wrong.append(Reason(code="office_without_body"))
            return None, ""
        body_id = named(row.body, self._known.bodies)
        if body_id is None:
            names = similar(row.body, list(self._known.bodies.values()))
            facts = {"given": row.body[:100], "suggestions": ", ".join(names) or "—"}
            wrong.append(Reason(code="body_unknown", facts=facts))
        elif office == "chair" and self._chairs.get(body_id, email) != email:
            wrong.append(Reason(code="chair_taken"))
        return body_id, office or "member"
