from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from .permissions import access_of


class OfficeSite(AdminSite):
    """Open to administrators by membership. It has no sign-in of its own, which would know nothing
    of first passwords and second steps."""

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and access_of(request.user).is_administrator

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied("Trang quản trị chỉ dành cho người có vai trò Quản trị.")
        return redirect_to_login(request.GET.get("next") or request.path)

    def password_change(self, request: HttpRequest, extra_context: dict | None = None):
        return redirect("password_change")
