from datetime import date

from django.urls import include, path, register_converter

from .views import completeness, imports, pages, review


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

# One report under review: /duyet/12/
REVIEW = [
    path("", review.review_detail, name="review_detail"),
    path("duyet/", review.review_approve, name="review_approve"),
    path("tra-lai/", review.review_return, name="review_return"),
    path("chot/", review.review_lock, name="review_lock"),
    path("mo-chot/", review.review_unlock, name="review_unlock"),
    path("gia-han/", review.review_extend, name="review_extend"),
]

app_name = "indicators"
urlpatterns = [
    path("chi-tieu/", pages.indicator_list, name="indicator_list"),
    path("chi-tieu/<slug:code>/", pages.indicator_detail, name="indicator_detail"),
    path("dia-ban/", pages.area_home, name="area_home"),
    path("dia-ban/<slug:code>/", pages.area_latest, name="area_latest"),
    path("dia-ban/<slug:code>/tu-<day:valid_from>/", pages.area_detail, name="area_detail"),
    path("nhap-lieu/", imports.batch_list, name="batch_list"),
    path("nhap-lieu/tai-len/", imports.batch_upload, name="batch_upload"),
    path("nhap-lieu/<int:pk>/", imports.batch_detail, name="batch_detail"),
    path("nhap-lieu/<int:pk>/xac-nhan/", imports.batch_confirm, name="batch_confirm"),
    path("nhap-lieu/<int:pk>/tep-goc/", imports.batch_file, name="batch_file"),
    path("duyet/", review.review_queue, name="review_queue"),
    path("duyet/<int:pk>/", include(REVIEW)),
    path("tien-do/", completeness.completeness_page, name="completeness"),
    path("tien-do/bang-tinh/", completeness.completeness_file, name="completeness_file"),
]
