"""A page by keys alone: what has the focus is seen, and the components of ours do by keys what they do by pressing."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

STEPS = 25  # of Tab on a page

WIDER = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide + 1 || main.scrollWidth > main.clientWidth + 1) return ["the page"];
  const own = (each) => each.closest('[data-testid="stDataFrame"], [role=tablist], [data-testid="stVegaLiteChart"]');
  return [...main.querySelectorAll('button, input, h1, h2, h3, p, [data-testid="stDataFrame"]')]
    .filter((each) => !own(each) && each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width > 1 && (box.right > wide + 1 || box.left < -1);
    })
    .map((each) => each.outerHTML.slice(0, 160));
}"""
"""What stands outside the window to the side."""

FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body || at.id === "stMain") return null; // that is all of the page
  // A field or a canvas is framed by what stands around it; a grid frames the cell of its own that is meant.
  const framed = [at, at.parentElement, at.parentElement?.parentElement, at.closest("label, [data-testid]")];
  const seen = (each) => { const style = getComputedStyle(each);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
      || each.matches?.('[data-testid="stDataFrame"], [data-testid="stDataFrame"] *'); };
  const field = at.matches("input, textarea, select, [role=textbox], [role=combobox], [role=spinbutton]");
  const own = at.hasAttribute("aria-activedescendant");
  const box = at.getBoundingClientRect();
  return { what: at.outerHTML.slice(0, 160), seen: field || own || framed.filter(Boolean).some(seen),
    inside: box.bottom > 0 && box.top < innerHeight };
}"""
"""What has the focus, and whether one sees that it has."""


def cut_off(tab: Page) -> list[str]:
    """What stands outside the window to the side, so that one would have to move it."""
    found: list[str] = tab.evaluate(WIDER)
    return found


def unseen(tab: Page) -> list[str]:
    """What gets the focus by Tab and does not show it; a page where Tab stops nowhere is told too."""
    wrong, stops = [], 0
    for _ in range(STEPS):
        tab.keyboard.press("Tab")
        at = tab.evaluate(FOCUSED)
        stops += at is not None
        if at and not (at["seen"] and at["inside"]):
            wrong.append(str(at))
    return wrong if stops > 5 else [*wrong, f"Tab stops {stops} times"]


def trace(tab: Page) -> None:
    tab.locator("button.card").first.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".st-key-trace-details mark, .st-key-trace-details p").first).to_be_visible()


def days(tab: Page) -> None:
    tab.locator("button[data-day]").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => location.href.includes('day=')")


def ledger(tab: Page) -> None:
    grid = tab.locator("[role=grid]").first
    grid.focus()
    places = set()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        tab.keyboard.press(key)
        places.add(grid.get_attribute("aria-activedescendant"))
    assert len(places) == 3 and None not in places


def found(tab: Page) -> None:
    tab.locator("section[data-label] a").first.focus()
    before = tab.url
    tab.keyboard.press("Enter")
    tab.wait_for_function("(was) => location.href !== was", arg=before)


ACTS: dict[str, Callable[[Page], None]] = {"trace": trace, "calendar": days, "ledger": ledger, "search": found}
"""What our components do by keys as they do by pressing, by page."""
