package dev.countersign.server.ratelimit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address stands for when requests are counted. */
public final class ClientNetwork {
  private static final int NETWORK_BYTES = 8;

  private ClientNetwork() {}

  /** An IPv4 address itself; of an IPv6 one its /64, which is what one household is given. */
  public static String of(String address) {
    // The container hands out literals only, so this never asks a name server.
    InetAddress parsed = InetAddress.ofLiteral(address);
    return parsed instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES)) + "/64"
        : parsed.getHostAddress();
  }
}
