"""Up to 999 in Vietnamese words: “không trăm linh năm”, “hai mươi mốt”, “hai lăm”, “một trăm hai”."""

from language.values.numeral_words import DIGITS_VI, LAST_VI, MULTIPLIERS, ODD_ONE, Group, Words

# “hai mươi tư vấn viên” are twenty.
_WORDS_WITH_TU = frozenset(
    "vấn nhân lệnh pháp liệu thế duy tưởng cách sản thục trang thù gia bản chất tế thất lợi thương".split()
)


def vietnamese_group(said: Words, at: int, *, opening: bool) -> Group | None:
    """The group that begins at word `at`. `opening`: it begins the number, else it follows “nghìn”, “triệu” …"""
    if opening and said.at(at) == "không" and said.at(at + 1) == "phẩy":
        return Group(frozenset((0.0,)), at + 1)
    hundreds = DIGITS_VI.get(said.at(at))
    if said.at(at) == "không" and not opening:
        hundreds = 0
    if hundreds is not None and said.at(at + 1) == "trăm":
        return _after_hundreds(said, at + 2, 100 * hundreds)
    if not opening and said.at(at) in ODD_ONE:
        rest = tens_at(said, at + 1) or _digit(said, at + 1)
        return Group(rest.amounts, rest.after, odd=True) if rest else None
    if tens := tens_at(said, at):
        return tens
    digit = _digit(said, at)
    if digit and not opening and said.at(at) in ("một", "năm") and said.at(digit.after) not in MULTIPLIERS:
        return None
    return digit


def _after_hundreds(said: Words, at: int, hundreds: int) -> Group:
    rest: Group | None
    if said.at(at) in ODD_ONE:
        rest = _digit(said, at + 1) or tens_at(said, at + 1)
    else:
        rest = tens_at(said, at)
        if rest is None and said.at(at) not in ("một", "năm") and _ends_a_number(said, at + 1):
            digit = LAST_VI.get(said.at(at))
            if digit and (said.at(at) != "tư" or said.at(at + 1) not in _WORDS_WITH_TU) and hundreds:
                return Group(frozenset((float(hundreds + 10 * digit),)), at + 1, 10.0)
    if rest is None:
        bare = hundreds > 0
        return Group(frozenset((float(hundreds),)), at, 100.0 if bare else 1.0)
    five = (rest.with_five[0] + hundreds, rest.with_five[1]) if rest.with_five else None
    return Group(frozenset(a + hundreds for a in rest.amounts), rest.after, odd=True, with_five=five)


def _ends_a_number(said: Words, at: int) -> bool:
    """Whether no further digit follows, so that “một trăm hai” is 120."""
    return said.at(at) not in DIGITS_VI and said.at(at) not in ("mươi", "mười", "trăm", "phẩy")


def tens_at(said: Words, at: int) -> Group | None:
    """10 to 99 from word `at`; a “năm” at the end is a five only where nothing else can be meant."""
    word, second = said.at(at), said.at(at + 1)
    if word == "mười":
        tens, after = 10, at + 1
    elif word in DIGITS_VI and (second == "mươi" or (second == "mười" and word not in ("một", "năm"))):
        tens, after = 10 * DIGITS_VI[word], at + 2
    elif word in DIGITS_VI and second == "chục":
        return Group(frozenset((10.0 * DIGITS_VI[word],)), at + 2, 10.0)
    elif word in DIGITS_VI and second == "tá" and said.at(at + 2) not in ("điền", "túc", "tràng"):
        return Group(frozenset((12.0 * DIGITS_VI[word],)), at + 2)
    elif word in DIGITS_VI and second in ("mốt", "lăm", "nhăm"):
        return Group(frozenset((10.0 * DIGITS_VI[word] + LAST_VI[second],)), at + 2)
    else:
        return None
    last = said.at(after)
    digit = LAST_VI.get(last)
    if not digit or (last == "tư" and (said.at(after + 1) in _WORDS_WITH_TU or tens == 10)):
        return Group(frozenset((float(tens),)), after, 10.0)
    if last == "năm" and said.at(after + 1) not in MULTIPLIERS:
        return Group(frozenset((float(tens),)), after, 10.0, with_five=(tens + 5.0, after + 1))
    if said.at(after + 1) in ("mươi", "trăm"):  # “mười hai mươi”: two numbers
        return Group(frozenset((float(tens),)), after, 10.0)
    return Group(frozenset((float(tens + digit),)), after + 1)


def _digit(said: Words, at: int) -> Group | None:
    digit = DIGITS_VI.get(said.at(at))
    if digit is None and said.at(at) in ("tư", "lăm", "mốt") and said.at(at - 1) in ODD_ONE:
        digit = LAST_VI[said.at(at)]
    return Group(frozenset((float(digit),)), at + 1, tenth=True) if digit else None
