"""Who somebody is: the settings of sign-in, what a provider says about a person, and who has signed out."""
