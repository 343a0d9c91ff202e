"""The doors: command line, HTTP, worker and simulator, wired by one bootstrap."""
