"""What a request made: the id under which it can be read."""

from pydantic import BaseModel


class Made(BaseModel):
    """The id of what was made."""

    id: str
