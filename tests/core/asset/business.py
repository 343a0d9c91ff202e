"""What D10 calls the business fields of an asset."""

from core.asset.asset import Asset


def business(asset: Asset) -> dict[str, object]:
    """What D10 calls business fields."""
    return {
        "details": asset.details,
        "name": asset.name,
        "custom_fields": asset.custom_fields,
        "sync": asset.sync,
        "licence": asset.licence,
        "created_on": asset.created_on,
        "provisioned_at": asset.provisioned_at,
    }
