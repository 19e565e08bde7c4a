"""The check of an edition's signature in the reader's browser."""

SAYS = {
    "good": ("Верно.", "Good."),
    "unsure": ("Не доказано.", "Not proven."),
    "bad": ("НЕВЕРНО!", "WRONG!"),
    "working": ("Проверяем…", "Checking…"),
    "verdict_good": (
        "Всё верно: издание подлинное и ни в одном байте не изменено.",
        "All is well: the edition is genuine, and not a byte of it was changed.",
    ),
    "verdict_unsure": (
        "Подпись верна и файлы целы, но доказано не всё: прочтите строки «Не доказано».",
        "The signature is good and the files are whole, but not all is proven: read the lines “Not proven”.",
    ),
    "verdict_bad": (
        "Проверка НЕ ПРОШЛА: не доверяйте этому изданию. Возьмите его заново или спросите того, кто его издал.",
        "The check FAILED: do not trust this edition. Get it again, or ask who published it.",
    ),
    "signature_good": (
        "Подпись Ed25519 подходит к описи издания (manifest.json); ключ {fingerprint}.",
        "The Ed25519 signature fits the edition’s manifest (manifest.json); the key is {fingerprint}.",
    ),
    "signature_bad": (
        "Подпись не подходит к описи: файл manifest.json или manifest.sig изменён или подменён.",
        "The signature does not fit the manifest: manifest.json or manifest.sig was changed or replaced.",
    ),
    "manifest_unknown": (
        "Опись подписана, но записана неизвестным образом.",
        "The manifest is signed but written in an unknown way.",
    ),
    "this_edition": (
        "Опись говорит об этом издании: «{title}», № {number}.",
        "The manifest is about this edition: “{title}”, number {number}.",
    ),
    "another_edition": (
        "Опись подписана, но говорит о другом издании: его показывают вместо этого.",
        "The manifest is signed but about another edition, shown in the place of this one.",
    ),
    "key_known": (
        "Этим ключом издают здесь: он есть в списке ключей этого сайта.",
        "Editions here are signed with this key: it is in this site’s list of keys.",
    ),
    "key_unknown": (
        "Ключа {fingerprint} нет в списке ключей этого сайта: сверьте его с тем, что назвал издатель.",
        "The key {fingerprint} is not in this site’s list of keys: compare it with the one the publisher named.",
    ),
    "file_good": ("{name}: такой, как подписан.", "{name}: as it was signed."),
    "file_bad": ("{name}: файл изменён.", "{name}: the file was changed."),
    "file_missing": ("{name}: файла нет или он не открывается.", "{name}: the file is missing or cannot be read."),
    "page_good": (
        "Текст на странице издания слово в слово тот, что в подписанном файле edition.html.",
        "The text on the edition’s page is word for word that of the signed file edition.html.",
    ),
    "page_bad": (
        "Текст на странице издания не тот, что в подписанном файле edition.html.",
        "The text on the edition’s page is not that of the signed file edition.html.",
    ),
    "latest_good": (
        "Издание последнее: об этом есть подписанное слово сегодняшнего дня.",
        "It is the latest edition: there is a signed word of today on that.",
    ),
    "latest_newer": (
        "Издание подлинное, но не последнее: есть издание № {number}.",
        "The edition is genuine but not the latest: there is edition {number}.",
    ),
    "latest_differs": (
        "Под этим номером подписано другое издание: не доверяйте ни одному.",
        "Another edition was signed under this number: trust neither.",
    ),
    "latest_unknown": (
        "Последнее ли это издание, не доказано: подписанного слова об этом нет или оно устарело.",
        "Whether it is the latest edition is not proven: the signed word on that is missing or out of date.",
    ),
    "unreachable": (
        "Проверить до конца не удалось: файл не пришёл или повреждён. Повторите.",
        "The check could not be finished: a file did not come or is damaged. Try again.",
    ),
    "own_good": ("{name}: такой файл подписан в этом издании.", "{name}: this file is signed in this edition."),
    "own_bad": (
        "{name}: такого файла в этом издании нет, или он изменён.",
        "{name}: there is no such file in this edition, or it was changed.",
    ),
}
"""What the script says, by the names that `check.js` uses."""

WORDS = {f"checking.say_{key}": words for key, words in SAYS.items()} | {
    "published.in_browser": ("Проверка в вашем браузере", "The check in your browser"),
    "published.needs_scripts": (
        "Проверку делает сам браузер, а сценарии в нём отключены. Включите их или проверьте издание без сети, как "
        "написано ниже.",
        "The browser itself does the check, and its scripts are off. Switch them on, or check the edition offline as "
        "told below.",
    ),
    "published.check_again": ("Проверить ещё раз", "Check again"),
    "published.compare_key": (
        "Отпечаток ключа. Сверьте его с тем, что издатель назвал вам иначе, чем этим сайтом: на бумаге, по телефону, "
        "в письме.",
        "The key’s fingerprint. Compare it with the one that the publisher gave you otherwise than by this site: on "
        "paper, by telephone, in a letter.",
    ),
    "published.own_title": ("Файлы с вашего диска", "Files from your disk"),
    "published.own_label": ("Выберите скачанные файлы издания", "Choose files of the edition that you have"),
    "published.own_hint": (
        "Они никуда не отправляются: браузер сам сверит их с подписанной описью.",
        "They are not sent anywhere: the browser itself holds them against the signed manifest.",
    ),
    "published.what_is_checked": ("Что именно проверяется", "What exactly is checked"),
    "published.step_signature": (
        "Подпись Ed25519 под описью издания: опись не изменена с тех пор, как её подписали.",
        "The Ed25519 signature over the edition’s manifest: it was not changed since it was signed.",
    ),
    "published.step_key": (
        "Ключ: это один из тех, которыми подписывает этот сайт.",
        "The key: it is one of those that this site signs with.",
    ),
    "published.step_files": (
        "Каждый файл: его размер и SHA-256 те же, что в описи.",
        "Every file: its size and SHA-256 are those of the manifest.",
    ),
    "published.step_page": (
        "Страница издания: её слова те же, что в подписанном файле edition.html.",
        "The edition’s page: its words are those of the signed file edition.html.",
    ),
    "published.step_latest": (
        "Последнее ли издание: подписанное слово об этом, годное неделю.",
        "Whether it is the latest: the signed word on that, good for a week.",
    ),
    "published.limits": (
        "Сценарий проверки приходит с этого же сайта. Если сайт захвачен, ему нельзя верить: тогда поможет только "
        "проверка без сети и отпечаток ключа, который вы знаете не отсюда.",
        "The script that checks comes from this same site. If the site is taken over, it cannot be relied on: then "
        "only the check offline helps, and a fingerprint that you know from elsewhere.",
    ),
    "published.offline": ("Проверка без сети", "The check offline"),
    "published.offline_how": (
        "Скачайте всё одним файлом и проверьте его программой Вече на своём компьютере; отпечаток возьмите не отсюда:",
        "Download all in one file and check it with Veche’s program on your own computer; take the fingerprint from "
        "elsewhere:",
    ),
    "published.offline_latest": (
        "Чтобы узнать и то, последнее ли это издание, скачайте подписанное слово об этом:",
        "To learn also whether it is the latest edition, download the signed word on that:",
    ),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
