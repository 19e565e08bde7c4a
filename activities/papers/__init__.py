"""The papers that come out of agreement, as Word files and PDF in the layout of Russian office practice."""
