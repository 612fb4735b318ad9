"""The settings under test: the product's own, on a data folder that is thrown away, with a quick password hasher."""

import atexit
import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="binhyen-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("BINHYEN_") and name != "BINHYEN_DATABASE"]:
    del os.environ[_name]
os.environ["BINHYEN_DATA_DIR"] = _FOLDER
# Playwright's driver keeps an event loop in the main thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from binhyen.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Looks a static file up when it is asked for, not every file at each start of a test client.
WHITENOISE_AUTOREFRESH = True
