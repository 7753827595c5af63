"""Options that belong together, as one record that commands share and pass on whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, TypeGuard, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def grouped(command: Callable[..., int]) -> Callable[..., int]:
    """The command as typer wants it: an option for each field of a parameter that is a record.

    A record is a dataclass whose fields are annotated as options are; it is made of what was given
    and handed to the command. The help lists its options where the parameter stands.
    """
    own = signature(command, eval_str=True)
    annotated = {name: one.annotation for name, one in own.parameters.items()}
    records = {name: one for name, one in annotated.items() if _is_record(one)}

    @wraps(command)
    def called(**given: Any) -> int:  # noqa: ANN401 - whatever typer read
        for name, record in records.items():
            given[name] = record(**{one.name: given.pop(one.name) for one in fields(record)})
        return command(**given)

    listed = [each for one in own.parameters.values() for each in _listed(one)]
    called.__signature__ = own.replace(parameters=listed)  # type: ignore[attr-defined]
    return called


def _listed(parameter: Parameter) -> Iterator[Parameter]:
    record = parameter.annotation
    if not _is_record(record):
        yield parameter.replace(kind=Parameter.KEYWORD_ONLY)
        return
    hints = get_type_hints(record, include_extras=True)
    for one in fields(record):
        default = Parameter.empty if one.default is MISSING else one.default
        yield Parameter(
            one.name, Parameter.KEYWORD_ONLY, default=default, annotation=hints[one.name]
        )


def _is_record(annotation: object) -> TypeGuard[type[DataclassInstance]]:
    return isinstance(annotation, type) and is_dataclass(annotation)
