"""Time zones in words: all of Russia's by name with their distance from Moscow, others by their IANA name."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from schemas.language import Language

MOSCOW = "Europe/Moscow"

NAMES: dict[str, tuple[str, str]] = {
    "Europe/Kaliningrad": ("калининградскому", "Kaliningrad"),
    "Europe/Moscow": ("московскому", "Moscow"),
    "Europe/Kirov": ("московскому", "Moscow"),
    "Europe/Simferopol": ("московскому", "Moscow"),
    "Europe/Volgograd": ("волгоградскому", "Volgograd"),
    "Europe/Astrakhan": ("астраханскому", "Astrakhan"),
    "Europe/Samara": ("самарскому", "Samara"),
    "Europe/Saratov": ("саратовскому", "Saratov"),
    "Europe/Ulyanovsk": ("ульяновскому", "Ulyanovsk"),
    "Asia/Yekaterinburg": ("екатеринбургскому", "Yekaterinburg"),
    "Asia/Omsk": ("омскому", "Omsk"),
    "Asia/Novosibirsk": ("новосибирскому", "Novosibirsk"),
    "Asia/Barnaul": ("барнаульскому", "Barnaul"),
    "Asia/Tomsk": ("томскому", "Tomsk"),
    "Asia/Novokuznetsk": ("новокузнецкому", "Novokuznetsk"),
    "Asia/Krasnoyarsk": ("красноярскому", "Krasnoyarsk"),
    "Asia/Irkutsk": ("иркутскому", "Irkutsk"),
    "Asia/Chita": ("читинскому", "Chita"),
    "Asia/Yakutsk": ("якутскому", "Yakutsk"),
    "Asia/Khandyga": ("якутскому", "Yakutsk"),
    "Asia/Vladivostok": ("владивостокскому", "Vladivostok"),
    "Asia/Ust-Nera": ("владивостокскому", "Vladivostok"),
    "Asia/Magadan": ("магаданскому", "Magadan"),
    "Asia/Sakhalin": ("сахалинскому", "Sakhalin"),
    "Asia/Srednekolymsk": ("среднеколымскому", "Srednekolymsk"),
    "Asia/Kamchatka": ("камчатскому", "Kamchatka"),
    "Asia/Anadyr": ("анадырскому", "Anadyr"),
}
"""Russian in the dative, as after «по», and English."""


def zone_in_words(zone: str, at: datetime, language: Language) -> str:
    """By which clock `at` is told: «по московскому времени», «по калининградскому времени (МСК−1)», "Moscow time"."""
    if zone == "UTC":
        return "по всемирному времени (UTC)" if language == "ru" else "UTC"
    russian, english = NAMES.get(zone, (f"времени {zone}", zone))
    distance = _distance(zone, at, language)
    if language == "ru":
        return f"по {russian} времени{distance}" if zone in NAMES else f"по {russian}{distance}"
    return f"{english} time{distance}"


def _distance(zone: str, at: datetime, language: Language) -> str:
    """How far from Moscow a Russian zone is at that instant; of other zones the offset from UTC."""
    offset = _offset(zone, at)
    if zone not in NAMES:
        return f" (UTC{_signed(offset, whole_hours=False)})"
    ahead = offset - _offset(MOSCOW, at)
    return f" ({'МСК' if language == 'ru' else 'MSK'}{_signed(ahead, whole_hours=True)})" if ahead else ""


def _offset(zone: str, at: datetime) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def _signed(offset: timedelta, *, whole_hours: bool) -> str:
    hours, minutes = divmod(abs(int(offset.total_seconds() / 60)), 60)
    sign = "−" if offset < timedelta(0) else "+"
    return f"{sign}{hours}" if whole_hours and not minutes else f"{sign}{hours:02}:{minutes:02}"
