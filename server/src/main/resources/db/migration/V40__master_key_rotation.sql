-- When the master keys are rotated, what they sealed is sealed anew in place; nothing else of these
-- rows may change.
grant update (wrapped_key) on person_keys to ${application};
grant update (sealed) on master_key_check to ${crosstenant};
