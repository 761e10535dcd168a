"""Thanks (致谢): one organisation says thank you to another in a sentence."""
