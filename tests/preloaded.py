"""Imports the whole program, and what it imports only where that is used."""

import gc
import importlib
import pkgutil

import coder_readiness
from tests import quick  # noqa: F401 - waits for no disk

for module in pkgutil.walk_packages(coder_readiness.__path__, "coder_readiness."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
for library in ("encodings.utf_8_sig", "questionary", "rich.table", "rich.live", "wcwidth", "platformdirs", "yaml"):
    importlib.import_module(library)
gc.collect()
gc.freeze()  # a copy's collector of garbage has nothing to look for here
