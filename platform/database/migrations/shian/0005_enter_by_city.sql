-- Requests of a session begin with the function `enter` of their city's schema.
drop function shian.enter(text, bytea, timestamptz);
