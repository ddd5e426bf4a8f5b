package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.credentials.BreachSource.Answer;
import dev.countersign.server.credentials.PasswordSettings.Breach;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several sources together, and which there are. */
class BreachedPasswordsTests {
  @ParameterizedTest
  @CsvSource({
    "LISTED LISTED, LISTED",
    "LISTED NOT_LISTED, LISTED",
    "NOT_LISTED LISTED, LISTED",
    "UNKNOWN LISTED, LISTED",
    "NOT_LISTED NOT_LISTED, NOT_LISTED",
    // One that answers stands in for one that cannot.
    "NOT_LISTED UNKNOWN, NOT_LISTED",
    "UNKNOWN NOT_LISTED, NOT_LISTED",
    "UNKNOWN UNKNOWN, UNKNOWN",
  })
  void takesTheWordOfWhoeverKnows(String answers, Answer together) {
    List<BreachSource> sources =
        Stream.of(answers.split(" ", -1))
            .map(Answer::valueOf)
            .<BreachSource>map(answer -> _ -> answer)
            .toList();
    assertThat(new BreachedPasswords(sources).ask(Secret.of("any"))).isEqualTo(together);
  }

  @Test
  void asksByTheHashThatListsAreMadeOf() {
    BreachSource source =
        sha1 ->
            sha1.equals("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8")
                ? Answer.LISTED
                : Answer.NOT_LISTED;
    BreachedPasswords breached = new BreachedPasswords(List.of(source));
    assertThat(breached.ask(Secret.of("password"))).isEqualTo(Answer.LISTED);
    assertThat(breached.ask(Secret.of("Password"))).isEqualTo(Answer.NOT_LISTED);
    assertThat(breached.canBeAsked()).isTrue();
    assertThat(new BreachedPasswords(List.of()).canBeAsked()).isFalse();
  }

  @Test
  void asksThePublishedServiceInProductionAndNobodyInDevelopment() {
    assertThat(breach(null).service(Mode.PRODUCTION))
        .contains(URI.create("https://api.pwnedpasswords.com/range/"));
    assertThat(breach(null).service(Mode.DEVELOPMENT)).isEmpty();
    assertThat(breach("off").service(Mode.PRODUCTION)).isEmpty();
    assertThat(breach("false").service(Mode.PRODUCTION)).isEmpty();
    assertThat(breach("http://ranges.internal/range").service(Mode.DEVELOPMENT))
        .contains(URI.create("http://ranges.internal/range/"));
    assertThatThrownBy(() -> breach("ranges.internal").service(Mode.PRODUCTION))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("COUNTERSIGN_PASSWORDS_BREACH_URL");
  }

  private static Breach breach(@Nullable String url) {
    return new Breach(
        url,
        null,
        Duration.ofSeconds(2),
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        Duration.ofDays(1));
  }
}
