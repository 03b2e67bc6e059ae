"""Sessions end, when they are left and in any case; failures are borne only so often."""

from __future__ import annotations

from policygraph.app.gate.sessions import ABSOLUTE, IDLE, MOST, Failures, Sessions


class Clock:
    """Seconds, as a test says."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


def test_a_session_that_is_left_ends() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    token = sessions.start("张敏", "1")
    for _ in range(3):
        clock.time += IDLE - 1
        assert sessions.find(token, touch=True)
    clock.time += IDLE - 1
    assert sessions.find(token, touch=False)
    clock.time += 2
    assert sessions.find(token) is None, "a look that is no deed keeps none alive"


def test_every_session_ends_some_time() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    token = sessions.start("张敏", "1")
    while clock.time + IDLE < ABSOLUTE:
        clock.time += IDLE
        assert sessions.find(token)
    clock.time = ABSOLUTE + 1
    assert sessions.find(token) is None


def test_who_signs_out_is_out_and_the_same_token_starts_no_other() -> None:
    sessions = Sessions()
    token, other = sessions.start("张敏", "1"), sessions.start("张敏", "1")
    assert token != other and len(token) >= 43
    sessions.end(token)
    assert sessions.find(token) is None and sessions.known(token)
    assert sessions.find(other) and sessions.find("guessed") is None


def test_failures_are_forgotten_after_a_while() -> None:
    clock = Clock()
    failures = Failures(3, 60, clock)
    for _ in range(3):
        assert failures.wait("张敏") == 0
        failures.add("张敏")
    assert failures.wait("张敏") == 60 and failures.wait("李华") == 0
    clock.time = 61
    assert failures.wait("张敏") == 0


def test_many_names_cost_no_more_memory() -> None:
    failures = Failures(1, 60)
    for i in range(MOST + 10):
        failures.add(str(i))
    assert failures.wait("0") == 0 and failures.wait(str(MOST)) > 0
