package dev.countersign.server.platform.config;

import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;
import org.springframework.stereotype.Component;

/**
 * The addresses of the service's own pages, for links in messages. They come from the settings and
 * the hosts that tenants have registered, and never from a request, whose {@code Host} anybody may
 * choose.
 */
@Component
public final class PublicAddress {
  private final PublicSettings settings;
  private final PropertyResolver environment;

  PublicAddress(PublicSettings settings, PropertyResolver environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** The address of a path. */
  public URI of(String path) {
    return URI.create(base() + path);
  }

  /** The address of a path with a token. */
  public URI of(String path, Secret token) {
    return URI.create(
        base() + path + "?token=" + URLEncoder.encode(token.reveal(), StandardCharsets.UTF_8));
  }

  private String base() {
    String url = settings.url();
    // A tenant's own host, as the store knows it: there its people are known.
    Optional<String> own = RequestTenant.ownHost();
    if (url != null && own.isPresent()) {
      return "https://" + own.get();
    }
    if (url == null) {
      return "http://localhost:" + environment.getProperty("local.server.port", "8080");
    }
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
