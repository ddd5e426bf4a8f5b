package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.request.RequestContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Whom an address stands for when requests are counted. */
public final class ClientNetwork {
  private static final int NETWORK_BYTES = 8;

  /** Whoever comes from nowhere that is known shares one count. */
  private static final String UNKNOWN = "unknown";

  private ClientNetwork() {}

  /** Whom the running request comes from; empty where that is not known, or there is none. */
  public static Optional<String> current() {
    return RequestContext.current()
        .map(request -> of(request.clientAddress()))
        .filter(network -> !network.equals(UNKNOWN));
  }

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
