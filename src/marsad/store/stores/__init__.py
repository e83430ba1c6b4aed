"""The stores that keep the contract of marsad.store.store."""
