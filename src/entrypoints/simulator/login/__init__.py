"""The stand-in for login.microsoftonline.com."""
