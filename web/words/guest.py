"""What outside experts read, and coordinators about them."""

WORDS = {
    "guest.open_title": ("Просим вашего мнения", "Your opinion is asked for"),
    "guest.open_lead": (
        "По этой ссылке открывается один текст: вы сможете прочитать его, оставить замечания и сказать, согласны ли "
        "вы. Ссылка откроется только в этом браузере.",
        "This link opens one text: you can read it, comment on it and say whether you agree. It opens in this browser "
        "only.",
    ),
    "guest.good_until": ("Ссылка действует до {at}.", "The link is good until {at}."),
    "guest.open": ("Открыть текст", "Open the text"),
    "guest.opened_title": ("Ссылка уже открыта", "This link was opened already"),
    "guest.opened_lead": (
        "Эту ссылку уже открыли в другом браузере. Если вы читаете на другом устройстве, нажмите кнопку: новая ссылка "
        "придёт на тот адрес, который был приглашён, и больше никуда.",
        "This link was opened in another browser. If you are on another device, press the button: a new link goes to "
        "the address that was invited, and nowhere else.",
    ),
    "guest.send_new": ("Прислать новую ссылку", "Send a new link"),
    "guest.sent_title": ("Новая ссылка отправлена", "A new link is on its way"),
    "guest.sent_lead": (
        "Проверьте почту через несколько минут. Прежние неоткрытые ссылки больше не действуют.",
        "Look into your mail in some minutes. Earlier links that were not opened no longer work.",
    ),
    "guest.lead": (
        "{name}, перед вами редакция {number} раздела документа «{document}». Вы видите только её.",
        "{name}, this is revision {number} of a section of “{document}”. It is all that you see.",
    ),
    "guest.your_verdict": ("Ваше заключение", "Your verdict"),
    "guest.give": ("Дать заключение", "Give a verdict"),
    "guest.change": ("Изменить заключение", "Change the verdict"),
    "guest.counts": (
        "Вы среди согласующих: ваше решение идёт в счёт голосов.",
        "You are among the reviewers: your verdict is counted.",
    ),
    "guest.advises": (
        "Ваше заключение прочтут те, кто голосует; само оно в счёт голосов не идёт.",
        "Those who vote will read your verdict; it is not counted as a vote itself.",
    ),
    "guest.closed": (
        "Рассмотрение этой редакции окончено, новых замечаний и заключений не принимаем. Спасибо вам.",
        "The review of this revision is over, and no more comments or verdicts are taken. Thank you.",
    ),
    "guest.on_the_whole": ("О тексте в целом", "On the text as a whole"),
    "guest.commented": ("Замечание записано.", "Your comment is recorded."),
    "guest.contented": ("Спасибо, вопрос закрыт.", "Thank you, the matter is closed."),
    "guest.upheld": (
        "Записано: вы настаиваете. Без исхода этого разногласия текст не опубликуют.",
        "Recorded: you uphold it. The text is not published until this disagreement has its outcome.",
    ),
    "guest.verdict_given": ("Ваше заключение записано.", "Your verdict is recorded."),
    "guest.list_title": ("Внешние эксперты", "Outside experts"),
    "guest.list_lead": (
        "Раздел «{section}». Эксперт без учётной записи читает одну редакцию по личной ссылке из письма.",
        "Section “{section}”. An expert without an account reads one revision by a link of their own from a letter.",
    ),
    "guest.nobody": ("Пока никого не приглашали.", "Nobody was asked yet."),
    "guest.invite": ("Пригласить эксперта", "Ask an expert in"),
    "guest.organisation": ("Организация", "Organisation"),
    "guest.language": ("Язык письма и страницы", "Language of letter and page"),
    "guest.russian": ("русский", "Russian"),
    "guest.english": ("английский", "English"),
    "guest.days": ("Сколько дней действует ссылка", "For how many days the link is good"),
    "guest.send": ("Отправить приглашение", "Send the invitation"),
    "guest.only_in_review": (
        "Пригласить можно, пока раздел на рассмотрении.",
        "Experts can be asked in while the section is under review.",
    ),
    "guest.state_invited": ("приглашён", "invited"),
    "guest.state_opened": ("читает", "has opened it"),
    "guest.state_expired": ("срок истёк", "expired"),
    "guest.state_revoked": ("отозвано", "withdrawn"),
    "guest.state_closed": ("рассмотрение окончено", "the round is over"),
    "guest.advised": ("Мнение:", "Opinion:"),
    "guest.opinion_agree": ("согласен", "agrees"),
    "guest.opinion_agree_with_remarks": ("согласен с замечаниями", "agrees with remarks"),
    "guest.opinion_disagree": ("не согласен", "disagrees"),
    "guest.opinion_abstain": ("воздержался", "abstains"),
    "guest.send_again": ("Отправить письмо ещё раз", "Send the letter again"),
    "guest.revoke": ("Отозвать", "Withdraw"),
    "guest.invited": ("Письмо со ссылкой уходит.", "The letter with the link is on its way."),
    "guest.sent_again": ("Письмо с новой ссылкой уходит.", "A letter with a new link is on its way."),
    "guest.revoked": ("Приглашение отозвано, ссылка больше не действует.", "Withdrawn; the link no longer works."),
    "guest.outside": ("Внешние эксперты", "Outside experts"),
    "undo.title": ("Отменить ответ, данный письмом?", "Undo your answer by letter?"),
    "undo.lead": (
        "Документ «{document}», раздел «{section}», редакция {number}. Ответ записан {at}:",
        "“{document}”, section “{section}”, revision {number}. The answer was recorded {at}:",
    ),
    "undo.comment": ("замечание", "a comment"),
    "undo.button": ("Отменить", "Undo"),
    "undo.closed": (
        "Рассмотрение окончено, и решение уже не отменить.",
        "The review is over, and the verdict can no longer be undone.",
    ),
    "undo.done_title": ("Ответ отменён", "The answer was undone"),
    "undo.done_lead": (
        "Ваше решение больше не учитывается. До конца рассмотрения вы можете дать новое.",
        "Your verdict is no longer counted. Until the review is over you can give another.",
    ),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
