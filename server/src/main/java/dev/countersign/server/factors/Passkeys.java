package dev.countersign.server.factors;

import dev.countersign.api.PasskeyCreationOptions;
import dev.countersign.api.PasskeyCredential;
import dev.countersign.api.PasskeyDescriptor;
import dev.countersign.api.PasskeyRequestOptions;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.webauthn.KeyAlgorithm;
import dev.countersign.server.webauthn.RelyingParty;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What browsers are told so that they ask an authenticator for a passkey, and how they answer. A
 * passkey has to be discoverable and to verify its user, so that each may be used without a
 * password too. Thread-safe.
 */
@Component
public final class Passkeys {
  private static final String TYPE = "public-key";
  private static final String REQUIRED = "required";

  private final JdbcPasskeys store;
  private final RelyingParty party;
  private final PasskeyReading reading;
  private final Contacts contacts;
  private final FactorSettings settings;
  private final TenantTransactions transactions;

  Passkeys(
      JdbcPasskeys store,
      RelyingParty party,
      PasskeyReading reading,
      Contacts contacts,
      FactorSettings settings,
      TenantTransactions transactions) {
    this.store = store;
    this.party = party;
    this.reading = reading;
    this.contacts = contacts;
    this.settings = settings;
    this.transactions = transactions;
  }

  /** Whether browsers offer passkeys at the service's public address. */
  public boolean isUsable() {
    return party.id().isUsable();
  }

  /** For a new passkey. */
  public PasskeyCreationOptions creation(Enroller enroller, Secret challenge, Duration life) {
    return transactions.in(
        enroller.tenant(),
        () -> {
          String name =
              contacts
                  .email(enroller.tenant(), enroller.user())
                  .orElseGet(() -> enroller.user().text());
          return new PasskeyCreationOptions(
              new PasskeyCreationOptions.RelyingParty(party.id().domain(), settings.issuer()),
              new PasskeyCreationOptions.Owner(encoded(handle(enroller.user())), name, name),
              challenge.reveal(),
              Arrays.stream(KeyAlgorithm.values())
                  .map(kind -> new PasskeyCreationOptions.Algorithm(TYPE, kind.identifier()))
                  .toList(),
              life.toMillis(),
              descriptors(enroller.user(), null),
              new PasskeyCreationOptions.Selection(REQUIRED, true, REQUIRED),
              "none");
        });
  }

  /** For the use of one passkey. */
  public PasskeyRequestOptions use(
      TenantId tenant, Factor factor, Secret challenge, Duration life) {
    return transactions.in(
        tenant, () -> request(challenge, life, descriptors(factor.user(), factor.id())));
  }

  /** For the use of whichever passkey there is. */
  PasskeyRequestOptions use(Secret challenge, Duration life) {
    return request(challenge, life, List.of());
  }

  /** What a challenge is answered with: see {@link Challenges#answer}. */
  public Secret response(PasskeyCredential credential) {
    return Secret.of(reading.text(credential));
  }

  /** The same of what a page's script sent as text; empty where it cannot be read. */
  public Optional<PasskeyCredential> credential(String text) {
    return reading.credential(text);
  }

  /** Which challenge is answered; empty where the answer does not say. */
  public Optional<Secret> challenge(PasskeyCredential credential) {
    return PasskeyReading.clientData(credential).flatMap(party::challenge);
  }

  /** What an authenticator calls somebody by. */
  static byte[] handle(UserId user) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(user.value().getMostSignificantBits())
        .putLong(user.value().getLeastSignificantBits())
        .array();
  }

  private PasskeyRequestOptions request(
      Secret challenge, Duration life, List<PasskeyDescriptor> allowed) {
    return new PasskeyRequestOptions(
        challenge.reveal(), life.toMillis(), party.id().domain(), allowed, REQUIRED);
  }

  private List<PasskeyDescriptor> descriptors(UserId user, @Nullable FactorId factor) {
    return store.list(user, factor).stream()
        .map(one -> new PasskeyDescriptor(TYPE, encoded(one.credentialId()), one.transports()))
        .toList();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
