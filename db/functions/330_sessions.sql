-- Takes a sign-in link, once, and begins the session that it is for. Null when there is none, or not any more.
CREATE OR REPLACE FUNCTION redeem_link(
  p_hash text, p_role text, p_session uuid, p_refresh_hash text, p_ttl_s double precision
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  l sign_in_link;
  s session;
BEGIN
  UPDATE sign_in_link SET used_at = clock_timestamp()
    WHERE hash = p_hash AND role = p_role AND used_at IS NULL AND expires_at > clock_timestamp()
      AND (driver_id IS NULL OR EXISTS (SELECT 1 FROM driver d WHERE d.id = driver_id AND d.active))
    RETURNING * INTO l;
  IF l.hash IS NULL THEN RETURN NULL; END IF;
  INSERT INTO session (id, role, driver_id, claims, created_by, current_hash, expires_at)
  VALUES (p_session, l.role, l.driver_id, l.claims, l.created_by, p_refresh_hash,
          clock_timestamp() + p_ttl_s * interval '1 second')
  RETURNING * INTO s;
  RETURN jsonb_build_object('id', s.id, 'claims', s.claims, 'expiresAt', s.expires_at);
END $$;

-- The next refresh token of a session. A phone whose answer was lost sends the spent one again: the successor that it
-- never got becomes void. A void one is in two hands, so the session ends. Null when there is no session (any more).
CREATE OR REPLACE FUNCTION rotate_session(
  p_session uuid, p_role text, p_hash text, p_next_hash text, p_ttl_s double precision
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s session;
  now timestamptz;
BEGIN
  SELECT * INTO s FROM session WHERE id = p_session AND role = p_role FOR UPDATE;
  now := clock_timestamp();
  IF s.id IS NULL OR s.revoked_at IS NOT NULL OR s.expires_at <= now
     OR EXISTS (SELECT 1 FROM driver d WHERE d.id = s.driver_id AND NOT d.active) THEN
    RETURN NULL;
  END IF;
  IF p_hash = ANY (s.void_hashes) THEN
    UPDATE session SET revoked_at = now, revoke_reason = 'a refresh token was used twice' WHERE id = s.id;
    RETURN NULL;
  END IF;
  IF p_hash NOT IN (s.current_hash, coalesce(s.spent_hash, '')) THEN RETURN NULL; END IF;
  UPDATE session SET
    void_hashes = array_remove(void_hashes[greatest(1, cardinality(void_hashes) - 98):]
      || CASE WHEN p_hash = current_hash THEN spent_hash ELSE current_hash END, NULL),
    spent_hash = p_hash, current_hash = p_next_hash, refreshed_at = now,
    expires_at = now + p_ttl_s * interval '1 second'
    WHERE id = s.id RETURNING * INTO s;
  RETURN jsonb_build_object('id', s.id, 'claims', s.claims, 'expiresAt', s.expires_at);
END $$;

-- Links and sessions that ended a while ago say nothing any more.
CREATE OR REPLACE FUNCTION forget_sessions(p_days int) RETURNS void LANGUAGE sql VOLATILE AS $$
  DELETE FROM sign_in_link WHERE expires_at < clock_timestamp() - p_days * interval '1 day';
  DELETE FROM session WHERE expires_at < clock_timestamp() - p_days * interval '1 day';
$$;
