"""What Streamlit says in English: each word that the page has another for is still one of Streamlit's."""

import json
from pathlib import Path

import pytest
import streamlit
from PIL import Image

from app.messages import say
from app.page.views import labels

BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"
PAGE = Path(labels.__file__).parents[1] / "static"


@pytest.fixture(scope="module")
def bundle() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in BUNDLE.glob("*.js"))


@pytest.mark.parametrize("theirs", sorted({*labels.NAMES, *labels.WORDS}))
def test_streamlit_still_says_so(bundle: str, theirs: str) -> None:
    said = theirs.removesuffix(". Running the app's main page.")  # put together by Streamlit
    assert said.replace("{}", "").strip() in bundle


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_stands_for_any_words_is_kept(language: str) -> None:
    for theirs, ours in labels.NAMES.items():
        assert say(ours, language, words="{}").count("{}") == theirs.count("{}")


def test_the_page_can_be_installed() -> None:
    manifest = json.loads((PAGE / labels.MANIFEST).read_text(encoding="utf-8"))
    assert (manifest["display"], manifest["theme_color"]) == ("standalone", labels.COLOR)
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        with Image.open(PAGE / icon["src"]) as drawn:
            assert "x".join(map(str, drawn.size)) == icon["sizes"]
