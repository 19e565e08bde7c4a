"""What the words of a policy are put together from, in each language."""

from dataclasses import dataclass

from schemas.language import Language


@dataclass(frozen=True)
class Tongue:
    """All words of one language; placeholders in braces are filled where they are used."""

    heading: dict[str, str]
    changed: str
    titles: dict[str, str]
    limit: dict[str, str]
    provisional: str
    reminders: str
    no_reminders: str
    before: dict[str, str]
    on: str
    weekdays: tuple[str, ...]
    states: dict[str, str]
    reminds: str
    extra: str
    overdue: str
    ladder: str
    no_ladder: str
    after: dict[str, str]
    after_extension: str
    held_back: str
    tell: str
    nobody: str
    roles: dict[str, str]
    silent: str
    outcomes: dict[str, str]
    conjunction: str
    voting: str
    signing: str
    answers: dict[str, str]
    problems: str


RUSSIAN = Tongue(
    heading={
        "dated": "Правила. Даты посчитаны для этапа, который откроется {on}, {zone}.",
        "open": "Правила, по которым идёт работа. Даты названы для открытого этапа, {zone}.",
        "undated": "Правила. Ни один этап со сроком сейчас не открыт; дни считаются {zone}.",
    },
    changed="Правила изменены: открытый этап «{phase}» идёт по прежним, остальные названы по новым.",
    titles={"drafting": "Подготовка текста", "review": "Рецензирование", "sign_off": "Утверждение"},
    limit={
        "dated": "Срок: {limit}, {until}.",
        "counted": "Срок: {limit}, считая со дня, следующего за началом этапа.",
        "exact": "Срок: {limit} с начала этапа.",
        "at": "Срок: {until}.",
    },
    provisional="Срок предварительный: производственный календарь на {years} ещё не опубликован.",
    reminders="Напоминания тем, чьих действий ждут:",
    no_reminders="Напоминаний нет.",
    before={"some": "за {limit} до срока", "none": "в последний день срока", "exact_none": "в момент срока"},
    on="{weekday}, {day}, в {time}",
    weekdays=("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"),
    states={
        "overtaken": "не отправляется: этот момент не попадает между началом этапа и сроком",
        "skipped": "пропущено: к этому времени наступило следующее событие",
        "rung": "уже наступило",
        "cancelled": "отменено",
    },
    reminds="напомнить",
    extra="дополнительно, потому что остальные не попадают между началом этапа и сроком",
    overdue="Когда срок пройдёт, об этом узнают те, чьих действий ждут, и координатор.",
    ladder="Если и после этого ничего не сделано:",
    no_ladder="Больше правила ничего не предписывают.",
    after={
        "some": "через {limit} после срока",
        "none": "сразу, как только пройдёт срок",
        "exact_none": "сразу, как только пройдёт срок",
    },
    after_extension=", считая от продлённого срока",
    held_back=", но не раньше ступени выше",
    tell="сообщить {roles}",
    nobody="отметить просрочку",
    roles={
        "owner": "ответственному редактору",
        "editors": "редакторам",
        "reviewers": "рецензентам",
        "approvers": "утверждающим",
        "coordinator": "координатору",
    },
    silent="не ответившим рецензентам",
    outcomes={
        "pass_to_deputy": "передать обязанность тех, чьих действий ждут, их заместителям",
        "extend": "один раз продлить срок: ещё {by}{until}; "
        "напоминания и остальные ступени начнутся заново, от нового срока",
        "count_silence": "счесть молчание тех, кому дошли приглашение и напоминание, согласием и подвести итог",
        "send_back": "вернуть текст редакторам",
        "close_by_rule": "подвести итог по поданным голосам",
    },
    conjunction=" и ",
    voting="Как принимается решение",
    signing="Кто подписывает",
    answers={
        "required": "На утверждение редакция уходит только после ответа на каждое замечание, предложение и вопрос.",
        "optional": "Отвечать на замечания не обязательно: редакция уходит на утверждение и без ответов.",
    },
    problems="С такими правилами начать нельзя:",
)

ENGLISH = Tongue(
    heading={
        "dated": "Rules. The dates are those of a phase that opens {on}, {zone}.",
        "open": "The rules that are lived by. Dates are given for the open phase, {zone}.",
        "undated": "Rules. No phase with a deadline is open now; days are counted by {zone}.",
    },
    changed="The rules were changed: the open phase “{phase}” keeps the old ones, all else is told by the new.",
    titles={"drafting": "Drafting", "review": "Review", "sign_off": "Sign-off"},
    limit={
        "dated": "Limit: {limit}, {until}.",
        "counted": "Limit: {limit}, counted from the day after the phase begins.",
        "exact": "Limit: {limit} from the beginning of the phase.",
        "at": "Limit: {until}.",
    },
    provisional="This deadline is provisional: the calendar of working days for {years} is not published yet.",
    reminders="Reminders to those who are awaited:",
    no_reminders="There are no reminders.",
    before={"some": "{limit} before the deadline", "none": "on the last day", "exact_none": "at the deadline"},
    on="{weekday}, {day}, at {time}",
    weekdays=("on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday", "on Sunday"),
    states={
        "overtaken": "not sent: this moment does not lie between the beginning of the phase and the deadline",
        "skipped": "left out: something later had come by then",
        "rung": "has come already",
        "cancelled": "cancelled",
    },
    reminds="remind",
    extra="an extra one, because the others do not lie between the beginning of the phase and the deadline",
    overdue="When the deadline has passed, those who are awaited and the coordinator are told.",
    ladder="If nothing is done even then:",
    no_ladder="The rules say nothing more.",
    after={
        "some": "{limit} after the deadline",
        "none": "as soon as the deadline has passed",
        "exact_none": "as soon as the deadline has passed",
    },
    after_extension=", counted from the extended deadline",
    held_back=", but not before the step above",
    tell="tell {roles}",
    nobody="note that it is overdue",
    roles={
        "owner": "the editor in charge",
        "editors": "the editors",
        "reviewers": "the reviewers",
        "approvers": "the approvers",
        "coordinator": "the coordinator",
    },
    silent="the reviewers who have not answered",
    outcomes={
        "pass_to_deputy": "hand the duty of those who are awaited to their deputies",
        "extend": "extend the deadline once: {by} more{until}; reminders and the other steps then begin again",
        "count_silence": "take the silence of those whom invitation and reminder reached for agreement, and count",
        "send_back": "give the text back to its editors",
        "close_by_rule": "count the votes that were cast",
    },
    conjunction=" and ",
    voting="How it is decided",
    signing="Who signs",
    answers={
        "required": "A revision is passed on for approval only once every remark, proposal and question is answered.",
        "optional": "Remarks need not be answered: a revision is passed on for approval without answers, too.",
    },
    problems="Work cannot begin under these rules:",
)

TONGUES: dict[Language, Tongue] = {"ru": RUSSIAN, "en": ENGLISH}
