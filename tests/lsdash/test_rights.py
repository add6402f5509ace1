"""Who gets what answer at which address: one line per address, whom it concerns, and method.

The addresses come from the URL resolver. One without lines here fails, and so do lines whose
address is gone. For a new address:

1. Add two lines to TABLE, one for GET and one for POST: its name as in `reverse()`, whose thing it
   concerns ("-" where it belongs to nobody, else a key of FORMS or a place that `area_of` knows),
   then an answer for each of ROLES: `own` is the officer of Tràng Định, `other` of Văn Quan. More
   lines for the same address tell of other people's things.
2. An answer is a status, "in" for a redirect to sign-in, "to" for one to somewhere else.
3. If the address has arguments, give them in `address()`, with rows made for the test.
4. Methods that nobody declares (PUT, PATCH, DELETE) need no line: they are refused everywhere.

A line that begins with `admin:*` stands for every address of Django's administration that has no
line of its own; there "ok" is an answer that the administration itself gives.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from indicators.models import (
    Area,
    BatchState,
    ImportBatch,
    LongTable,
    NameChoice,
    Period,
    Report,
    Role,
    SheetLayout,
    User,
)
from indicators.sheets.spec import ReadReport, to_json
from programs.admin import Unchangeable
from programs.models import (
    Agency,
    AreaReview,
    BatchKind,
    BudgetExtension,
    CapitalAccount,
    ClassList,
    DecisionFile,
    DisbursementRequirement,
    Obstacle,
    OfficialReport,
    ProgrammeBatch,
    SavedView,
    Task,
)
from programs.services.attachments import Attachment, attach_file
from programs.services.obstacles import attach_to_obstacle
from programs.services.official_reports import freeze_report, start_report
from tests.factories import capital
from tests.factories.class_lists import new_class_list
from tests.factories.official import a_quarter
from tests.factories.people import member
from tests.factories.reference import (
    commune,
    communes,
    district,
    form,
    measure,
    period,
    province,
    report_of,
)
from tests.factories.rows import new_batch, new_layout, new_long_table, new_name_choice, saved
from tests.factories.sheets import district_agency
from tests.factories.times import NOW
from tests.factories.work import new_review, new_saved_view
from tests.programs.obstacle_rows import raised

ROLES = (
    "anonymous",
    "trang_dinh_officer",
    "van_quan_officer",
    "provincial_officer",
    "leader",
    "administrator",
)


# "in" is a redirect to sign-in, "to" one to somewhere else; the columns are ROLES.
TABLE = """
name                       whose       method  anonymous own  other officer leader admin
home                       -           GET     in        200  200   200     200    200
home                       -           POST    in        405  405   405     405    405
presentation               -           GET     in        200  200   200     200    200
presentation               -           POST    in        405  405   405     405    405
overview_paper             -           GET     in        200  200   200     200    200
overview_paper             -           POST    in        405  405   405     405    405
healthz                    -           GET     200       200  200   200     200    200
healthz                    -           POST    405       405  405   405     405    405
login                      -           GET     200       to   to    to      to     to
login                      -           POST    200       to   to    to      to     to
login_code                 -           GET     in        to   to    to      to     to
login_code                 -           POST    in        to   to    to      to     to
resend                     -           GET     in        to   to    to      to     to
resend                     -           POST    in        405  405   405     405    405
signed_in                  -           GET     in        200  200   200     200    200
signed_in                  -           POST    in        405  405   405     405    405
logout                     -           GET     in        405  405   405     405    405
logout                     -           POST    in        in   in    in      in     in
password_change            -           GET     in        200  200   200     200    200
password_change            -           POST    in        422  422   422     422    422
second_factor              -           GET     in        200  200   200     200    200
second_factor              -           POST    in        422  422   422     422    422
second_factor_begin        -           GET     in        405  405   405     405    405
second_factor_begin        -           POST    in        to   to    to      to     to
second_factor_codes        -           GET     in        405  405   405     405    405
second_factor_codes        -           POST    in        422  422   422     422    422
second_factor_remove       -           GET     in        405  405   405     405    405
second_factor_remove       -           POST    in        422  422   422     422    422
admin:index                -           GET     in        in   in    in      in     200
admin:index                -           POST    in        in   in    in      in     200
admin:login                -           GET     in        403  403   403     403    to
admin:login                -           POST    in        403  403   403     403    to
admin:logout               -           GET     in        to   to    to      to     405
admin:logout               -           POST    in        to   to    to      to     in
admin:autocomplete         -           GET     in        in   in    in      in     403
admin:autocomplete         -           POST    in        in   in    in      in     405
admin:*                    -           GET     in        in   in    in      in     ok
admin:*                    -           POST    in        in   in    in      in     ok
programs:capital_overview  -           GET     in        200  200   200     200    200
programs:capital_overview  -           POST    in        405  405   405     405    405
programs:capital_tree      -           GET     in        200  200   200     200    200
programs:capital_tree      -           POST    in        405  405   405     405    405
programs:capital_matrix    -           GET     in        200  200   200     200    200
programs:capital_matrix    -           POST    in        405  405   405     405    405
programs:capital_steps     -           GET     in        200  200   200     200    200
programs:capital_steps     -           POST    in        405  405   405     405    405
programs:capital_lines     -           GET     in        200  200   200     200    200
programs:capital_lines     -           POST    in        405  405   405     405    405
programs:capital_account   trang_dinh  GET     in        200  404   200     200    200
programs:capital_account   van_quan    GET     in        404  200   200     200    200
programs:capital_account   province    GET     in        404  404   200     200    200
programs:capital_account   trang_dinh  POST    in        405  405   405     405    405
indicators:map_detail      -           GET     in        200  200   200     200    200
indicators:map_detail      -           POST    in        405  405   405     405    405
indicators:person_list     -           GET     in        403  403   403     403    200
indicators:person_list     -           POST    in        405  405   405     405    405
indicators:person_create   -           GET     in        403  403   403     403    200
indicators:person_create   -           POST    in        403  403   403     403    422
indicators:person_detail   -           GET     in        403  403   403     403    200
indicators:person_detail   -           POST    in        405  405   405     405    405
indicators:person_edit     -           GET     in        403  403   403     403    200
indicators:person_edit     -           POST    in        403  403   403     403    422
indicators:role_give       -           GET     in        405  405   405     405    405
indicators:role_give       -           POST    in        403  403   403     403    422
indicators:role_take       -           GET     in        405  405   405     405    405
indicators:role_take       -           POST    in        403  403   403     403    to
indicators:person_deactivate -         GET     in        405  405   405     405    405
indicators:person_deactivate -         POST    in        403  403   403     403    to
indicators:person_reactivate -         GET     in        405  405   405     405    405
indicators:person_reactivate -         POST    in        403  403   403     403    to
indicators:person_unlock   -           GET     in        405  405   405     405    405
indicators:person_unlock   -           POST    in        403  403   403     403    to
indicators:person_password -           GET     in        405  405   405     405    405
indicators:person_password -           POST    in        403  403   403     403    200
indicators:person_reset_factor -       GET     in        405  405   405     405    405
indicators:person_reset_factor -       POST    in        403  403   403     403    to
indicators:indicator_list  -           GET     in        200  200   200     200    200
indicators:indicator_list  -           POST    in        405  405   405     405    405
indicators:indicator_detail -          GET     in        200  200   200     200    200
indicators:indicator_detail -          POST    in        405  405   405     405    405
indicators:comparison      -           GET     in        200  200   200     200    200
indicators:comparison      -           POST    in        405  405   405     405    405
indicators:heatmap         -           GET     in        200  200   200     200    200
indicators:heatmap         -           POST    in        405  405   405     405    405
indicators:area_home       -           GET     in        to   to    to      to     to
indicators:area_home       -           POST    in        405  405   405     405    405
indicators:area_latest     province    GET     in        to   to    to      to     to
indicators:area_latest     trang_dinh  GET     in        to   404   to      to     to
indicators:area_latest     van_quan    GET     in        404  to    to      to     to
indicators:area_latest     trang_dinh  POST    in        405  405   405     405    405
area_detail                province    GET     in        200  200   200     200    200
area_detail                trang_dinh  GET     in        200  404   200     200    200
area_detail                van_quan    GET     in        404  200   200     200    200
area_detail                doan_ket    GET     in        200  404   200     200    200
area_detail                trang_dinh  POST    in        405  405   405     405    405
indicators:report_list     -           GET     in        200  200   200     200    200
indicators:report_list     -           POST    in        405  405   405     405    405
indicators:report_detail   trang_dinh  GET     in        200  404   200     200    200
indicators:report_detail   van_quan    GET     in        404  200   200     200    200
indicators:report_detail   province    GET     in        404  404   200     200    200
indicators:report_detail   trang_dinh  POST    in        400  404   400     403    400
indicators:report_detail   province    POST    in        404  404   400     403    400
indicators:report_cells    trang_dinh  GET     in        405  405   405     405    405
indicators:report_cells    trang_dinh  POST    in        400  404   400     403    400
indicators:report_cells    van_quan    POST    in        404  400   400     403    400
indicators:report_send     trang_dinh  GET     in        200  404   200     403    200
indicators:report_send     trang_dinh  POST    in        422  404   422     403    422
indicators:report_send     van_quan    POST    in        404  422   422     403    422
indicators:report_explain  trang_dinh  GET     in        405  405   405     405    405
indicators:report_explain  trang_dinh  POST    in        400  404   400     403    400
indicators:report_blank    trang_dinh  GET     in        200  404   200     200    200
indicators:report_blank    trang_dinh  POST    in        405  405   405     405    405
indicators:batch_list      -           GET     in        200  200   200     200    200
indicators:batch_list      -           POST    in        405  405   405     405    405
indicators:batch_upload    -           GET     in        200  200   200     403    200
indicators:batch_upload    -           POST    in        422  422   422     403    422
indicators:batch_detail    trang_dinh  GET     in        200  404   200     200    200
indicators:batch_detail    van_quan    GET     in        404  200   200     200    200
indicators:batch_detail    province    GET     in        404  404   200     200    200
indicators:batch_detail    trang_dinh  POST    in        405  405   405     405    405
indicators:batch_confirm   trang_dinh  GET     in        405  405   405     405    405
indicators:batch_confirm   trang_dinh  POST    in        to   404   to      403    to
indicators:batch_confirm   van_quan    POST    in        404  to    to      403    to
indicators:batch_confirm   province    POST    in        404  404   to      403    to
indicators:batch_file      trang_dinh  GET     in        200  404   200     200    200
indicators:batch_file      van_quan    GET     in        404  200   200     200    200
indicators:batch_file      province    GET     in        404  404   200     200    200
indicators:batch_file      trang_dinh  POST    in        405  405   405     405    405
indicators:period_list     -           GET     in        200  200   200     200    200
indicators:period_list     -           POST    in        405  405   405     405    405
indicators:period_create   -           GET     in        403  403   200     403    200
indicators:period_create   -           POST    in        403  403   422     403    422
indicators:period_detail   -           GET     in        200  200   200     200    200
indicators:period_detail   -           POST    in        405  405   405     405    405
indicators:period_open     -           GET     in        405  405   405     405    405
indicators:period_open     -           POST    in        403  403   to      403    to
indicators:period_close    -           GET     in        403  403   200     403    200
indicators:period_close    -           POST    in        403  403   422     403    422
indicators:period_due_date -           GET     in        403  403   200     403    200
indicators:period_due_date -           POST    in        403  403   422     403    422
indicators:period_boundaries -         GET     in        403  403   200     403    200
indicators:period_boundaries -         POST    in        403  403   422     403    422
indicators:report_extend   trang_dinh  GET     in        403  403   200     403    200
indicators:report_extend   trang_dinh  POST    in        403  403   422     403    422
indicators:form_list       -           GET     in        403  403   200     403    200
indicators:form_list       -           POST    in        405  405   405     405    405
indicators:form_create     -           GET     in        403  403   200     403    200
indicators:form_create     -           POST    in        403  403   422     403    422
indicators:form_latest     -           GET     in        403  403   to      403    to
indicators:form_latest     -           POST    in        405  405   405     405    405
indicators:form_detail     -           GET     in        403  403   200     403    200
indicators:form_detail     -           POST    in        405  405   405     405    405
indicators:form_revise     -           GET     in        403  403   200     403    200
indicators:form_revise     -           POST    in        403  403   422     403    422
indicators:history         -           GET     in        200  200   200     200    200
indicators:history         -           POST    in        405  405   405     405    405
indicators:history_xlsx    -           GET     in        200  200   200     200    200
indicators:history_xlsx    -           POST    in        405  405   405     405    405
indicators:report_history  trang_dinh  GET     in        200  404   200     200    200
indicators:report_history  van_quan    GET     in        404  200   200     200    200
indicators:report_history  province    GET     in        404  404   200     200    200
indicators:report_history  trang_dinh  POST    in        405  405   405     405    405
indicators:cell_history    trang_dinh  GET     in        200  404   200     200    200
indicators:cell_history    van_quan    GET     in        404  200   200     200    200
indicators:cell_history    trang_dinh  POST    in        405  405   405     405    405
indicators:review_queue    -           GET     in        403  403   200     200    200
indicators:review_queue    -           POST    in        403  403   422     403    422
indicators:review_detail   trang_dinh  GET     in        403  403   200     200    200
indicators:review_detail   trang_dinh  POST    in        405  405   405     405    405
indicators:review_approve  trang_dinh  GET     in        405  405   405     405    405
indicators:review_approve  trang_dinh  POST    in        403  403   422     403    422
indicators:review_return   trang_dinh  GET     in        405  405   405     405    405
indicators:review_return   trang_dinh  POST    in        403  403   422     403    422
indicators:review_lock     trang_dinh  GET     in        405  405   405     405    405
indicators:review_lock     trang_dinh  POST    in        403  403   422     403    422
indicators:review_unlock   trang_dinh  GET     in        405  405   405     405    405
indicators:review_unlock   trang_dinh  POST    in        403  403   422     403    422
indicators:review_extend   trang_dinh  GET     in        405  405   405     405    405
indicators:review_extend   trang_dinh  POST    in        403  403   422     403    422
indicators:completeness    -           GET     in        200  200   200     200    200
indicators:completeness    -           POST    in        405  405   405     405    405
indicators:completeness_file -         GET     in        200  200   200     200    200
indicators:completeness_file -         POST    in        405  405   405     405    405
indicators:template_list   -           GET     in        200  200   200     403    200
indicators:template_list   -           POST    in        405  405   405     405    405
indicators:template_file   trang_dinh  GET     in        200  404   200     403    200
indicators:template_file   van_quan    GET     in        404  200   200     403    200
indicators:template_file   province    GET     in        404  404   200     403    200
indicators:template_file   trang_dinh  POST    in        405  405   405     405    405
indicators:template_archive trang_dinh GET     in        200  200   200     403    200
indicators:template_archive province   GET     in        404  404   200     403    200
indicators:template_archive trang_dinh POST    in        405  405   405     405    405
indicators:long_table_upload -         GET     in        403  403   200     403    200
indicators:long_table_upload -         POST    in        403  403   422     403    422
indicators:long_table_detail province  GET     in        403  403   200     403    200
indicators:long_table_detail province  POST    in        405  405   405     405    405
indicators:long_table_confirm province GET     in        405  405   405     405    405
indicators:long_table_confirm province POST    in        403  403   to      403    to
indicators:long_table_undo province    GET     in        405  405   405     405    405
indicators:long_table_undo province    POST    in        403  403   to      403    to
indicators:long_table_file province    GET     in        403  403   200     403    200
indicators:long_table_file province    POST    in        405  405   405     405    405
indicators:batch_marked    trang_dinh  GET     in        to   404   to      to     to
indicators:batch_marked    province    GET     in        404  404   to      to     to
indicators:batch_marked    trang_dinh  POST    in        405  405   405     405    405
indicators:batch_reread    trang_dinh  GET     in        405  405   405     405    405
indicators:batch_reread    trang_dinh  POST    in        to   404   to      403    to
indicators:batch_reread    province    POST    in        404  404   to      403    to
indicators:batch_teach     trang_dinh  GET     in        405  405   405     405    405
indicators:batch_teach     trang_dinh  POST    in        to   404   to      403    to
indicators:batch_teach     province    POST    in        404  404   to      403    to
indicators:batch_undo      trang_dinh  GET     in        405  405   405     405    405
indicators:batch_undo      trang_dinh  POST    in        to   404   to      403    to
indicators:batch_undo      province    POST    in        404  404   to      403    to
indicators:layout_list     -           GET     in        200  200   200     200    200
indicators:layout_list     -           POST    in        405  405   405     405    405
indicators:layout_forget   trang_dinh  GET     in        405  405   405     405    405
indicators:layout_forget   trang_dinh  POST    in        to   404   to      403    to
indicators:name_forget     trang_dinh  GET     in        405  405   405     405    405
indicators:name_forget     trang_dinh  POST    in        to   404   to      403    to
programs:entry_list        -           GET     in        200  200   200     200    200
programs:entry_list        -           POST    in        405  405   405     405    405
programs:disbursement_history -           GET     in        200  200   200     200    200
programs:disbursement_history -           POST    in        405  405   405     405    405
programs:disbursement_history_xlsx -           GET     in        200  200   200     200    200
programs:disbursement_history_xlsx -           POST    in        405  405   405     405    405
programs:batch_list        -           GET     in        200  200   200     200    200
programs:batch_list        -           POST    in        405  405   405     405    405
programs:batch_upload      -           GET     in        200  200   200     403    200
programs:batch_upload      -           POST    in        422  422   422     403    422
programs:entry_detail      trang_dinh  GET     in        200  404   200     200    200
programs:entry_detail      van_quan    GET     in        404  200   200     200    200
programs:entry_detail      province    GET     in        404  404   200     200    200
programs:entry_detail      trang_dinh  POST    in        to   404   to      403    to
programs:entry_detail      van_quan    POST    in        404  to    to      403    to
programs:entry_detail      province    POST    in        404  404   to      403    to
programs:batch_detail      trang_dinh  GET     in        200  404   200     200    200
programs:batch_detail      van_quan    GET     in        404  200   200     200    200
programs:batch_detail      trang_dinh  POST    in        405  405   405     405    405
programs:batch_file        trang_dinh  GET     in        200  404   200     200    200
programs:batch_file        van_quan    GET     in        404  200   200     200    200
programs:batch_file        trang_dinh  POST    in        405  405   405     405    405
programs:batch_marked      trang_dinh  GET     in        to   404   to      to     to
programs:batch_marked      trang_dinh  POST    in        405  405   405     405    405
programs:batch_confirm     trang_dinh  GET     in        405  405   405     405    405
programs:batch_confirm     trang_dinh  POST    in        to   404   to      403    to
programs:batch_confirm     van_quan    POST    in        404  to    to      403    to
programs:batch_reread      trang_dinh  GET     in        405  405   405     405    405
programs:batch_reread      trang_dinh  POST    in        to   404   to      403    to
programs:batch_reread      van_quan    POST    in        404  to    to      403    to
programs:batch_undo        trang_dinh  GET     in        405  405   405     405    405
programs:batch_undo        trang_dinh  POST    in        to   404   to      403    to
programs:batch_undo        van_quan    POST    in        404  to    to      403    to
programs:obstacle_batch_list -           GET     in        200  200   200     200    200
programs:obstacle_batch_list -           POST    in        405  405   405     405    405
programs:obstacle_batch_upload -           GET     in        200  200   200     403    200
programs:obstacle_batch_upload -           POST    in        422  422   422     403    422
programs:obstacle_batch_detail trang_dinh  GET     in        200  404   200     200    200
programs:obstacle_batch_detail van_quan    GET     in        404  200   200     200    200
programs:obstacle_batch_detail trang_dinh  POST    in        405  405   405     405    405
programs:obstacle_batch_file trang_dinh  GET     in        200  404   200     200    200
programs:obstacle_batch_file van_quan    GET     in        404  200   200     200    200
programs:obstacle_batch_file trang_dinh  POST    in        405  405   405     405    405
programs:obstacle_batch_marked trang_dinh  GET     in        to   404   to      to     to
programs:obstacle_batch_marked trang_dinh  POST    in        405  405   405     405    405
programs:obstacle_batch_confirm trang_dinh  GET     in        405  405   405     405    405
programs:obstacle_batch_confirm trang_dinh  POST    in        to   404   to      403    to
programs:obstacle_batch_confirm van_quan    POST    in        404  to    to      403    to
programs:obstacle_batch_reread trang_dinh  GET     in        405  405   405     405    405
programs:obstacle_batch_reread trang_dinh  POST    in        to   404   to      403    to
programs:obstacle_batch_reread van_quan    POST    in        404  to    to      403    to
programs:obstacle_batch_undo trang_dinh  GET     in        405  405   405     405    405
programs:obstacle_batch_undo trang_dinh  POST    in        to   404   to      403    to
programs:obstacle_batch_undo van_quan    POST    in        404  to    to      403    to
programs:sheet_template_list - GET in 200 200 200 403 200
programs:sheet_template_list - POST in 405 405 405 405 405
programs:sheet_template_archive trang_dinh GET in 200 200 200 403 200
programs:sheet_template_archive trang_dinh POST in 405 405 405 405 405
programs:sheet_template_file trang_dinh GET in 200 404 200 403 200
programs:sheet_template_file van_quan GET in 404 200 200 403 200
programs:sheet_template_file trang_dinh POST in 405 405 405 405 405
programs:decision_list     -           GET     in        200  200   200     200    200
programs:decision_list     -           POST    in        405  405   405     405    405
programs:decision_detail   -           GET     in        200  200   200     200    200
programs:decision_detail   -           POST    in        405  405   405     405    405
programs:decision_file     -           GET     in        200  200   200     200    200
programs:decision_file     -           POST    in        405  405   405     405    405
programs:allocation_result -           GET     in        200  200   200     200    200
programs:allocation_result -           POST    in        405  405   405     405    405
programs:programme_list    -           GET     in        200  200   200     200    200
programs:programme_list    -           POST    in        405  405   405     405    405
programs:agency_list       -           GET     in        200  200   200     200    200
programs:agency_list       -           POST    in        405  405   405     405    405
programs:consistency       -           GET     in        200  200   200     200    200
programs:consistency       -           POST    in        405  405   405     405    405
programs:rule_list         -           GET     in        200  200   200     200    200
programs:rule_list         -           POST    in        405  405   405     405    405
programs:decision_create   -           GET     in        403  403   200     403    200
programs:decision_create   -           POST    in        403  403   422     403    422
programs:decision_edit     -           GET     in        403  403   200     403    200
programs:decision_edit     -           POST    in        403  403   422     403    422
programs:decision_file_remove -           GET     in        403  403   200     403    200
programs:decision_file_remove -           POST    in        403  403   422     403    422
programs:allocation_entry  -           GET     in        403  403   200     403    200
programs:allocation_entry  -           POST    in        403  403   422     403    422
programs:allocation_reverse -           GET     in        403  403   200     403    200
programs:allocation_reverse -           POST    in        403  403   422     403    422
programs:task_list         -           GET     in        200  200   200     200    200
programs:task_list         -           POST    in        405  405   405     405    405
programs:task_export       -           GET     in        200  200   200     200    200
programs:task_export       -           POST    in        405  405   405     405    405
programs:task_create       -           GET     in        403  403   200     403    200
programs:task_create       -           POST    in        403  403   422     403    422
programs:task_detail       -           GET     in        404  404   200     200    200
programs:task_detail       -           POST    in        405  405   405     405    405
programs:task_edit         -           GET     in        404  404   200     403    200
programs:task_edit         -           POST    in        404  404   422     403    422
programs:task_progress     -           GET     in        404  404   200     403    200
programs:task_progress     -           POST    in        404  404   422     403    422
programs:task_complete     -           GET     in        404  404   200     403    200
programs:task_complete     -           POST    in        404  404   422     403    422
programs:task_cancel       -           GET     in        404  404   200     403    200
programs:task_cancel       -           POST    in        404  404   422     403    422
programs:task_reopen       -           GET     in        404  404   200     403    200
programs:task_reopen       -           POST    in        404  404   422     403    422
programs:task_instruct     -           GET     in        404  404   403     200    200
programs:task_instruct     -           POST    in        404  404   403     422    422
programs:review_list       -           GET     in        200  200   200     200    200
programs:review_list       -           POST    in        405  405   405     405    405
programs:review_map        -           GET     in        200  200   200     200    200
programs:review_map        -           POST    in        405  405   405     405    405
programs:review_export     -           GET     in        200  200   200     200    200
programs:review_export     -           POST    in        405  405   405     405    405
programs:class_list        -           GET     in        200  200   200     200    200
programs:class_list        -           POST    in        405  405   405     405    405
programs:class_upload      -           GET     in        403  403   200     403    200
programs:class_upload      -           POST    in        403  403   422     403    422
programs:class_import      -           GET     in        404  404   200     200    200
programs:class_import      -           POST    in        405  405   405     405    405
programs:class_answer      -           GET     in        405  405   405     405    405
programs:class_answer      -           POST    in        404  404   to      403    to
programs:class_confirm     -           GET     in        405  405   405     405    405
programs:class_confirm     -           POST    in        404  404   to      403    to
programs:class_undo        -           GET     in        405  405   405     405    405
programs:class_undo        -           POST    in        404  404   to      403    to
programs:class_file        -           GET     in        404  404   200     200    200
programs:class_file        -           POST    in        405  405   405     405    405
programs:review_create     -           GET     in        200  200   200     403    200
programs:review_create     -           POST    in        422  422   422     403    422
programs:review_detail     -           GET     in        404  200   200     200    200
programs:review_detail     -           POST    in        405  405   405     405    405
programs:review_evidence   -           GET     in        404  200   200     403    200
programs:review_evidence   -           POST    in        404  to    to      403    to
programs:review_propose    -           GET     in        404  200   200     403    200
programs:review_propose    -           POST    in        404  422   422     403    422
programs:review_conclude   -           GET     in        404  403   200     403    200
programs:review_conclude   -           POST    in        404  403   422     403    422
programs:review_reopen     -           GET     in        404  403   200     403    200
programs:review_reopen     -           POST    in        404  403   422     403    422
programs:calendar          -           GET     in        200  200   200     200    200
programs:calendar          -           POST    in        405  405   405     405    405
programs:feed_create       -           GET     in        405  405   405     405    405
programs:feed_create       -           POST    in        200  200   200     200    200
programs:feed_revoke       -           GET     in        405  405   405     405    405
programs:feed_revoke       -           POST    in        to   to    to      to     to
programs:calendar_feed     -           GET     404       404  404   404     404    404
programs:calendar_feed     -           POST    405       405  405   405     405    405
programs:budget_year_create -           GET     in        403  403   200     403    200
programs:budget_year_create -           POST    in        403  403   422     403    422
programs:budget_year_edit  -           GET     in        403  403   200     403    200
programs:budget_year_edit  -           POST    in        403  403   422     403    422
programs:extension_create  -           GET     in        403  403   200     403    200
programs:extension_create  -           POST    in        403  403   422     403    422
programs:extension_remove  -           GET     in        403  403   200     403    200
programs:extension_remove  -           POST    in        403  403   422     403    422
programs:requirement_create -           GET     in        403  403   200     403    200
programs:requirement_create -           POST    in        403  403   422     403    422
programs:requirement_edit  -           GET     in        403  403   200     403    200
programs:requirement_edit  -           POST    in        403  403   422     403    422
programs:requirement_remove -           GET     in        403  403   200     403    200
programs:requirement_remove -           POST    in        403  403   422     403    422
programs:decision_attach   -           GET     in        405  405   405     405    405
programs:decision_attach   -           POST    in        403  403   422     403    422
programs:money_table_upload -          GET     in        200  200   200     403    200
programs:money_table_upload -          POST    in        422  422   422     403    422
programs:money_table_detail -          GET     in        404  404   200     200    200
programs:money_table_detail -          POST    in        405  405   405     405    405
programs:money_table_confirm -         GET     in        405  405   405     405    405
programs:money_table_confirm -         POST    in        404  404   to      403    to
programs:money_table_undo  -           GET     in        405  405   405     405    405
programs:money_table_undo  -           POST    in        404  404   to      403    to
programs:money_table_file  -           GET     in        404  404   200     200    200
programs:money_table_file  -           POST    in        405  405   405     405    405
programs:obstacle_list     -           GET     in        200  200  200  200  200
programs:obstacle_list     -           POST    in        405  405  405  405  405
programs:obstacle_print    -           GET     in        200  200  200  200  200
programs:obstacle_print    -           POST    in        405  405  405  405  405
programs:obstacle_raise    -           GET     in        200  200  200  403  200
programs:obstacle_raise    -           POST    in        422  422  422  403  422
programs:obstacle_detail   -           GET     in        404  200  200  200  200
programs:obstacle_detail   -           POST    in        405  405  405  405  405
programs:obstacle_edit     -           GET     in        404  200  200  403  200
programs:obstacle_edit     -           POST    in        404  422  422  403  422
programs:obstacle_step     -           GET     in        404  200  200  403  200
programs:obstacle_step     -           POST    in        404  422  422  403  422
programs:obstacle_attach   -           GET     in        405  405  405  405  405
programs:obstacle_attach   -           POST    in        404  422  422  403  422
programs:obstacle_file     -           GET     in        404  200  200  200  200
programs:obstacle_file     -           POST    in        405  405  405  405  405
programs:obstacle_summary -         GET     in        200  200  200  200  200
programs:obstacle_summary -         POST    in        405  405  405  405  405
programs:obstacle_summary_xlsx -         GET     in        200  200  200  200  200
programs:view_save         -           GET     in        200  200  200  200  200
programs:view_save         -           POST    in        422  422  422  422  422
programs:view_edit         -           GET     in        403  403  200  403  200
programs:view_edit         -           POST    in        403  403  422  403  422
programs:view_edit         trang_dinh  GET     in        404  404  404  404  404
programs:view_delete       -           GET     in        405  405  405  405  405
programs:view_delete       -           POST    in        403  403  to   403  to
programs:search            -           GET     in        200  200  200  200  200
programs:search            -           POST    in        405  405  405  405  405
programs:obstacle_summary_xlsx -         POST    in        405  405  405  405  405
programs:official_report_list       -           GET     in    200   200   200   200   200
programs:official_report_list       -           POST    in    405   405   405   405   405
programs:official_report_start      -           GET     in    405   405   405   405   405
programs:official_report_start      -           POST    in    403   403   422   403   422
programs:official_report            -           GET     in    404   404   200   200   200
programs:official_report            trang_dinh  GET     in    200   404   200   200   200
programs:official_report            -           POST    in    405   405   405   405   405
programs:official_report_word       -           GET     in    404   404   200   200   200
programs:official_report_word       trang_dinh  GET     in    200   404   200   200   200
programs:official_report_word       -           POST    in    405   405   405   405   405
programs:official_report_excel      -           GET     in    404   404   200   200   200
programs:official_report_excel      trang_dinh  GET     in    200   404   200   200   200
programs:official_report_excel      -           POST    in    405   405   405   405   405
programs:official_report_paragraph  -           GET     in    405   405   405   405   405
programs:official_report_paragraph  -           POST    in    404   404   422   403   422
programs:official_report_paragraph  trang_dinh  POST    in    403   404   422   403   422
programs:official_report_add        -           GET     in    405   405   405   405   405
programs:official_report_add        -           POST    in    404   404   422   403   422
programs:official_report_add        trang_dinh  POST    in    403   404   422   403   422
programs:official_report_refresh    -           GET     in    405   405   405   405   405
programs:official_report_refresh    -           POST    in    404   404   to    403   to
programs:official_report_refresh    trang_dinh  POST    in    403   404   to    403   to
programs:official_report_letter     -           GET     in    405   405   405   405   405
programs:official_report_letter     -           POST    in    404   404   422   403   422
programs:official_report_letter     trang_dinh  POST    in    403   404   422   403   422
programs:official_report_freeze     -           GET     in    405   405   405   405   405
programs:official_report_freeze     -           POST    in    404   404   422   403   422
programs:official_report_freeze     trang_dinh  POST    in    403   404   422   403   422
"""
PERIODIC = ("official_report_list", "official_report_start")  # of no report
TAUGHT = ("layout_forget", "name_forget")
FORMS = {"province": ("F2", "20"), "trang_dinh": ("F1", "180"), "van_quan": ("F1", "184")}


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    name: str
    whose: str
    method: str
    answers: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.whose}"


def _lines() -> Iterator[Line]:
    for line in TABLE.strip().splitlines()[1:]:
        name, whose, method, *answers = line.split()
        yield Line(name, whose, method, dict(zip(ROLES, answers, strict=True)))


LINES = list(_lines())


ANY_ADMIN = "admin:*"
PUBLIC = {"healthz", "login", "login_code", "programs:calendar_feed"}  # its secret address admits
UNDECLARED = ("PUT", "PATCH", "DELETE")


def _names(patterns: list, namespace: str = "") -> Iterator[str]:
    """The names of all addresses; one without a name is told by its pattern."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}"


