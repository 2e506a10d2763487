print("navette")
