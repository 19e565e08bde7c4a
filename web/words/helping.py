"""Asking the coordinator for help, and reminding who has not answered."""

WORDS = {
    "helping.title": ("Не успеваю или это не моё", "I need more time, or this is not mine"),
    "helping.nothing": (
        "Сейчас от вас в этом разделе ничего не ждут, просить не о чем.",
        "Nothing is awaited of you in this section now: there is nothing to ask for.",
    ),
    "helping.ask": ("Написать координатору", "Write to the coordinator"),
    "helping.ask_lead": (
        "Координатор получит уведомление и решит, что делать. Само ничего не изменится: пока он не ответил, "
        "срок и поручение остаются прежними.",
        "The coordinator gets a notice and decides what to do. Nothing changes by itself: until then the deadline and "
        "the duty stay as they are.",
    ),
    "helping.what": ("О чём вы просите", "What you ask for"),
    "helping.more_time": ("Мне нужно больше времени", "I need more time"),
    "helping.not_mine": ("Это дело не моё, его должен делать другой", "This is not mine, another should do it"),
    "helping.why": ("Почему", "Why"),
    "helping.why_hint": (
        "Напишите, что мешает и к какому дню вы успеете. Это увидят участники, и это останется в истории: о самом "
        "тексте раздела здесь не пишите.",
        "Say what keeps you, and by which day you can do it. Participants see it, and it stays in the history: do not "
        "write about the section's text here.",
    ),
    "helping.send": ("Отправить координатору", "Send to the coordinator"),
    "helping.sent": (
        "Координатор получил вашу просьбу. Пока он не ответил, срок прежний.",
        "The coordinator has your request. Until they answer, the deadline stays.",
    ),
    "helping.hand_over": ("Передать дело другому до конца этапа", "Hand it to another until the phase ends"),
    "helping.hand_over_lead": (
        "Вместо вас действовать будет другой человек. Он сразу получит уведомление.",
        "Another person acts in your place. They get a notice at once.",
    ),
    "helping.to_whom": ("Кому", "To whom"),
    "helping.hand_over_why": (
        "Это увидят участники, и это останется в истории.",
        "Participants see it, and it stays in the history.",
    ),
    "helping.handed_over": (
        "Передано: до конца этапа вместо вас действует другой.",
        "Handed over: another acts in your place until the phase ends.",
    ),
    "helping.asked": ("О чём вас просят", "What you are asked"),
    "helping.asked_more_time": ("{name}: нужно больше времени", "{name}: more time is needed"),
    "helping.asked_not_mine": ("{name}: это дело не моё", "{name}: this is not mine to do"),
    "helping.erased": ("Причина удалена.", "The reason was erased."),
    "helping.remind": ("Напомнить", "Remind"),
    "helping.remind_about": ("Напомнить: {about}", "Remind: {about}"),
    "helping.reminded": ("Напоминание отправлено.", "The reminder is sent."),
    "helping.reminded_today": ("сегодня напомнили", "reminded today"),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
