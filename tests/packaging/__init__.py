"""How the folder for Windows is made, as far as it needs neither Wine nor downloads."""
