"""Documents written for this project about fictional places."""
