"""W3C annotations as tests send them."""

from typing import Any


def annotations(revision: str, quote: str) -> dict[str, Any]:
    """A page with one W3C annotation on exact words of a revision."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [
            {
                "type": "Annotation",
                "body": [{"type": "TextualBody", "value": "Поясните"}],
                "target": {
                    "source": f"urn:uuid:{revision}",
                    "selector": [{"type": "TextQuoteSelector", "exact": quote}],
                },
            }
        ],
    }
