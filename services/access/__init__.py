"""Who may act for an account, and what they may do."""
