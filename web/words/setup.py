"""A document before its launch."""

WORDS = {
    "setup.new": ("Новый документ", "A new document"),
    "setup.new_lead": (
        "Назовите документ. Разделы и людей добавите на следующем шаге; до запуска всё можно менять.",
        "Name the document. Sections and people come with the next step; all can be changed before the launch.",
    ),
    "setup.document_title": ("Название документа", "Title of the document"),
    "setup.template": ("С чего начать", "What to begin with"),
    "setup.template_hint": (
        "Образец даёт готовые разделы с заданиями.",
        "A template brings sections with their briefs.",
    ),
    "setup.empty": ("Пустой документ", "An empty document"),
    "setup.begin": ("Начать", "Begin"),
    "setup.begun": ("Документ создан.", "The document is made."),
    "setup.first": ("Начните с первого документа.", "Begin with the first document."),
    "setup.go_on": ("Подготовить к запуску", "Set up for the launch"),
    "setup.lead": (
        "Четыре шага, и работа начнётся. Ничего никому не отправляется, пока вы не нажмёте «Запустить работу».",
        "Four steps, and work begins. Nothing is sent to anybody until you press “Launch”.",
    ),
    "setup.people": ("Люди", "People"),
    "setup.people_lead": (
        "Нужны хотя бы редактор и эксперт: своего текста никто не рецензирует один.",
        "At least an editor and a reviewer are needed: nobody reviews alone what they wrote.",
    ),
    "setup.add_person": ("Добавить человека", "Add a person"),
    "setup.email_hint": (
        "На этот адрес придут письма; войти можно по ссылке из письма, без пароля.",
        "Letters go to this address; a link from a letter signs in, without a password.",
    ),
    "setup.add": ("Добавить", "Add"),
    "setup.person_added": ("Человек записан.", "The person is written down."),
    "setup.staffed": ("с людьми: {done} из {all}", "staffed: {done} of {all}"),
    "setup.has_people": ("люди назначены", "people are set"),
    "setup.lacks_people": ("назначьте людей", "set the people"),
    "setup.editors": ("Пишут (редакторы)", "Write (editors)"),
    "setup.reviewers": ("Рецензируют (эксперты)", "Review (experts)"),
    "setup.approvers": ("Утверждают раздел", "Approve the section"),
    "setup.keep": ("Сохранить", "Save"),
    "setup.assigned": ("Сохранено.", "Saved."),
    "setup.add_section": ("Добавить раздел", "Add a section"),
    "setup.section_title": ("Название раздела", "Title of the section"),
    "setup.brief": ("Задание: что в нём должно быть", "Brief: what it must contain"),
    "setup.brief_hint": ("Редактор увидит его рядом с текстом.", "The editor sees it beside the text."),
    "setup.section_added": ("Раздел добавлен.", "The section is added."),
    "setup.whole": ("Утверждение в целом", "Approval of the whole"),
    "setup.whole_lead": ("Кто подпишет документ целиком", "Who signs the document as a whole"),
    "setup.leaders": ("Утверждают документ", "Approve the document"),
    "setup.launch_title": ("Запуск", "Launch"),
    "setup.launch_lead": (
        "Всё готово. После запуска редакторы получат письма, и пойдут сроки.",
        "All is ready. With the launch the editors get letters, and deadlines begin to run.",
    ),
    "setup.not_ready": (
        "Запустить можно, когда у каждого раздела есть люди на все три дела и назначены те, кто утверждает целое.",
        "Launch is open when every section has people for all three parts and those who approve the whole are set.",
    ),
    "setup.launch": ("Запустить работу", "Launch"),
    "setup.launched": ("Работа началась: редакторам ушли письма.", "Work has begun: the editors are told by letter."),
    "setup.publish": ("Опубликовать", "Publish"),
    "setup.publishing": (
        "Издание готовится; когда файлы будут собраны и подписаны, документ станет опубликованным.",
        "The edition is being made; once its files are built and signed, the document is published.",
    ),
}
COUNTED = {
    "setup.persons": (("человек", "человека", "человек"), ("person", "people")),
}
