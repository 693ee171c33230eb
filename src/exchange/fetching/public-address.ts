import { BlockList, isIP } from "node:net";

/** Networks that are nobody's on the Internet (IANA special-purpose registries, RFC 6890 and updates). */
const inner = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inner.addSubnet(network, bits, "ipv4");

/** IPv6 that is global unicast; everything else is local, mapped, reserved or multicast. */
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
/** Of these, tunnels into IPv4 (6to4, Teredo), documentation and benchmarks. */
const inner6 = new BlockList();
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  inner6.addSubnet(network, bits, "ipv6");

/** Whether an IP address is of a machine on the Internet, not of this one or of a network around it. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inner.check(address, "ipv4");
  return family === 6 && global6.check(address, "ipv6") && !inner6.check(address, "ipv6");
}
