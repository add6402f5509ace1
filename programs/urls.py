from django.urls import path

from .views import decisions, lines, reference, rules, tasks

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
    path("nhiem-vu/", tasks.task_list, name="task_list"),
    path("nhiem-vu/them/", tasks.task_create, name="task_create"),
    path("nhiem-vu/tai-ve/", tasks.task_export, name="task_export"),
    path("nhiem-vu/<int:pk>/", tasks.task_detail, name="task_detail"),
    path("nhiem-vu/<int:pk>/sua/", tasks.task_edit, name="task_edit"),
    path("nhiem-vu/<int:pk>/tien-do/", tasks.task_progress, name="task_progress"),
    path("nhiem-vu/<int:pk>/hoan-thanh/", tasks.task_complete, name="task_complete"),
    path("nhiem-vu/<int:pk>/thoi/", tasks.task_cancel, name="task_cancel"),
    path("nhiem-vu/<int:pk>/mo-lai/", tasks.task_reopen, name="task_reopen"),
    path("nhiem-vu/<int:pk>/chi-dao/", tasks.task_instruct, name="task_instruct"),
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
]
