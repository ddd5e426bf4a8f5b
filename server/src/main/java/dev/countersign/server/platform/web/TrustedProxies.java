package dev.countersign.server.platform.web;

import dev.countersign.server.platform.config.StartRefusedException;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxies in front of the service, {@code COUNTERSIGN_PROXIES}: what they say about a request
 * in {@code X-Forwarded-For} and {@code X-Forwarded-Proto} is believed, and nobody else is.
 *
 * @param proxies their addresses or networks, such as {@code 10.0.0.0/8}; none where clients reach
 *     the service directly
 */
@ConfigurationProperties("countersign")
public record TrustedProxies(@DefaultValue List<String> proxies) {
  public TrustedProxies {
    proxies = proxies.stream().map(String::strip).filter(proxy -> !proxy.isEmpty()).toList();
    proxies.forEach(TrustedProxies::requireNetwork);
  }

  private static void requireNetwork(String proxy) {
    try {
      new NetMask(proxy);
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(
          "COUNTERSIGN_PROXIES has "
              + proxy
              + " in it. Name addresses or networks, such as 10.1.2.3 or 10.0.0.0/8, separated by"
              + " commas.",
          e);
    }
  }

  RemoteIpValve valve() {
    RemoteIpValve valve = new RemoteIpValve();
    valve.setInternalProxies(String.join(",", proxies));
    return valve;
  }
}