def addresses_of(name: str, patterns: list, prefix: str = "") -> Iterator[str]:
    """Addresses under a namespace, with "1" wherever they ask for something."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = "" if pattern.namespace == name else name
            yield from addresses_of(inside, pattern.url_patterns, route)
        elif not name:
            yield "/" + re.sub(r"<[^>]+>|\(\?P.*|\(.*?\)", "1", route).replace("^", "").rstrip("$")


def decided(method: str) -> set[str]:
    return {line.name for line in LINES if line.method == method}


def area_of(whose: str) -> Area:
    if whose == "doan_ket":
        return commune("06001")
    return province() if whose == "province" else district(FORMS[whose][1])


def batch_of(whose: str, by: User) -> ImportBatch:
    """A previewed file for that area's report, with a file of its own."""
    report: Report = report_of(*FORMS[whose])
    reading = to_json(ReadReport())
    batch = new_batch(report=report, uploaded_by=by, reading=reading, sha256=whose)
    batch.file.save("x", ContentFile(b"Bieu 01"), save=False)
    batch.save()
    return batch


def agency_of(whose: str) -> Agency:
    """The district's own; of the province a department, whose money no district writes."""
    if whose == "province":
        return Agency.objects.filter(kind="department").first()
    return district_agency(FORMS[whose][1])


