"""What travels over HTTP: calls, answers, refusals and the connection itself."""
