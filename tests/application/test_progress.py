"""Who waits for long work hears how far it is, and nothing of what others do."""

from threading import Thread

from application.ports.progress import Heard, hearing


def test_progress_is_heard_where_it_is_listened_to_and_nowhere_else() -> None:
    here: list[tuple[int, int]] = []
    there: list[tuple[int, int]] = []

    def elsewhere() -> None:
        with hearing(lambda done, total: there.append((done, total))):
            Heard().advance("Verifying", done=1, total=2)

    with hearing(lambda done, total: here.append((done, total))):
        other = Thread(target=elsewhere)
        other.start()
        other.join()
        Heard().advance("Verifying", done=3, total=4)
    Heard().advance("Verifying", done=4, total=4)
    assert (here, there) == ([(3, 4)], [(1, 2)])
