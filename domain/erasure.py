"""What an erasure does and what it leaves, in words that are told to whoever asked for it."""

from schemas.language import Language

DONE: dict[str, dict[Language, str]] = {
    "account": {
        "ru": "Имя заменено обозначением; адрес почты, должность, организация, пароль и согласие стёрты.",
        "en": "The name is replaced by a designation; e-mail address, position, organisation, password and consent "
        "are erased.",
    },
    "rows": {
        "ru": "Удалены сеансы, токены, каналы уведомлений, прежние имена, членство в органах, отсутствия и "
        "назначения: {count}.",
        "en": "Sessions, tokens, channels of notices, earlier names, memberships, absences and assignments "
        "deleted: {count}.",
    },
    "filenames": {
        "ru": "Имена присланных файлов и названия, взятые из них, заменены: {count}.",
        "en": "Names of files handed in, and titles taken from them, replaced: {count}.",
    },
    "originals": {
        "ru": "Имена авторов, примечаний и подписей удалены из присланных файлов, электронные подписи в них больше не "
        "сходятся: {count}.",
        "en": "Names of who made, remarked and signed removed from files handed in; electronic signatures inside them "
        "hold no more: {count}.",
    },
    "notes": {
        "ru": "Стёрты записанные этим человеком основания: {count}.",
        "en": "Reasons typed by this person erased: {count}.",
    },
    "letters": {
        "ru": "Удалены письма, лежавшие в исходящих: {count}.",
        "en": "Letters in the outbox deleted: {count}.",
    },
    "editions": {
        "ru": "Удалены файлы неопубликованных изданий, в которых могло стоять имя: {count}.",
        "en": "Files of unpublished editions in which the name could stand deleted: {count}.",
    },
}

STAYS: dict[str, dict[Language, str]] = {
    "record": {
        "ru": "Журнал остаётся: в нём только номера, действия и время, и он по-прежнему проверяется.",
        "en": "The record stays: it holds ids, acts and times only, and it still verifies.",
    },
    "words": {
        "ru": "Тексты, замечания и решения остаются в документах под обозначением.",
        "en": "Texts, remarks and decisions stay in the documents under the designation.",
    },
    "inside": {
        "ru": "Имя, написанное в самих текстах (и в плане, где этот человек отвечает), в таблицах, картинках и "
        "вложениях, остаётся, как и в файлах, присланных другими.",
        "en": "A name written in the texts themselves (and in a plan that makes this person responsible), in tables, "
        "pictures and attachments stays, as it does in files that others handed in.",
    },
    "published": {
        "ru": "Имя в листах согласования опубликованных изданий остаётся: они подписаны и не меняются.",
        "en": "The name in agreement sheets of published editions stays: they are signed and do not change.",
    },
    "sent": {
        "ru": "Письма, которые уже отправлены, и прежние резервные копии вне установки не достать.",
        "en": "Letters that have left, and earlier backups, are out of the installation's reach.",
    },
    "notes": {
        "ru": "Записанные этим человеком основания остаются; любое можно стереть по его номеру.",
        "en": "Reasons typed by this person stay; any of them can be erased by its id.",
    },
}

CLOSED: dict[Language, str] = {
    "ru": "В файлы под паролем и в повреждённые заглянуть нельзя, они остаются, как пришли: {count}.",
    "en": "Files with a password and damaged ones can't be looked into and stay as they came: {count}.",
}

TITLES: dict[Language, str] = {
    "ru": "Названия материалов, которые набрал этот человек, остаются в списках и поиске: {titles}. Если в них есть "
    "имя, переименуйте их.",
    "en": "Titles of materials that this person typed stay in lists and in the search: {titles}. Rename those that "
    "hold a name.",
}


def pseudonym(number: int, language: Language) -> str:
    """What stands in place of the name: «Участник 17»; `number` is the person's place in the installation."""
    return f"Participant {number}" if language == "en" else f"Участник {number}"
