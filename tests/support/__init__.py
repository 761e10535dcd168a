"""What tests share: personas, factories, a throw-away database server, a browser."""
