"""Server titles the stand-in Microsoft sells."""

from decimal import Decimal

from entrypoints.simulator.catalogue.titles import Sku, Title

SERVER_TITLES = (
    Title(
        "DG7GMGF0D5RK",
        "Windows Server 2022",
        "Server operating system for physical and virtual workloads, licensed per core.",
        (
            Sku("0002", "Windows Server 2022 Standard - 16 Core", Decimal(1069), "CENG"),
            Sku("0003", "Windows Server 2022 Standard - 2 Core", Decimal(134), "CEN", (), 8),
            Sku("0004", "Windows Server 2022 Datacenter - 16 Core", Decimal(6155), "CENG"),
            Sku("0005", "Windows Server 2022 Datacenter - 2 Core", Decimal(769), "CE", (), 8),
        ),
        "DG7GMGF0DVT9",
    ),
    Title(
        "DG7GMGF0PWHC",
        "Windows Server 2025",
        "The newest Windows Server: hotpatching, faster storage and stronger identity.",
        (
            Sku("0002", "Windows Server 2025 Standard - 16 Core", Decimal(1176), "CENG"),
            Sku("0003", "Windows Server 2025 Standard - 2 Core", Decimal(147), "CEN", (), 8),
            Sku("0004", "Windows Server 2025 Datacenter - 16 Core", Decimal(6771), "CEN"),
        ),
        "DG7GMGF0D5RK",
    ),
    Title(
        "DG7GMGF0D5SL",
        "Windows Server 2022 Client Access License",
        "Lets one user or one device use Windows Server 2022.",
        (
            Sku("0002", "Windows Server 2022 CAL - 1 Device", Decimal("43.80"), "CENG"),
            Sku("0003", "Windows Server 2022 CAL - 1 User", Decimal("56.90"), "CENG"),
        ),
    ),
    Title(
        "DG7GMGF0PWK1",
        "Windows Server 2025 Remote Desktop Services CAL",
        "Lets one user or one device use remote desktops of Windows Server 2025.",
        (
            Sku("000P", "Remote Desktop Services 2025 CAL - 1 Device", Decimal("164.20"), "CE"),
            Sku("000Q", "Remote Desktop Services 2025 CAL - 1 User", Decimal("191.10"), "CEN"),
        ),
    ),
    Title(
        "DG7GMGF0M80J",
        "SQL Server 2022",
        "Relational database with analytics, licensed per core or per server.",
        (
            Sku("0002", "SQL Server 2022 Standard - 2 Core", Decimal(3945), "CEN", (), 2),
            Sku("0003", "SQL Server 2022 Standard - Server", Decimal(989), "CEN"),
            Sku("0004", "SQL Server 2022 Enterprise - 2 Core", Decimal(15123), "C", (), 2),
        ),
        "DG7GMGF0FKX9",
    ),
    Title(
        "DG7GMGF0M7XV",
        "SQL Server 2022 Client Access License",
        "Lets one user or one device use SQL Server 2022 Standard.",
        (
            Sku("0002", "SQL Server 2022 CAL - 1 Device", Decimal("230.40"), "CEN"),
            Sku("0003", "SQL Server 2022 CAL - 1 User", Decimal("230.40"), "CEN"),
        ),
    ),
    Title(
        "DG7GMGF0FL4T",
        "Exchange Server 2019",
        "Mail, calendars and contacts on the customer's own servers.",
        (
            Sku("000P", "Exchange Server Standard 2019", Decimal(779), "CEN"),
            Sku("000R", "Exchange Server Enterprise 2019", Decimal(4445), "CE", ("JP",)),
        ),
    ),
    Title(
        "DG7GMGF0FLR6",
        "SharePoint Server Subscription Edition",
        "Document libraries and intranet sites on the customer's own servers.",
        (Sku("0002", "SharePoint Server", Decimal(7472), "CEN", ("CH",)),),
    ),
    Title(
        "DG7GMGF0FKXQ",
        "Skype for Business Server 2019",
        "Meetings and telephony on the customer's own servers.",
        (Sku("0002", "Skype for Business Server 2019", Decimal(3999), "CE", ("CH", "JP")),),
    ),
    Title(
        "DG7GMGF0DWM3",
        "BizTalk Server 2020",
        "Connects applications and trading partners with messages and rules.",
        (
            Sku("0002", "BizTalk Server 2020 Branch - 2 Core", Decimal(2485), "CEN", ("JP",), 2),
            Sku("0003", "BizTalk Server 2020 Standard - 2 Core", Decimal(10025), "CE", (), 2),
        ),
    ),
)
