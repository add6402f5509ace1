"""What the invented figures are built from. Totals are chosen so that every published figure comes
out of the lines; amounts in million VND."""

from datetime import date
from decimal import Decimal

SEED = 1719

PROGRAMMES = ("dtts-mn-2021-2025", "giam-ngheo-2021-2025", "nong-thon-moi-2021-2025")
POVERTY, RURAL = "GNBV", "NTM"
INVESTMENT, RECURRENT = "dtpt", "sn"
CENTRAL, PROVINCE = "central", "province"

# The years that have a plan of their own.
YEARS = (2022, 2023, 2024, 2025)

# Allotted in the year itself, after its adjustments.
ALLOTTED = {
    2022: {(INVESTMENT, CENTRAL): 460_000, (INVESTMENT, PROVINCE): 60_000,
           (RECURRENT, CENTRAL): 515_000, (RECURRENT, PROVINCE): 15_000},
    2023: {(INVESTMENT, CENTRAL): 550_000, (INVESTMENT, PROVINCE): 90_000,
           (RECURRENT, CENTRAL): 740_000, (RECURRENT, PROVINCE): 20_000},
    2024: {(INVESTMENT, CENTRAL): 430_000, (INVESTMENT, PROVINCE): 70_000,
           (RECURRENT, CENTRAL): 485_000, (RECURRENT, PROVINCE): 15_000},
    2025: {(INVESTMENT, CENTRAL): 510_000, (INVESTMENT, PROVINCE): 90_000,
           (RECURRENT, CENTRAL): 815_000, (RECURRENT, PROVINCE): 15_000},
}  # fmt: skip
# With the above, 786,824 and 959,770 were usable in 2025: together 1,747 tỷ.
CARRIED = {
    2023: {INVESTMENT: 205_000, RECURRENT: 355_000},
    2024: {INVESTMENT: 300_000, RECURRENT: 520_000},
    2025: {INVESTMENT: 186_824, RECURRENT: 129_770},
}
# When the books closed: 63.91 % of what was allotted in 2022 and 2023, 80.68 % of 2024's capital.
DISBURSED = {
    2022: {INVESTMENT: 300_000, RECURRENT: 150_000},
    2023: {INVESTMENT: 530_000, RECURRENT: 585_795},
    2024: {INVESTMENT: 600_000, RECURRENT: 868_376},
}
# 2025, by who held the capital: districts until June, communes after them, the province's own.
DISBURSED_2025 = {
    "district": {INVESTMENT: 128_000, RECURRENT: 46_000},
    "commune": {INVESTMENT: 42_000, RECURRENT: 32_000},
    "province": {INVESTMENT: 62_900, RECURRENT: 38_900},
}

# The plan of the whole period, all investment: 3,638 tỷ central and 927 local of three programmes.
PERIOD = {
    POVERTY: {CENTRAL: 620_000, PROVINCE: 135_000},
    RURAL: {CENTRAL: 1_068_000, PROVINCE: 482_000},
}

# One district's published 2022, central budget.
VAN_LANG = "ubnd-182"
VAN_LANG_DAY = date(2022, 12, 19)
VAN_LANG_ALLOTTED = {INVESTMENT: 28_582, RECURRENT: 20_616}
VAN_LANG_DISBURSED = Decimal(26_049)
VAN_LANG_CLOSING = Decimal(33_400)

DISTRICTS = {
    "ubnd-178": 2, "ubnd-180": 11, "ubnd-181": 12, "ubnd-182": 7, "ubnd-183": 10, "ubnd-184": 10,
    "ubnd-185": 9, "ubnd-186": 11, "ubnd-187": 10, "ubnd-188": 12, "ubnd-189": 9,
}  # fmt: skip

