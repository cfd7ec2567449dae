"""What guards have in common: they restore something at the end of a ``with`` block."""

from __future__ import annotations

from types import TracebackType


class Guard:
    """Calls `restore` however the block ends."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.restore()

    def restore(self) -> None:
        """Restore what the block may have changed."""
        raise NotImplementedError
