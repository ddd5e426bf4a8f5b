package dev.countersign.server.ratelimit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address stands for when requests are counted. */
public final class ClientNetwork {
  private static final int NETWORK_BYTES = 8;

  /** Whoever comes from nowhere that is known shares one count. */
  private static final String UNKNOWN = "unknown";

  private ClientNetwork() {}

  /** An IPv4 address itself; of an IPv6 one its /64, which is what one household is given. */
  public static String of(String address) {
    InetAddress parsed;
    try {
      // Never asks a name server. The interface by which a neighbour is reached does not matter.
      parsed = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
    } catch (IllegalArgumentException none) {
      return UNKNOWN;
    }
    return parsed instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES)) + "/64"
        : parsed.getHostAddress();
  }
}
