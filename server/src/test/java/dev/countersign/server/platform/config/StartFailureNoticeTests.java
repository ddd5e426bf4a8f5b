package dev.countersign.server.platform.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class StartFailureNoticeTests {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final StartFailureNotice notice =
      new StartFailureNotice(new PrintStream(terminal, true, UTF_8));

  @Test
  void tellsTheSentenceOfARefusedStartHoweverDeepItLies() {
    Throwable failure =
        new IllegalStateException(
            "bean", new IllegalArgumentException(new StartRefusedException("The keys are away.")));

    notice.report(Objects.requireNonNull(new StartRefusals().analyze(failure)));

    assertThat(terminal.toString(UTF_8))
        .isEqualToNormalizingNewlines("Countersign did not start: The keys are away.\n");
  }

  @Test
  void tellsWhatToDoWhereThatIsKnown() {
    notice.report(new FailureAnalysis("Port 8080 is taken.", "Choose another.", new Exception()));

    assertThat(terminal.toString(UTF_8)).contains("Port 8080 is taken.", "Choose another.");
  }

  @Test
  void leavesOtherFailuresToOthers() {
    assertThat(new StartRefusals().analyze(new IllegalStateException("a bug"))).isNull();
  }
}
