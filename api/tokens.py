"""Verbs on API tokens: issue, revoke, find whom a key belongs to."""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from designer.errors import BadInput, NotFound

from .models import MAX_TOKENS, USED_RESOLUTION, ApiToken, digest_of, new_key


def tokens_of(owner: AbstractBaseUser) -> QuerySet[ApiToken]:
    """A user's tokens, the newest first."""
    return ApiToken.objects.filter(owner=owner)


@transaction.atomic
def issue_token(owner: AbstractBaseUser, name: str, lifetime: timedelta | None = None) -> tuple[ApiToken, str]:
    """A new token and its key, which is not stored and cannot be shown again.

    What has expired is cleared away. At the limit, a token that would expire by itself makes room; otherwise BadInput.
    """
    mine = tokens_of(owner)
    mine.filter(expires__lte=timezone.now()).delete()
    if mine.count() >= MAX_TOKENS:
        oldest = mine.filter(expires__isnull=False).order_by("created", "id").first()
        if oldest is None:
            raise BadInput("too-many-tokens", _("You have %d tokens: revoke one first.") % MAX_TOKENS)
        oldest.delete()
    key = new_key()
    expires = timezone.now() + lifetime if lifetime else None
    token = ApiToken.objects.create(owner=owner, name=name, digest=digest_of(key), hint=key[:8], expires=expires)
    return token, key


def revoke_token(owner: AbstractBaseUser, id: int) -> None:
    """Make a token of this user useless. Raises NotFound."""
    deleted, _by_model = tokens_of(owner).filter(pk=id).delete()
    if not deleted:
        raise NotFound(_("There is no such token."))


def token_of(key: str) -> ApiToken | None:
    """The token with this key, when it is valid and its owner may sign in. Notes its use, at most once a minute."""
    token = ApiToken.objects.select_related("owner").filter(digest=digest_of(key)).first()
    if token is None or token.expired or not token.owner.is_active:
        return None
    now = timezone.now()
    if token.used is None or now - token.used > USED_RESOLUTION:
        ApiToken.objects.filter(pk=token.pk).update(used=now)
    return token
