package dev.countersign.server.webhooks;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which addresses a webhook may have. */
final class Destinations {
  private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);

  static final int LENGTH_MAX = 1_000;

  private final PublicAddresses addresses;
  private final boolean http;

  Destinations(PublicAddresses addresses, boolean http) {
    this.addresses = addresses;
    this.http = http;
  }

  /** An address in its one form; empty where it has another. */
  Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean plain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && text.length() <= LENGTH_MAX
              && uri.getPort() != 0
              && uri.getPort() <= 0xffff;
      return plain && isAllowed(uri.getScheme()) ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether an address leads somewhere that is not public, as far as can be told now. It is looked
   * up anew for each delivery; a name that nobody knows yet may become one.
   */
  boolean isPublic(URI url) {
    try {
      return addresses.resolve(url.getHost()).length > 0;
    } catch (PublicAddresses.NotPublicException notPublic) {
      return false;
    } catch (UnknownHostException unknown) {
      LOG.debug("The host of a webhook is not known yet", unknown);
      return true;
    }
  }

  private boolean isAllowed(String scheme) {
    return "https".equals(scheme) || (http && "http".equals(scheme));
  }
}
