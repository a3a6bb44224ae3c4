-- Whoever came to a closed line waits until it opens, also where it is switched to short-staffed meanwhile: since when it
-- was closed by then. Empty where it was open, and where it is switched to closed (that is in switched_at).
ALTER TABLE lines ADD COLUMN closed_since INTEGER;
