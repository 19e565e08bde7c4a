"""The record, for administrators."""

WORDS = {
    "audit.title": ("Журнал", "The record"),
    "audit.lead": (
        "Всё, что делается, записывается в цепочки, которые нельзя незаметно изменить. Проверка проходит их целиком.",
        "Whatever is done is recorded in chains that cannot be changed unseen. The check goes through all of them.",
    ),
    "audit.verify": ("Проверить журнал", "Verify the record"),
    "audit.verifying": (
        "Журнал проверяется: чем он длиннее, тем дольше. Не закрывайте страницу.",
        "The record is being checked: the longer it is, the longer it takes. Do not close the page.",
    ),
    "audit.verify_again": ("Проверить ещё раз", "Verify again"),
    "audit.verified": ("Проверка журнала", "The record verified"),
    "audit.whole": ("Журнал цел.", "The record is whole."),
    "audit.broken": ("Журнал повреждён или изменён:", "The record is damaged or was changed:"),
    "audit.broken_then": (
        "Ничего не исправляйте в базе; сохраните её копию и сравните с резервной.",
        "Mend nothing in the database; keep a copy of it and compare it with a backup.",
    ),
    "audit.more_faults": ("И ещё: {more}.", "And {more} more."),
    "audit.looked_at": (
        "Проверено {at}: {streams}, {entries}, {checkpoints}.",
        "Verified on {at}: {streams}, {entries}, {checkpoints}.",
    ),
    "audit.checkpoints": ("Контрольные точки", "Checkpoints"),
    "audit.checkpoints_lead": (
        "Запишите отпечаток последней там, где здешний администратор его не изменит: по нему журнал можно проверить "
        "потом.",
        "Note the hash of the last one where nobody here can change it: the record can be held to it later.",
    ),
    "audit.checkpoint": ("№ {number}, {at}, подписывает {streams}", "No. {number}, {at}, signs {streams}"),
    "audit.no_checkpoints": ("Контрольных точек пока нет.", "There is no checkpoint yet."),
    "audit.timeline": ("Что делалось в установке", "What was done in the installation"),
    "audit.earlier": ("Показать более ранние", "Show earlier ones"),
    "audit.refusals": ("Отказы", "Refused attempts"),
    "audit.refusals_lead": (
        "Кому в чём отказали. Много отказов одному человеку — повод с ним поговорить или закрыть учётную запись.",
        "Who was refused what. Many of one person are a reason to talk to them, or to close the account.",
    ),
    "audit.no_refusals": ("Отказов не было.", "Nothing was refused."),
    "audit.who": ("Кому", "Who"),
    "audit.somebody": ("разные люди", "several people"),
    "audit.what": ("Что хотели сделать", "What they tried"),
    "audit.why": ("Причина", "Why"),
    "audit.times": ("Сколько раз", "How often"),
    "audit.when": ("Последний раз", "Last"),
}
COUNTED = {
    "audit.streams": (("поток", "потока", "потоков"), ("stream", "streams")),
    "audit.entries": (("запись", "записи", "записей"), ("entry", "entries")),
    "audit.checkpoints": (
        ("контрольная точка", "контрольные точки", "контрольных точек"),
        ("checkpoint", "checkpoints"),
    ),
}
