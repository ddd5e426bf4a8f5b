package dev.countersign.server.apikeys;

import dev.countersign.server.platform.web.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a key may be used from. What cannot be told is refused: a request without an address does
 * not come from a network, nor one without the header from an origin.
 *
 * @param networks anywhere where there are none
 * @param origins any where there are none
 */
record KeyBounds(List<AddressRange> networks, List<String> origins) {
  KeyBounds {
    networks = List.copyOf(networks);
    origins = List.copyOf(origins);
  }

  static KeyBounds ofStored(List<String> networks, List<String> origins) {
    return new KeyBounds(
        networks.stream().map(text -> AddressRange.parse(text).orElseThrow()).toList(), origins);
  }

  boolean allowsAddress(@Nullable String address) {
    if (networks.isEmpty()) {
      return true;
    }
    if (address == null) {
      return false;
    }
    try {
      InetAddress literal = InetAddress.ofLiteral(withoutZone(address));
      return networks.stream().anyMatch(network -> network.contains(literal));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  boolean allowsOrigin(@Nullable String origin) {
    return origins.isEmpty()
        || (origin != null && origins.contains(origin.toLowerCase(Locale.ROOT)));
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
