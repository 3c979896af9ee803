"""Up to 999 in English words: “two hundred and five”, “twenty-one”, “a dozen”."""

from language.values.numeral_words import DIGITS_EN, POWERS_EN, TENS_EN, UP_TO_19, Group, Words


def english_group(said: Words, at: int, *, opening: bool) -> Group | None:
    """The group that begins at word `at`. `opening`: it begins the number, else it follows “thousand”, “million” …"""
    joined = said.at(at) == "and"
    if joined and opening:
        return None
    at += joined
    if said.at(at) == "a":
        if said.at(at + 1) not in ("hundred", "dozen", *POWERS_EN) or not opening:
            return None
        amount, after = 1, at + 1
    elif below := _below_hundred(said, at):
        amount, after = below
    else:
        return None
    if [said.at(after + ahead) for ahead in range(3)] == ["and", "a", "half"]:
        return Group(frozenset((amount + 0.5,)), after + 3, 0.5, odd=True)
    if said.at(after) == "dozen":
        return Group(frozenset((12.0 * amount,)), after + 1)
    if said.at(after) == "hundred" and not joined:
        after += 1
        rest = _below_hundred(said, after + (said.at(after) == "and"))
        if rest and (said.at(after) == "and" or after not in said.after_comma):
            return Group(frozenset((100.0 * amount + rest[0],)), rest[1], odd=True)
        return Group(frozenset((100.0 * amount,)), after, 100.0)
    if at in said.after_comma and said.at(after) not in POWERS_EN:
        return None  # “two thousand, five …” are two numbers
    return Group(frozenset((float(amount),)), after, odd=True)


def _below_hundred(said: Words, at: int) -> tuple[int, int] | None:
    word = said.at(at)
    if word in UP_TO_19:
        return UP_TO_19[word], at + 1
    if word in TENS_EN:
        digit = DIGITS_EN.get(said.at(at + 1))
        return (TENS_EN[word] + digit, at + 2) if digit else (TENS_EN[word], at + 1)
    return None
