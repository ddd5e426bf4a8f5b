package dev.countersign.server.mail;

import dev.countersign.server.mail.JdbcMails.Claimed;
import dev.countersign.server.mail.JdbcMails.Form;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages in the store, written in the caller's transaction. */
final class MailQueue implements Mail {
  private final JdbcMails store;
  private final SealedContent content;
  private final MailSignal signal;
  private final IdGenerator ids;
  private final InstantSource clock;
  private final Duration ageMax;

  MailQueue(
      JdbcMails store,
      SealedContent content,
      MailSignal signal,
      IdGenerator ids,
      InstantSource clock,
      Duration ageMax) {
    this.store = store;
    this.content = content;
    this.signal = signal;
    this.ids = ids;
    this.clock = clock;
    this.ageMax = ageMax;
  }

  @Override
  public void send(TenantId tenant, @Nullable UUID person, Letter letter) {
    Duration life = letter.useful().compareTo(ageMax) < 0 ? letter.useful() : ageMax;
    add(tenant, person, letter.kind(), Form.LETTER, SealedContent.text(letter), life);
  }

  @Override
  public void sendLater(TenantId tenant, @Nullable UUID person, String kind, String about) {
    add(tenant, person, kind, Form.WISH, about, ageMax);
  }

  private void add(
      TenantId tenant, @Nullable UUID person, String kind, Form form, String text, Duration life) {
    UUID id = ids.next();
    UUID owner = person == null ? tenant.value() : person;
    Instant now = StoredTime.now(clock);
    store.insert(
        new Claimed(
            id,
            tenant,
            owner,
            kind,
            form,
            content.seal(tenant, owner, id, text),
            0,
            now.plus(life)),
        now);
    signal.raiseAfterCommit();
  }
}
