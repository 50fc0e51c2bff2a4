-- Events that have these words, at most so many, through the index of words and nothing else: for a word that is seldom or
-- never there, the planner hopes to meet it soon when it reads from the newest event on, and reads them all.
CREATE OR REPLACE FUNCTION event_word_hits(p_words tsquery, p_max int) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
  SELECT id FROM event WHERE words @@ p_words LIMIT p_max
$$;
