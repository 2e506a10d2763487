-- Mails enter the outbox in the order of their rows; one that carries a token nobody wrote is left out, and missed.
INSERT INTO mail (kind, account, token, recipient, recipient_name, number, message_id, other_address, queued_at, due_at,
  actor)
SELECT item.kind, incoming.account, token.id, item.recipient, item.recipient_name, nullif(item.number, ''),
  item.message_id, item.other_address, incoming_run.at, incoming_run.at, incoming_run.actor
FROM incoming
CROSS JOIN incoming_run
CROSS JOIN LATERAL ROWS FROM (
  json_to_recordset(incoming.mails::json) AS (
    kind text, recipient text, recipient_name text, number text, message_id text, other_address text, token text)
) WITH ORDINALITY AS item (kind, recipient, recipient_name, number, message_id, other_address, token, place)
LEFT JOIN token ON token.hash = item.token
WHERE item.token IS NULL OR token.id IS NOT NULL
ORDER BY incoming.ordinal, item.place
