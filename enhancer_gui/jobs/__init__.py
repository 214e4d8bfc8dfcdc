"""Planning, queueing and running jobs. No Qt; torch only through a backend."""
