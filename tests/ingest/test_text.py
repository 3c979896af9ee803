from io import BytesIO

from ingest.article import Record
from ingest.document import Document
from ingest.readers import read


def only(text: str, url: str | None = None) -> Record:
    content = text.encode()
    (found,) = read(Document("lu.txt", "lu.txt", "lu", len(content), lambda: BytesIO(content), url))
    assert isinstance(found, Record)
    return found


def test_the_day_of_a_text_and_how_it_was_found() -> None:
    text = "Lũ rút chậm ở Cồn Én\nThứ sáu, 28/7/2023, 07:30\n\nNước lũ rút 20 cm mỗi ngày."
    found = only(text).fields
    assert (found["published"], found["published_from"]) == ("2023-07-28T07:30", "dateline")
    assert found["text"] == text
    assert "published" not in only("Lũ rút chậm\n\nNước lũ rút từ ngày 28-7-2023.").fields
    found = only("Lũ rút chậm\n\nNước lũ rút.", "https://song-hong.example/2023/07/29/lu").fields
    assert (found["published"], found["published_from"]) == ("2023-07-29", "url")
