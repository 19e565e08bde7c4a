"""The drill: people at work while every part of an installation is killed, and the reckoning afterwards."""
