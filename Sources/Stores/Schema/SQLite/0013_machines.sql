-- Who leased a mail: a word that each process makes up for itself. One that was cut off, or slept, until its lease had ended
-- and another took the mail, no longer has a say in it.
ALTER TABLE mail ADD COLUMN lessee TEXT;

-- One row, once all was copied to another store, and where that is: from then on nothing is read or written here.
CREATE TABLE seal (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  moved_to TEXT NOT NULL,
  at INTEGER NOT NULL
);

-- A portal that was left behind is told: a password set here would be lost.
CREATE TRIGGER portal_redemption_sealed INSTEAD OF INSERT ON portal_redemption
WHEN EXISTS (SELECT 1 FROM seal)
BEGIN
  SELECT RAISE(ABORT, 'all accounts were moved to another store');
END;
