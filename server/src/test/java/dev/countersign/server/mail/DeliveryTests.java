package dev.countersign.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.privacy.TestPersonalData;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeliveryTests {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Delivery.Round IDLE = new Delivery.Round(0, 0);
  private static final Delivery.Round MOVED = new Delivery.Round(1, 0);
  private static final Delivery.Round FAILED = new Delivery.Round(0, 1);

  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final TestClock clock = TestClock.at("2026-11-20T10:00:00Z");
  private final PersonalData personalData =
      TestPersonalData.in(store, TestMasterKeys.fresh(), clock);
  private final JdbcMails mails = new JdbcMails(store.jdbc());
  private final SealedContent content = new SealedContent(personalData);
  private final RecordingTransport transport = new RecordingTransport();
  private final List<AuditEvent> events = new ArrayList<>();
  private final List<String> wishes = new ArrayList<>();
  private final UUID ana = UUID.randomUUID();
  private final Mail mail =
      new MailQueue(
          mails,
          content,
          new MailSignal(),
          new IdGenerator(clock, new SecureRandom()),
          clock,
          Duration.ofHours(24));
  private final Delivery delivery = newNode();

  private Delivery newNode() {
    return new Delivery(
        mails,
        content,
        List.of(new Wishes()),
        transport,
        store.transactions(),
        events::addAll,
        clock);
  }

  private final class Wishes implements LateLetters {
    @Override
    public String kind() {
      return "wish";
    }

    @Override
    public Optional<Letter> write(TenantId tenant, String about) {
      if (about.equals("broken")) {
        throw new IllegalStateException("a bug");
      }
      wishes.add(about);
      return about.equals("nobody") ? Optional.empty() : Optional.of(Letters.to(about));
    }
  }

  @Test
  void deliversWhatWasCommittedOnce() {
    send("ana@example.org");

    assertThat(delivery.round()).isEqualTo(MOVED);
    assertThat(delivery.round()).isEqualTo(IDLE);
    assertThat(transport.delivered).singleElement().asString().endsWith("-greeting");
  }

  @Test
  void deliversNothingOfATransactionThatFailed() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            store
                .transactions()
                .run(
                    TENANT,
                    () -> {
                      mail.send(TENANT, ana, Letters.to("ana@example.org"));
                      throw new IllegalStateException("rolled back");
                    }));

    assertThat(delivery.round()).isEqualTo(IDLE);
  }

  @Test
  void deliversAfterARestartWhatWaited() {
    send("ana@example.org");

    assertThat(newNode().round()).isEqualTo(MOVED);
  }

  @Test
  void keepsNeitherAddressNorTextReadableAndNothingOnceSent() {
    send("ana@example.org");
    assertThat(new String(sealed().orElseThrow(), StandardCharsets.ISO_8859_1))
        .doesNotContain("ana@", "morning", "123456");

    delivery.round();
    assertThat(sealed()).isEmpty();

    clock.advance(Duration.ofDays(8));
    assertThat(delivery.purge(Duration.ofDays(7))).isEqualTo(1);
  }

  @Test
  void triesAgainAtGrowingDistances() {
    send("ana@example.org");
    transport.failure = new IOException("down");
    assertThat(delivery.round()).isEqualTo(FAILED);
    assertThat(delivery.round()).isEqualTo(IDLE);

    clock.advance(Duration.ofSeconds(5));
    assertThat(delivery.round()).isEqualTo(FAILED);
    clock.advance(Duration.ofSeconds(19));
    assertThat(delivery.round()).isEqualTo(IDLE);

    transport.failure = null;
    clock.advance(Duration.ofSeconds(1));
    assertThat(delivery.round()).isEqualTo(MOVED);
    assertThat(transport.delivered).hasSize(1);
  }

  @Test
  void neverPausesLongerThanHalfAnHour() {
    assertThat(Delivery.pause(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Delivery.pause(200)).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void givesUpWhenALetterIsNoLongerUseful() {
    send("ana@example.org");
    transport.failure = new IOException("down");
    for (int tries = 0; tries < 20 && !status().equals("dead"); tries++) {
      delivery.round();
      clock.advance(Duration.ofMinutes(30));
    }

    assertThat(status()).isEqualTo("dead");
    assertThat(sealed()).isEmpty();
    assertThat(events)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(AuditEventType.MAIL_UNDELIVERABLE);
          assertThat(event.metadata().get("reason")).isEqualTo("expired");
        });
  }

  @Test
  void givesUpAtOnceWhatTheServerRefusesForGood() {
    send("nobody@example.org");
    transport.failure = new RefusedMailException("smtp 550", new IOException("no mailbox"));

    assertThat(delivery.round()).isEqualTo(FAILED);
    assertThat(status()).isEqualTo("dead");
    assertThat(events)
        .singleElement()
        .extracting(AuditEvent::metadata)
        .isEqualTo(
            Map.of(
                "mail_id",
                mailId(),
                "mail_type",
                "greeting",
                "attempt_count",
                1,
                "reason",
                "refused"));
  }

  @Test
  void leavesToAnotherNodeWhatThatHasInHand() {
    send("ana@example.org");
    List<Delivery.Round> other = new ArrayList<>();
    transport.meanwhile =
        () -> {
          transport.meanwhile = () -> {};
          Thread node = Thread.ofPlatform().start(() -> other.add(newNode().round()));
          join(node);
        };

    assertThat(delivery.round()).isEqualTo(MOVED);
    assertThat(other).containsExactly(IDLE);
    assertThat(transport.delivered).hasSize(1);
  }

  @Test
  void writesAWishOnlyWhenItIsItsTurn() {
    wish("ana@example.org");
    assertThat(wishes).isEmpty();

    assertThat(delivery.round()).isEqualTo(MOVED);
    assertThat(wishes).containsExactly("ana@example.org");
    assertThat(transport.delivered).isEmpty();
    assertThat(delivery.round()).isEqualTo(MOVED);
    assertThat(transport.delivered).hasSize(1);
  }

  @Test
  void sendsNothingWhereNothingComesOfAWish() {
    wish("nobody");

    delivery.round();
    assertThat(delivery.round()).isEqualTo(IDLE);
    assertThat(status()).isEqualTo("unneeded");
    assertThat(transport.delivered).isEmpty();
  }

  @Test
  void triesAgainWhatCouldNotBeWritten() {
    wish("broken");

    assertThat(delivery.round()).isEqualTo(FAILED);
    assertThat(status()).isEqualTo("queued");
  }

  @Test
  void keepsNoOtherWaitingForOneThatCannotBeRead() {
    send("ana@example.org");
    store.superuser().sql("update mails set sealed = sealed || 'x'::bytea").update();
    clock.advance(Duration.ofSeconds(1));
    send("ben@example.org");

    assertThat(delivery.round()).isEqualTo(new Delivery.Round(1, 1));
    assertThat(delivery.round()).isEqualTo(IDLE);
    assertThat(transport.delivered).hasSize(1);
  }

  @Test
  void remembersWhyItFailedWithoutTheServersWords() {
    send("ana@example.org");
    transport.failure = new IOException("smtp 451");
    delivery.round();
    assertThat(failure()).isEqualTo("smtp 451");

    clock.advance(Duration.ofSeconds(5));
    transport.failure = new IOException("no room for ana@example.org");
    delivery.round();
    assertThat(failure()).isEqualTo("IOException");
  }

  @Test
  void sendsNothingToSomebodyForgotten() {
    send("ana@example.org");
    store.transactions().run(TENANT, () -> personalData.forget(TENANT, ana));

    delivery.round();
    assertThat(status()).isEqualTo("unneeded");
    assertThat(transport.delivered).isEmpty();
  }

  @Test
  void tellsSinceWhenMessagesFail() {
    send("ana@example.org");
    Instant queued = clock.instant();
    assertThat(store.transactions().acrossTenants(mails::failingSince)).isEmpty();
    transport.failure = new IOException("down");
    delivery.round();

    assertThat(store.transactions().acrossTenants(mails::failingSince)).contains(queued);
  }

  private void send(String address) {
    store.transactions().run(TENANT, () -> mail.send(TENANT, ana, Letters.to(address)));
  }

  private void wish(String about) {
    store.transactions().run(TENANT, () -> mail.sendLater(TENANT, null, "wish", about));
  }

  private String status() {
    return store.superuser().sql("select status from mails").query(String.class).single();
  }

  private String failure() {
    return store.superuser().sql("select failure from mails").query(String.class).single();
  }

  private UUID mailId() {
    return store.superuser().sql("select id from mails").query(UUID.class).single();
  }

  private Optional<byte[]> sealed() {
    return store
        .superuser()
        .sql("select sealed from mails where sealed is not null")
        .query(byte[].class)
        .optional();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
