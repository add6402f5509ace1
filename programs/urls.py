from django.urls import path

from .views import decisions, entry, lines, money_tables, reference, rules, sheets

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
    path("von/bang-dai/", money_tables.money_table_upload, name="money_table_upload"),
    path("von/bang-dai/<int:pk>/", money_tables.money_table_detail, name="money_table_detail"),
    path(
        "von/bang-dai/<int:pk>/xac-nhan/",
        money_tables.money_table_confirm,
        name="money_table_confirm",
    ),
    path("von/bang-dai/<int:pk>/hoan-tac/", money_tables.money_table_undo, name="money_table_undo"),
    path("von/bang-dai/<int:pk>/tep-goc/", money_tables.money_table_file, name="money_table_file"),
    path("giai-ngan/", entry.entry_list, name="entry_list"),
    path("giai-ngan/lich-su/", entry.history, name="disbursement_history"),
    path("giai-ngan/lich-su/tai-ve/", entry.history_xlsx, name="disbursement_history_xlsx"),
    path("giai-ngan/<slug:code>/", entry.entry_detail, name="entry_detail"),
    path("von/nhap/", sheets.batch_list, name="batch_list"),
    path("von/nhap/bieu-huyen/", sheets.batch_upload, name="batch_upload"),
    path("von/nhap/<int:pk>/", sheets.batch_detail, name="batch_detail"),
    path("von/nhap/<int:pk>/xac-nhan/", sheets.batch_confirm, name="batch_confirm"),
    path("von/nhap/<int:pk>/doc-lai/", sheets.batch_reread, name="batch_reread"),
    path("von/nhap/<int:pk>/hoan-tac/", sheets.batch_undo, name="batch_undo"),
    path("von/nhap/<int:pk>/tep-goc/", sheets.batch_file, name="batch_file"),
    path("von/nhap/<int:pk>/tep-danh-dau/", sheets.batch_marked, name="batch_marked"),
]
