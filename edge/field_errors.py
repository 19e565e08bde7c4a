"""Validation errors as people and programs read them: where (a JSON Pointer) and what, without what was sent."""

from typing import Any

from edge.field_reasons import REASONS

_RU = {
    "missing": "поле обязательно",
    "extra_forbidden": "такого поля нет",
    "json_invalid": "это не JSON",
    "string_type": "нужна строка",
    "string_too_short": "не короче {min_length} зн.",
    "string_too_long": "не длиннее {max_length} зн.",
    "string_pattern_mismatch": "не подходит по виду",
    "int_parsing": "нужно целое число",
    "int_type": "нужно целое число",
    "bool_type": "нужно true или false",
    "bool_parsing": "нужно true или false",
    "greater_than_equal": "не меньше {ge}",
    "less_than_equal": "не больше {le}",
    "literal_error": "одно из: {expected}",
    "enum": "одно из: {expected}",
    "list_type": "нужен список",
    "too_short": "не меньше {min_length} элементов",
    "too_long": "не больше {max_length} элементов",
    "model_attributes_type": "нужен объект JSON",
    "dict_type": "нужен объект JSON",
    "timezone_aware": "нужно время со смещением от UTC",
    "datetime_parsing": "нужны дата и время по ISO 8601",
    "datetime_from_date_parsing": "нужны дата и время по ISO 8601",
    "time_delta_parsing": "нужна длительность по ISO 8601",
    "union_tag_invalid": "неизвестный вид: одно из {expected_tags}",
}
_RU_OTHERWISE = "недопустимое значение"


def described(error: dict[str, Any], language: str) -> dict[str, str]:
    """One validation error of FastAPI as an entry of `errors`: `in`, `pointer` (body) or `name`, and `detail`."""
    place, *path = error["loc"]
    detail = _reason(error) if language == "en" else _in_russian(error)
    if place == "body":
        keys = [] if error["type"] == "json_invalid" else path
        return {"in": "body", "pointer": "".join(f"/{_escaped(key)}" for key in keys), "detail": detail}
    return {"in": str(place), "name": str(path[0]) if path else "", "detail": detail}


def place_of(error: dict[str, Any]) -> str:
    """The short name of where an error is, for the sentence."""
    return ".".join(str(step) for step in error["loc"])


def _escaped(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")  # RFC 6901


def _reason(error: dict[str, Any]) -> str:
    return _of_a_text(error, _EN_LENGTHS) or str(error["msg"]).removeprefix("Value error, ")


def _in_russian(error: dict[str, Any]) -> str:
    if error["type"] == "value_error":
        return REASONS.get(_reason(error).split(":")[0], _RU_OTHERWISE)
    said = _RU.get(error["type"], _RU_OTHERWISE).format_map(error.get("ctx", {}))
    return _of_a_text(error, _RU) or said


_EN_LENGTHS = {
    "string_too_short": "String should have at least {min_length} characters",
    "string_too_long": "String should have at most {max_length} characters",
}


def _of_a_text(error: dict[str, Any], words: dict[str, str]) -> str:
    """What is said of a text whose length was measured behind a validator, which speaks of it as a list; or nothing."""
    if error["type"] not in ("too_short", "too_long") or not isinstance(error.get("input"), str):
        return ""
    return words[f"string_{error['type']}"].format_map(error.get("ctx", {}))
