"""The adapters: one room per technology behind the application's ports."""
