"""Desktop titles the stand-in Microsoft sells, and the subscriptions listed beside them."""

from decimal import Decimal

from entrypoints.simulator.catalogue.titles import Sku, TermSku, Title

DESKTOP_TITLES = (
    Title(
        "DG7GMGF0DWTL",
        "Office LTSC 2024",
        "Word, Excel, PowerPoint and Outlook with a fixed set of features.",
        (
            Sku("0001", "Office LTSC Standard 2024", Decimal("481.30"), "CENG"),
            Sku("0002", "Office LTSC Professional Plus 2024", Decimal("665.40"), "CENG"),
            Sku("0003", "Office LTSC Standard for Mac 2024", Decimal("481.30"), "CEN", ("GR",)),
        ),
        "DG7GMGF0D7FX",
    ),
    Title(
        "DG7GMGF0PN43",
        "Visio LTSC 2024",
        "Diagrams and flowcharts with a fixed set of features.",
        (
            Sku("0002", "Visio LTSC Standard 2024", Decimal("334.10"), "CEN"),
            Sku("0003", "Visio LTSC Professional 2024", Decimal("629.80"), "CENG"),
        ),
    ),
    Title(
        "DG7GMGF0PN3Z",
        "Project 2024",
        "Schedules, resources and costs of projects.",
        (
            Sku("0002", "Project Standard 2024", Decimal("738.60"), "CEN"),
            Sku("0003", "Project Professional 2024", Decimal("1232.50"), "CENG"),
        ),
    ),
    Title(
        "DG7GMGF0D19L",
        "Visual Studio Professional 2022",
        "Development environment for .NET, C++ and the web.",
        (Sku("0002", "Visual Studio Professional 2022", Decimal("505.70"), "CE"),),
    ),
    Title(
        "DG7GMGF0D8H4",
        "Windows 11 Pro Upgrade",
        "Brings a device from an earlier or smaller edition to Windows 11 Pro.",
        (
            Sku("0004", "Windows 11 Home to Pro Upgrade", Decimal("73.20"), "C"),
            Sku("0005", "Windows 10/11 Pro N Upgrade", Decimal("73.20"), "CE", ("US", "JP")),
        ),
    ),
)

TERM_SKUS = (
    TermSku("DG7GMGF0FKZV", "0003", "SQL Server Enterprise - 2 Core", "P1Y", Decimal(5434)),
    TermSku("DG7GMGF0FKZV", "0003", "SQL Server Enterprise - 2 Core", "P3Y", Decimal(13746)),
    TermSku("DG7GMGF0DVT7", "000C", "Windows Server CAL - 1 Device", "P1Y", Decimal("21.50")),
    TermSku("DG7GMGF0DVT7", "000C", "Windows Server CAL - 1 Device", "P3Y", Decimal("52.40")),
)
