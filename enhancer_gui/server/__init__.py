"""The third face: the same engine behind HTTP, for a studio's network, for SageMaker, for scripts.

    request -> intake (limits, sentences) -> job store (folder, journal) -> board (states, events)
                                                                               |
    streams (events, tiles) <- board <- pool (bounded queue) <- device process (run_job)

One process answers HTTP and imports no torch; each device has a process of its own that computes.
"""
