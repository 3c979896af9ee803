"""A chain of LangChain's over a library: its passages by cosine, a prompt, a model.

hoibao ingest examples/articles
python examples/chain.py openai:gpt-5 "Cầu An Thạch dài bao nhiêu mét?"
"""

import sys

from langchain.chat_models import init_chat_model
from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough

from vectorstore import Library, LibraryVectorStore, load_encoder, open_library

PROMPT = ChatPromptTemplate.from_template("Answer from these passages alone.\n\n{passages}\n\nQuestion: {question}")


def passages(documents: list[Document]) -> str:
    """What the model is shown."""
    return "\n\n".join(f"[{n}] {document.page_content}" for n, document in enumerate(documents, 1))


def asked(model: BaseChatModel, library: Library, question: str) -> str:
    """What the model makes of the four nearest passages."""
    store = LibraryVectorStore(library, load_encoder())
    found = store.as_retriever(search_kwargs={"k": 4}) | passages
    chain = {"passages": found, "question": RunnablePassthrough()} | PROMPT | model | StrOutputParser()
    return str(chain.invoke(question))


if __name__ == "__main__":
    name, question = sys.argv[1:]
    print(asked(init_chat_model(name), open_library("library"), question))
