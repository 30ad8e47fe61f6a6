"""The collector rests while something is rendered, and only then."""

import gc
import threading
from collections.abc import Iterator

import pytest

from documents.renderers.collector import collector_at_rest


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    if not was_enabled:
        gc.disable()


def test_it_rests_inside_and_works_after() -> None:
    with collector_at_rest():
        inside = gc.isenabled()
    assert (inside, gc.isenabled()) == (False, True)


def test_it_works_after_a_failure() -> None:
    with pytest.raises(ValueError, match="laid out wrongly"), collector_at_rest():
        raise ValueError("laid out wrongly")
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    gc.disable()
    with collector_at_rest():
        pass
    assert not gc.isenabled()


def test_it_rests_until_the_last_of_several_threads_is_done() -> None:
    inside, leave = threading.Event(), threading.Event()

    def render() -> None:
        with collector_at_rest():
            inside.set()
            leave.wait()

    thread = threading.Thread(target=render)
    with collector_at_rest():
        thread.start()
        inside.wait()
    after_the_first = gc.isenabled()
    leave.set()
    thread.join()
    assert (after_the_first, gc.isenabled()) == (False, True)


def test_what_became_garbage_meanwhile_is_freed_by_a_collection_of_the_young() -> None:
    class Box:
        alive = 0

        def __init__(self) -> None:
            self.parent = self
            Box.alive += 1

        def __del__(self) -> None:
            Box.alive -= 1

    gc.collect()
    with collector_at_rest():
        for _ in range(1000):
            Box()
        before = Box.alive
    gc.collect(0)
    assert (before, Box.alive) == (1000, 0)
