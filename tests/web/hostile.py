"""Strings that would run if a page took them for more than text."""

HOSTILE = (
    "<script>window.hacked=1</script>",
    '"><script>window.hacked=1</script>',
    "'><img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1>",
    "</textarea><script>window.hacked=1</script>",
    "</title><script>window.hacked=1</script>",
    "</style><script>window.hacked=1</script>",
    "<!--><script>window.hacked=1</script>-->",
    '" onmouseover=window.hacked=1 x="',
    "' autofocus onfocus=window.hacked=1 x='",
    '<a href="javascript:window.hacked=1">сюда</a>',
    '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
    "<details open ontoggle=window.hacked=1>",
    "<form action=javascript:window.hacked=1><button>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>",
    '<base href="//evil.example.org/">',
    '<meta http-equiv=refresh content="0;url=//evil.example.org/">',
    "<link rel=stylesheet href=//evil.example.org/x.css>",
    "<object data=javascript:window.hacked=1>",
    "{{ 7*7 }}{% raw %}{{ config }}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "%3Cscript%3Ewindow.hacked=1%3C/script%3E",
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "<<script>script>window.hacked=1</script>",
    "<b id=main name=location>",
)
"""Each breaks out of another place: text, an attribute, a form's field, a title, a comment, a template."""


def lines(longest: int) -> list[str]:
    """All of them, as many in one line as fit into so many characters."""
    found = [""]
    for one in HOSTILE:
        if len(found[-1]) + 1 + len(one) > longest:
            found.append("")
        found[-1] = f"{found[-1]} {one}".strip()
    return found


WHOLE = " ".join(HOSTILE)
