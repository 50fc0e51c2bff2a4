-- The standing order asks for an order's escalations, resolved ones included.
CREATE INDEX "escalation_order_id_idx" ON "escalation"("order_id");
