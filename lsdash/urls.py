from django.contrib import admin
from django.urls import include, path

from indicators.views import account, sign_in
from programs.views import places

from . import views

handler404 = "lsdash.views.not_found"

urlpatterns = [
    path("", views.home, name="home"),
    path("tong-quan.pdf", views.overview_paper, name="overview_paper"),
    path("trinh-chieu/", views.presentation, name="presentation"),
    path("healthz", views.healthz, name="healthz"),
    path("dang-nhap/", sign_in.sign_in, name="login"),
    path("dang-nhap/ma-xac-thuc/", sign_in.sign_in_code, name="login_code"),
    path("gui-lai/", sign_in.resend, name="resend"),
    path("dang-nhap/ai/", sign_in.signed_in, name="signed_in"),
    path("dang-xuat/", sign_in.sign_out, name="logout"),
    path("doi-mat-khau/", account.password_change, name="password_change"),
    path("xac-thuc-hai-buoc/", account.second_factor, name="second_factor"),
    path("xac-thuc-hai-buoc/bat/", account.second_factor_begin, name="second_factor_begin"),
    path("xac-thuc-hai-buoc/ma-du-phong/", account.second_factor_codes, name="second_factor_codes"),
    path("xac-thuc-hai-buoc/tat/", account.second_factor_remove, name="second_factor_remove"),
    path("quan-tri/", admin.site.urls),
    path("", include("indicators.urls")),
    path("", include("programs.urls")),
    # After indicators.urls, which registers the converter.
    path("dia-ban/<slug:code>/tu-<day:valid_from>/", places.area_detail, name="area_detail"),
]
