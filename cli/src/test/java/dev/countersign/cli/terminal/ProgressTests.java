package dev.countersign.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTests {
  private final StringWriter written = new StringWriter();
  private final AtomicLong now = new AtomicLong();

  @Test
  void printsALineEveryFewSecondsWhereThereIsNoTerminal() {
    Progress progress = progress(false, 4_000);

    after(2, progress, 1_000);
    assertThat(written.toString()).isEmpty();
    after(3, progress, 1_000);
    after(1, progress, 1_000);
    assertThat(written.toString().lines())
        .containsExactly("  transactions 2,000 of 4,000, 400/s, 5 s left");
  }

  @Test
  void alwaysPrintsTheEnd() {
    after(2, progress(false, 4_000), 4_000);

    assertThat(written.toString().lines())
        .containsExactly("  transactions 4,000 of 4,000, 2,000/s, in 2.0 s");
  }

  @Test
  void redrawsABarWhereThereIsATerminal() {
    Progress progress = progress(true, 4_000);

    after(1, progress, 2_000);
    after(1, progress, 2_000);

    assertThat(written.toString().split("\r\033\\[K"))
        .containsExactly(
            "",
            "  transactions [..............................] 0 of 4,000, 0/s, ",
            "  transactions [###############...............] 2,000 of 4,000, 2,000/s, 1 s left",
            "  transactions [##############################] 4,000 of 4,000, 2,000/s, in 2.0 s\n");
  }

  private Progress progress(boolean terminal, int total) {
    return new Progress(new PrintWriter(written), terminal, now::get, "transactions", total);
  }

  private void after(int seconds, Progress progress, int done) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    progress.advance(done);
  }
}
