"""Programs for somebody who has files and no Perpetua."""
