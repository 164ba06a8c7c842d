"""`python -m checker` is `ganhuo`; what workers import again when they start, so it stays light."""


def main() -> None:
    """Run the command."""
    from checker.cli import main as run

    run()


if __name__ == "__main__":
    main()
