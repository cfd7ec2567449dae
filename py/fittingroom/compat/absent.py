"""Stand-ins for classes and functions of Keras's that are not here, refused where one is used.

Programs import more names than they use, so that an import alone is no reason to end.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, NoReturn


class AbsentName(ModuleType):
    """What `from keras.layers import Conv2D` gives: any use raises the explanation.

    It is a module since Python takes a name that `from` imports, and that is not there, for one.

    Args:
        path: such as `"keras.layers.Conv2D"`.
        explanation: why it is not here, and what to do.
    """

    def __init__(self, path: str, explanation: str) -> None:
        super().__init__(path)
        self.__dict__["__explanation__"] = explanation

    def _refuse(self) -> NoReturn:
        raise ImportError(self.__dict__["__explanation__"], name=self.__name__)

    def __call__(self, *_: object, **__: object) -> NoReturn:
        self._refuse()

    def __mro_entries__(self, bases: tuple[Any, ...]) -> NoReturn:
        self._refuse()

    def __instancecheck__(self, instance: object) -> bool:
        return False

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(f"{self.__name__} has no attribute {name!r}")
        self._refuse()

    def __repr__(self) -> str:
        return f"<{self.__name__}, which is not in this page>"
