"""What genres of documents have in common (`data/genres.yaml` tells them apart)."""

GIVE_WORK = frozenset(("plan", "notice", "opinion", "letter", "rectification", "project-list"))
"""They say in running text, too, who does what."""
GIVE_NOTHING_ELSE = frozenset(("plan", "opinion", "rectification", "project-list"))
"""What they list is work, also where no word of an item asks for anything."""
ARE_PLANS = frozenset(("plan", "notice", "opinion"))
"""Their stages are those of the work that they give."""
TELL_OF_OTHERS = frozenset(("minutes", "bulletin"))
"""Each is a policy by itself, and carries out nothing that it names."""
ARE_POLICIES = frozenset(("plan", "opinion", "regulation", "rectification", "project-list"))
"""Each is a policy by what it is, whatever its title ends in."""
ARE_LETTERS = frozenset(("notice", "letter"))
"""They ask in plain sentences those to whom they go."""
TELL = frozenset(("ledger", "bulletin", "report", "minutes"))
"""They tell how things stand, of a month rather than in a year's name."""
