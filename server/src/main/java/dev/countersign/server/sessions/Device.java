package dev.countersign.server.sessions;

import dev.countersign.server.platform.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes from, as far as it says so itself: the family of the browser or program, the
 * system below it, and the network. Versions don't count, so that an update leaves the device what
 * it was. Whoever copies a token can copy this too; it stops those who don't know that they must.
 *
 * <p>For "the same session and device", compare with {@link Sessions#isFrom}; {@link
 * Sessions#checkDevice} does that at each refresh and ends the session where they differ.
 *
 * @param kind browser, system and form
 * @param address the client's address, as text; empty where there is no request
 * @param userAgent what the client said it was
 */
public record Device(Kind kind, String address, @Nullable String userAgent) {
  /** A request that says nothing of itself, or none. */
  public static final Device UNKNOWN = new Device(UserAgents.read(null), "", null);

  /**
   * What stays the same when a device is updated or moves.
   *
   * @param client such as {@code Firefox} or {@code curl}
   * @param system such as {@code Windows}; empty for programs
   */
  public record Kind(String client, String system, Form form) {
    /** Such as {@code Firefox on Windows}. */
    public String label() {
      return system.isEmpty() ? client : client + " on " + system;
    }

    /** The same text for the same kind of device. Not secret; stores keep a keyed hash of it. */
    String fingerprint() {
      return client + "\n" + system + "\n" + form;
    }
  }

  /** What a device is to its owner. */
  public enum Form {
    DESKTOP,
    TABLET,
    PHONE,
    PROGRAM
  }

  /** What a client with this address and description is. */
  public static Device of(String address, @Nullable String userAgent) {
    return new Device(UserAgents.read(userAgent), address, userAgent);
  }

  /** What the running request comes from. */
  public static Device current() {
    return RequestContext.current()
        .map(request -> of(request.clientAddress(), request.userAgent()))
        .orElse(UNKNOWN);
  }

  /** The name for its owner, such as {@code Firefox on Windows}. */
  public String label() {
    return kind.label();
  }

  /** Where it is, as far as its address alone tells. */
  public String place() {
    return Places.of(address);
  }

  // Logs get nothing personal.
  @Override
  public String toString() {
    return "Device[" + kind.label() + "]";
  }
}
