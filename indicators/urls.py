from datetime import date

from django.urls import include, path, register_converter

from .views import (
    batches,
    compare,
    completeness,
    heat,
    history,
    imports,
    layouts,
    long_tables,
    maps,
    pages,
    people,
    periods,
    report_forms,
    reports,
    review,
    templates,
)


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
    path("giai-trinh/", reports.report_explain, name="report_explain"),
    path("bieu-trong/", reports.report_blank, name="report_blank"),
]

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
    path("so-sanh/", compare.compare, name="comparison"),
    path("bang-den/", heat.heat, name="heatmap"),
    path("ban-do/", maps.map_detail, name="map_detail"),
    path("dia-ban/", pages.area_home, name="area_home"),
    path("dia-ban/<slug:code>/", pages.area_latest, name="area_latest"),
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
    path("bao-cao/", reports.report_list, name="report_list"),
    path("bao-cao/<str:period>/<str:form>/<str:area>/", include(REPORT)),
    path("nhap-lieu/mau/", templates.template_list, name="template_list"),
    path(
        "nhap-lieu/mau/<slug:period>/<slug:form>/",
        templates.template_archive,
        name="template_archive",
    ),
    path(
        "nhap-lieu/mau/<slug:period>/<slug:form>/<slug:area>/",
        templates.template_file,
        name="template_file",
    ),
    path("nhap-lieu/bang-dai/", long_tables.long_table_upload, name="long_table_upload"),
    path("nhap-lieu/bang-dai/<int:pk>/", long_tables.long_table_detail, name="long_table_detail"),
    path(
        "nhap-lieu/bang-dai/<int:pk>/xac-nhan/",
        long_tables.long_table_confirm,
        name="long_table_confirm",
    ),
    path(
        "nhap-lieu/bang-dai/<int:pk>/hoan-tac/", long_tables.long_table_undo, name="long_table_undo"
    ),
    path(
        "nhap-lieu/bang-dai/<int:pk>/tep-goc/", long_tables.long_table_file, name="long_table_file"
    ),
    path("ky-bao-cao/", periods.period_list, name="period_list"),
    path("ky-bao-cao/tao-moi/", periods.period_create, name="period_create"),
    path("ky-bao-cao/<slug:code>/", periods.period_detail, name="period_detail"),
    path("ky-bao-cao/<slug:code>/mo/", periods.period_open, name="period_open"),
    path("ky-bao-cao/<slug:code>/dong/", periods.period_close, name="period_close"),
    path("ky-bao-cao/<slug:code>/han-gui/", periods.period_due_date, name="period_due_date"),
    path("ky-bao-cao/<slug:code>/moc/", periods.period_boundaries, name="period_boundaries"),
    path("ky-bao-cao/<slug:code>/gia-han/<int:pk>/", periods.report_extend, name="report_extend"),
    path("bieu/", report_forms.form_list, name="form_list"),
    path("bieu/tao-moi/", report_forms.form_create, name="form_create"),
    path("bieu/<slug:code>/", report_forms.form_latest, name="form_latest"),
    path("bieu/<slug:code>/tu-<day:valid_from>/", report_forms.form_detail, name="form_detail"),
    path("bieu/<slug:code>/sua/", report_forms.form_revise, name="form_revise"),
    path("lich-su/", history.history, name="history"),
    path("lich-su/tai-ve/", history.history_xlsx, name="history_xlsx"),
    path("lich-su/bao-cao/<int:pk>/", history.report_history, name="report_history"),
    path(
        "lich-su/o/<int:report>/<int:area>/<int:measure>/",
        history.cell_history,
        name="cell_history",
    ),
    path("duyet/", review.review_queue, name="review_queue"),
    path("duyet/<int:pk>/", include(REVIEW)),
    path("tien-do/", completeness.completeness_page, name="completeness"),
    path("tien-do/bang-tinh/", completeness.completeness_file, name="completeness_file"),
    path("nhap-lieu/", batches.batch_list, name="batch_list"),
    path("nhap-lieu/tai-len/", imports.batch_upload, name="batch_upload"),
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
