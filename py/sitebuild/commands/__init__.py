"""The command line of build.py, one file a command."""
