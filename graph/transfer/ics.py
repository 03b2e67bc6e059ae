"""What falls due as a calendar that other programs open (RFC 5545): whole days, an alarm a week before.

An event is called by the id of its task or step, so that who takes it in again gets no second one. Its time stamp is
the day asked of: the same graph and day give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from policygraph.graph.ledgers.due import OVER, Due, title
from policygraph.graph.ledgers.standing import STATES
from policygraph.model.words import printable

if TYPE_CHECKING:
    from icalendar import Event

AHEAD = timedelta(days=7)
PRODUCT = "-//policygraph//policygraph//ZH"
HOST = "policygraph"  # behind the id: the standard wants an id that no other program gives


def to_ics(dues: Iterable[Due], on: date, name: str = "任务到期") -> bytes:
    """A calendar called `name` of what falls due, as it stands `on` that day."""
    from icalendar import Calendar  # takes its time to load

    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("x-wr-calname", name)):
        calendar.add(key, value)
    stamp = datetime(on.year, on.month, on.day, tzinfo=UTC)
    for due in dues:
        calendar.add_component(_event(due, stamp))
    return bytes(calendar.to_ical())


def _event(due: Due, stamp: datetime) -> Event:
    from icalendar import Alarm, Event

    day, called = date.fromisoformat(due.day), title(due)
    event = Event()
    event.add("uid", f"{due.id}@{HOST}")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))  # the first day that is no more of it
    event.add("summary", printable(f"{'、'.join(due.leads)}：{called}" if due.leads else called))
    event.add("description", printable("\n".join(told(due))))
    event.add("categories", [STATES[due.state]])
    event.add("transp", "TRANSPARENT")  # nobody is busy because something is due
    if due.state not in OVER and due.left >= 0:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", printable(f"{AHEAD.days} 天后到期：{called}"))
        alarm.add("trigger", -AHEAD)
        event.add_component(alarm)
    return event


def told(due: Due) -> list[str]:
    """What there is to say of it, a line each."""
    said = {
        "任务": f"{due.number} {due.task}" if due.number else due.task,
        "要完成的": due.step,
        "时限": due.due,
        "牵头": "、".join(due.leads),
        "配合": "、".join(due.supports),
        "状态": f"{STATES[due.state]}（{due.ground}）",
        "存在问题": due.problem,
        "政策": due.policy,
        "出处": due.source,
        "原文": due.evidence,
    }
    return [f"{name}：{words}" for name, words in said.items() if words]
