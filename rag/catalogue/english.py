"""How English questions about the articles themselves are worded, once days, outlets and the like are taken out."""

from collections.abc import Mapping

from rag.catalogue.catalogue_form import CatalogueForm

_PIECE = "(?:articles?|stor(?:y|ies)|news items?|pieces?|reports?|news articles?|news stories)"
_ABOUT = (
    "(?:about|on|regarding|concerning|mentioning|covering|of|related to|that (?:are about|mention|cover|talk about"
    "|discuss))"
)
_X = "(?P<x>.+?)"
_OF_X = f"(?: (?:are |is |there are |do you have )?(?:there |written |published )?{_ABOUT} (?:the )?{_X})"
_SAYS = "(?:mention|mentions|are about|is about|talk about|talks about|discuss|discusses|cover|covers|deal with)"
_SHOW = "(?:(?:list|show|find|give|get|display|see)(?: me| us)?|i want|(?:is |are )?there)"
_PAPER = "(?:outlets?|newspapers?|papers?|sources?|media|news outlets?|news sources?|publications?)"
_REPORT = "(?:have |has )?(?:reported|reports?|covered|covers?|wrote|writes?|written|mention(?:ed|s)?|published)"
_NEWS = "(?:news|headlines?|stor(?:y|ies)|articles?|updates?|information)"


def _english_ordered(order: str) -> str:
    one = f"(?:(?:what|which)(?: {_PIECE})? (?:is|was|s) )?(?:the )?{order}"
    return (
        f"{one} (?:{_PIECE}|news|updates?|information){_OF_X}?(?: (?:about|say|says))?|{one} (?:on"
        f"|about) (?:the )?{_X}"
        f"|(?:show me |give me |what does )(?:the )?{order} (?:{_PIECE}|news){_OF_X}?(?: say)?"
        f"|(?:what|which) {_PIECE}{_OF_X}? (?:is|was) (?:the )?{order}"
    )


ENGLISH: Mapping[CatalogueForm, str] = {
    "count": (
        f"how many {_PIECE}(?: (?:are there|do you have|does the library have|are in the library|exist"
        f"|were published|did publish|does have|have|are))?(?:{_OF_X}| {_SAYS} (?:the )?{_X})?(?: (?:are there"
        f"|do you have|were published|published|are in the library|exist))?"
        f"|(?:the |total )*number of {_PIECE}{_OF_X}?|count (?:the |all )*{_PIECE}{_OF_X}?|(?:is "
        f"|are )?how many {_PIECE}"
    ),
    "longest": _english_ordered("longest"),
    "shortest": _english_ordered("shortest"),
    "oldest": _english_ordered("(?:oldest|earliest|first)"),
    "newest": (
        f"{_english_ordered('(?:very )?(?:latest|newest|most recent|last)')}|what (?:is|s) (?:new|the latest"
        f"|happening)(?: lately| recently)? (?:on|about|with|in|regarding) (?:the )?{_X}"
        f"|(?:(?:are |is )?there )?any (?:new |recent )?(?:news|updates?)(?: on| about| regarding) (?:the )?{_X}"
    ),
    "outlets": (
        f"(?:which|what) {_PAPER} (?:has|have|published|wrote) (?:the )?most {_PIECE}{_OF_X}?|"
        f"(?:which|what|how many) {_PAPER} (?:{_REPORT} )(?:on |about )?(?:the )?{_X}|who {_REPORT} (?:on"
        f"|about) (?:the )?{_X}"
        f"|(?:which|what|how many) {_PAPER}(?: (?:are there|do you have|does have|are covered|are|exist))?"
        f"|list (?:the |all )*{_PAPER}"
    ),
    "list": (
        f"do you have (?:anything|something|any {_PIECE}) (?:about|on) (?:the )?{_X}|"
        f"{_SHOW} (?:all |the |every |any |of |some )*{_PIECE}{_OF_X}?|(?:which"
        f"|what) {_PIECE} (?:{_SAYS}) (?:the )?{_X}"
        f"|(?:all |the |any )*{_PIECE}{_OF_X}|(?:which|what) {_PIECE} (?:are there|do you have"
        f"|were published){_OF_X}?"
    ),
    "day": (
        f"(?:which|what) {_PIECE} (?:were|was|are)|what (?:was|were)(?: (?:published|reported|written|covered|said))?"
        "(?: (?:in|by) the (?:news|papers?|press))?|"
        f"(?:the |any |all |a )*(?:news|headlines|press (?:review|round-?up)){_OF_X}|"
        f"(?:(?:what|which) (?:is|s|was|were|are|are there in) )?(?:the |any |some |top |main |latest |all |show me "
        f"|give me |in |of |there )*{_NEWS}(?: (?:there|is there|do you have|was there|are there|like"
        f"|were published|published))?"
        f"|what(?: s| is| was)? new|what (?:is|s|was) (?:in|on) the (?:news|papers?)|what (?:did|do"
        f"|does) (?:the )?(?:papers?|newspapers?|press)? ?(?:say|report|write|publish)(?: about)?"
        f"|(?:what|which) {_NEWS} (?:is|was|are|were) (?:there|published)|(?:is |are )?there (?:any )?{_NEWS}"
        f"|any {_NEWS}"
    ),
}
ENGLISH_EVENTS = (
    "what(?: has| had)? happened|what (?:is|s|was) (?:happening|going on)|what events (?:happened|took place)"
)