def sheet_of(whose: str, by: User, kind: BatchKind = BatchKind.DISTRICT_SHEET) -> ProgrammeBatch:
    """A previewed sheet of that district, of capital or obstacles, with a file of its own."""
    batch = capital.new_programme_batch(
        kind=kind,
        area=area_of(whose),
        period=period("2024Q3"),
        uploaded_by=by,
        reading=to_json(ReadReport()),
        sha256=whose,
    )
    batch.file.save("x", ContentFile(b"Bieu"), save=False)
    batch.save()
    return batch


def cell_of(report: Report) -> list[int]:
    """The first cell of a district's report: report, area, measure."""
    return [report.pk, communes(report.area)[0].pk, measure("hh_total").pk]


def table_of(by: User) -> LongTable:
    """A long table in which no row could be taken, with a file of its own."""
    table = new_long_table(uploaded_by=by, state=BatchState.REFUSED)
    table.file.save("x", ContentFile(b"x"), save=False)
    table.save()
    return table


def account_of(whose: str) -> CapitalAccount:
    """Capital of that district, or of a department."""
    own = capital.department() if whose == "province" else capital.agency(FORMS[whose][1])
    return capital.account(agency=own)


def taught_row(name: str, whose: str, by: User) -> Model:
    """Something that was taught of that area's sheets."""
    area = area_of(whose)
    if name == "layout_forget":
        return SheetLayout.objects.filter(area=area).first() or saved(new_layout(area=area))
    known = NameChoice.objects.filter(sender=area).first()
    return known or saved(new_name_choice(sender=area, taught_by=by))


