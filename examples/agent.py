"""An agent on LangGraph that looks things up in a library and names the places of what it found.

hoibao ingest examples/articles
python examples/agent.py openai:gpt-5 "Cầu An Thạch dài bao nhiêu mét?"
"""

import sys

from langchain.agents import create_agent
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.tools import tool

from rag import Assistant, Retriever
from vectorstore import Library, load_encoder, open_library

PROMPT = "Answer from what search_news finds alone. After each sentence write the number of its passage in brackets."


def asked(model: BaseChatModel, library: Library, question: str) -> str:
    """What the agent answers after its searches."""
    retriever = Assistant(library, Retriever(library, load_encoder())).as_retriever(k=5)

    @tool
    def search_news(query: str) -> str:
        """Find passages of news articles. Write the query in the language of the articles."""
        found = retriever.invoke(query)
        shown = (
            f"[{n}] {one.metadata['title']} (article {one.id})\n{one.page_content}" for n, one in enumerate(found, 1)
        )
        return "\n\n".join(shown)

    agent = create_agent(model, [search_news], system_prompt=PROMPT)
    return str(agent.invoke({"messages": [{"role": "user", "content": question}]})["messages"][-1].text)


if __name__ == "__main__":
    name, question = sys.argv[1:]
    print(asked(init_chat_model(name), open_library("library"), question))
