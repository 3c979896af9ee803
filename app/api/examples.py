"""Examples of the OpenAPI document: one invented article, asked about."""

from typing import Any

_QUOTE = "Cầu Bến Sỏi dài 420 m, rộng 12 m."
_LINK = "http://127.0.0.1:8501/?article=cau&quote=22-55&hash=1a2b3c4d5e6f7a8b"
_ARTICLE: dict[str, Any] = {
    "article_id": "cau",
    "title": "Cầu Bến Sỏi thông xe",
    "published": "2024-05-02",
    "outlet": "Báo Đồng Bưng",
}
_NONE = {"from": None, "to": None, "outlet": None, "collection": None}
_TEXT = (
    "Cầu Bến Sỏi dài 420 m, rộng 12 m. [1]\n\n**Nguồn**\n- [1] "
    f"[Cầu Bến Sỏi thông xe — Báo Đồng Bưng — 2-5-2024]({_LINK})"
)
_CITATION = {
    "start_index": 34,
    "end_index": 37,
    "url": _LINK,
    "title": "Cầu Bến Sỏi thông xe — Báo Đồng Bưng — 2-5-2024",
    "quote": _QUOTE,
    "article_id": "cau",
    "quote_start": 22,
    "quote_end": 55,
}

FOUND: dict[str, Any] = {
    "query": "cau ben soi",
    "understood_as": "cầu Bến Sỏi",
    "passages": [{"rank": 1, "score": 0.91, **_ARTICLE, "start": 22, "end": 55, "text": _QUOTE}],
    "filters": _NONE,
    "notes": [],
    "timings_ms": {"understand": 1.1, "retrieve": 9.8, "total": 11.0},
}
ANSWER: dict[str, Any] = {
    "question": "Cầu Bến Sỏi dài bao nhiêu mét?",
    "understood_as": "Cầu Bến Sỏi dài bao nhiêu mét?",
    "language": "vi",
    "mode": "quote",
    "model": None,
    "answer": f"{_QUOTE} [1]",
    "abstained": False,
    "sentences": [
        {"text": f"{_QUOTE} [1]", "citations": [1], "support": "supported", "score": 1.0, "reason": None},
    ],
    "sources": [{"n": 1, **_ARTICLE, "url": None, "quote": _QUOTE, "start": 22, "end": 55, "link": _LINK}],
    "nearest": [],
    "consulted": [],
    "filters": _NONE,
    "notes": [],
    "timings_ms": {"understand": 1.1, "retrieve": 9.8, "first_token": 14.0, "total": 21.5},
}
STREAM = (
    'event: piece\ndata: {"text": "Cầu Bến Sỏi dài 420 m, rộng 12 m. [1]"}\n\nevent: answer\ndata: {"question": …}\n'
)
ARTICLES: dict[str, Any] = {
    "total": 1,
    "articles": [
        {
            "id": "cau",
            "title": "Cầu Bến Sỏi thông xe",
            "published": "2024-05-02",
            "outlet": "Báo Đồng Bưng",
            "url": None,
            "chars": 96,
            "chunks": 1,
        }
    ],
}
TIMELINE: dict[str, Any] = {
    "topic": "cầu Bến Sỏi",
    "points": [
        {
            "date": "2024-05-02",
            "stated": True,
            **_ARTICLE,
            "url": None,
            "quote": _QUOTE,
            "start": 22,
            "end": 55,
            "link": _LINK,
        }
    ],
}
CHAT: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1714608000,
    "model": "hoibao",
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": _TEXT,
                "refusal": None,
                "annotations": [{"type": "url_citation", "url_citation": _CITATION}],
            },
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
}
RESPONSE: dict[str, Any] = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1714608000,
    "status": "completed",
    "model": "hoibao",
    "output": [
        {
            "id": "msg_1",
            "type": "message",
            "status": "completed",
            "role": "assistant",
            "content": [
                {
                    "type": "output_text",
                    "text": _TEXT,
                    "annotations": [{"type": "url_citation", **_CITATION}],
                    "logprobs": [],
                }
            ],
        }
    ],
    "usage": {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0},
}
