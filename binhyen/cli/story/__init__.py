"""The invented province of the demo, "Tỉnh Mẫu", and the published figures: told through the same actions as people's."""
