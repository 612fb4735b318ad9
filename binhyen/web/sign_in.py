"""Sign in, sign out, choose the post to act in."""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from binhyen.foundation.errors import DomainError
from binhyen.organisation.actions import record_failure
from binhyen.organisation.models import User
from binhyen.organisation.queries import actor_for, is_locked, posts_of
from binhyen.organisation.rules import SIGN_IN_FAILURES, SIGN_IN_WINDOW_MINUTES
from binhyen.web.actor import POST_KEY, today, unit_name
from binhyen.web.refusals import LOCKED_OUT, sentence

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


class SignInForm(AuthenticationForm):
    """Name and password. One sentence for every failure: which of the two was wrong is not said."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["password"].label = "Mật khẩu"
        self.fields["username"].error_messages["required"] = "Đề nghị nhập tên đăng nhập."
        self.fields["password"].error_messages["required"] = "Đề nghị nhập mật khẩu."


class SignIn(LoginView):
    """Django's own sign-in behind a throttle by name and address."""

    template_name = "web/sign_in.html"
    extra_context = {"demo": settings.DEMO}
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        """Refuse without looking at the password while the door is closed for this name and address."""
        if is_locked(self._key(), timezone.now()):
            form = self.get_form()
            form.full_clean()
            form.errors.clear()
            locked = DomainError(LOCKED_OUT, limit=SIGN_IN_FAILURES, minutes=SIGN_IN_WINDOW_MINUTES)
            form.add_error(None, sentence(locked))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Count the failure; the page says the same whatever was wrong."""
        if form.non_field_errors():
            record_failure(self._key(), now=timezone.now())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_default_redirect_url(self) -> str:
        """The work queue; first the choice of a post where the user holds several."""
        assert isinstance(self.request.user, User)
        return reverse("choose_post" if len(posts_of(self.request.user, today())) > 1 else "work")

    def _key(self) -> str:
        """The name as the form reads it: a blank or another form of a letter is no other door."""
        name = unicodedata.normalize("NFKC", self.request.POST.get("username", "").strip())
        return f"{name.strip()}|{self.request.META.get('REMOTE_ADDR', '')}"


@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """The posts of the user; choosing one makes it the post of this session."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        chosen = request.POST.get("post", "")
        actor = actor_for(request.user, today(), int(chosen) if chosen.isdecimal() else 0)
        request.session[POST_KEY] = actor.post.pk
        return HttpResponseRedirect(_next(request))
    posts = posts_of(request.user, today())
    if len(posts) == 1:
        return redirect("work")
    choices = [{"post": post, "unit": unit_name(post.unit)} for post in posts]
    return render(request, "web/choose_post.html", {"choices": choices, "next": request.GET.get("next", "")})


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("work")


urlpatterns = [
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("chuc-danh/", choose_post, name="choose_post"),
]
