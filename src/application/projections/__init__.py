"""Read models as pure folds: rows × event → rows."""
