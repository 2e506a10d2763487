-- Lines of the journal that come from an old file of SQLite do not say how the directory was read.
ALTER TABLE navette.run ALTER COLUMN detail DROP NOT NULL;
