"""Where the installed program begins: mend what the loader changed, then be main.py."""

import multiprocessing
import os
import sys

multiprocessing.freeze_support()

# The loader puts our folder before the system's libraries. Ours are found by now; a browser or a file
# manager that we start must see its own.
if sys.platform.startswith("linux"):
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    # A child of ours would otherwise take that setting for granted and miss our libraries: it is to
    # begin like a program of its own.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"

# A windowed program has no streams, and libraries write to them without asking.
for name in ("stdout", "stderr"):
    if getattr(sys, name) is None:
        setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115

from main import main

raise SystemExit(main(sys.argv[1:]))
