"""Read models as tables: filled by folds, switched whole, read page by page."""
