-- Which fields a directory ever gave a value of; JSON. A field that is not among them is held by no tie, which a run
-- asks of every attribute that brought nothing: without this, each time, of every tie.
ALTER TABLE directory ADD COLUMN agreed_fields TEXT NOT NULL DEFAULT '[]';

UPDATE directory SET agreed_fields = (
  SELECT json_group_array(name) FROM (
    SELECT DISTINCT agreed.key AS name
    FROM tie
    CROSS JOIN tie_detail ON tie_detail.id = tie.detail
    CROSS JOIN json_each(tie_detail.agreed) AS agreed
    WHERE tie.directory = directory.id));
