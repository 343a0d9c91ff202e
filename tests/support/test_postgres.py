import psycopg

from tests.support.postgres import PostgresServer


def test_a_fresh_database_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_two_databases_are_apart_and_a_copy_holds_what_its_template_held(
    postgres: PostgresServer,
) -> None:
    first = postgres.create_database()
    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE licence (name text)")
    copy, second = postgres.create_database(template=first), postgres.create_database()

    assert _tables(second) == []
    assert _tables(first) == _tables(copy) == ["licence"]
    for url in (first, copy, second):
        postgres.drop_database(url)


def _tables(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return [str(row[0]) for row in connection.execute(query)]
