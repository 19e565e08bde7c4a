"""What Veche is held against: the same shapes without Veche in them."""
