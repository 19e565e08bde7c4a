"""The calendar of working days, and deadlines counted anew by it."""

WORDS = {
    "calendar.title": ("Рабочие дни", "Working days"),
    "calendar.year": ("{year} год: {days}.", "{year}: {days}."),
    "calendar.provisional": ("предварительно: календарь года не опубликован", "provisional: not published yet"),
    "calendar.own": ("Дни, решённые здесь", "Days decided here"),
    "calendar.own_lead": (
        "Установка может считать день нерабочим или рабочим, что бы ни говорил общий календарь. "
        "Сроки от этого сами не сдвигаются.",
        "A day may be taken as off or as worked here, whatever the published calendar says. "
        "No deadline moves by itself for that.",
    ),
    "calendar.no_own": ("Таких дней в этом году нет.", "There are none in this year."),
    "calendar.worked": ("рабочий день", "a working day"),
    "calendar.off": ("нерабочий день", "a day off"),
    "calendar.set": ("Решить о дне", "Decide on a day"),
    "calendar.day": ("День", "Day"),
    "calendar.what": ("Каким его считать", "What it is taken as"),
    "calendar.reason_hint": ("Её увидят все, кто смотрит календарь.", "Everybody who looks at the calendar sees it."),
    "calendar.day_set": ("День записан.", "The day is noted."),
    "calendar.end": ("Считать как в общем календаре", "As in the published calendar again"),
    "calendar.day_ended": ("День снова как в общем календаре.", "The day is as published again."),
    "calendar.days_off": ("Нерабочие будни", "Days off from Monday to Friday"),
    "calendar.no_days": ("Таких дней нет.", "There are none."),
    "calendar.working_weekends": ("Рабочие выходные", "Weekends that are worked"),
    "calendar.affected": ("Сроки, которые были бы другими", "Deadlines that would be others"),
    "calendar.affected_lead": (
        "Календарь изменился после того, как их посчитали. Каждый пересчитывается только по вашему решению.",
        "The calendar changed after they were counted. Each is counted anew only if you decide so.",
    ),
    "calendar.nothing_affected": ("Таких сроков нет.", "There are none."),
    "calendar.recount": ("Пересчитать срок", "Count it anew"),
    "calendar.recounted": (
        "Срок пересчитан, те, кого он касается, узнают об этом.",
        "Counted anew; those concerned are told.",
    ),
}
COUNTED = {
    "calendar.days": (("рабочий день", "рабочих дня", "рабочих дней"), ("working day", "working days")),
}
