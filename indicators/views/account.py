"""A person's own account: password and second step."""

from base64 import b32encode

import django_otp
import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from indicators.people_forms import CodeForm, OwnPasswordForm, ProofForm
from indicators.permissions import access_of
from indicators.services.people import change_own_password
from indicators.services.second_factor import (
    CodeRefused,
    begin_enrolment,
    confirm_enrolment,
    factor_of,
    remove_factor,
    renew_codes,
)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    form = OwnPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        change_own_password(
            person=form.user, password=form.cleaned_data["new_password1"], now=timezone.now()
        )
        update_session_auth_hash(request, form.user)  # the other sessions end, this one goes on
        messages.success(request, "Đã đổi mật khẩu. Các phiên đang mở ở máy khác đã kết thúc.")
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(request, "indicators/password_change.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Shows how it stands; a POST confirms the telephone by its first code."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            device, codes = confirm_enrolment(
                person=request.user, code=form.cleaned_data["code"], now=timezone.now()
            )
        except CodeRefused as refused:
            form.add_error("code", str(refused))
        else:
            django_otp.login(request, device)
            return _codes(request, codes)
    return _factor_page(request, code_form=form)


@require_POST
def second_factor_begin(request: HttpRequest) -> HttpResponse:
    try:
        begin_enrolment(person=request.user)
    except CodeRefused as refused:
        messages.error(request, str(refused))
    return redirect("second_factor")


@never_cache
@sensitive_post_parameters()
@require_POST
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    form = ProofForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            return _codes(request, renew_codes(person=request.user, now=timezone.now()))
        except CodeRefused as refused:
            form.add_error("password", str(refused))
    return _factor_page(request, proof_form=form)


@sensitive_post_parameters()
@require_POST
def second_factor_remove(request: HttpRequest) -> HttpResponse:
    form = ProofForm(request.POST, user=request.user)
    if not form.is_valid():
        return _factor_page(request, proof_form=form)
    remove_factor(person=request.user, now=timezone.now())
    messages.success(request, "Đã tắt xác thực hai bước.")
    return redirect("second_factor")


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The recovery codes, this once."""
    return render(request, "indicators/recovery_codes.html", {"codes": codes})


def _factor_page(
    request: HttpRequest, *, code_form: CodeForm | None = None, proof_form: ProofForm | None = None
) -> HttpResponse:
    factor = factor_of(request.user)
    context = {
        "factor": factor,
        "is_asked": access_of(request.user).must_use_codes,
        "code_form": code_form or CodeForm(),
        "proof_form": proof_form or ProofForm(user=request.user),
    }
    if factor.is_waiting:
        context |= {"secret": _secret(factor.device), "picture": _picture(factor.device)}
    refused = (code_form and code_form.is_bound) or proof_form
    status = 422 if refused else 200
    return render(request, "indicators/second_factor.html", context, status=status)


def _secret(device: TOTPDevice) -> str:
    """As one types it: "JBSW Y3DP EHPK 3PXP …"."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _picture(device: TOTPDevice) -> SafeString:
    """The address as a QR code: an svg element without styles, made of numbers only."""
    code = segno.make(device.config_url, micro=False)
    svg = code.svg_inline(border=3, svgclass=None, lineclass=None, omitsize=True, light="#fff")
    return mark_safe(svg)  # noqa: S308 -- segno's own markup, in which no text of ours occurs
