"""How fast each partner tenant may be asked, in the database that all processes share."""
