"""Loaded by pytest before everything else (`-p` in pyproject.toml): says that this is a test run.

pytest-django reads the settings before it loads any conftest, so a conftest would be too late.
"""

import atexit
import os
import shutil
import tempfile

os.environ["PLANBUILDER_MODE"] = "test"
os.environ["SECRET_KEY"] = "for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz"

# Files that tests write never land in the developer's var/. The workers of pytest-xdist inherit
# the folder of the process that started them, which removes it at its end.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="planbuilder-tests-")
    # WhiteNoise warns where the folder of collected static files is missing.
    os.mkdir(os.path.join(os.environ["VAR_DIR"], "static"))
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
