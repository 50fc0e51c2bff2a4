-- The transitions of domain/lifecycle/transitions.ts, row by row; a test compares the two.
CREATE TABLE IF NOT EXISTS order_transition (
  request text NOT NULL, from_status text NOT NULL, to_status text NOT NULL, PRIMARY KEY (request, from_status)
);
DELETE FROM order_transition;
INSERT INTO order_transition (request, from_status, to_status)
SELECT request, unnest(string_to_array(from_statuses, ' ')), to_status FROM (VALUES
  ('enter_pool', 'scheduled', 'unassigned'),
  ('send_offer', 'unassigned offered', 'offered'),
  ('accept', 'offered', 'assigned'),
  ('lose_offer', 'offered', 'unassigned'),
  ('force_assign', 'scheduled unassigned offered assigned arrived_at_pickup', 'assigned'),
  ('release', 'assigned arrived_at_pickup', 'unassigned'),
  ('requeue', 'scheduled unassigned offered assigned arrived_at_pickup', 'unassigned'),
  ('arrive_at_pickup', 'assigned', 'arrived_at_pickup'),
  ('hold', 'unassigned offered', 'unassigned'),
  ('pick_up', 'arrived_at_pickup rescuing', 'picked_up'),
  ('arrive_at_dropoff', 'picked_up', 'arrived_at_dropoff'),
  ('deliver', 'arrived_at_dropoff', 'delivered'),
  ('strand', 'picked_up arrived_at_dropoff returning', 'stranded'),
  ('accept_rescue', 'stranded', 'rescuing'),
  ('release_rescue', 'rescuing', 'stranded'),
  ('recover', 'stranded rescuing', 'picked_up'),
  ('start_return', 'picked_up arrived_at_dropoff', 'returning'),
  ('complete_return', 'returning', 'returned'),
  ('cancel', 'scheduled unassigned offered assigned arrived_at_pickup', 'cancelled'),
  ('give_up', 'unassigned picked_up arrived_at_dropoff stranded rescuing returning', 'undeliverable')
) AS t (request, from_statuses, to_status);

-- The status after a request, or null when it is not allowed.
CREATE OR REPLACE FUNCTION next_status(p_from text, p_request text) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT to_status FROM order_transition WHERE request = p_request AND from_status = p_from
$$;
