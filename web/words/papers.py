"""The papers that come out of agreement."""

WORDS = {
    "papers.title": ("Бумаги согласования", "Papers of the agreement"),
    "papers.kinds": ("Какая бумага", "Which paper"),
    "papers.kind_agreement-sheet": ("Лист согласования", "Agreement sheet"),
    "papers.kind_remarks": ("Сводка замечаний", "Summary of remarks"),
    "papers.kind_disagreements": ("Протокол разногласий", "Record of disagreements"),
    "papers.take_docx": ("Скачать для Word", "Download for Word"),
    "papers.take_xlsx": ("Скачать таблицу (Excel)", "Download a table (Excel)"),
    "papers.take_pdf": ("Скачать PDF", "Download as PDF"),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
