-- Whom a problem or a proposal concerns, as people know them: reports name the person, not only the entry.
ALTER TABLE navette.problem ADD COLUMN person_number text, ADD COLUMN person_name text;
ALTER TABLE navette.proposal ADD COLUMN person_number text, ADD COLUMN person_name text;
