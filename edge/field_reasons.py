"""In Russian, why a form's own rules refuse a value: by the English reason, up to a colon."""

from datetime import timedelta

from schemas.channels import LONGEST_QUIET
from schemas.policy import LAST_YEAR

REASONS = {
    "give exactly one of working_days, days, weeks, months, years, at, duration": (
        "укажите ровно одно из: working_days (рабочие дни), days (календарные дни), weeks (недели), months (месяцы), "
        "years (годы), at (момент), duration (длительность)"
    ),
    f"give an instant before the year {LAST_YEAR + 1}": f"укажите момент раньше {LAST_YEAR + 1} года",
    f"give a day before the year {LAST_YEAR + 1}": f"укажите день раньше {LAST_YEAR + 1} года",
    "give an instant of the years 1 to 9999": "укажите момент с 1 по 9999 год",
    "an offset is a number of days or a duration, not an instant": (
        "отступ от срока — это число дней или длительность, а не момент"
    ),
    "give the zone by its IANA name, such as Europe/Moscow, or UTC": (
        "назовите часовой пояс по базе IANA, например Europe/Moscow, или UTC"
    ),
    "by is given with extend, and only with it": "by (на сколько) указывают при продлении (extend) и только при нём",
    "a share is at most the whole": "доля не бывает больше целого",
    "count is given with at_least, and only with it": (
        "count (сколько голосов) указывают, когда нужно «не меньше» (at_least), и только тогда"
    ),
    "share is given with share, and only with it": "share (долю) указывают, когда решает доля (share), и только тогда",
    "wording_limit is given with wording, and only with it": (
        "wording_limit (сколько слов) указывают, когда переносится и правка слов (wording), и только тогда"
    ),
    "give each section a title of its own": "дайте каждому разделу своё название",
    "there is no section": "такого раздела нет",
    "nobody has a part in the document under this name": "под этим именем в документе никто не участвует",
    "give working_days with late, and only with it": (
        "working_days (на сколько рабочих дней) указывают с late (опаздывает), и только тогда"
    ),
    "working_days is given with late, and only with it": (
        "working_days (на сколько рабочих дней) указывают с late (опаздывает), и только тогда"
    ),
    "name each person or organisation once in weights": "назовите в весах каждого человека и организацию один раз",
    "give text without control characters": "нужен текст без управляющих символов",
    "an address must not mix Latin and Cyrillic letters": "в адресе нельзя смешивать латинские и русские буквы",
    "value is not a valid email address": "это не адрес электронной почты",
    "give hours and minutes, without a zone": "укажите часы и минуты, без часового пояса",
    f"quiet hours last no longer than {LONGEST_QUIET // timedelta(hours=1)} hours": (
        f"тихие часы длятся не дольше {LONGEST_QUIET // timedelta(hours=1)} часов"
    ),
    "name each channel once": "назовите каждый канал один раз",
    "name a person or a body, one of them": "назовите человека или орган, что-то одно",
    "give both first and last, or neither": "укажите и первый день, и последний, или ни одного",
    "wording is given with third, and only with it": (
        "wording (свои слова) указывают, когда решают третьим текстом (third), и только тогда"
    ),
    "give a day of the years 2000 to 2199": "укажите день с 2000 по 2199 год",
    "give a number": "укажите число",
    "only a body reviews as one": "одним голосом рецензирует только орган",
    "an opinion has a verdict, and nothing else has": ("вердикт указывают в мнении (opinion), и только в нём"),
    "official is given with a verdict, and only with it": (
        "official (официальные замечания) указывают с вердиктом, и только с ним"
    ),
    "say what it is about": "напишите, о чём идёт речь",
    "first is after last": "первый день позже последнего",
}
