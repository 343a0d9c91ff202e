"""`make bench`. Processes that are started by it read this file too, so it imports nothing else."""

if __name__ == "__main__":
    from benchmarks.bench import main

    main()
