"""`python -m policygraph`, and the command `policygraph`: the command line, whose loading may be interrupted too."""

import sys

INTERRUPTED = 130  # exit code, as shells have it for Ctrl+C


def main() -> None:
    """Load the command line and run it."""
    try:
        from policygraph.cli import main as run  # what it loads takes its time

        run()
    except KeyboardInterrupt:
        sys.stderr.buffer.write("已中断\n".encode())
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
