"""The web designer: the Django project and its one app."""
