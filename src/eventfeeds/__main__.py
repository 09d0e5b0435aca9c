"""`python -m eventfeeds`."""

from eventfeeds.cli import main

if __name__ == "__main__":
    main()
