"""Clusters of articles, and what they are called."""

import numpy as np

from rag.explore.topics import topics
from tests.conftest import FakeEncoder

FIRE = [
    "Cháy chợ Bến Vạt",
    "Sau vụ cháy chợ Bến Vạt",
    "Nguyên nhân vụ cháy chợ Bến Vạt",
    "Chợ Bến Vạt họp lại sau cháy",
]
CUP = [
    "Sông Điềm vô địch Cúp Đồng bằng",
    "Cúp Đồng bằng khai mạc",
    "Vòng bảng Cúp Đồng bằng",
    "Trọng tài Cúp Đồng bằng",
]


def test_articles_that_share_words_are_one_topic_named_by_them() -> None:
    titles = [*FIRE, *CUP]
    texts = [f"{title}. Tin viết về việc này." for title in titles]
    vectors = FakeEncoder(dim=256).encode_documents(titles)
    found = topics(vectors, titles, texts)
    whole = [topic for topic in found if len(set(topic.members) & {0, 1, 2, 3}) in (0, len(topic.members))]
    assert whole == found  # no topic mixes the two
    assert sorted(place for topic in found for place in topic.members) == sorted(
        {place for topic in found for place in topic.members}
    )
    named = {phrase.lower() for topic in found for phrase in topic.phrases}
    assert any("bến vạt" in phrase for phrase in named)
    assert any("đồng bằng" in phrase for phrase in named)
    assert not any("việc này" in phrase for phrase in named)


def test_the_same_articles_give_the_same_topics() -> None:
    titles = [*FIRE, *CUP]
    vectors = FakeEncoder(dim=256).encode_documents(titles)
    assert topics(vectors, titles, titles) == topics(vectors, titles, titles)


def test_too_few_articles_have_no_topics() -> None:
    assert topics(np.ones((1, 8), dtype=np.float32), ["Một bài"], ["Một bài"]) == []
    assert topics(np.zeros((0, 8), dtype=np.float32), [], []) == []
