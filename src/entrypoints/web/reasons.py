"""The reason that a decision needs; each history keeps it (B11)."""

from __future__ import annotations

from wtforms import Form, TextAreaField
from wtforms.validators import Length

from entrypoints.web.typed import needed

_SHORTEST, _LONGEST = 3, 500


class ReasonForm(Form):
    """Why somebody decided."""

    reason = TextAreaField(
        "Reason",
        [
            needed("Say why: it stays in the history."),
            Length(
                min=_SHORTEST,
                max=_LONGEST,
                message="A reason has 3 to 500 letters.",
            ),
        ],
        render_kw={"rows": 2, "maxlength": _LONGEST, "required": True},
        filters=[lambda text: text.strip() if text else text],
    )

    @property
    def why(self) -> str:
        return self.reason.data or ""
