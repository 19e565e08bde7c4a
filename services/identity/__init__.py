"""Who somebody is: signing in and out, links, invitations, tokens, passwords, consent."""
