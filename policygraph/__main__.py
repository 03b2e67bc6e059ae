"""`python -m policygraph`, and the command `policygraph`: the command line, whose loading may be interrupted too."""

import logging
import sys

INTERRUPTED = 130  # exit code, as shells have it for Ctrl+C


def main() -> None:
    """Load the command line and run it."""
    try:
        from policygraph.cli import main as run  # what it loads takes its time

        # What goes wrong where nobody waits for it, as when a library closes a file that the disk did not take.
        log = logging.getLogger("policygraph")
        sys.unraisablehook = lambda found: log.warning("not raised", exc_info=found.exc_value)
        run()
    except (KeyboardInterrupt, RuntimeError) as error:
        # Python up to 3.11 wraps what interrupts the making of a class.
        if not isinstance(error, KeyboardInterrupt) and not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        sys.stderr.buffer.write("已中断\n".encode())
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
