package dev.countersign.server.registration;

import dev.countersign.server.mail.LateLetters;
import dev.countersign.server.mail.Letter;
import dev.countersign.server.mail.Letter.Part;
import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.registration.JdbcRegistrations.Live;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The letter that answers a registration, written after whoever registered has been answered: a
 * link and a code for an address that is new, and a word to its owner where it is known.
 */
@Component
class ProofLetters implements LateLetters {
  static final String KIND = "registration";
  static final String PAGE = "/verify";
  static final String TOKEN = "registration-link";
  static final String CODE = "registration-code";
  static final int CODE_TRIES = 3;

  private static final Duration CODE_LIFE = Duration.ofMinutes(15);
  // More than these go to no address within an hour, however often somebody registers it.
  private static final int LETTERS_MAX = 3;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final JdbcRegistrations store;
  private final PendingContent content;
  private final Users users;
  private final OneTimeSecrets secrets;
  private final PublicAddress address;
  private final InstantSource clock;

  ProofLetters(
      JdbcRegistrations store,
      PendingContent content,
      Users users,
      OneTimeSecrets secrets,
      PublicAddress address,
      InstantSource clock) {
    this.store = store;
    this.content = content;
    this.users = users;
    this.secrets = secrets;
    this.address = address;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Letter> write(TenantId tenant, String about) {
    Instant now = StoredTime.now(clock);
    Optional<Live> registration =
        RegistrationId.parse(about)
            .flatMap(id -> store.lock(id, now))
            .filter(live -> store.lettersSince(live.emailIndex, now.minus(WINDOW)) < LETTERS_MAX);
    registration.ifPresent(live -> store.letterSent(live.id));
    return registration.flatMap(live -> write(live, content.open(live).email(), now));
  }

  private Optional<Letter> write(Live registration, String email, Instant now) {
    Optional<User> known = users.findByEmail(registration.tenant, email);
    if (known.isPresent()) {
      return known
          .filter(user -> user.status() == User.Status.ACTIVE)
          .map(user -> alreadyKnown(email));
    }
    Secret token = secrets.token();
    Secret code = secrets.code();
    store.newSecrets(
        registration.id,
        secrets.hash(TOKEN, token),
        secrets.hash(CODE, bound(registration.id, code)),
        now.plus(CODE_LIFE),
        CODE_TRIES);
    return Optional.of(proof(email, token, code));
  }

  /** A code is good for its own registration only. */
  static Secret bound(RegistrationId id, Secret code) {
    return Secret.of(id.text() + " " + code.reveal());
  }

  private Letter proof(String email, Secret token, Secret code) {
    return new Letter(
        KIND,
        email,
        "Confirm your e-mail address",
        List.of(
            Part.paragraph(
                "Somebody, we hope you, has registered this address. Confirm that it is yours to"
                    + " finish."),
            Part.link("Confirm the address", address.of(PAGE, token)),
            Part.paragraph("Or type this code where you registered, within 15 minutes:"),
            Part.code(code.reveal()),
            Part.paragraph(
                "The link works once, for 24 hours. If it was not you, do nothing and don't pass"
                    + " the code on: without your confirmation there is no account.")),
        PendingRegistrations.LIFE);
  }

  private Letter alreadyKnown(String email) {
    return new Letter(
        "registration_known",
        email,
        "You have an account already",
        List.of(
            Part.paragraph(
                "Somebody, perhaps you, has tried to register this address. It belongs to your"
                    + " account, and nothing was changed."),
            Part.paragraph("If you have forgotten your password, you can choose a new one:"),
            Part.link("Choose a new password", address.of("/reset")),
            Part.paragraph("If it was not you, you need to do nothing.")),
        PendingRegistrations.LIFE);
  }
}
