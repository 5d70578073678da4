-- Where a machine goes that leaves its pool, and how a pool keeps its Free machines by itself.
ALTER TABLE machine ADD COLUMN "nextPool" TEXT NOT NULL DEFAULT '';
ALTER TABLE pool ADD COLUMN "autoFill" TEXT NOT NULL DEFAULT '{}';
