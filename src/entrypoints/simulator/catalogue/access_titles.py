"""Client access licences the stand-in Microsoft sells; the more of them, the cheaper."""

from decimal import Decimal

from entrypoints.simulator.catalogue.titles import Sku, Title


def _cal(sku_id: str, title: str, price: str, segments: str, absent: tuple[str, ...] = ()) -> Sku:
    return Sku(sku_id, title, Decimal(price), segments, absent, tiered=True)


ACCESS_TITLES = (
    Title(
        "DG7GMGF0PWHF",
        "Windows Server 2025 Client Access License",
        "Lets one user or one device use Windows Server 2025.",
        (
            _cal("0002", "Windows Server 2025 CAL - 1 Device", "46.00", "CENG"),
            _cal("0003", "Windows Server 2025 CAL - 1 User", "59.80", "CENG"),
        ),
        "DG7GMGF0D5SL",
    ),
    Title(
        "DG7GMGF0D7HX",
        "Windows Server 2022 Remote Desktop Services CAL",
        "Lets one user or one device use remote desktops of Windows Server 2022.",
        (
            _cal("0006", "Remote Desktop Services 2022 CAL - 1 Device", "156.40", "CEN"),
            _cal("0007", "Remote Desktop Services 2022 CAL - 1 User", "182.00", "CENG"),
        ),
    ),
    Title(
        "DG7GMGF0PWJ3",
        "Windows Server 2025 Rights Management Services CAL",
        "Lets one user or one device protect documents with Windows Server 2025.",
        (
            _cal("0002", "Rights Management Services 2025 CAL - 1 Device", "43.10", "CE", ("KW",)),
            _cal("0003", "Rights Management Services 2025 CAL - 1 User", "54.70", "CEN", ("KW",)),
        ),
    ),
    Title(
        "DG7GMGF0RL0D",
        "SQL Server 2025 Client Access License",
        "Lets one user or one device use SQL Server 2025 Standard.",
        (
            _cal("0002", "SQL Server 2025 CAL - 1 Device", "242.00", "CEN"),
            _cal("0003", "SQL Server 2025 CAL - 1 User", "242.00", "CENG"),
        ),
        "DG7GMGF0M7XV",
    ),
    Title(
        "DG7GMGF0FL6C",
        "Exchange Server 2019 Client Access License",
        "Lets one user or one device use a mailbox on Exchange Server 2019.",
        (
            _cal("0002", "Exchange Server Standard 2019 CAL - 1 Device", "94.20", "CEN"),
            _cal("0003", "Exchange Server Standard 2019 CAL - 1 User", "108.30", "CENG"),
            _cal("0004", "Exchange Server Enterprise 2019 CAL - 1 User", "66.10", "CE", ("IN",)),
        ),
    ),
    Title(
        "DG7GMGF0FLTS",
        "SharePoint Server Client Access License",
        "Lets one user or one device use sites of SharePoint Server.",
        (
            _cal("0002", "SharePoint Server Standard CAL - 1 Device", "112.60", "CEN"),
            _cal("0003", "SharePoint Server Standard CAL - 1 User", "146.50", "CEN"),
            _cal("0004", "SharePoint Server Enterprise CAL - 1 User", "128.90", "CE", ("CH", "KR")),
        ),
    ),
    Title(
        "DG7GMGF0FKZ8",
        "Skype for Business Server 2019 Client Access License",
        "Lets one user or one device join meetings of Skype for Business Server 2019.",
        (
            _cal("0002", "Skype for Business Server 2019 CAL - 1 Device", "41.90", "C", ("SE",)),
            _cal("0003", "Skype for Business Server 2019 CAL - 1 User", "54.40", "CE", ("SE",)),
        ),
    ),
    Title(
        "DG7GMGF0DVG5",
        "Identity Manager 2016 Client Access License",
        "Lets one user have an identity that Identity Manager 2016 manages.",
        (_cal("0002", "Identity Manager 2016 CAL - 1 User", "27.30", "CE", ("GR", "KW")),),
    ),
)
