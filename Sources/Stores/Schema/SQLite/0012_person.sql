-- Whom a problem or a proposal concerns, as people know them: reports name the person, not only the entry.
ALTER TABLE problem ADD COLUMN person_number TEXT;
ALTER TABLE problem ADD COLUMN person_name TEXT;
ALTER TABLE proposal ADD COLUMN person_number TEXT;
ALTER TABLE proposal ADD COLUMN person_name TEXT;