def address(line: Line, by: User) -> str:
    _, _, short = line.name.rpartition(":")
    if short.startswith(("person_", "role_")):
        return address_of_person(line.name, short)
    if short.startswith("official_report") and short not in PERIODIC:
        return reverse(line.name, kwargs=periodic_report(line.whose, short))
    if line.name in PLANNED:
        return reverse(line.name, kwargs=PLANNED[line.name](by))
    if short == "view_save":
        return reverse(line.name, args=["kho-khan"])
    if short in {"view_edit", "view_delete"}:
        return reverse(line.name, args=[saved_view(line.whose, by).pk])
    if short == "indicator_detail":
        return reverse(line.name, kwargs={"code": "dien"})
    if short == "area_latest":
        return reverse(line.name, kwargs={"code": area_of(line.whose).code})
    if short == "area_detail":
        return area_of(line.whose).get_absolute_url()
    if short == "capital_account":
        return reverse(line.name, kwargs={"pk": account_of(line.whose).pk})
    if short in ("period_list", "period_create", "form_list", "form_create"):
        return reverse(line.name)
    if short == "form_detail":
        return form("F1").get_absolute_url()
    if short.startswith("form_"):
        return reverse(line.name, kwargs={"code": "F1"})
    if short.startswith("period_"):
        return reverse(line.name, kwargs={"code": "2024Q3"})
    if short == "report_extend":
        return reverse(line.name, args=["2024Q3", report_of(*FORMS[line.whose]).pk])
    if short == "report_history":
        return reverse(line.name, args=[report_of(*FORMS[line.whose]).pk])
    if short == "cell_history":
        return reverse(line.name, args=cell_of(report_of(*FORMS[line.whose])))
    if short.startswith("report_") and line.whose != "-":
        return reverse(line.name, kwargs=report_of(*FORMS[line.whose]).address)
    if short.startswith("review_") and line.whose != "-":
        return reverse(line.name, kwargs={"pk": report_of(*FORMS[line.whose]).pk})
    if short.startswith("sheet_template_") and line.whose != "-":
        one = {"area": FORMS[line.whose][1]} if short == "sheet_template_file" else {}
        return reverse(line.name, kwargs={"period": "2024Q3", "form": "f3"} | one)
    if short.startswith("template_") and line.whose != "-":
        code, area = FORMS[line.whose]
        of_form = {"period": "2024Q3", "form": code}
        one = {"area": area} if short == "template_file" else {}
        return reverse(line.name, kwargs=of_form | one)
    if short.startswith("long_table_") and line.whose != "-":
        return reverse(line.name, kwargs={"pk": table_of(by).pk})
    if short in TAUGHT:
        return reverse(line.name, kwargs={"pk": taught_row(short, line.whose, by).pk})
    if line.name == "programs:entry_detail":
        return reverse(line.name, kwargs={"code": agency_of(line.whose).code})
    if line.name.startswith("programs:batch_") and line.whose != "-":
        return reverse(line.name, kwargs={"pk": sheet_of(line.whose, by).pk})
    if short.startswith("obstacle_batch_") and line.whose != "-":
        obstacles = sheet_of(line.whose, by, BatchKind.OBSTACLE_SHEET)
        return reverse(line.name, kwargs={"pk": obstacles.pk})
    if short.startswith("batch_") and line.whose != "-":
        return reverse(line.name, kwargs={"pk": batch_of(line.whose, by).pk})
    return reverse(line.name)


