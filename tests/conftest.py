"""What holds for every test: no window on the screen, a home of its own, the same dice, nothing left behind."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt: a test never opens a real window
os.environ.setdefault("OMP_NUM_THREADS", "2")  # torch reads it when it is imported, in child processes too

from hypothesis import HealthCheck, settings

for _proxy in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):  # the servers of the tests are on this machine
    os.environ.pop(_proxy, None)
    os.environ.pop(_proxy.lower(), None)

pytest_plugins = [
    "pytester",
    "tests.plugins.surroundings",
    "tests.plugins.originals",
    "tests.plugins.log_guard",
    "tests.plugins.qt_leaks",
]

# The same examples on every machine, and no verdict by the clock: a busy machine is not a defect.
settings.register_profile("house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
