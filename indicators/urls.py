from datetime import date

from django.urls import include, path, register_converter

from .views import imports, pages, people, reports


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

# One report: /bao-cao/2024Q3/F1/180/
REPORT = [
    path("", reports.report_detail, name="report_detail"),
    path("luu/", reports.report_cells, name="report_cells"),
    path("gui/", reports.report_send, name="report_send"),
    path("bieu-trong/", reports.report_blank, name="report_blank"),
]

app_name = "indicators"
urlpatterns = [
    path("chi-tieu/", pages.indicator_list, name="indicator_list"),
    path("chi-tieu/<slug:code>/", pages.indicator_detail, name="indicator_detail"),
    path("dia-ban/", pages.area_home, name="area_home"),
    path("dia-ban/<slug:code>/", pages.area_latest, name="area_latest"),
    path("dia-ban/<slug:code>/tu-<day:valid_from>/", pages.area_detail, name="area_detail"),
    path("bao-cao/", reports.report_list, name="report_list"),
    path("bao-cao/<str:period>/<str:form>/<str:area>/", include(REPORT)),
    path("nguoi-dung/", people.person_list, name="person_list"),
    path("them-nguoi-dung/", people.person_create, name="person_create"),
    path("nguoi-dung/<str:username>/", people.person_detail, name="person_detail"),
    path("nguoi-dung/<str:username>/sua/", people.person_edit, name="person_edit"),
    path("nguoi-dung/<str:username>/giao-vai-tro/", people.role_give, name="role_give"),
    path("nguoi-dung/<str:username>/thoi-vai-tro/<int:pk>/", people.role_take, name="role_take"),
    path("nguoi-dung/<str:username>/ngung/", people.person_deactivate, name="person_deactivate"),
    path(
        "nguoi-dung/<str:username>/hoat-dong-lai/",
        people.person_reactivate,
        name="person_reactivate",
    ),
    path("nguoi-dung/<str:username>/mo-khoa/", people.person_unlock, name="person_unlock"),
    path("nguoi-dung/<str:username>/cap-mat-khau/", people.person_password, name="person_password"),
    path(
        "nguoi-dung/<str:username>/tat-xac-thuc/",
        people.person_reset_factor,
        name="person_reset_factor",
    ),
    path("nhap-lieu/", imports.batch_list, name="batch_list"),
    path("nhap-lieu/tai-len/", imports.batch_upload, name="batch_upload"),
    path("nhap-lieu/<int:pk>/", imports.batch_detail, name="batch_detail"),
    path("nhap-lieu/<int:pk>/xac-nhan/", imports.batch_confirm, name="batch_confirm"),
    path("nhap-lieu/<int:pk>/tep-goc/", imports.batch_file, name="batch_file"),
]
