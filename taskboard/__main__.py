"""Run ``python -m taskboard``."""

from taskboard.cli.main import main

if __name__ == "__main__":
    main()
