-- Which machines a person's retry lets an operation choose again, and when a pause ends by itself.
ALTER TABLE operation ADD COLUMN "triedUpTo" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operation ADD COLUMN "pausedUntil" INTEGER NOT NULL DEFAULT 0;
