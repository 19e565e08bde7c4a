"""A form as a browser sent it: the value that makes it one act, its fields, its files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar, get_origin

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from edge.act import checked_key
from edge.limits import UPLOAD_BYTES

Model = TypeVar("Model", bound=BaseModel)

UPLOADING: dict[str, Any] = {"x-body-limit": UPLOAD_BYTES}
"""Give this to a page that takes a file: `openapi_extra=UPLOADING`."""

KEY, BACK, NAME = "key", "back", "form"
"""The hidden fields of every form: the act's random value, the page it stands on, its name on that page."""


SECRET = frozenset({"password", "current", "new", "proof"})
"""Fields that no page repeats, whatever goes wrong."""


class Unfilled(Exception):
    """A form's fields do not hold what its model takes; `errors` are pydantic's."""

    def __init__(self, errors: list[Any]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(frozen=True)
class SentFile:
    """A file that came with a form."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Sent:
    """What came: `asked` is all of it as text, but for what differs between two sendings of the same."""

    key: str
    fields: Mapping[str, list[str]] = field(repr=False)
    files: Mapping[str, SentFile] = field(repr=False)
    asked: str = field(repr=False)

    @property
    def back(self) -> str:
        """The page that the form stands on, as a path of ours; empty if there is none."""
        path = self.one(BACK)
        return path if path.startswith("/") and not path.startswith(("//", "/\\")) else ""

    @property
    def version(self) -> int:
        """The version that the form was drawn from; 0, which never is one, if it names none."""
        given = self.one("version")
        return int(given) if given.isdecimal() and len(given) < 10 else 0

    @property
    def repeatable(self) -> dict[str, list[str]]:
        """The fields that may be drawn again."""
        return {name: values for name, values in self.fields.items() if name not in SECRET}

    def one(self, name: str) -> str:
        """A field's value, empty if it did not come."""
        return self.fields.get(name, [""])[-1]

    def many(self, name: str) -> list[str]:
        """All values of a field that may come several times."""
        return self.fields.get(name, [])

    def read(self, model: type[Model], **given: Any) -> Model:
        """The fields as this model, with what is `given` besides; an empty one that may be left out, is.

        Raises Unfilled.
        """
        found = dict(given)
        for name, of_model in model.model_fields.items():
            if name in found or name not in self.fields:
                continue
            value: Any = self.many(name) if get_origin(of_model.annotation) is list else self.one(name)
            if value != "" or of_model.is_required():
                found[name] = value
        try:
            return model.model_validate(found)
        except ValidationError as error:
            raise Unfilled(error.errors()) from None


async def read_sent(request: Request) -> Sent:
    """The form of a request. Raises Refused: idempotency_key_missing, idempotency_key_invalid."""
    form = await request.form()
    fields: dict[str, list[str]] = {}
    files: dict[str, SentFile] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            await value.close()
            if value.filename:
                files[name] = SentFile(value.filename, content)
        else:
            # Browsers send line ends as CRLF, whatever was typed.
            fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    key = fields.get(KEY, [""])[-1]
    request.state.sent = sent = Sent(key, fields, files, _asked(request, fields, files))
    checked_key(key)
    return sent


def _asked(request: Request, fields: Mapping[str, list[str]], files: Mapping[str, SentFile]) -> str:
    # Not the body itself: its boundary is another each time.
    meant = [(name, values) for name, values in sorted(fields.items()) if name not in (KEY, BACK, NAME)]
    sums = [(name, one.name, hashlib.sha256(one.content).hexdigest()) for name, one in sorted(files.items())]
    whole = hashlib.sha256(repr((meant, sums)).encode()).hexdigest()
    return f"{request.method} {request.url.path}?{request.url.query} {whole}"


Sending = Annotated[Sent, Depends(read_sent)]
