"""How the page looks, piece by piece. Nothing here decides; words of others are shown as text (`..highlight`)."""
