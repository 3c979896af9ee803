"""A figure that a later article gives instead of the one that is quoted: what was true then may have moved since."""

from collections.abc import Sequence

from rag.answer import DifferingFigure, Source
from rag.question.understand import Question
from rag.several.disagreement import agree, figures_of, figures_told
from rag.several.figure_asked import figure_asked
from vectorstore.records import Passage


def later_figure(question: Question, quoted: Sequence[Source], passages: Sequence[Passage]) -> DifferingFigure | None:
    """The newest article's figure for what `question` asks, where no quoted article is as new and none bears it out.

    None where the question names a time of its own.
    """
    asked = figure_asked(question.understood_as, question.language)
    if asked is None or question.dates is not None or not quoted:
        return None
    shown = {source.article_id for source in quoted}
    newest_quoted = max((source.published or "")[:10] for source in quoted)
    figures = figures_told(asked, quoted, passages)
    stated = [one for one in figures if one.source.article_id in shown]
    later = [
        one
        for one in figures
        if (one.source.published or "")[:10] > newest_quoted
        and stated
        and not any(agree(one.number, other.number) for other in stated)
    ]
    newest = sorted(later, key=lambda one: one.source.published or "")[-1:]
    return next(iter(figures_of(newest, ())), None)
