-- Who leased a mail: a word that each process makes up for itself. One that was cut off, or slept, until its lease had ended
-- and another took the mail, no longer has a say in it.
ALTER TABLE navette.mail ADD COLUMN lessee text;

-- One row, once all was copied to another store, and where that is: from then on nothing is read or written here.
CREATE TABLE navette.seal (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  moved_to text NOT NULL,
  at bigint NOT NULL
);

-- A portal that was left behind is told: a password set here would be lost. Triggers fire in the order of their names.
CREATE FUNCTION navette.refuse_when_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = navette, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM seal) THEN RAISE EXCEPTION 'all accounts were moved to another store'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER a_seal INSTEAD OF INSERT ON navette.portal_redemption
  FOR EACH ROW EXECUTE FUNCTION navette.refuse_when_sealed();
