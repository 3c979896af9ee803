"""Words to the model: one Markdown file a prompt. Knows nothing of models, passages or languages' rules."""

import re
from importlib.resources import files

__all__ = ["PromptError", "load"]


class PromptError(ValueError):
    """A prompt file is missing, or its variables and those given differ."""


def load(name: str, **variables: str) -> str:
    """The text of `prompts/<name>.md` with each `{variable}` filled in.

    Only the file's own placeholders are replaced: braces inside a value stay as they are.

    Raises: PromptError when there is no such file, or a variable is missing or superfluous.
    """
    file = files(__name__).joinpath(f"{name}.md")
    if not file.is_file():
        raise PromptError(f"There is no prompt '{name}': prompts/{name}.md is missing.")
    text = file.read_text(encoding="utf-8").strip()
    wanted = set(re.findall(r"\{([a-z_]+)\}", text))
    if wanted != variables.keys():
        raise PromptError(f"prompts/{name}.md takes {sorted(wanted)}, was given {sorted(variables)}.")
    return re.sub(r"\{([a-z_]+)\}", lambda match: variables[match[1]], text)
