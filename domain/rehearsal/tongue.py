"""What the words of a rehearsal are put together from, in each language."""

from dataclasses import dataclass

from schemas.language import Language


@dataclass(frozen=True)
class Tongue:
    """All words of one language; placeholders in braces are filled where they are used."""

    heading: str
    assumed: str
    behaviours: dict[str, str]
    people: dict[str, str]
    without_part: str
    untitled: str
    section: str
    whole: str
    ended: str
    in_time: str
    slips: str
    stands: str
    not_begun: str
    phases: dict[str, str]
    phase: str
    outcomes: dict[str, str]
    by: dict[str, str]
    last: str
    late: str
    open_phase: str
    holding: str
    never: str
    last_section: str
    gains: str
    lost: str
    waiting: str
    signing_never: str
    signing_late: str
    nothing: str
    out_of_order: str
    milestones: str
    milestone: str
    milestone_late: str
    milestone_never: str
    told: str
    notice: str
    refused: str
    provisional: str
    days: tuple[str, ...]


RUSSIAN = Tongue(
    heading="Репетиция: {title}. Начало: {at}.",
    assumed="Предположено: {behaviours}. В срок значит: в полдень последнего дня. Рецензенты согласны, "
    "отказов нет, письма доходят сразу, координатор решает круг, на который не хватило голосов, в пользу текста. "
    "Новая редакция меняет существо: прежние решения на неё не переносятся, и все рецензенты решают заново.",
    behaviours={
        "in_time": "все действуют в срок",
        "late": "все опаздывают на {days}",
        "never": "никто не отвечает",
    },
    people={
        "in_time": "{person} действует в срок",
        "late": "{person} опаздывает на {days}",
        "never": "{person} не отвечает",
    },
    without_part="В документе не участвует, и на сроки это не влияет: {people}.",
    untitled="документ",
    section="Раздел {position}. {title}",
    whole="Документ в целом",
    ended="утверждение {at}",
    in_time="в те же сроки, что и без опозданий",
    slips="на {days} позже, чем если бы все успели в срок",
    stands="не заканчивается: этап «{phase}» стоит, ждут: {people}",
    not_begun="не начинается: утверждены не все разделы",
    phases={
        "drafting": "Подготовка текста",
        "review": "Рецензирование",
        "sign_off": "Утверждение",
        "signing": "Утверждение документа в целом",
        "in_work": "Работа над разделами",
    },
    phase="{phase}: начало {opened}, срок {until}; {outcome} {ended}{last}{late}",
    outcomes={
        "handed_in": "текст сдан",
        "in_favour": "согласовано",
        "against": "не согласовано",
        "returned": "возвращено",
        "declined": "отказано",
        "approved": "подписано",
        "voided": "снято с подписи",
        "withdrawn": "снято с работы",
    },
    by={
        "ladder": " (так решила лестница правил)",
        "silence": " (молчание сочтено согласием)",
        "coordinator": " (решение координатора)",
        "term": " (истёк срок, в который авторы замечаний могут на них настаивать)",
        "answers": " (ждут их ответов на замечания)",
    },
    last=", последними: {people}",
    late=", на {days} позже срока",
    open_phase="{phase}: начало {opened}, срок {until}; не закончено, ждут: {people}{by}",
    holding="Что держит целое:",
    never="{section}: без конца{lost}{waiting}.",
    last_section="{section}: утверждается последним{gains}{lost}{waiting}.",
    gains=", без него разделы были бы готовы на {days} раньше",
    lost="; этап «{phase}», {people}{by}{late}",
    waiting="; на этом тексте стоят: {sections}",
    signing_never="Подписание целого не заканчивается; ждут: {people}.",
    signing_late="Подписание целого заканчивается на {days} позже срока; последними: {people}.",
    nothing="Ничего: все разделы уже утверждены.",
    out_of_order="{section} утверждается раньше текста, на котором стоит: {basis}. Когда тот изменится, "
    "придётся посмотреть ещё раз.",
    milestones="Пункты плана:",
    milestone="{title}, {day}: утверждено разделов {approved} из {sections} (без опозданий {in_time}){slip}",
    milestone_late="; то, о чём пункт, готово на {days} позже",
    milestone_never="; то, о чём пункт, так и не готово",
    told="Кому что придёт:",
    notice="{at}: {what} ({where}): {people}",
    refused="Отказано по правилам: {person}, {at}: {why}",
    provisional="Часть сроков предварительная: производственный календарь ещё не опубликован.",
    days=("рабочий день", "рабочих дня", "рабочих дней"),
)

