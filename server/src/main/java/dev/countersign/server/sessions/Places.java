package dev.countersign.server.sessions;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a client is, from its address alone: nobody outside is asked, and nothing is looked up. */
final class Places {
  private static final int IPV4_NETWORK_BYTES = 3;
  private static final int IPV6_NETWORK_BYTES = 8;

  private Places() {}

  /** Its network: the /24 of an IPv4 address, the /64 of an IPv6 one. */
  static String of(String address) {
    if (address.isEmpty()) {
      return "unknown";
    }
    InetAddress parsed = InetAddress.ofLiteral(address);
    if (parsed.isLoopbackAddress()) {
      return "this machine";
    }
    boolean wide = parsed instanceof Inet6Address;
    String network = network(parsed, wide ? IPV6_NETWORK_BYTES : IPV4_NETWORK_BYTES);
    return network + (wide ? "/64" : "/24") + (isPrivate(parsed) ? ", private" : "");
  }

  // fc00::/7 (RFC 4193) is what Java's site-local has become.
  private static boolean isPrivate(InetAddress address) {
    return address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || (address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc);
  }

  private static String network(InetAddress address, int bytes) {
    byte[] kept =
        Arrays.copyOf(Arrays.copyOf(address.getAddress(), bytes), address.getAddress().length);
    try {
      String text = InetAddress.getByAddress(kept).getHostAddress();
      return address instanceof Inet6Address ? text.replaceFirst("(:0)+$", "::") : text;
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address keeps its length", impossible);
    }
  }
}
