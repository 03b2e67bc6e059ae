"""The colours of pages by what they are for, on a light and on a dark page, as custom properties of the style sheet.

Components stand in shadow trees, into which nothing comes but what is inherited: these are, so that `var(--pg-muted)`
is the same everywhere. Words have a contrast of at least 4.5 with each ground that they stand on
(tests/app/test_access_browser.py).
"""

from __future__ import annotations

COLOURS = {
    # Words and grounds.
    "ink": ("#1d2a35", "#e8edf2"),
    "muted": ("#5f6b76", "#a9b4bf"),
    "paper": ("#ffffff", "#0e1117"),
    "line": ("#dde3e8", "#333c47"),
    "edge": ("#c9d1d8", "#55616e"),
    "head": ("#f3f6f9", "#1a212b"),
    "band": ("#e8eef4", "#26303c"),
    "hover": ("#eef4f9", "#1c2733"),
    "code": ("#9a3d00", "#ffb385"),
    "name": ("#7a3e6d", "#dba6d0"),
    # What can be pressed; `strong` under white words.
    "accent": ("#0072b2", "#5bb4e5"),
    "strong": ("#0072b2", "#0072b2"),
    "stronger": ("#005a8d", "#005a8d"),
    "busy": ("#4d7f9b", "#4d7f9b"),
    "focus": ("#b87700", "#e69f00"),
    "support": ("#d6e9f5", "#173a52"),
    "support-ink": ("#0b3b5a", "#cfe8f8"),
    # The lights of the ledger, and warnings.
    "red": ("#b3261e", "#ff9189"),
    "yellow": ("#8a5a00", "#e3b341"),
    "blue": ("#005a8d", "#6cbcf0"),
    "green": ("#00694c", "#4cc9a0"),
    "warn": ("#8a4b00", "#f0a070"),
    # Marks in texts.
    "mark": ("#ffe08a", "#6b5200"),
    "mark-line": ("#e0b430", "#b08d20"),
    "chosen": ("#fff3cd", "#4a3f16"),
    "chosen-ink": ("#5c4500", "#ffe9a8"),
    "chosen-line": ("#e9cf87", "#7a6626"),
    "target": ("#fbe3b5", "#5a4312"),
    "place": ("#f3dcea", "#55314a"),
    "source": ("#dcd8f0", "#3a3560"),
    "unread": ("#a33b20", "#ff9a7d"),
    # Tasks of the trace page.
    "task": ("#009e73", "#2bb98c"),
    "task-strong": ("#00755a", "#00755a"),
    "task-ground": ("#f3fbf8", "#10241e"),
    "task-hover": ("#e2f4ee", "#16332a"),
    "task-chosen": ("#d8f0e8", "#1b4034"),
    "task-line": ("#b7dfd2", "#2f6e5b"),
    "task-pale": ("#6f9f90", "#6f9f90"),
    "task-guess": ("#4c6b61", "#a5c9bc"),
}


def css() -> str:
    """Rules that define them. A browser without `light-dark` has the light ones."""
    light = " ".join(f"--pg-{name}: {of_light};" for name, (of_light, _) in COLOURS.items())
    both = " ".join(f"--pg-{name}: light-dark({of_light}, {of_dark});" for name, (of_light, of_dark) in COLOURS.items())
    return f".stApp {{ {light} }}\n@supports (color: light-dark(#000, #fff)) {{ .stApp {{ {both} }} }}\n"
