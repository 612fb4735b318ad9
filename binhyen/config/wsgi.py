"""What a server process runs."""

import gc
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
django.setup(set_prefix=False)

from binhyen.config.handling import Handler  # noqa: E402 (once the applications are there)

application = Handler()

# A request that comes back from the database waits no longer than this for another one that computes.
sys.setswitchinterval(0.001)

# A report of ten thousand cells makes a hundred thousand short-lived objects: the collector looks for circles among them
# rarely, and never among what was made at the start. Measured: a third less time for such a report.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
