"""Names of the whole product: a class is called what no other class is, and whoever reads finds the file."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

PACKAGES = ("app", "benchmarks", "ingest", "language", "prompts", "rag", "vectorstore")
ROOT = Path(__file__).parents[1]


def test_a_class_name_exists_once() -> None:
    classes = [
        node.name.lstrip("_")
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert len(classes) > 200
    assert [name for name, times in Counter(classes).items() if times > 1] == []


def product_files() -> list[Path]:
    return [
        file.relative_to(ROOT)
        for package in PACKAGES
        if package != "benchmarks"
        for file in sorted((ROOT / package).rglob("*.py"))
        if file.name != "__init__.py"
    ]


def test_a_file_name_stands_twice_only_where_the_architecture_says_so() -> None:
    (passage,) = re.findall(r"A file name stands more than once only.*", read("ARCHITECTURE.md"), re.DOTALL)
    said = set(re.findall(r"`(\w+)`", passage[: passage.index("\n## ")]))
    own = [file.stem for file in product_files() if "fitting" not in file.parts]
    twice = {name for name, times in Counter(own).items() if times > 1}
    assert twice - said == set()
    assert {name for name in said if name in own} - twice <= {"catalogue", "quote", "generate"}


def test_each_file_that_is_told_of_is_there() -> None:
    """By its path from the root or from the README's folder, or by its name alone below that folder."""
    for place in [ROOT / "ARCHITECTURE.md", *readmes()]:
        for told in re.findall(r"`([\w/]+\.py)`", place.read_text(encoding="utf-8")):
            below = place.parent.rglob(Path(told).name)
            assert (ROOT / told).exists() or any(path.as_posix().endswith(f"/{told}") for path in below), (place, told)


@pytest.mark.parametrize("package", ["ingest", "language", "rag", "vectorstore"])
def test_each_module_is_told_of(package: str) -> None:
    """So that a newcomer goes from a README to the file. Of readers, kinds and faults the folder is told."""
    told = read("ARCHITECTURE.md") + "".join(place.read_text(encoding="utf-8") for place in readmes())
    families = {"readers", "fitting", "faults"}
    untold = [
        str(file)
        for file in product_files()
        if file.parts[0] == package and not families & set(file.parts) and not re.search(rf"\b{file.stem}\b", told)
    ]
    assert untold == []


def readmes() -> list[Path]:
    return [place for package in PACKAGES for place in (ROOT / package).rglob("README.md")]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
