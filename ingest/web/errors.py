"""What can go wrong with an address.

WebError (ValueError)      it gives nothing; carries the code of a rejection
StoppedError (Exception)   the run is to end: nothing more is fetched
"""


class WebError(ValueError):
    """`code` and `detail` as in `Rejection`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


class StoppedError(Exception):
    """Raised where there is something to wait for."""
