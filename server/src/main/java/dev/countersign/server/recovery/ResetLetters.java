package dev.countersign.server.recovery;

import dev.countersign.server.mail.LateLetters;
import dev.countersign.server.mail.Letter;
import dev.countersign.server.mail.Letter.Part;
import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The letter with the link to a new password, written after whoever asked has been answered. An
 * address that nobody has gets none, and so does somebody who may not act or has asked too often.
 */
@Component
class ResetLetters implements LateLetters {
  static final String KIND = "password_reset";
  static final String PAGE = "/reset";
  static final String TOKEN = "password-reset-link";
  static final Duration LIFE = Duration.ofMinutes(60);

  private static final int LETTERS_MAX = 3;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final JdbcPasswordResets store;
  private final Users users;
  private final OneTimeSecrets secrets;
  private final PublicAddress address;
  private final IdGenerator ids;
  private final InstantSource clock;

  ResetLetters(
      JdbcPasswordResets store,
      Users users,
      OneTimeSecrets secrets,
      PublicAddress address,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.users = users;
    this.secrets = secrets;
    this.address = address;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Letter> write(TenantId tenant, String about) {
    Instant now = StoredTime.now(clock);
    return users
        .findByEmail(tenant, about)
        .filter(user -> user.status() == User.Status.ACTIVE)
        .filter(user -> store.countSince(user.id(), now.minus(WINDOW)) < LETTERS_MAX)
        .flatMap(user -> Optional.ofNullable(user.email()).map(email -> issue(user, email, now)));
  }

  private Letter issue(User user, String email, Instant now) {
    Secret token = secrets.token();
    store.endOf(user.id(), now);
    store.insert(
        ids.next(), user.tenant(), user.id(), secrets.hash(TOKEN, token), now, now.plus(LIFE));
    return new Letter(
        KIND,
        email,
        "Choose a new password",
        List.of(
            Part.paragraph("Somebody, we hope you, has asked for a new password for your account."),
            Part.link("Choose a new password", address.of(PAGE, token)),
            Part.paragraph(
                "The link works once, for 60 minutes, and takes the place of earlier ones. If it"
                    + " was not you, do nothing: your password stays as it is.")),
        LIFE);
  }
}
