from django.urls import path

from .views import decisions, lines, official_files, official_reports, reference, rules

app_name = "programs"

urlpatterns = [
    path("van-ban/", decisions.decision_list, name="decision_list"),
    path("van-ban/them/", decisions.decision_create, name="decision_create"),
    path("van-ban/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("van-ban/<int:pk>/sua/", decisions.decision_edit, name="decision_edit"),
    path("van-ban/<int:pk>/tep/", decisions.decision_attach, name="decision_attach"),
    path("van-ban/<int:pk>/tep/<int:file>/", decisions.decision_file, name="decision_file"),
    path(
        "van-ban/<int:pk>/tep/<int:file>/bo/",
        decisions.decision_file_remove,
        name="decision_file_remove",
    ),
    path("van-ban/<int:pk>/von/", lines.allocation_entry, name="allocation_entry"),
    path("van-ban/<int:pk>/von/huy/", lines.allocation_reverse, name="allocation_reverse"),
    path("van-ban/<int:pk>/von/ket-qua/", lines.allocation_result, name="allocation_result"),
    path("chuong-trinh/", reference.programme_list, name="programme_list"),
    path("don-vi/", reference.agency_list, name="agency_list"),
    path("von/doi-chieu/", reference.consistency, name="consistency"),
    path("von/quy-dinh/", rules.rule_list, name="rule_list"),
    path("von/quy-dinh/nam/them/", rules.budget_year_create, name="budget_year_create"),
    path("von/quy-dinh/nam/<int:year>/sua/", rules.budget_year_edit, name="budget_year_edit"),
    path("von/quy-dinh/nam/<int:year>/gia-han/", rules.extension_create, name="extension_create"),
    path("von/quy-dinh/gia-han/<int:pk>/bo/", rules.extension_remove, name="extension_remove"),
    path("von/quy-dinh/yeu-cau/them/", rules.requirement_create, name="requirement_create"),
    path("von/quy-dinh/yeu-cau/<int:pk>/sua/", rules.requirement_edit, name="requirement_edit"),
    path("von/quy-dinh/yeu-cau/<int:pk>/bo/", rules.requirement_remove, name="requirement_remove"),
    path("bao-cao-dinh-ky/", official_reports.report_list, name="official_report_list"),
    path("bao-cao-dinh-ky/lap/", official_reports.report_start, name="official_report_start"),
    path("bao-cao-dinh-ky/<int:pk>/", official_reports.report_page, name="official_report"),
    path(
        "bao-cao-dinh-ky/<int:pk>/doan/<int:paragraph>/",
        official_reports.paragraph_edit,
        name="official_report_paragraph",
    ),
    path(
        "bao-cao-dinh-ky/<int:pk>/them/<slug:section>/",
        official_reports.paragraph_add,
        name="official_report_add",
    ),
    path(
        "bao-cao-dinh-ky/<int:pk>/tong-hop-lai/",
        official_reports.report_refresh,
        name="official_report_refresh",
    ),
    path(
        "bao-cao-dinh-ky/<int:pk>/so-ngay/",
        official_reports.letter_set,
        name="official_report_letter",
    ),
    path(
        "bao-cao-dinh-ky/<int:pk>/chot/",
        official_reports.report_freeze,
        name="official_report_freeze",
    ),
    path(
        "bao-cao-dinh-ky/<int:pk>/van-ban/", official_files.report_word, name="official_report_word"
    ),
    path(
        "bao-cao-dinh-ky/<int:pk>/phu-luc/",
        official_files.report_excel,
        name="official_report_excel",
    ),
]
