"""Lists in an article: where one begins and ends around a sentence, so that it is quoted whole."""

from language.sentences import paragraphs, sentences
from rag.question.expected_answer import goes_on

MAX_LIST_CHARS = 1_500


def whole_list(text: str, start: int, end: int) -> tuple[int, int]:
    """text[start:end] and all of the list that it begins, announces or stands in."""
    start = _start(text, start, end)
    return start, _end(text, start, end)


def _start(text: str, start: int, end: int) -> int:
    """Back from an item to the line that announces the list."""
    if not goes_on(text[start:end]) or text[start:end].endswith(":"):
        return start
    first = max(0, start - MAX_LIST_CHARS)
    for at, to in reversed(paragraphs(text[first:start])):
        line = text[first + at : first + to]
        if line.endswith(":"):
            return first + sentences_start(line) + at
        if not goes_on(line):
            break
    return start


def sentences_start(line: str) -> int:
    """Where the last sentence of a line begins."""
    return sentences(line)[-1][0]


def _end(text: str, start: int, end: int) -> int:
    """Past what a colon announces and what goes on with the list."""
    announced = text[start:end].endswith(":")
    tail = text[end : start + MAX_LIST_CHARS]
    spans = [(at + first, at + last) for at, to in paragraphs(tail) for first, last in sentences(tail[at:to])]
    list_end = end
    for first, last in spans:
        if not (announced or goes_on(tail[first:last])):
            break
        announced = announced and tail[first:last].endswith((";", ",", ":"))
        list_end = end + last
    return list_end
