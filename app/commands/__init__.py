"""The command line, a file per family of commands; what a command needs is imported when it runs."""