def periodic_report(whose: str, short: str) -> dict[str, object]:
    """The draft of the province, or a frozen report of the area."""
    area = province() if whose == "-" else area_of(whose)
    report = OfficialReport.objects.filter(area=area).first()
    if report is None:
        keeper = member("nguoi-lap", Role.PROVINCIAL_OFFICER, province())
        asked = {"data": a_quarter(), "by": keeper, "now": NOW}
        report = start_report(period=period("2024Q3"), area=area, **asked)
        report = report if whose == "-" else freeze_report(report=report, **asked)
    more = {
        "official_report_paragraph": {"paragraph": report.paragraphs.first().pk},
        "official_report_add": {"section": "ky-toi"},
    }
    return {"pk": report.pk} | more.get(short, {})


def kept_file(by: User) -> dict[str, int]:
    known = DecisionFile.objects.first()
    if known is None:
        scan = Attachment("qd.pdf", b"%PDF-1.7")
        known = attach_file(decision=capital.decision(), attachment=scan, by=by, now=NOW)
    return {"pk": known.decision_id, "file": known.pk}


def an_obstacle() -> Obstacle:
    """Raised by Văn Quan, which Tràng Định does not read of."""
    known = Obstacle.objects.first()
    if known is None:
        author = member("nguoi-neu", Role.DISTRICT_OFFICER, district("184"))
        known = raised(author)
    return known


