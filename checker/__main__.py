"""`python -m checker` is `ganhuo`; what workers import again when they start, so it stays light."""

import sys


def main() -> None:
    """Run the command; a worker that it needs gets ready meanwhile."""
    if sys.argv[1:2] == ["check"] and not {"--help", "-h"} & set(sys.argv):
        from checker.batch.hiring import ahead

        ahead()
    from checker.cli import main as run

    run()


if __name__ == "__main__":
    main()
