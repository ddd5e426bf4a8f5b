package dev.countersign.server.webhooks;

import dev.countersign.server.platform.web.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for the client that delivers, and finds nothing where one of a name's addresses is
 * not public: neither this machine nor a network behind it, nor what a cloud keeps its credentials
 * at. The client connects to what was checked here and looks nothing up by itself, so a name that
 * means something else a moment later gains nothing (OWASP: server-side request forgery, DNS
 * rebinding).
 */
final class PublicAddresses implements DnsResolver {
  /** IANA's special-purpose addresses of IPv4, and multicast (RFC 6890, RFC 5771). */
  private static final List<AddressRange> NOT_PUBLIC =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // Of IPv6: Teredo and its neighbours, documentation, 6to4, which hides an IPv4 address.
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  /** All of IPv6 that is in use in public; loopback, link-local, ULA and NAT64 lie outside. */
  private static final List<AddressRange> GLOBAL_UNICAST = ranges("2000::/3");

  private final DnsResolver names;
  private final List<AddressRange> allowed;

  PublicAddresses(DnsResolver names, List<AddressRange> allowed) {
    this.names = names;
    this.allowed = List.copyOf(allowed);
  }

  /** A name leads, or may lead, to somewhere that is not public. */
  static final class NotPublicException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    NotPublicException(String host) {
      super(host + " does not lead to public addresses alone");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = names.resolve(host);
    if (found == null || found.length == 0) {
      throw new UnknownHostException(host);
    }
    for (InetAddress address : found) {
      if (!mayBeCalled(address)) {
        throw new NotPublicException(host);
      }
    }
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private boolean mayBeCalled(InetAddress address) {
    if (isIn(allowed, address)) {
      return true;
    }
    boolean known = address.getAddress().length == 4 || isIn(GLOBAL_UNICAST, address);
    return known && !isIn(NOT_PUBLIC, address);
  }

  private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(text -> AddressRange.parse(text).orElseThrow()).toList();
  }
}