def obstacle_paper(by: User) -> dict[str, int]:
    obstacle = an_obstacle()
    known = obstacle.files.first()
    if known is None:
        upload = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7")
        author = obstacle.raisings.get().by
        known = attach_to_obstacle(obstacle=obstacle, upload=upload, by=author, now=NOW)
    return {"pk": obstacle.pk, "file": known.pk}


def extension() -> BudgetExtension:
    return BudgetExtension.objects.first() or saved(capital.new_budget_extension())


def requirement() -> DisbursementRequirement:
    return DisbursementRequirement.objects.first() or saved(capital.new_requirement())


def money_table(by: User) -> ProgrammeBatch:
    """The province's table of allocations in which no line could be taken."""
    batch = capital.new_programme_batch(
        kind=BatchKind.ALLOCATIONS, area=province(), state=BatchState.REFUSED, uploaded_by=by
    )
    batch.file.save("x", ContentFile(b"x"), save=False)
    batch.save()
    return batch


def class_list(by: User) -> ClassList:
    """A list of which no line could be taken."""
    kept = new_class_list(state=BatchState.REFUSED, uploaded_by=by)
    kept.file.save("x", ContentFile(b"x"), save=False)
    kept.save()
    return kept


# Whose address asks for something of the plan: how that is made.
PLANNED: dict[str, Callable[[User], dict[str, int | str]]] = {
    f"programs:{name}": lambda by: {"pk": capital.decision().pk}
    for name in (
        "decision_detail",
        "decision_edit",
        "decision_attach",
        "allocation_entry",
        "allocation_reverse",
        "allocation_result",
    )
} | {
    "programs:decision_file": kept_file,
    "programs:decision_file_remove": kept_file,
    "programs:budget_year_edit": lambda by: {"year": capital.budget_year().year},
    "programs:extension_create": lambda by: {"year": capital.budget_year().year},
    "programs:extension_remove": lambda by: {"pk": extension().pk},
    "programs:requirement_edit": lambda by: {"pk": requirement().pk},
    "programs:requirement_remove": lambda by: {"pk": requirement().pk},
    "programs:money_table_detail": lambda by: {"pk": money_table(by).pk},
    "programs:money_table_confirm": lambda by: {"pk": money_table(by).pk},
    "programs:money_table_undo": lambda by: {"pk": money_table(by).pk},
    "programs:money_table_file": lambda by: {"pk": money_table(by).pk},
    "programs:obstacle_detail": lambda by: {"pk": an_obstacle().pk},
    "programs:obstacle_edit": lambda by: {"pk": an_obstacle().pk},
    "programs:obstacle_step": lambda by: {"pk": an_obstacle().pk, "step": "ghi-tien-do"},
    "programs:obstacle_attach": lambda by: {"pk": an_obstacle().pk},
    "programs:obstacle_file": obstacle_paper,
}


