"""The formats that others read, made from model objects alone; a field without a sensitivity class cannot leave."""
