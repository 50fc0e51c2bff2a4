import ipaddr from 'ipaddr.js';

/** Addresses that IANA calls global although ipaddr.js puts them into a range of their own, and the other way round. */
const REFUSED_BLOCKS = ['64:ff9b:1::/48', '192.88.99.0/24'].map((block) => ipaddr.parseCIDR(block));

/**
 * Whether an IP address belongs to the public internet: not private, loopback, link-local (where clouds keep their
 * credentials), shared, multicast, reserved or unspecified, also when it is wrapped in IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (REFUSED_BLOCKS.some((block) => parsed.kind() === block[0].kind() && parsed.match(block))) return false;
  if (parsed.kind() === 'ipv4') return parsed.range() === 'unicast';
  const wrapped = innerIpv4(parsed as ipaddr.IPv6);
  return wrapped ? wrapped.range() === 'unicast' : parsed.range() === 'unicast';
}

/** The IPv4 address that an IPv6 address leads to: mapped, or through NAT64, 6to4 or the deprecated compatible form. */
function innerIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  const v4 = (from: number): ipaddr.IPv4 => new ipaddr.IPv4(bytes.slice(from, from + 4));
  if (address.range() === 'rfc6052') return v4(12);
  if (address.range() === '6to4') return v4(2);
  const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12).some((byte) => byte > 1);
  return isCompatible ? v4(12) : null;
}

/** The IP address in a URL, when its host is one. Browsers' spellings (`0x7f.1`, `2130706433`) are parsed by then. */
export function addressIn(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) ? host : null;
}
