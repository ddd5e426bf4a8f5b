package dev.countersign.server.platform.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the service is reached from outside: {@code COUNTERSIGN_PUBLIC_URL}.
 *
 * @param url such as {@code https://accounts.example.org}; without it, this machine
 */
@ConfigurationProperties("countersign.public")
public record PublicSettings(@Nullable String url) {
  public PublicSettings {
    if (url != null && !isBase(url)) {
      throw new StartRefusedException(
          "COUNTERSIGN_PUBLIC_URL must be an address such as https://accounts.example.org, without"
              + " a query.");
    }
  }

  private static boolean isBase(String text) {
    try {
      URI address = URI.create(text);
      return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
          && address.getHost() != null
          && address.getRawQuery() == null
          && address.getRawFragment() == null
          && address.getRawUserInfo() == null;
    } catch (IllegalArgumentException unparsable) {
      return false;
    }
  }
}
