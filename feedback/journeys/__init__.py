"""Contacts, issue chains and channel switches: pure rules over plain rows, and what is kept."""
