"""The words that letters in Russian are put together from."""

from domain.letters.russian_texts import TEXTS
from domain.letters.tongue import Tongue

RUSSIAN = Tongue(
    greeting="Здравствуйте, {name}!",
    greeting_nameless="Здравствуйте!",
    note="Причина: {note}",
    nothing_asked="От вас ничего не требуется.",
    link={"section": "Открыть раздел:", "document": "Открыть документ:"},
    farewell="Письмо составлено автоматически, отвечать на него не нужно.",
    topics={
        "section": "раздел {position} «{section}», документ «{document}»",
        "document": "документ «{document}»",
    },
    places={
        "section": {
            "place": "раздел {position} «{section}» документа «{document}»",
            "of_place": "раздела {position} «{section}» документа «{document}»",
            "of_this": "этого раздела",
        },
        "document": {
            "place": "документ «{document}»",
            "of_place": "документа «{document}»",
            "of_this": "этого документа",
        },
    },
    until={
        "due": "Срок: {until}.",
        "was": "Срок был: {until}.",
        "new": "Новый срок: {until}.",
    },
    because="Вы получили это письмо, потому что {why}.",
    why={
        "editor": "вы редактор этого раздела",
        "reviewer": "вы рецензент этого раздела",
        "approver": "вы утверждаете этот раздел",
        "coordinator": "вы координатор {of_this}",
        "editor_or_coordinator": "вы редактор или координатор этого раздела",
        "editor_or_reviewer": "вы редактор или рецензент этого раздела",
        "awaited": "этого шага ждут от вас",
        "awaited_or_coordinator": "этого шага ждут от вас или вы координатор {of_this}",
        "rule": "по правилам {of_this} вам сообщают о просрочке",
        "takes_part": "вы участвовали в работе над этим текстом",
        "reassigned": "изменились ваши обязанности в этом разделе",
        "rests_on": "вы редактор раздела, который опирается на этот",
        "leader": "вы утверждаете этот документ",
        "leader_or_coordinator": "вы утверждаете этот документ или вы его координатор",
    },
    missing={
        "drafting": "текст ещё не сдан",
        "review": "отзывы дали не все рецензенты",
        "sign_off": "собраны не все подписи утверждающих",
        "signing": "собраны не все подписи руководства",
    },
    acts={
        "drafting": "сдайте текст",
        "review": "дайте отзыв",
        "sign_off": "подпишите редакцию или откажите с указанием причин",
        "signing": "подпишите документ или откажите с указанием причин",
    },
    parts={"editor": "редактор", "reviewer": "рецензент", "approver": "утверждающий"},
    parts_taken={"editor": "редактором", "reviewer": "рецензентом", "approver": "утверждающим"},
    returned={
        "rule": "рецензенты высказались против",
        "silence": "с учётом тех, кто промолчал, набралось недостаточно голосов за",
        "ladder": "срок рецензирования истёк, и по правилам раздела он возвращён",
        "coordinator": "так решил координатор",
    },
    grace={
        "not_told": "не подтверждено, что приглашение и напоминание отправлены всем, кто молчит",
        "not_up": "в последний рабочий день система была доступна не всё время",
    },
    judges={"editor": "редакторов", "reviewer": "рецензентов", "approver": "утверждающих"},
    recusals={"conflict": "заявлен конфликт интересов"},
    published={
        "section": "вошёл в новое издание",
        "document": "вышел новым изданием",
    },
    touched="Изменения касаются следующего: {touched}.",
    unseen_bases="Обратите внимание: разделы, на которые опирается этот, изменены по существу уже после того, "
    "как сдан его текст, и никто ещё не отметил, что просмотрел эти изменения.",
    texts=TEXTS,
)
