"""The filters of the history, as an address or a form gives them (B11)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from starlette.datastructures import QueryParams
from wtforms import BooleanField, Field, Form, StringField
from wtforms.validators import Length, Regexp, ValidationError

from core.kernel.errors import Invalid

_TEXT = (Length(max=200), Regexp(r"^[^\x00-\x1f\x7f]*$", message="Write one line of text."))


class _Id(StringField):
    def pre_validate(self, form: Any) -> None:
        try:
            self.value = UUID(self.data) if self.data else None
        except ValueError:
            raise ValidationError("This is no id: paste one as a page shows it.") from None


class _Moment(StringField):
    """Without a zone it is in UTC, as the page says."""

    def pre_validate(self, form: Any) -> None:
        try:
            given = datetime.fromisoformat(self.data) if self.data else None
        except ValueError:
            raise ValidationError("This is no time: write 2026-01-31T12:00.") from None
        self.value = given and (given if given.tzinfo else given.replace(tzinfo=UTC))


def _in_one_line(text: str | None) -> str:
    return (text or "").strip()


_FILTERS = (_in_one_line,)


class HistoryFilter(Form):
    """An empty field filters nothing; names are those of `ListHistory`, which leaves out
    who read audit data unless asked for it.
    """

    kind = StringField("Kind of event", _TEXT, filters=_FILTERS)
    actor = StringField("Who did it", _TEXT, filters=_FILTERS)
    since = _Moment("From (UTC)", filters=_FILTERS)
    until = _Moment("Until (UTC)", filters=_FILTERS)
    thing_id = _Id("Id of the thing", filters=_FILTERS)
    account_id = _Id("Id of an account", filters=_FILTERS)
    correlation_id = _Id("Id of the request", filters=_FILTERS)
    with_reads = BooleanField("Also who read audit data")

    @property
    def asked(self) -> dict[str, Any]:
        """What ListHistory is asked; call `validate` before."""
        given = {each.name: _value(each) for each in self if each is not self.with_reads}
        asked = {name: value for name, value in given.items() if value}
        return {**asked, "without_reads": not self.with_reads.data}

    @property
    def hides_reads(self) -> bool:
        """Whether who read audit data is left out."""
        return not (self.with_reads.data or self.kind.data or self.thing_id.data)

    @property
    def set_ones(self) -> tuple[Field, ...]:
        """The filters that are set, understood or not."""
        return tuple(each for each in self if each.data)


def filter_of(given: QueryParams) -> HistoryFilter:
    return HistoryFilter(given)


def required(given: QueryParams) -> dict[str, Any]:
    """What is asked, for an answer that has no page to say what is wrong.

    Raises:
        Invalid: a filter cannot be understood.
    """
    form = filter_of(given)
    if form.validate():
        return form.asked
    wrong = "; ".join(f"{name}: {' '.join(said)}" for name, said in form.errors.items())
    raise Invalid(wrong, advice="Go back to the history, and correct the filter.")


def _value(field: Field) -> Any:
    return getattr(field, "value", field.data)
