import { defineSearchAttributeKey } from '@temporalio/common';

/** What operators filter by in the Temporal Web UI. IDs and statuses only: search attributes are never encrypted. */
export const OrderStatusAttribute = defineSearchAttributeKey('OrderStatus', 'KEYWORD');
export const MarketIdAttribute = defineSearchAttributeKey('MarketId', 'KEYWORD');
export const ZoneIdAttribute = defineSearchAttributeKey('ZoneId', 'KEYWORD');
export const MerchantIdAttribute = defineSearchAttributeKey('MerchantId', 'KEYWORD');
export const DriverIdAttribute = defineSearchAttributeKey('DriverId', 'KEYWORD');
export const EscalationRungAttribute = defineSearchAttributeKey('EscalationRung', 'INT');

export const SEARCH_ATTRIBUTES = [
  OrderStatusAttribute,
  MarketIdAttribute,
  ZoneIdAttribute,
  MerchantIdAttribute,
  DriverIdAttribute,
  EscalationRungAttribute,
];
