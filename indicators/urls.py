from datetime import date

from django.urls import path, register_converter

from .views import batches, imports, layouts, looks, pages


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "indicators"
urlpatterns = [
    path("chi-tieu/", pages.indicator_list, name="indicator_list"),
    path("chi-tieu/<slug:code>/", pages.indicator_detail, name="indicator_detail"),
    path("dia-ban/", pages.area_home, name="area_home"),
    path("dia-ban/<slug:code>/", pages.area_latest, name="area_latest"),
    path("dia-ban/<slug:code>/tu-<day:valid_from>/", pages.area_detail, name="area_detail"),
    path("nhap-lieu/", batches.batch_list, name="batch_list"),
    path("nhap-lieu/tai-len/", imports.batch_upload, name="batch_upload"),
    path("nhap-lieu/xem-thu/", looks.form_look, name="form_look"),
    path("nhap-lieu/bo-cuc/", layouts.layout_list, name="layout_list"),
    path("nhap-lieu/bo-cuc/<int:pk>/quen/", layouts.layout_forget, name="layout_forget"),
    path("nhap-lieu/ten-dong/<int:pk>/quen/", layouts.name_forget, name="name_forget"),
    path("nhap-lieu/<int:pk>/", imports.batch_detail, name="batch_detail"),
    path("nhap-lieu/<int:pk>/xac-nhan/", imports.batch_confirm, name="batch_confirm"),
    path("nhap-lieu/<int:pk>/doc-lai/", imports.batch_reread, name="batch_reread"),
    path("nhap-lieu/<int:pk>/tra-loi/", imports.batch_teach, name="batch_teach"),
    path("nhap-lieu/<int:pk>/hoan-tac/", imports.batch_undo, name="batch_undo"),
    path("nhap-lieu/<int:pk>/tep-goc/", batches.batch_file, name="batch_file"),
    path("nhap-lieu/<int:pk>/tep-danh-dau/", batches.batch_marked, name="batch_marked"),
]
