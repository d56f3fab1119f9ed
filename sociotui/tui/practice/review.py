"""The review as a text to read: what one did, what was passed over, what to try next, and which exercise comes well now."""

from sociotui.domain.practising.review import Review
from sociotui.room.practising.telling import looked_back
from sociotui.tui.telling.paragraphs import Text, part


def told(review: Review, seed: int, then: str) -> Text:
    """Return a review as paragraphs; `then` is the title of the exercise that comes well after it, "" for none."""
    text: Text = []
    for heading, sentences in looked_back(review, seed, then):
        if heading:
            text += part(heading, *(f"– {sentence}" for sentence in sentences))
        else:
            text += [(0, "", "plain")] if text else []
            text += [(0, sentence, "dim") for sentence in sentences]
    return text
