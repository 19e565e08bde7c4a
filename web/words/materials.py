"""The folder of a document's materials, and looking for words in the document."""

WORDS = {
    "materials.title": ("Материалы", "Materials"),
    "materials.lead": (
        "Файлы, на которые опирается работа над текстом: справки, исследования, письма. Их видят участники документа.",
        "Files that the work on the text rests on: notes, studies, letters. Who takes part in the document sees them.",
    ),
    "materials.none": ("Пока ничего нет.", "There is nothing yet."),
    "materials.facts": ("{name}, {size}; положил(а) {by}, {at}", "{name}, {size}; put in by {by}, {at}"),
    "materials.searched_part": ("поиск видит не весь текст", "search sees a part of the text only"),
    "materials.searched_title": ("поиск видит только название", "search sees the title only"),
    "materials.of_section": ("к разделу «{title}»", "for the section “{title}”"),
    "materials.change": ("Заменить или убрать", "Replace or take out"),
    "materials.newer": ("Положить новую версию", "Put in a newer version"),
    "materials.of": ("файл «{title}»", "file “{title}”"),
    "materials.withdraw": ("Убрать из папки", "Take out of the folder"),
    "materials.add": ("Положить файл", "Put a file in"),
    "materials.name": ("Название", "Title"),
    "materials.name_hint": (
        "Если не написать, названием будет имя файла.",
        "Without it, the file's name is the title.",
    ),
    "materials.section": ("К какому разделу", "For which section"),
    "materials.whole": ("ко всему документу", "for the whole document"),
    "materials.file": ("Файл", "File"),
    "materials.file_hint": (
        "Документ, таблица, изображение или текст, до 20 МБ.",
        "A document, a table, a picture or a text, up to 20 MB.",
    ),
    "materials.added": ("Файл лежит в папке.", "The file lies in the folder."),
    "materials.withdrawn": (
        "Файл убран; его версии хранятся.",
        "The file is taken out; its versions are kept.",
    ),
    "materials.search_title": ("Поиск в документе", "Search in the document"),
    "materials.search_label": (
        "Слова в текстах, замечаниях и материалах",
        "Words in texts, comments and materials",
    ),
    "materials.start_again": ("Очистить", "Clear"),
    "materials.found_nothing": (
        "Такого места нет: проверьте, как написаны слова, или оставьте одно из них.",
        "There is no such place: check the spelling, or leave only one of the words.",
    ),
    "materials.kind_section": ("текст раздела", "text of a section"),
    "materials.kind_comment": ("замечание", "comment"),
    "materials.kind_material": ("материал", "material"),
    "materials.more": ("Дальше", "Further"),
}

COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
