"""Base of all optimizers: learning rate, clipping, weight decay, slots, configuration."""

from collections.abc import Callable, Sequence
from typing import Any, Self, TypedDict, Unpack

from fittingroom import utils
from fittingroom.backend import Array
from fittingroom.optimizers import schedules
from fittingroom.optimizers.gradient_clipping import clipper
from fittingroom.optimizers.learning_rate import LearningRate, checked_rate
from fittingroom.optimizers.schedules import LearningRateSchedule

Rate = float | LearningRateSchedule | Callable[[], float]


class Options(TypedDict, total=False):
    """What every optimizer takes besides its own arguments."""

    name: str | None
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None


_ABSENT = {
    "use_ema": False,
    "ema_momentum": 0.99,
    "ema_overwrite_frequency": None,
    "loss_scale_factor": None,
    "gradient_accumulation_steps": None,
}
"""Keras's arguments that are not here, with the defaults that stand for doing without."""


class Optimizer:
    """Base of all optimizers.

    Args:
        learning_rate: positive float; a schedule, asked before each step with the number of
            steps taken; or a function without arguments, asked before each step.
        name: by default the class's, numbered.
        weight_decay: fraction of every weight, times the rate, taken off before each step.
        clipnorm: largest length of the gradient of any one weight array.
        clipvalue: largest size of any single value in a gradient.
        global_clipnorm: largest length of all gradients together. One clipping at a time.

    Attributes:
        iterations: steps taken so far.
        slots: arrays kept between steps, one list per kind, each in the variables' order.

    Raises:
        ValueError: for an argument that is unknown or out of range.

    Reference: https://keras.io/api/optimizers/; weight decay as in Loshchilov & Hutter 2019,
    arXiv:1711.05101, algorithm 2.
    """

    when_subclassed: Callable[[type], None] | None = None
    """What is called with each new subclass, if anything is."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if Optimizer.when_subclassed is not None:
            Optimizer.when_subclassed(cls)

    def __init__(self, learning_rate: Rate, **options: Unpack[Options]) -> None:
        _refuse_unknown(dict(options))
        self.name = options.get("name") or utils.auto_name(type(self).__name__)
        self.weight_decay = options.get("weight_decay")
        self.clipnorm = options.get("clipnorm")
        self.clipvalue = options.get("clipvalue")
        self.global_clipnorm = options.get("global_clipnorm")
        self._clip = clipper(self.clipnorm, self.clipvalue, self.global_clipnorm)
        if not (callable(learning_rate) or isinstance(learning_rate, float)):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ValueError(
                "Argument `learning_rate` should be float, or an instance of "
                "LearningRateSchedule, or a callable (that returns the rate). "
                f"Received instead: learning_rate={learning_rate!r}. Write 0.001 or 1.0, say."
            )
        self._source: Callable[..., float] | None = None
        self._rate = 0.0
        self.learning_rate = learning_rate
        self.iterations = 0
        self.built = False
        self.slots: list[list[Array]] = []
        self._owner: object = None
        self._shapes: list[tuple[int, ...]] = []
        self._parts: list[int] = []

    @property
    def learning_rate(self) -> LearningRate:
        """The rate of the next step; set it to a number, a schedule or a function.

        Raises:
            TypeError: when it is set to a number although a schedule was given.
            AttributeError: likewise for a function.
        """
        return LearningRate(self._current_rate(), self)

    @learning_rate.setter
    def learning_rate(self, value: Rate) -> None:
        if callable(value):
            self._source = value
            return
        if isinstance(self._source, LearningRateSchedule):
            raise TypeError(
                "This optimizer was created with a `LearningRateSchedule` object as its "
                "`learning_rate` constructor argument, hence its learning rate is not settable. "
                "If you need the learning rate to be settable, you should instantiate the "
                "optimizer with a float `learning_rate` argument."
            )
        if self._source is not None:
            raise AttributeError(
                "This optimizer was created with a function as its `learning_rate`, which has no "
                "attribute 'assign'. To set the rate to a number, create it with a float. "
                f"Received: learning_rate={value!r}"
            )
        self._rate = checked_rate(value)

    @property
    def keeps_rate(self) -> bool:
        """Whether the rate is a number of the optimizer's own, not asked for."""
        return self._source is None

    def _current_rate(self) -> float:
        if self._source is None:
            return self._rate
        if isinstance(self._source, LearningRateSchedule):
            return float(self._source(self.iterations))
        return float(self._source())

    def build(
        self,
        variables: Sequence[Array],
        parts: Sequence[int] | None = None,
        owner: object = None,
    ) -> None:
        """Make the slots for `variables`; a second call for the same model keeps them.

        Args:
            variables: the arrays to train; a flat one may hold many weight arrays.
            parts: sizes of the single weight arrays, in order, which `clipnorm` looks at one
                by one; by default each variable is one.
            owner: any object that stands for the model they belong to.

        Raises:
            ValueError: if it trains another model, or weights of other shapes, already.
        """
        shapes = [variable.shape for variable in variables]
        if not self.built:
            self._owner, self._shapes = owner, shapes
            self._parts = [v.size for v in variables] if parts is None else list(parts)
            self.slots = self._make_slots(variables)
            self.built = True
        elif owner is not self._owner or shapes != self._shapes:
            raise ValueError(
                "Unknown variable: this optimizer can only be called for the variables it was "
                "originally built with. When working with a new set of variables, you should "
                "recreate a new optimizer instance. Call compile() again with a new optimizer "
                "after changing the layers, and give each model its own. "
                f"Received: optimizer={self!r} of {self.iterations} steps"
            )

    def apply(self, grads: Sequence[Array], variables: Sequence[Array]) -> None:
        """Change `variables` in place by one step along `grads`, same order and shapes."""
        if not self.built:
            self.build(variables)
        rate = self._rate if self._source is None else self._current_rate()
        if self._clip is not None:
            grads = self._clip(grads, self._parts)
        if self.weight_decay is not None:
            for variable in variables:
                variable -= variable * self.weight_decay * rate
        self.iterations += 1
        self._apply(grads, variables, rate)

    def slot_count(self) -> int:
        """Return the number of single values in all slots."""
        return sum(slot.size for kind in self.slots for slot in kind)

    def get_config(self) -> dict[str, Any]:
        """Arguments that make an equal optimizer, without its state; the keys are Keras's."""
        source = self._source
        schedule = isinstance(source, LearningRateSchedule)
        rate = schedules.serialize(source) if schedule else source or self._rate
        return {
            "name": self.name,
            "learning_rate": rate,
            "weight_decay": self.weight_decay,
            "clipnorm": self.clipnorm,
            "global_clipnorm": self.global_clipnorm,
            "clipvalue": self.clipvalue,
            **_ABSENT,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make an optimizer from what `get_config` returned."""
        rate = config.get("learning_rate")
        if isinstance(rate, dict):
            config = config | {"learning_rate": schedules.deserialize(rate)}  # pyright: ignore[reportUnknownArgumentType]
        return cls(**config)

    @property
    def slot_groups(self) -> list[tuple[int, ...]]:
        """Kinds of slots in the order Keras saves them: those of a group weight by weight."""
        return [(kind,) for kind in range(len(self.slots))]

    @property
    def scalars(self) -> list[float]:
        """Numbers of the state besides steps and rate, which Keras saves behind the slots."""
        return []

    @scalars.setter
    def scalars(self, values: list[float]) -> None:
        pass

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        raise NotImplementedError

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__} learning_rate={self._current_rate():g}>"


def _refuse_unknown(options: dict[str, Any]) -> None:
    for name, value in options.items():
        if name in _ABSENT and value != _ABSENT[name]:
            raise ValueError(
                f"`{name}` of Keras's optimizers is not available here. Leave it out. "
                f"Received: {name}={value!r}"
            )
    unknown = {
        name: value
        for name, value in options.items()
        if name not in _ABSENT and name not in Options.__annotations__
    }
    if unknown:
        hint = " Today's word for `lr` is `learning_rate`." if "lr" in unknown else ""
        raise ValueError(f"Argument(s) not recognized: {unknown}.{hint}")
