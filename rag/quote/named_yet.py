"""Whether an article has named, by the sentence that would answer, whom the question names.

What it tells before that is of somebody else, and so is all that it tells if another article alone names him.
"""

from collections.abc import Mapping

from language.meaning.names import persons
from language.meaning.place_names import known_places
from language.normal_form import fold, normalize
from language.syllables import spellings
from rag.question.numbered import numbered_things
from rag.question.understand import Question
from rag.quote.quotable import ScoredSentence
from rag.quote.unmet import is_named_in, names_asked, squeezed

_WHOLE_WORDS = 3


def is_of_another(question: Question, sentence: ScoredSentence, texts: Mapping[str, str]) -> bool:
    """Whether `sentence` can't be about those whom `question` names; False where it names none but known places.

    `texts`: the text of each article found, by its id.
    """
    asked = normalize(question.understood_as)
    passage = sentence.passage
    text = texts[passage.article_id]
    others = [other for article, other in texts.items() if article != passage.article_id]
    numbers = numbered_things(asked)
    if not question.follow_up and not numbers.named_in(f"{passage.title} {text}"):
        return any(map(numbers.named_in, others))
    people = {person.name for person in persons(asked)}
    names = [name for name in names_asked(asked) if name not in known_places() and not any(map(str.isdigit, name))]
    whom = [name for name in names if any(person in name for person in people)]
    whole = [name for name in names if name not in whom and _is_written_whole(name)]

    def named(said: str) -> bool:
        return any(squeezed(name) in said if name in whole else is_named_in(name, said) for name in names)

    if not names or named(squeezed(f"{passage.title} {passage.heading} {text[: sentence.end]}")):
        return False
    if named(squeezed(text[sentence.end :])):
        return True
    if question.follow_up:
        return False
    return any(
        any(is_named_in(name, said) for name in whom) or any(squeezed(name) in said for name in whole)
        for said in map(squeezed, others)
    )


def _is_written_whole(name: str) -> bool:
    """Whether a name that is nobody's stands whole wherever it stands, as “Bệnh viện Nhi Hòa Thuận”; “Human Rights
    Watch” may be translated."""
    words = fold(name).split()
    return len(words) >= _WHOLE_WORDS and all(map(spellings, words))
