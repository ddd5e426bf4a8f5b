package dev.countersign.server.webauthn;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address to which keys are bound.
 *
 * @param domain the relying party's id, which is the host of the service's public address
 * @param origin of the pages that may ask for keys
 */
public record RelyingPartyId(String domain, String origin) {
  private static final Pattern ADDRESS = Pattern.compile("\\[.*|[0-9.]+");
  private static final String LOCAL = "localhost";

  /** The id of a service at a public address. */
  public static RelyingPartyId of(URI address) {
    String domain = address.getHost().toLowerCase(Locale.ROOT);
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    int port = address.getPort();
    boolean usual = port == -1 || port == ("https".equals(scheme) ? 443 : 80);
    return new RelyingPartyId(domain, scheme + "://" + domain + (usual ? "" : ":" + port));
  }

  /**
   * Whether browsers offer passkeys there: over HTTPS or on this machine itself, and at a name
   * rather than at an address of numbers.
   */
  public boolean isUsable() {
    boolean secure = origin.startsWith("https:") || LOCAL.equals(domain);
    return secure && !ADDRESS.matcher(domain).matches();
  }
}
