"""How often one may ask: generous to people and their scripts, narrow where passwords are tried."""

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class SignedIn(UserRateThrottle):
    """A canvas saves every gesture; twenty requests a second last for a while."""

    rate = "1200/min"


class Anonymous(AnonRateThrottle):
    """The schema, and refusals."""

    rate = "120/min"


class SignIn(AnonRateThrottle):
    """Attempts at a password."""

    scope = "sign-in"
    rate = "20/min"