PLANNED |= (
    {
        f"programs:task_{name}": lambda by: {"pk": Task.objects.get(title__startswith="Chủ trì").pk}
        for name in ("detail", "edit", "progress", "complete", "cancel", "reopen", "instruct")
    }
    | {
        "programs:calendar_feed": lambda by: {"token": "khong-ai-biet"},
    }
    | {
        f"programs:review_{name}": lambda by: {"pk": review().pk}
        for name in ("detail", "evidence", "propose", "conclude", "reopen")
    }
    | {
        f"programs:class_{name}": lambda by: {"pk": class_list(by).pk}
        for name in ("import", "answer", "confirm", "undo", "file")
    }
)


def review() -> AreaReview:
    """Of a commune of Văn Quan."""
    known = AreaReview.objects.first()
    return known or saved(new_review(area=communes(district("184"))[0]))


def saved_view(whose: str, by: User) -> SavedView:
    """The provincial officer's, shared with all; or a stranger's own."""
    if whose == "-":
        known = SavedView.objects.filter(user=by).first()
        return known or saved(new_saved_view(user=by, is_shared=True))
    return SavedView.objects.first() or saved(new_saved_view())


def address_of_person(name: str, short: str) -> str:
    """Of somebody who is none of ROLES."""
    if short in {"person_list", "person_create"}:
        return reverse(name)
    person = member("nguoi-khac", Role.LEADER, province())
    if short != "role_take":
        return reverse(name, args=[person.username])
    return reverse(name, args=[person.username, person.memberships.get().pk])


