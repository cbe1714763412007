"""What a shop can do: one public function each, without a word about HTTP."""
