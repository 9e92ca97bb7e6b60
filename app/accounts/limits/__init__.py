"""How often one account may do what would tell somebody about people they do not work with."""
