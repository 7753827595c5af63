"""What is done beside the event loop comes back to whoever asked for it."""

import asyncio
import threading
from functools import partial

import pytest

from llm_extract.llm.aside import Aside


def test_what_is_asked_for_in_one_turn_of_the_loop_goes_over_together_and_off_it() -> None:
    async def many() -> list[tuple[int, int]]:
        aside = Aside("aside")
        return await asyncio.gather(*(aside.do(partial(told, n)) for n in range(50)))

    def told(number: int) -> tuple[int, int]:
        return number, threading.get_ident()

    answers = asyncio.run(many())
    assert [number for number, _ in answers] == list(range(50))
    (thread,) = {thread for _, thread in answers}
    assert thread != threading.get_ident()


def test_an_error_is_raised_where_it_was_asked_for_and_nowhere_else() -> None:
    def failing() -> int:
        raise OSError("no space")

    async def three() -> list[object]:
        aside = Aside("aside")
        acts = (lambda: 1, failing, lambda: 3)
        return await asyncio.gather(*map(aside.do, acts), return_exceptions=True)

    first, error, last = asyncio.run(three())
    assert (first, last) == (1, 3)
    assert isinstance(error, OSError)


def test_who_gives_up_waiting_takes_nothing_from_the_others() -> None:
    async def two() -> str:
        aside, go_on = Aside("aside"), threading.Event()
        hasty = asyncio.create_task(aside.do(go_on.wait))
        patient = asyncio.create_task(aside.do(lambda: "done"))
        await asyncio.sleep(0.01)
        hasty.cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await hasty
        return await patient

    assert asyncio.run(two()) == "done"
