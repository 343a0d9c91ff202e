"""Titles for whoever runs servers: databases, management, connectors."""

from decimal import Decimal

from entrypoints.simulator.catalogue.titles import Sku, Title

INFRASTRUCTURE_TITLES = (
    Title(
        "DG7GMGF0RL0B",
        "SQL Server 2025",
        "The newest SQL Server: vector search and JSON beside relational data.",
        (
            Sku("0002", "SQL Server 2025 Standard - 2 Core", Decimal(4142), "CEN", (), 2),
            Sku("0003", "SQL Server 2025 Standard - Server", Decimal(1038), "CENG"),
            Sku("0004", "SQL Server 2025 Enterprise - 2 Core", Decimal(15879), "C", (), 2),
        ),
        "DG7GMGF0M80J",
    ),
    Title(
        "DG7GMGF0D515",
        "Windows Server External Connector",
        "Lets any number of people outside the organisation use a Windows Server.",
        (
            Sku("0002", "Windows Server 2022 External Connector", Decimal(2389), "CEN", ("IN",)),
            Sku("0003", "Windows Server 2025 External Connector", Decimal(2628), "CENG"),
            Sku("0004", "Remote Desktop Services 2025 External Connector", Decimal(10912), "C"),
        ),
    ),
    Title(
        "DG7GMGF0PWMX",
        "System Center 2025",
        "Watches, updates and backs up servers, their networks and their storage.",
        (
            Sku("0002", "System Center 2025 Standard - 16 Core", Decimal(1323), "CENG"),
            Sku("0003", "System Center 2025 Standard - 2 Core", Decimal(165), "CEN", (), 8),
            Sku("0004", "System Center 2025 Datacenter - 16 Core", Decimal(3607), "CE", ("PL",)),
        ),
    ),
    Title(
        "DG7GMGF0PWP5",
        "Core Infrastructure Server Suite 2025",
        "Windows Server 2025 together with System Center 2025, licensed per core.",
        (
            Sku("0002", "Core Infrastructure Suite 2025 Standard - 16 Core", Decimal(2274), "CE"),
            Sku(
                "0003",
                "Core Infrastructure Suite 2025 Standard - 2 Core",
                Decimal(284),
                "CE",
                (),
                8,
            ),
            Sku("0004", "Core Infrastructure Suite 2025 Datacenter - 16 Core", Decimal(9342), "C"),
            Sku(
                "0005",
                "Core Infrastructure Suite 2025 Datacenter - 2 Core",
                Decimal(1168),
                "C",
                ("GR", "KW"),
                8,
            ),
        ),
    ),
    Title(
        "DG7GMGF0FLQM",
        "Project Server Subscription Edition",
        "Portfolios, resources and timesheets on the customer's own servers.",
        (
            Sku("0002", "Project Server", Decimal(6219), "CEN", ("DK",)),
            Sku("0003", "Project Server CAL - 1 User", Decimal("211.70"), "CEN", ("DK",)),
        ),
    ),
)
