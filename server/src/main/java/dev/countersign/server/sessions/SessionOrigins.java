package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.sessions.JdbcSessions.Bound;
import dev.countersign.server.sessions.SessionSettings.Binding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions come from, as it is kept: address and user agent sealed under the person's key,
 * device and network as keyed hashes that can be compared and mean nothing else.
 */
final class SessionOrigins {
  private static final String CONTEXT = "session-origin";
  private static final String DEVICE = "session-device";
  private static final String NETWORK = "session-network";

  private final PersonalData personalData;

  SessionOrigins(PersonalData personalData) {
    this.personalData = personalData;
  }

  /** One origin as it is kept. */
  @SuppressWarnings("ArrayRecordComponent") // Goes straight into columns; nobody compares two.
  record Sealed(byte[] deviceIndex, byte[] networkIndex, byte[] origin) {}

  /** In the caller's transaction. */
  Sealed seal(TenantId tenant, UserId user, Device device) {
    String text = device.address() + "\n" + (device.userAgent() == null ? "" : device.userAgent());
    return new Sealed(
        deviceIndex(tenant, user, device),
        networkIndex(tenant, user, device),
        personalData.seal(tenant, user.value(), text.getBytes(StandardCharsets.UTF_8), CONTEXT));
  }

  /** The device of a sealed origin; unknown where there is none, or the person is forgotten. */
  Device open(TenantId tenant, UserId user, byte @Nullable [] sealed) {
    if (sealed == null) {
      return Device.UNKNOWN;
    }
    return personalData
        .open(tenant, user.value(), sealed, CONTEXT)
        .map(text -> new String(text, StandardCharsets.UTF_8).split("\n", 2))
        .map(parts -> Device.of(parts[0], parts[1].isEmpty() ? null : parts[1]))
        .orElse(Device.UNKNOWN);
  }

  byte[] deviceIndex(TenantId tenant, UserId user, Device device) {
    return personalData.index(tenant, DEVICE, user.text() + "\n" + device.kind().fingerprint());
  }

  byte[] networkIndex(TenantId tenant, UserId user, Device device) {
    return personalData.index(tenant, NETWORK, user.text() + "\n" + device.place());
  }

  /** Whether a session is bound to a device like this. One that knows of none is bound to none. */
  boolean isSame(Binding binding, Bound kept, Device device) {
    return switch (binding) {
      case NONE -> true;
      case DEVICE -> isSameDevice(kept, device);
      case DEVICE_AND_NETWORK -> isSameDevice(kept, device) && isSameNetwork(kept, device);
    };
  }

  private boolean isSameDevice(Bound kept, Device device) {
    Session session = kept.session();
    return kept.device() == null
        || MessageDigest.isEqual(
            kept.device(), deviceIndex(session.tenant(), session.user(), device));
  }

  private boolean isSameNetwork(Bound kept, Device device) {
    Session session = kept.session();
    return kept.network() == null
        || MessageDigest.isEqual(
            kept.network(), networkIndex(session.tenant(), session.user(), device));
  }
}
