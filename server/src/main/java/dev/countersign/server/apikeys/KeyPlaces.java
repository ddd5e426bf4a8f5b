package dev.countersign.server.apikeys;

import dev.countersign.api.ApiKeyUsage.Address;
import dev.countersign.server.apikeys.JdbcKeyUses.PlaceRow;
import dev.countersign.server.apikeys.JdbcKeyUses.SealedPlace;
import dev.countersign.server.apikeys.KeyUses.Place;
import dev.countersign.server.apikeys.KeyUses.Seen;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.privacy.PersonalData;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where keys are used from, as it is kept: sealed under the owner's key, or the tenant's for a key
 * of its own, with a keyed hash that tells one address from another and means nothing else.
 */
final class KeyPlaces {
  private static final String CONTEXT = "api-key-origin";
  private static final String FIELD = "api-key-address";

  private final PersonalData personalData;

  KeyPlaces(PersonalData personalData) {
    this.personalData = personalData;
  }

  /** In the caller's transaction. */
  SealedPlace seal(Place place, Seen seen) {
    String text = seen.address() + "\n" + (seen.userAgent() == null ? "" : seen.userAgent());
    return new SealedPlace(
        place,
        seen,
        personalData.index(place.tenant(), FIELD, place.key().text() + "\n" + place.network()),
        personalData.seal(
            place.tenant(),
            person(place.tenant(), place.owner()),
            text.getBytes(StandardCharsets.UTF_8),
            CONTEXT));
  }

  /** Empty once the owner is forgotten. */
  Optional<Address> open(ApiKey key, PlaceRow row) {
    return personalData
        .open(key.tenant(), person(key.tenant(), key.owner()), row.origin(), CONTEXT)
        .map(text -> new String(text, StandardCharsets.UTF_8).split("\n", 2))
        .map(parts ->
            new Address(
                parts[0], parts[1].isEmpty() ? null : parts[1], row.requests(), row.lastSeen()));
  }

  private static UUID person(TenantId tenant, @Nullable UserId owner) {
    return owner == null ? tenant.value() : owner.value();
  }
}
