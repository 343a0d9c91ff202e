"""Single Office applications and more desktop titles the stand-in Microsoft sells."""

from decimal import Decimal

from entrypoints.simulator.catalogue.titles import Sku, Title

APPLICATION_TITLES = (
    Title(
        "DG7GMGF0PN5G",
        "Office LTSC 2024 Applications",
        "One application of Office LTSC 2024 with a fixed set of features.",
        (
            Sku("0002", "Access LTSC 2024", Decimal("204.60"), "CEN", tiered=True),
            Sku("0003", "Excel LTSC 2024", Decimal("204.60"), "CENG", tiered=True),
            Sku("0004", "Outlook LTSC 2024", Decimal("204.60"), "CEN", tiered=True),
            Sku("0005", "PowerPoint LTSC 2024", Decimal("204.60"), "CEN", tiered=True),
            Sku("0006", "Word LTSC 2024", Decimal("204.60"), "CENG", tiered=True),
        ),
    ),
    Title(
        "DG7GMGF0PN6J",
        "Office LTSC for Mac 2024 Applications",
        "One application of Office LTSC for Mac 2024 with a fixed set of features.",
        (
            Sku("0002", "Excel LTSC for Mac 2024", Decimal("204.60"), "CE", ("GR", "KW")),
            Sku("0003", "Word LTSC for Mac 2024", Decimal("204.60"), "CE", ("GR", "KW")),
        ),
    ),
    Title(
        "DG7GMGF0RN1T",
        "Visual Studio Professional 2026",
        "The newest development environment for .NET, C++ and the web.",
        (Sku("0002", "Visual Studio Professional 2026", Decimal("505.70"), "CE"),),
        "DG7GMGF0D19L",
    ),
    Title(
        "DG7GMGF0D8HX",
        "Windows 11 Enterprise Upgrade",
        "Brings a device from Windows 11 Pro to an edition for companies.",
        (
            Sku("0002", "Windows 11 Enterprise LTSC 2024 Upgrade", Decimal("306.90"), "CENG"),
            Sku("0003", "Windows 11 Pro for Workstations Upgrade", Decimal("191.80"), "C", ("IN",)),
        ),
    ),
)
