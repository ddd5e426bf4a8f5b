package dev.countersign.server.platform.web;

import dev.countersign.server.platform.config.StartRefusedException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxies in front of the service, {@code COUNTERSIGN_PROXIES}: what they say about a request
 * is believed, and nobody else is.
 *
 * @param proxies their addresses or networks, such as {@code 10.0.0.0/8}; none where clients reach
 *     the service directly
 * @param proxiesHeader the one header they write, {@code COUNTERSIGN_PROXIES_HEADER}
 */
@ConfigurationProperties("countersign")
public record TrustedProxies(
    @DefaultValue List<String> proxies, @DefaultValue("x-forwarded-for") Header proxiesHeader) {
  /** Where a proxy says whom it speaks for. */
  public enum Header {
    /** With the scheme in {@code X-Forwarded-Proto}. */
    X_FORWARDED_FOR,
    /** RFC 7239, with the scheme as {@code proto}. */
    FORWARDED
  }

  public TrustedProxies {
    proxies = proxies.stream().map(String::strip).filter(proxy -> !proxy.isEmpty()).toList();
    proxies.forEach(TrustedProxies::requireNetwork);
  }

  private static AddressRange requireNetwork(String proxy) {
    return AddressRange.parse(proxy)
        .orElseThrow(() ->
            new StartRefusedException(
                "COUNTERSIGN_PROXIES has "
                    + proxy
                    + " in it. Name addresses or networks, such as 10.1.2.3 or 10.0.0.0/8,"
                    + " separated by commas."));
  }

  RemoteIpValve valve() {
    return new ForwardedValve(proxiesHeader, believed());
  }

  /** Tells addresses of these proxies from others, however they are written. */
  Predicate<String> believed() {
    List<AddressRange> networks = proxies.stream().map(TrustedProxies::requireNetwork).toList();
    return address ->
        ForwardedClient.address(address)
            .map(InetAddress::ofLiteral)
            .filter(literal -> networks.stream().anyMatch(network -> network.contains(literal)))
            .isPresent();
  }
}
