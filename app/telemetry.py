"""Turns off what libraries send to their makers. To be called before any of them is imported; knows none of them.

ONNX Runtime reads its switch once, when it is loaded, and sends a first event before `disable_telemetry_events()` can
be called: the environment alone stops it, and the device id that it writes into the user's cache.
"""

from collections.abc import MutableMapping

SWITCHES = {
    "DO_NOT_TRACK": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # transformers asks a server to convert a model that it has just loaded from the Hub
    "DISABLE_SAFETENSORS_CONVERSION": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    # Questions and articles would go to LangSmith because another program's tracing is on in this shell.
    "LANGSMITH_TRACING_V2": "false",
}


def turn_off(environment: MutableMapping[str, str]) -> None:
    """Set every switch, whatever it was set to: our own settings alone say who is sent anything."""
    environment.update(SWITCHES)
