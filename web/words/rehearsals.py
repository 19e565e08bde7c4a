"""The page on which a document's timetable is rehearsed."""

WORDS = {
    "rehearsal.title": ("Репетиция сроков", "Rehearsal of the timetable"),
    "rehearsal.lead": (
        "Когда документ будет готов, если люди поведут себя так? Здесь ничего не записывается и никому не пишут.",
        "When will the document be ready if people act so? Nothing is written here, and nobody is told.",
    ),
    "rehearsal.everybody": ("Как действуют все", "How everybody acts"),
    "rehearsal.in_time": ("в срок", "in time"),
    "rehearsal.late": ("с опозданием", "late"),
    "rehearsal.never": ("не отвечают вовсе", "not at all"),
    "rehearsal.days": ("Если с опозданием, на сколько рабочих дней", "If late, by how many working days"),
    "rehearsal.others": ("Кто действует иначе", "Who acts otherwise"),
    "rehearsal.theirs": ("Как действуют они", "How they act"),
    "rehearsal.their_days": (
        "Если они с опозданием, на сколько рабочих дней",
        "If those are late, by how many working days",
    ),
    "rehearsal.start": ("День запуска", "Day of the launch"),
    "rehearsal.start_hint": ("Если не указать, запуск предполагается сейчас.", "Without it, the launch is now."),
    "rehearsal.run": ("Посчитать", "Work it out"),
    "rehearsal.result": ("Что получится", "What comes of it"),
    "rehearsal.steps": ("По шагам", "Step by step"),
    "rehearsal.holding": ("Что держит целое", "What holds the whole up"),
    "rehearsal.milestones": ("Пункты плана", "The plan"),
    "rehearsal.told": ("Кому что придёт", "Who will be told what"),
}

COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
