"""What a follow-up's words refer to: pronouns become names, “this conference” its full name, “it” the last topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.content import content_terms
from language.detect import language_of
from language.meaning.names import Person, Sex, capitalised_runs, names_something, person_meant, persons
from language.tables import pair_weights
from rag.answer import Turn
from rag.question.question_clauses import lower_first, subject


def any_case(text: str) -> re.Pattern[str]:
    """`text` compiled to match any case."""
    return re.compile(text, re.IGNORECASE)


# Where “ông” stands for a person without another word.
_ALONE = r"(?:^|(?<=theo )|(?<=của )|(?<=vợ )|(?<=chồng ))"
_PRONOUNS: tuple[tuple[re.Pattern[str], Sex | None], ...] = (
    (any_case(r"\b(?:ông|anh|chú|cậu) (?:ấy|ta|này|đó)\b|\bhắn\b"), "man"),
    (any_case(r"\b(?:bà|cô|chị) (?:ấy|ta|này|đó)\b|\bnàng\b"), "woman"),
    (any_case(r"\b(?:người|vị|nhân vật) (?:ấy|này|đó)\b"), None),
    (any_case(rf"{_ALONE}ông\b(?! (?:nội|ngoại|bà|chủ|trùm|già|cụ|lớn|kẹ|lão)\b)"), "man"),
    (any_case(rf"{_ALONE}bà\b(?! (?:nội|ngoại|con|chủ|già|cụ|mẹ|bầu|đỡ)\b)"), "woman"),
    (any_case(r"\b(?:he|him)\b"), "man"),
    (any_case(r"\bshe\b"), "woman"),
)
_POSSESSIVES: tuple[tuple[re.Pattern[str], Sex], ...] = (
    (any_case(r"\bhis\b"), "man"),
    (any_case(r"\bher\b(?= [a-z])"), "woman"),
)


@dataclass(frozen=True, slots=True)
class ReferenceLimits:
    """How many first words of a question may point back, and with how few in all it does."""

    first_words: int = 3
    few_words: int = 4


REFERENCES = ReferenceLimits()
# “anh”, “em” alone are meant only where somebody was called so.
_CALLED = any_case(r"^(?:theo )?(?P<noun>cụ|anh|chị|cô|em|bác|cháu|chú) (?!ấy|ta|này|đó)(?P<next>\S+)")
_ADDRESSES = ("ông", "anh", "bà", "cô", "chị")
_THIS_THING = any_case(r"\b(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?) (?:này|ấy|nói trên|kể trên|vừa rồi|đó)\b")
_NO_NOUN = frozenset(
    "sau trước do trong từ khi lúc lần tháng tuần năm ngày hôm hiện điều việc chuyện ở tại nơi đến theo với vì "
    "cái ông bà anh chị cô chú cậu người vị".split()
)
_POINTS_BACK = any_case(
    r"\b(?:nó|họ|đó|đây|ấy|(?:ông|anh|bà|cô|chị|gã|cậu) ta|hắn|"
    r"(?:điều|việc|chuyện|cái|nơi|chỗ|ở|tại|vì|từ|do|với) này|như (?:vậy|thế)|nói trên|kể trên)\b"
)
_THE_SAID = any_case(r"\b(?P<noun>[^\W\d_]+) (?:này|đó|ấy|nói trên|kể trên)\b")
_IT = any_case(r"^nó\b")
# Said of now, or of what the question itself has named.
_FIXED = any_case(
    r"\b(?:sau đó|trước đó|do đó|trong đó|từ đó|gần đây|trước đây|sau đây|cùng với đó|bên cạnh đó|"
    r"(?:hiện|lúc|khi|thời gian|hôm|ngày|tuần|tháng|quý|mùa|năm|lần|đợt|đến|từ|trước|sau) này)\b"
)
_ENGLISH_BACK = any_case(
    r"\b(?:it|this|they|them|these|those)\b|\bthat\b(?=$| (?:happen|mean|cause|affect|end|start)\b)"
)
_THERE = any_case(r"(?<!^)(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?! (?:is|are|was|were)\b)")
_ENGLISH_POSSESSIVE = any_case(r"\b(?:its|their)\b")


def with_names(core: str, turns: Sequence[Turn]) -> str | None:
    """“ông ấy”, “she”, “hội nghị này” by the name that they stand for; None if there are none, or none is known."""
    texts = [text for turn in reversed(turns) for text in (turn.answer, turn.question)]
    new = core
    for pronoun, sex in _PRONOUNS:
        mention = pronoun.search(new)
        if mention and _refers_back(new, mention) and (person := person_meant(sex, turns[-1].question, texts)):
            new = pronoun.sub(_titled(mention[0].split()[0].lower(), person), new)
            break
    for pronoun, sex in _POSSESSIVES:
        mention = pronoun.search(new)
        if mention and _refers_back(new, mention) and (person := person_meant(sex, turns[-1].question, texts)):
            new = pronoun.sub(f"{person.name}'s", new)
    if (called := _CALLED.match(new)) and (full := _called(called["noun"], turns[-1])):
        following = called["next"]
        if not following[0].isupper() and f"{called['noun']}_{following}".lower() not in pair_weights():
            new = new[: called.start("noun")] + lower_first(full) + new[called.end("noun") :]
    for match in _THIS_THING.finditer(new):
        noun = match["noun"]
        # Of “hai xã này” the last word is meant, of “tòa nhà này” both.
        nouns = (noun,) if noun.lower().replace(" ", "_") in pair_weights() else (noun, noun.split()[-1])
        options = [(option, turn) for turn in reversed(turns) for option in nouns]
        full = next((full for option, turn in options if (full := _thing(option, turn))), None)
        if full and noun.split()[-1].lower() not in _NO_NOUN:
            kept = noun if full.lower().startswith(noun.lower()) else noun.split()[-1]
            start = match.end("noun") - len(kept)
            new = new.replace(new[start : match.end()], lower_first(full), 1)
            break
    return new if new != core else None


def _refers_back(core: str, pronoun: re.Match[str]) -> bool:
    """Whether nobody named before it in the question itself is meant, and it is no title (“ông Nam”)."""
    before = core[: pronoun.start()]
    named = capitalised_runs(before) if before.isascii() else persons(before)
    return not named and not core[pronoun.end() + 1 : pronoun.end() + 2].isupper()


def _titled(pronoun: str, person: Person) -> str:
    """The name with its title, or with the pronoun's own (“ông”) where it had none."""
    title = person.title or (pronoun if pronoun in _ADDRESSES else "")
    return f"{title.lower() if title.lower() in _ADDRESSES else title} {person.name}".strip()


