-- Mails enter the outbox in the order of their rows; one that carries a token nobody wrote is left out, and missed.
INSERT INTO mail (kind, account, token, recipient, recipient_name, number, message_id, other_address, queued_at, due_at,
  actor)
SELECT mail_kind, incoming.account, token.id, recipient, recipient_name, nullif(mail_number, ''), message_id, other_address,
  incoming_run.at, incoming_run.at, incoming_run.actor
FROM incoming CROSS JOIN incoming_run LEFT JOIN token ON token.hash = incoming.mail_token
WHERE mail_kind IS NOT NULL AND (mail_token IS NULL OR token.id IS NOT NULL)
ORDER BY ordinal
