"""Which font a piece of a .docx is set in: its own, its style's, or the one that the document begins with."""

from typing import Any


class Fonts:
    """The fonts of one document."""

    def __init__(self, word: Any) -> None:
        from docx.oxml.ns import qn

        self._fonts = qn("w:rFonts")
        self._names = (qn("w:ascii"), qn("w:hAnsi"))
        self._marks = {kind: (f"{qn('w:' + kind + 'Pr')}/{qn('w:' + kind + 'Style')}") for kind in "rp"}
        self._value, self._run = qn("w:val"), qn("w:r")
        self._own = f"{qn('w:rPr')}/{self._fonts}"
        styles = word.styles.element
        self._styles: dict[str, tuple[str | None, str | None]] = {}
        for style in styles.findall(qn("w:style")):
            based = style.find(qn("w:basedOn"))
            font = self._named(style.find(self._own))
            font_and_size = (font, based.get(self._value) if based is not None else None)
            self._styles[style.get(qn("w:styleId"), "")] = font_and_size
            if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph":
                self._styles[""] = font_and_size
        self._default = self._named(next(styles.iter(qn("w:rPrDefault")), styles).find(f".//{self._fonts}"))

    def of(self, part: Any, paragraph: Any) -> str | None:
        """The font of a `w:t` in a paragraph; None where nothing says."""
        run = next(part.iterancestors(self._run), None)
        own = self._named(run.find(self._own)) if run is not None else None
        styled = self._of_style(run, "r") or self._of_style(paragraph, "p")
        return own or styled or self._styles.get("", (None, None))[0] or self._default

    def _of_style(self, element: Any, kind: str) -> str | None:
        mark = element.find(self._marks[kind]) if element is not None else None
        name = mark.get(self._value) if mark is not None else None
        if not name:
            return None
        for _ in range(20):  # styles may be based on each other in a circle
            font, name = self._styles.get(name, (None, None))
            if font or not name:
                return font
        return None

    def _named(self, fonts: Any) -> str | None:
        if fonts is None:
            return None
        return next((fonts.get(name) for name in self._names if fonts.get(name)), None)
