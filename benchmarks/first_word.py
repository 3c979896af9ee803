"""`python -m benchmarks.first_word QUESTIONS.jsonl --library DIR`: our own part before an LLM's first word.

The model answers at once, from a process of its own on loopback, so that what is left is ours: understanding,
retrieving, writing the prompt, and the client with the way there and back.
"""

import argparse
import json
import socketserver
import statistics
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path

from app.commands.evaluate import read_questions
from app.settings import Settings
from app.wiring import open_assistant, open_library, prepare_process, settle

PARTS = ("understand", "retrieve", "prompt", "model", "first_token")
# Words that no question has: one that only repeated it would be refused.
SAID = "Xin đọc câu sau đây [1.1]."
WARM_UP = 5


class AtOnce(BaseHTTPRequestHandler):
    """A model that says the same at once, whatever it is asked."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """It takes much, as vLLM says so."""
        self._say(json.dumps({"data": [{"id": "at-once", "max_model_len": 131_072}]}).encode(), "application/json")

    def do_POST(self) -> None:
        """One event with all of its words."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "at-once"}
        choices = [
            {"index": 0, "delta": {"content": SAID}, "finish_reason": None},
            {"index": 0, "delta": {}, "finish_reason": "stop"},
        ]
        events = [f"data: {json.dumps({**head, 'choices': [choice]})}\n\n" for choice in choices]
        self._say("".join([*events, "data: [DONE]\n\n"]).encode(), "text/event-stream")

    def _say(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve() -> None:
    """Serve until killed; the first line says where."""
    socketserver.TCPServer.request_queue_size = 32
    server = ThreadingHTTPServer(("127.0.0.1", 0), AtOnce)
    print(server.server_port, flush=True)
    server.serve_forever()


def main() -> None:
    """Print each part's p50 and p95 in ms."""
    prepare_process()
    parser = argparse.ArgumentParser(prog="benchmarks.first_word", description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--limit", type=int, default=60)
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "benchmarks.first_word", "serve"]
    model = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert model.stdout is not None
        address = f"http://127.0.0.1:{model.stdout.readline().strip()}/v1"
        settings = Settings(library=arguments.library, llm="at-once", openai_base_url=address)
        assistant = open_assistant(settings, open_library(settings))
        questions = [q.question for q in read_questions(arguments.questions, "en") if not q.history][: arguments.limit]
        for question in islice(cycle(questions), WARM_UP):
            assistant.ask(question)
        settle()
        timings = [answer.timings_ms for answer in map(assistant.ask, questions) if answer.mode == "llm"]
    finally:
        model.kill()
    print(f"{len(timings)} of {len(questions)} questions were answered by the model")
    print("| part, ms | p50 | p95 |\n| --- | --- | --- |")
    for part in PARTS:
        taken = [one[part] for one in timings]
        cuts = statistics.quantiles(taken, n=20)
        print(f"| {part} | {statistics.median(taken):.1f} | {cuts[-1]:.1f} |")


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
