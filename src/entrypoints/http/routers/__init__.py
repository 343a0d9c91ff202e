"""One file per resource: parse, dispatch, render."""
