"""Answer by quoting: the sentences of the passages that answer, word for word, each with its source.

No LLM. Every sentence is weighed by what it carries of the question and by the values in it that are of the kind asked
for (`quotable`, `ranking`); neighbours are quoted together, and a sentence that leans on the one before it with that
one (`runs`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from language.detect import LANGUAGE_CHARS, function_words, language_of
from language.tokens import syllables
from rag.answer import Source, source_of
from rag.question.expected_answer import ExpectedAnswer, expected_answer
from rag.question.understand import Question
from rag.quote.confidence import Signs
from rag.quote.credit import credit_chars
from rag.quote.lists import whole_list
from rag.quote.named_yet import is_of_another
from rag.quote.premise import is_unsaid
from rag.quote.quotable import FITS, ScoredSentence, quotables
from rag.quote.ranking import Alike, Cosines, ranked
from rag.quote.runs import SentenceRun, quotations
from rag.quote.signs import signs_of
from rag.quote.unmet import unmet
from vectorstore.records import Passage

_LEAST_CHARS = 2  # of a value that is shown in bold


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotes, the best first, and the signs by which to tell whether they answer the question at all.

    `unmet` is what the question names and no quoted passage does; empty if nothing. `best` are the sentences that came
    nearest to answering, best first, quoted or not. `elsewhere`: whether the best of them can't answer, however alike,
    as it is of another than the question names, or its article never says what is asked the reason for.
    """

    expected_answer: ExpectedAnswer
    sources: tuple[Source, ...]
    best: tuple[ScoredSentence, ...]
    signs: Signs
    unmet: str
    elsewhere: bool


def quote(
    question: Question, passages: Sequence[Passage], texts: Mapping[str, str], alike: Alike, cosines: Cosines
) -> Quoted:
    """The fewest sentences that carry what was asked.

    `texts` gives the stored text of each passage's article: a list that runs past its passage is quoted whole.
    `cosines` are those that the library has; where it lacks some, `alike` compares the best sentences by their text.
    """
    sought = expected_answer(question.understood_as)
    apart, weights = quotables(question, sought, passages)
    ranking = ranked(sought, apart, alike, cosines)
    sentences_of = {passage.key: of for passage, of in zip(passages, apart, strict=True)}
    chosen = quotations(ranking, sentences_of, weights)
    sources: list[Source] = []
    for quotation in chosen:
        source = _source(len(sources) + 1, quotation, texts[quotation.best.passage.article_id], lists=sought.lists)
        if not any(s.article_id == source.article_id and s.start <= source.start < s.end for s in sources):
            sources.append(source)
    quoted = [quotation.best.passage for quotation in chosen]
    across = bool(quoted) and language_of(quoted[0].text[:LANGUAGE_CHARS]) != question.language
    named = "" if across else unmet(question.understood_as, quoted)
    text = texts[ranking.best[0].passage.article_id] if ranking.best else ""
    signs = signs_of(question, sought, ranking, apart, weights, text, across=across)
    elsewhere = bool(ranking.best) and not across and _is_elsewhere(question, sought, ranking.best[0], texts)
    return Quoted(sought, tuple(sources), tuple(ranking.best), signs, named, elsewhere)


def _is_elsewhere(question: Question, sought: ExpectedAnswer, best: ScoredSentence, texts: Mapping[str, str]) -> bool:
    """Whether what is asked is of another in the best sentence, or its article doesn't say it at all."""
    of_somebody = sought.figure or not sought.kinds.isdisjoint(("when", "who"))
    if of_somebody and is_of_another(question, best, texts):
        return True
    return "why" in sought.kinds and is_unsaid(question, best, texts[best.passage.article_id])


def source_at(n: int, sentence: ScoredSentence) -> Source:
    """The sentence alone as source `n`, with its value."""
    source = source_of(n, sentence.passage, sentence.start, sentence.end, sentence.text)
    return replace(source, value_at=_value_at(sentence))


def _source(n: int, quotation: SentenceRun, text: str, *, lists: bool) -> Source:
    first, last, best = quotation.sentences[quotation.first], quotation.sentences[quotation.last], quotation.best
    start, end = _begins(first), last.end
    answering = (_begins(best), best.end)
    if lists:
        answering = whole_list(text, best.start, best.end)
        start, end = min(start, answering[0]), max(end, answering[1])
    source = source_of(n, best.passage, start, end, text[start:end])
    alone = answering == (start, end)
    return replace(source, answers_at=None if alone else answering, value_at=_value_at(best))


def _begins(sentence: ScoredSentence) -> int:
    """Where what is quoted of a sentence begins: after a picture's credit, unless the value stands in that."""
    credit = credit_chars(sentence.text)
    value = sentence.value
    return sentence.start + (credit if value is None or value.start >= credit else 0)


def _value_at(sentence: ScoredSentence) -> tuple[int, int] | None:
    value = sentence.value
    if value is None or value.fit < FITS:
        return None
    words = sentence.text[value.start : value.end]
    start, end = value.start + len(words) - len(words.lstrip()), value.end - len(words) + len(words.rstrip())
    if end - start < _LEAST_CHARS or function_words("vi").issuperset(syllables(words)):  # “và” is no value
        return None
    return sentence.start + start, sentence.start + end
