"""What the titles cost, and the price sheets of api.partner.microsoft.com."""
