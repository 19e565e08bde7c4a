"""Signing: what a signature stands under, and confirming that one is there oneself."""

WORDS = {
    "signing.title": ("Подписание: {title}", "Signing: {title}"),
    "signing.what": ("Что вы подписываете", "What you sign"),
    "signing.read": ("Прочитать текст", "Read the text"),
    "signing.until": ("Подписать нужно {until}.", "To be signed {until}."),
    "signing.what_lies": ("Что на подписи", "What is to be signed"),
    "signing.to_sign": ("Посмотреть и подписать", "Look and sign"),
    "signing.changed": ("Что изменилось с прошлой подписи", "What changed since the last signature"),
    "signing.changed_short": ("Что изменилось", "What changed"),
    "signing.you_signed": (
        "Вы уже подписывали редакцию {number}, {day}.",
        "You signed revision {number} before, on {day}.",
    ),
    "signing.others_signed": (
        "Вы этот раздел ещё не подписывали; последней подписана редакция {number}: {name}, {day}.",
        "You have not signed this section before; revision {number} was signed last: {name}, {day}.",
    ),
    "signing.since_then": ("С тех пор:", "Since then:"),
    "signing.never_signed": (
        "Этот раздел ещё никто не подписывал: нов весь текст.",
        "Nobody has signed this section before: all of the text is new.",
    ),
    "signing.you_sign_whole": (
        "Вы подписываете документ «{title}» целиком, состав № {number}. Отпечаток состава:",
        "You sign the document “{title}” as a whole, list {number}. The list's hash:",
    ),
    "signing.you_signed_whole": (
        "Вы уже подписывали состав № {number}, {day}; ниже сказано, что изменилось с тех пор.",
        "You signed list {number} before, on {day}; below is what changed since.",
    ),
    "signing.others_signed_whole": (
        "Вы документ ещё не подписывали; последним подписан состав № {number}: {name}, {day}. "
        "Ниже сказано, что изменилось с тех пор.",
        "You have not signed the document before; list {number} was signed last: {name}, {day}. Below is what "
        "changed since.",
    ),
    "signing.never_signed_whole": (
        "Документ целиком ещё никто не подписывал.",
        "Nobody has signed the document as a whole before.",
    ),
    "signing.sections": ("Разделы, под которыми ставится подпись", "The sections that the signature stands under"),
    "signing.revision": ("Редакция", "Revision"),
    "signing.gone": ("Больше не входят в документ: {titles}.", "No longer part of the document: {titles}."),
    "signing.see_every_change": ("Посмотреть каждую правку", "See every change"),
    "signing.change_new": ("новый текст", "a new text"),
    "signing.change_identical": ("ничего не изменилось", "nothing has changed"),
    "signing.change_whitespace": ("изменены только пробелы", "only blanks have changed"),
    "signing.change_typography": ("изменено только написание знаков", "only typography has changed"),
    "signing.change_wording": ("изменены слова, смысл тот же", "the wording has changed, not the meaning"),
    "signing.change_substance": ("изменено по существу", "the substance has changed"),
    "signing.agreed": ("Кто и как согласовал", "Who agreed, and how"),
    "signing.nobody_voted": ("Голосов нет.", "There are no votes."),
    "signing.verdict_agree": ("согласие", "agrees"),
    "signing.verdict_agree_with_remarks": ("согласие с замечаниями", "agrees with remarks"),
    "signing.verdict_disagree": ("несогласие", "disagrees"),
    "signing.verdict_abstain": ("воздержался", "abstains"),
    "signing.tacit": ("молчание, принятое за согласие", "silence, counted as agreement"),
    "signing.carried": (
        "решение о прежней редакции, действует и для этой",
        "of an earlier revision, and good for this",
    ),
    "signing.by_deputy": ("замещает: {name}", "stood in for by {name}"),
    "signing.disputed": ("Что остаётся спорным", "What remains disputed"),
    "signing.nothing_disputed": ("Неразрешённых разногласий нет.", "There are no unsettled disagreements."),
    "signing.somebody": ("Участник", "A participant"),
    "signing.outcome_open": ("разногласие не разрешено", "a disagreement that is not settled"),
    "signing.outcome_meeting": (
        "разногласие осталось и после согласительного совещания",
        "a disagreement that a reconciliation meeting did not settle",
    ),
    "signing.outcome_leadership": ("разногласие передано руководству", "a disagreement taken to leadership"),
    "signing.outcome_not_in_text": (
        "разногласие улажено, но слов, которыми его уладили, в этой редакции нет",
        "a disagreement that was settled, but this revision does not have the words that settled it",
    ),
    "signing.outcome_dissent": ("записано особое мнение", "a dissent that is on record"),
    "signing.remarks": ("Замечания:", "Remarks:"),
    "signing.no_remarks": ("Замечаний не было.", "There were no remarks."),
    "signing.see_remarks": ("Посмотреть замечания", "See the remarks"),
    "signing.remark_open": ("без ответа", "without an answer"),
    "signing.remark_accepted": ("принято", "accepted"),
    "signing.remark_accepted_in_part": ("принято частично", "accepted in part"),
    "signing.remark_declined": ("отклонено", "declined"),
    "signing.remark_noted": ("принято к сведению", "noted"),
    "signing.remark_referred": ("вынесено на согласительное совещание", "referred to a reconciliation meeting"),
    "signing.remark_resolved": ("закрыто", "closed"),
    "signing.remark_upheld": ("автор настаивает", "upheld by their author"),
    "signing.remark_withdrawn": ("снято автором", "taken back by their author"),
    "signing.signers": ("Кто подписывает", "Who signs"),
    "signing.in_turn": ("Подписывают по очереди, в этом порядке.", "They sign in turn, in this order."),
    "signing.signed_at": ("подпись поставлена {at}", "signed {at}"),
    "signing.awaited": ("ждём подписи", "awaited now"),
    "signing.later": ("очередь ещё не подошла", "not their turn yet"),
    "signing.instead_of": ("Вы подписываете, замещая: {name}.", "You sign in place of {name}."),
    "signing.password": ("Ваш пароль", "Your password"),
    "signing.password_why": (
        "Введите его ещё раз: так мы знаем, что подписываете именно вы.",
        "Type it once more: so we know that it is you who signs.",
    ),
    "signing.no_password": (
        "Пароля у вас нет, поэтому подтвердите, что это вы, по ссылке из письма.",
        "You have no password, so confirm that it is you by a link in a letter.",
    ),
    "signing.forgotten": (
        "Не помните пароль? Подтвердите, что это вы, по ссылке из письма.",
        "Forgot it? Confirm that it is you by a link in a letter.",
    ),
    "signing.ask_letter": ("Прислать письмо", "Send me the letter"),
    "signing.letter_sent": (
        "Письмо уже в пути. Откройте ссылку в нём в этом же браузере в течение 15 минут.",
        "The letter is on its way. Open the link in it in this browser within 15 minutes.",
    ),
    "signing.proven": (
        "Вы подтвердили по письму, что это вы. Подтверждение действует пять минут.",
        "You confirmed by the letter that it is you. That is good for five minutes.",
    ),
    "signing.confirm_title": ("Это вы подписываете?", "Is it you who signs?"),
    "signing.confirm_lead": (
        "Нажмите кнопку, если вы сами собираетесь поставить подпись. Она подтвердит, что это вы, и ничего не подпишет; "
        "после неё у вас будет пять минут, чтобы подписать.",
        "Press the button if you are about to sign yourself. It confirms that it is you and signs nothing; after it "
        "you have five minutes to sign.",
    ),
    "signing.confirm": ("Да, это я", "Yes, it is me"),
    "signing.confirmed": (
        "Подтверждено. Откройте то, что ждёт вашей подписи: пароль сейчас не понадобится.",
        "Confirmed. Open what waits for your signature: no password is needed now.",
    ),
    "signing.sign_in_first": (
        "Чтобы подтвердить подпись, войдите; потом мы вернёмся сюда.",
        "To confirm a signature sign in; then we come back here.",
    ),
    "signing.decline_hint": (
        "Текст вернётся к редакторам вместе с вашими словами.",
        "The text goes back to its editors with what you write.",
    ),
    "signing.whole_declined": (
        "Отказ записан, координатор узнает о нём.",
        "Declined: the coordinator is told.",
    ),
}
COUNTED = {
    "signing.words": (("слово", "слова", "слов"), ("word", "words")),
}
