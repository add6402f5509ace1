from django.urls import path

from .views import capital, capital_lines

app_name = "programs"
urlpatterns = [
    path("von/", capital.overview, name="capital_overview"),
    path("von/bang/", capital.tree, name="capital_tree"),
    path("von/ma-tran/", capital.matrix, name="capital_matrix"),
    path("von/bien-dong/", capital.steps, name="capital_steps"),
    path("von/khoan/", capital_lines.line_list, name="capital_lines"),
    path("von/khoan/<int:pk>/", capital_lines.account_detail, name="capital_account"),
]
