package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.credentials.BreachSource.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Looking passwords up by the first digits of their hash alone. */
class RangeServiceTests {
  private static final String LEAKED = "correct horse battery staple";

  @AutoClose private final RangeStandIn stand = new RangeStandIn();
  private final AtomicLong nanos = new AtomicLong();
  private final RangeService service = service(stand.base(), Duration.ofSeconds(5));

  @Test
  void findsAListedPasswordAndNoOther() {
    stand.list(LEAKED, 384);
    assertThat(ask(LEAKED)).isEqualTo(Answer.LISTED);
    assertThat(ask("violet teapot over Brno")).isEqualTo(Answer.NOT_LISTED);
  }

  @Test
  void tellsFiveDigitsOfTheHashAndAsksForPadding() {
    ask(LEAKED);
    assertThat(stand.asked()).containsExactly(RangeStandIn.sha1(LEAKED).substring(0, 5) + " true");
  }

  @Test
  void takesPaddingForNothing() {
    stand.list(LEAKED, 0);
    assertThat(ask(LEAKED)).isEqualTo(Answer.NOT_LISTED);
  }

  @Test
  void keepsAnAnswerForItsTime() {
    ask(LEAKED);
    ask(LEAKED);
    assertThat(stand.asked()).hasSize(1);
    nanos.addAndGet(Duration.ofHours(1).toNanos() + 1);
    ask(LEAKED);
    assertThat(stand.asked()).hasSize(2);
  }

  @Test
  void saysThatItDoesNotKnowWhenTheServiceFailsAndAsksAgainAfterAPause() {
    stand.answerWith(500);
    assertThat(ask(LEAKED)).isEqualTo(Answer.UNKNOWN);
    stand.answerWith(200);
    assertThat(ask(LEAKED)).isEqualTo(Answer.UNKNOWN);
    assertThat(stand.asked()).hasSize(1);
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(ask(LEAKED)).isEqualTo(Answer.NOT_LISTED);
  }

  @Test
  void saysThatItDoesNotKnowWhenNobodyIsThere() {
    stand.close();
    assertThat(ask(LEAKED)).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void waitsNoLongerThanItMay() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI base = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/range/");
      RangeService waiting = service(base, Duration.ofMillis(200));
      assertThat(waiting.ask(RangeStandIn.sha1(LEAKED))).isEqualTo(Answer.UNKNOWN);
    }
  }

  private RangeService service(URI base, Duration timeout) {
    return new RangeService(base, timeout, Duration.ofHours(1), Duration.ofSeconds(10), nanos::get);
  }

  private Answer ask(String password) {
    return service.ask(RangeStandIn.sha1(password));
  }
}
