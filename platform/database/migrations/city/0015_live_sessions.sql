-- Sessions are kept for ever, those that live are few: they are listed newest first, a page at a time.
create index session_live on session (created_at, id) where ended_at is null;
