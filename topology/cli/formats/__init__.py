"""Reports in the forms that other programs read. A module a form; each is imported when it is asked for."""