# What every district holds, by weight.
DISTRICT_PARTS = {
    (INVESTMENT, CENTRAL): {"DA1": 18, "DA2": 9, "DA4.TDA1": 55, "DA6": 6},
    (INVESTMENT, PROVINCE): {"DA1": 20, "DA4.TDA1": 60},
    (RECURRENT, CENTRAL): {
        "DA1": 10, "DA3.TDA1": 12, "DA3.TDA2": 34, "DA4.TDA1": 10, "DA5.TDA3": 10, "DA5.TDA4": 8,
        "DA6": 4, "DA8": 6, "DA9.TDA1": 10, "DA9.TDA2": 2, "DA10.TDA1": 4,
    },
    (RECURRENT, PROVINCE): {"DA3.TDA2": 30},
}  # fmt: skip

COMMITTEE, DEPARTMENT = "ban-dan-toc", "so-dan-toc-ton-giao"
BUILDERS, SCHOOL, ARMY = "mh-ban-qlda", "mh-truong-nghe", "mh-kinh-te-quoc-phong"
# Invented holders: code, name, short name.
OWNERS = (
    (BUILDERS, "Ban Quản lý dự án đầu tư xây dựng (minh họa)", "Ban QLDA (minh họa)"),
    (SCHOOL, "Trường dạy nghề của tỉnh (minh họa)", "Trường nghề (minh họa)"),
    (ARMY, "Đơn vị kinh tế – quốc phòng (minh họa)", "KT–QP (minh họa)"),
)
# What the province's own hold, by weight beside all districts together (100 for each of the above).
PROVINCE_PARTS = {
    (INVESTMENT, CENTRAL): {
        (BUILDERS, "DA2"): 60, (BUILDERS, "DA4.TDA1"): 70, ("so-giao-duc", "DA5.TDA1"): 60,
        (SCHOOL, "DA5.TDA3"): 20, ("so-van-hoa", "DA6"): 15, ("so-y-te", "DA7"): 20,
        (COMMITTEE, "DA10.TDA2"): 8,
    },
    (INVESTMENT, PROVINCE): {(BUILDERS, "DA4.TDA1"): 90, ("so-giao-duc", "DA5.TDA1"): 50},
    (RECURRENT, CENTRAL): {
        ("so-giao-duc", "DA5.TDA1"): 60, (COMMITTEE, "DA5.TDA2"): 30, (SCHOOL, "DA5.TDA3"): 40,
        ("so-van-hoa", "DA6"): 20, ("so-y-te", "DA7"): 55, (ARMY, "DA3.TDA3"): 25,
        (COMMITTEE, "DA9.TDA2"): 6, (COMMITTEE, "DA10.TDA1"): 15, (COMMITTEE, "DA10.TDA2"): 8,
        (COMMITTEE, "DA10.TDA3"): 12,
    },
    (RECURRENT, PROVINCE): {(COMMITTEE, "DA10.TDA3"): 20},
}  # fmt: skip

# Who is slow, and the project of which nothing was disbursed in 2025: the pages tell of them.
SLOW_HOLDERS = {"ubnd-181": Decimal("0.3"), ARMY: Decimal("0.4")}
SLOW_PARTS = {"DA9.TDA1": Decimal("0.4"), "DA5.TDA3": Decimal("0.6")}
UNTOUCHED_2025 = "DA2"

# Per cent of the year's final amount by each day, of those who are early, usual or late.
PACES = {
    4: ((8, 45, 93, 100), (4, 30, 90, 100), (0, 15, 80, 100)),
    5: ((9, 42, 72, 96, 100), (4, 24, 50, 92, 100), (0, 9, 31, 85, 100)),
    6: ((2, 9, 24, 48, 76, 100), (1, 5, 16, 36, 64, 100), (0, 1, 6, 20, 48, 100)),
    8: (
        (1, 5, 13, 27, 45, 66, 86, 100),
        (0, 2, 8, 18, 32, 52, 76, 100),
        (0, 0, 2, 9, 20, 40, 66, 100),
    ),
    2: ((55, 100), (38, 100), (0, 100)),
}

DISTRICTS_END = date(2025, 7, 1)
COMMITTEE_ENDS = date(2025, 3, 1)