def answer_to(client: Client, method: str, url: str) -> str:
    # A browser's form always carries its token.
    response = getattr(client, method.lower())(url, {"a": "b"} if method == "POST" else None)
    for _ in getattr(response, "streaming_content", ()):  # a file is closed when it was read
        pass
    if response.status_code != 302:
        return str(response.status_code)
    signing_in = reverse(settings.LOGIN_URL), reverse("admin:login")
    return "in" if response.headers["Location"].startswith(signing_in) else "to"


def browser_of(role: str, request: pytest.FixtureRequest) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(request.getfixturevalue(role))
    return client


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_is_decided_for_reading_and_for_writing(method: str) -> None:
    names = set(_names(get_resolver().url_patterns))

    undecided = names - decided(method)

    assert {name for name in undecided if not name.startswith("admin:")} == set()
    assert ANY_ADMIN in decided(method)


def test_no_line_outlives_its_address() -> None:
    names = set(_names(get_resolver().url_patterns))

    assert {line.name for line in LINES} - names == {ANY_ADMIN}


def test_address_without_a_line_is_noticed() -> None:
    hidden = [path("an/", lambda request: None), path("la/", lambda request: None, name="la")]

    assert set(_names(hidden)) - decided("GET") == {"an/", "la"}


@pytest.mark.parametrize("line", [line for line in LINES if line.name != ANY_ADMIN], ids=str)
def test_answers_are_as_decided(
    line: Line,
    open_quarter: Period,
    request: pytest.FixtureRequest,
    provincial_officer: User,
) -> None:
    answers = {}
    for role in ROLES:
        url = address(line, by=provincial_officer)
        answers[role] = answer_to(browser_of(role, request), line.method, url)

    assert answers == line.answers


def is_of_a_table_only_shown(url: str) -> bool:
    """Adding, changing and deleting what the administration only shows: the ledger, histories."""
    shown = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model, registered in admin.site._registry.items()
        if isinstance(registered, Unchangeable)
    ]
    return url.startswith(tuple(shown)) and url not in shown


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("line", [line for line in LINES if line.name == ANY_ADMIN], ids=str)
def test_administration_answers_as_decided(
    line: Line, role: str, request: pytest.FixtureRequest, db: None
) -> None:
    own_lines = {
        reverse(name) for name in decided("GET") if name.startswith("admin:") and name != ANY_ADMIN
    }
    urls = set(addresses_of("admin", get_resolver().url_patterns)) - own_lines
    client = browser_of(role, request)

    answers = {url: answer_to(client, line.method, url) for url in urls}

    assert len(urls) > 50
    if line.answers[role] == "ok":
        refused = {url for url, answer in answers.items() if answer in {"in", "403", "500"}}
        assert {url for url in refused if not is_of_a_table_only_shown(url)} == set()
    else:
        assert set(answers.values()) == {line.answers[role]}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", UNDECLARED)
def test_methods_that_no_page_declares_are_refused(
    method: str,
    role: str,
    open_quarter: Period,
    request: pytest.FixtureRequest,
    provincial_officer: User,
) -> None:
    own = {line.name: line for line in LINES if not line.name.startswith("admin:")}
    client = browser_of(role, request)

    answers = {
        name: answer_to(client, method, address(line, by=provincial_officer))
        for name, line in own.items()
    }

    refusals = {True: "in", False: "405"}
    strangers = role == "anonymous"
    assert answers == {name: refusals[strangers and name not in PUBLIC] for name in own}


@pytest.mark.parametrize("name", ["home", "indicators:indicator_list", "indicators:batch_list"])
def test_sign_in_comes_back_to_where_one_wanted_to_go(name: str, client: Client, db: None) -> None:
    answer = client.get(reverse(name))

    assert answer.headers["Location"] == f"{reverse('login')}?next={reverse(name)}"


def test_stranger_at_an_unknown_address_is_told_in_vietnamese(client: Client, db: None) -> None:
    answer = client.get("/khong-co-trang-nay/")

    assert answer.status_code == 404
    assert "Địa chỉ này không có" in answer.content.decode()


def without_token(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


FOREIGN_NAMES = ("Văn Quan", "Bình Gia", "Hữu Lũng", "Cao Lộc")


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/?ky=2023Q4",
        "/trinh-chieu/",
        "/chi-tieu/",
        "/chi-tieu/dien/",
        "/chi-tieu/ho-ngheo/",
        "/chi-tieu/xa-ra-khoi-dbkk/",
    ],
)
def test_district_officer_reads_of_no_other_district(
    url: str, sample_loaded: None, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    page = client.get(url).content.decode()

    assert not [name for name in FOREIGN_NAMES if name in page]


def test_district_officer_sees_the_province_with_the_own_district_only(
    sample_loaded: None, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    page = client.get(province().get_absolute_url()).content.decode()

    assert "Huyện Tràng Định" in page
    assert not [name for name in FOREIGN_NAMES if name in page]


def test_ranking_holds_only_the_own_district(
    sample_loaded: None, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    page = client.get("/chi-tieu/dien/").content.decode()

    assert "Huyện Tràng Định" in page
    others = Area.objects.of_kind("district").exclude(code="180")
    assert not [area for area in others if area.get_absolute_url() in page]


def test_foreign_batch_leaves_no_trace_of_its_existence(
    open_quarter: Period, trang_dinh_officer: User, van_quan_officer: User, client: Client
) -> None:
    batch = batch_of("van_quan", van_quan_officer)
    client.force_login(trang_dinh_officer)

    foreign = client.get(reverse("indicators:batch_detail", args=[batch.pk]))
    missing = client.get(reverse("indicators:batch_detail", args=[batch.pk + 1]))

    assert foreign.status_code == missing.status_code == 404
    assert without_token(foreign.content) == without_token(missing.content)


def test_person_without_a_role_sees_the_province_and_no_district(
    sample_loaded: None, django_user_model: type[User], client: Client
) -> None:
    client.force_login(django_user_model.objects.create(username="nguoi-moi"))

    assert client.get("/").status_code == 200
    assert client.get("/dia-ban/").headers["Location"] == province().get_absolute_url()
    assert client.get(district("180").get_absolute_url()).status_code == 404
    assert client.get("/nhap-lieu/tai-len/").status_code == 403


def test_person_who_left_cannot_sign_in(db: None, leader: User, client: Client) -> None:
    leader.is_active = False
    leader.save()
    client.force_login(leader)

    assert answer_to(client, "GET", "/") == "in"
