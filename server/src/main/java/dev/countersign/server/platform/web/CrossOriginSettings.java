package dev.countersign.server.platform.web;

import dev.countersign.server.platform.config.StartRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose pages may call the API from a browser: {@code COUNTERSIGN_CORS_ORIGINS}.
 *
 * @param origins such as {@code https://app.example.com}; none by default, and never all
 */
@ConfigurationProperties("countersign.cors")
public record CrossOriginSettings(@DefaultValue List<String> origins) {
  public CrossOriginSettings {
    origins = origins.stream().map(String::strip).filter(origin -> !origin.isEmpty()).toList();
    for (String origin : origins) {
      if (!isOrigin(origin)) {
        throw new StartRefusedException(
            "COUNTERSIGN_CORS_ORIGINS has "
                + origin
                + " in it. Name each origin as its scheme and host, such as"
                + " https://app.example.com, separated by commas; there is no word for all.");
      }
    }
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && text.equals(uri.getScheme() + "://" + uri.getHost() + port);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether pages of an origin may. */
  public boolean allow(@Nullable String origin) {
    return origin != null && origins.contains(origin);
  }

  /** What pages without TLS may call could be called by whoever sits on their wire. */
  List<String> withoutTls() {
    return origins.stream().filter(origin -> origin.startsWith("http:")).toList();
  }
}