ENGLISH = Tongue(
    heading="Rehearsal: {title}. It begins {at}.",
    assumed="Supposed: {behaviours}. In time means at noon of the last day. Reviewers agree, nobody declines, "
    "letters arrive at once, and the coordinator decides a round with too few votes in favour of the text. "
    "A new revision changes the substance: no verdict carries over to it, and all reviewers decide anew.",
    behaviours={
        "in_time": "everybody acts in time",
        "late": "everybody is {days} late",
        "never": "nobody answers",
    },
    people={
        "in_time": "{person} acts in time",
        "late": "{person} is {days} late",
        "never": "{person} does not answer",
    },
    without_part="Without a part in the document, so that it changes nothing: {people}.",
    untitled="document",
    section="Section {position}. {title}",
    whole="The document as a whole",
    ended="approved {at}",
    in_time="no later than with everybody in time",
    slips="{days} later than with everybody in time",
    stands="never ends: the phase “{phase}” stands still, waiting for {people}",
    not_begun="does not begin: not all sections are approved",
    phases={
        "drafting": "Drafting",
        "review": "Review",
        "sign_off": "Sign-off",
        "signing": "Signing of the whole",
        "in_work": "Work on the sections",
    },
    phase="{phase}: opened {opened}, due {until}; {outcome} {ended}{last}{late}",
    outcomes={
        "handed_in": "text handed in",
        "in_favour": "agreed",
        "against": "not agreed",
        "returned": "returned",
        "declined": "declined",
        "approved": "signed",
        "voided": "taken back",
        "withdrawn": "withdrawn",
    },
    by={
        "ladder": " (by the ladder)",
        "silence": " (silence counted as agreement)",
        "coordinator": " (by the coordinator)",
        "term": " (the term ended in which authors may uphold their remarks)",
        "answers": " (their answers to remarks are waited for)",
    },
    last=", last of all by {people}",
    late=", {days} late",
    open_phase="{phase}: opened {opened}, due {until}; not ended, waiting for {people}{by}",
    holding="What holds the whole up:",
    never="{section}: never done{lost}{waiting}.",
    last_section="{section}: approved last{gains}{lost}{waiting}.",
    gains=", without it the sections would be ready {days} earlier",
    lost="; the phase “{phase}”, {people}{by}{late}",
    waiting="; on this text rest: {sections}",
    signing_never="The signing of the whole never ends; waiting for {people}.",
    signing_late="The signing of the whole ends {days} late; last of all {people}.",
    nothing="Nothing: all sections are approved already.",
    out_of_order="{section} would be approved before the text it rests on: {basis}. When that changes, it has to be "
    "looked at again.",
    milestones="Milestones:",
    milestone="{title}, {day}: {approved} of {sections} sections approved ({in_time} with everybody in time){slip}",
    milestone_late="; what it names is done {days} late",
    milestone_never="; what it names is never done",
    told="Who would be told what:",
    notice="{at}: {what} ({where}): {people}",
    refused="Refused by the rules: {person}, {at}: {why}",
    provisional="Some deadlines are provisional: the calendar of working days is not published yet.",
    days=("working day", "working days"),
)

TONGUES: dict[Language, Tongue] = {"ru": RUSSIAN, "en": ENGLISH}
