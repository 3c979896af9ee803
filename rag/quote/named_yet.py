"""Whether an article has named, by the sentence that would answer, whom the question names.

What it tells before that is of somebody else, and so is all that it tells if another article alone names him.
"""

from collections.abc import Mapping

from language.meaning.names import persons
from language.meaning.place_names import known_places
from language.normal_form import normalize
from rag.question.understand import Question
from rag.quote.quotable import ScoredSentence
from rag.quote.unmet import is_named_in, names_asked, squeezed


def is_of_another(question: Question, sentence: ScoredSentence, texts: Mapping[str, str]) -> bool:
    """Whether `sentence` can't be about those whom `question` names; False where it names none but known places.

    `texts`: the text of each article found, by its id.
    """
    asked = normalize(question.understood_as)
    people = {person.name for person in persons(asked)}
    names = [name for name in names_asked(asked) if name not in known_places() and not any(map(str.isdigit, name))]
    if not names:
        return False
    passage = sentence.passage
    text = texts[passage.article_id]
    by_then = squeezed(f"{passage.title} {passage.heading} {text[: sentence.end]}")
    if any(is_named_in(name, by_then) for name in names):
        return False
    later = squeezed(text[sentence.end :])
    if any(is_named_in(name, later) for name in names):
        return True
    whom = [name for name in names if any(person in name for person in people)]
    if question.follow_up or not whom:
        return False
    others = (squeezed(other) for article, other in texts.items() if article != passage.article_id)
    return any(is_named_in(name, other) for other in others for name in whom)
