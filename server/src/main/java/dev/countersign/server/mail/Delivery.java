package dev.countersign.server.mail;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.mail.JdbcMails.Claimed;
import dev.countersign.server.mail.JdbcMails.Due;
import dev.countersign.server.mail.JdbcMails.End;
import dev.countersign.server.mail.JdbcMails.Form;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.StoreUnavailable;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages that are due to the transport, each in a transaction that holds its row: what
 * another node has in hand is passed over, and what this node dies with is tried again.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Pattern SMTP = Pattern.compile("smtp( [0-9]{3})?");
  private static final int BATCH = 50;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  private final JdbcMails store;
  private final SealedContent content;
  private final Map<String, LateLetters> writers;
  private final Transport transport;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;

  Delivery(
      JdbcMails store,
      SealedContent content,
      List<LateLetters> writers,
      Transport transport,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    this.store = store;
    this.content = content;
    this.writers =
        writers.stream().collect(Collectors.toMap(LateLetters::kind, Function.identity()));
    this.transport = transport;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What a round came to. */
  record Round(int moved, int failed) {}

  /** Tries what is due now, once each. */
  Round round() {
    Instant now = StoredTime.now(clock);
    int moved = 0;
    int failed = 0;
    for (Due due : transactions.acrossTenants(() -> store.due(now, BATCH))) {
      switch (attempt(due, now)) {
        case MOVED -> moved++;
        case FAILED -> failed++;
        case ELSEWHERE -> {}
      }
    }
    return new Round(moved, failed);
  }

  /** Forgets messages that are done with. */
  int purge(Duration keep) {
    return transactions.acrossTenants(() -> store.purge(StoredTime.now(clock), keep));
  }

  private enum Step {
    MOVED,
    FAILED,
    /** Another node has it, or had it first. */
    ELSEWHERE
  }

  // What is wrong with one message is no reason to keep the others waiting.
  private Step attempt(Due due, Instant now) {
    try {
      return transactions.in(
          due.tenant(), () -> store.claim(due.id(), now).map(this::move).orElse(Step.ELSEWHERE));
    } catch (RuntimeException failure) {
      if (StoreUnavailable.isCauseOf(failure)) {
        throw failure;
      }
      LOG.error("The message {} could not be written or read", due.id(), failure);
      return transactions.in(
          due.tenant(),
          () ->
              store
                  .claim(due.id(), now)
                  .map(mail -> failed(mail, "broken"))
                  .orElse(Step.ELSEWHERE));
    }
  }

  private Step move(Claimed mail) {
    Optional<String> text = content.open(mail);
    if (text.isEmpty()) {
      return finish(mail, End.UNNEEDED);
    }
    return mail.form() == Form.WISH
        ? write(mail, text.get())
        : deliver(mail, SealedContent.letter(text.get()));
  }

  private Step write(Claimed mail, String about) {
    Optional<Letter> letter = writer(mail.kind()).write(mail.tenant(), about);
    if (letter.isEmpty()) {
      return finish(mail, End.UNNEEDED);
    }
    store.written(
        mail.id(),
        content.seal(mail.tenant(), mail.person(), mail.id(), SealedContent.text(letter.get())),
        StoredTime.now(clock).plus(letter.get().useful()));
    return Step.MOVED;
  }

  private LateLetters writer(String kind) {
    LateLetters writer = writers.get(kind);
    if (writer == null) {
      throw new IllegalStateException("nobody writes messages of kind " + kind);
    }
    return writer;
  }

  private Step deliver(Claimed mail, Letter letter) {
    try {
      transport.deliver(
          LetterMessage.of(
              letter, mail.id(), brand(mail.tenant()), transport, StoredTime.now(clock)),
          mail.id() + "-" + mail.kind());
      return finish(mail, End.SENT);
    } catch (RefusedMailException refused) {
      LOG.warn("A message of kind {} was refused: {}", mail.kind(), refused.getMessage());
      return giveUp(mail, "refused");
    } catch (IOException failure) {
      LOG.debug("A message of kind {} could not be delivered", mail.kind(), failure);
      return failed(mail, reason(failure));
    }
  }

  // A server's own words may repeat the address; its number and the kind of the failure don't.
  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return message != null && SMTP.matcher(message).matches()
        ? message
        : failure.getClass().getSimpleName();
  }

  private Step failed(Claimed mail, String reason) {
    Instant now = StoredTime.now(clock);
    if (!now.isBefore(mail.expires())) {
      return giveUp(mail, "expired");
    }
    Instant next = now.plus(pause(mail.attempts()));
    store.retry(mail.id(), next.isBefore(mail.expires()) ? next : mail.expires(), reason);
    return Step.FAILED;
  }

  static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts * 2, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private Step finish(Claimed mail, End end) {
    store.finish(mail.id(), end, 1, null, StoredTime.now(clock));
    return Step.MOVED;
  }

  private Step giveUp(Claimed mail, String reason) {
    store.finish(mail.id(), End.DEAD, 1, reason, StoredTime.now(clock));
    audit.record(
        AuditEvent.of(mail.tenant(), AuditEventType.MAIL_UNDELIVERABLE)
            .with(
                Map.of(
                    "mail_id",
                    mail.id(),
                    "mail_type",
                    mail.kind(),
                    "attempt_count",
                    mail.attempts() + 1,
                    "reason",
                    reason)));
    return Step.FAILED;
  }

  // An installation that has one tenant goes by its product's name.
  private String brand(TenantId tenant) {
    return tenant.equals(TenantId.DEFAULT) ? "Countersign" : store.tenantName(tenant);
  }
}