def _thing(noun: str, turn: Turn) -> str | None:
    """The fuller phrase that `noun` opens in a question or its answer: “hội nghị” → “Hội nghị Trung ương 8”."""
    head = re.search(rf"\b{re.escape(noun)}\b(?P<asked> (?:nào|gì)\b)?", turn.question, re.IGNORECASE)
    if head and head["asked"] and (named := _called(noun, turn)):
        return named
    if head:
        phrase = subject(turn.question[head.start() :], "vi")
        return phrase if len(phrase) > len(noun) else None
    return _called(noun, turn)


def _called(noun: str, turn: Turn) -> str | None:
    """The name in the answer that stands after `noun`: “cụ” → “cụ Hoàng Đình Thoả”."""
    for start, end in capitalised_runs(turn.answer):
        before = turn.answer[:start].rstrip().lower()
        if before.endswith(f" {noun.lower()}"):
            return f"{noun} {turn.answer[start:end]}"
        if turn.answer[start:end].lower().startswith(f"{noun.lower()} "):
            return turn.answer[start:end]
    return None


def pointing_back(core: str, topic: str) -> str | None:
    """“điều đó ảnh hưởng gì?”, “how long did it last?”: about `topic`, what the question before was about."""
    english = language_of(core) == "en"
    if not english and _speaks_of_the_said(core):
        return f"về {lower_first(topic)}, {lower_first(core)}"
    if not _lacks_subject(core, _ENGLISH_BACK if english else _POINTS_BACK):
        return None
    if english:
        if _ENGLISH_POSSESSIVE.search(core):
            return _ENGLISH_POSSESSIVE.sub(f"{topic}'s", core, count=1)
        if _THERE.search(core):
            return f"regarding {topic}, {lower_first(core)}"
        return _ENGLISH_BACK.sub(topic, core, count=1) if _ENGLISH_BACK.search(core) else None
    if _IT.match(core):
        return _IT.sub(topic, core)
    if _POINTS_BACK.search(_FIXED.sub("", core)):
        return f"về {lower_first(topic)}, {lower_first(core)}"
    return None


def _speaks_of_the_said(core: str) -> bool:
    """Whether it says “this” or “that” of a thing that it has not spoken of before: “công trình này”."""
    core = _FIXED.sub("", core)
    said = _THE_SAID.search(core)
    if not said or names_something(core):
        return False
    before = core[: said.start()]
    return "," not in before and said["noun"].lower() not in before.lower().split()


def _lacks_subject(core: str, back: re.Pattern[str]) -> bool:
    """Whether a pronoun stands among the first words, or among too few to hold what it refers to."""
    if any(start for start, _ in capitalised_runs(core)):
        return False
    match = back.search(core)
    return (
        bool(match and len(core[: match.start()].split()) < REFERENCES.first_words)
        or len(content_terms(core)) <= REFERENCES.few_words
    )
