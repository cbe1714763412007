"""Orders: what customers bought, from the promise of stock to the parcel."""
