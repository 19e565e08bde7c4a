"""What the notices of bodies with one voice and of positions on paper say in English."""

from domain.letters.tongue import Text

POSITION_TEXTS: dict[str, Text] = {
    "contribution_invited": Text(
        "Your body is asked for its position",
        "Revision {revision} of {place} is under review. Your body speaks with one voice.",
        "Read the text and say what you think inside the body: only its members see it. Its head sends "
        "the official position.",
        "due",
        "member",
    ),
    "contribution_reminder": Text(
        "Your body has not spoken yet",
        "The official position of your body on revision {revision} of {place} has not come yet.",
        "If you have not contributed yet, do so inside the body.",
        "due",
        "member",
    ),
    "position_entered": Text(
        "A verdict was entered from paper",
        "On revision {revision} of {place} a verdict that came by letter was entered in your name.",
        "Check it. If it is wrong, give your own verdict: it replaces the one entered until the review ends.",
        "due",
        "reviewer",
    ),
}
"""By the kind of notice."""
