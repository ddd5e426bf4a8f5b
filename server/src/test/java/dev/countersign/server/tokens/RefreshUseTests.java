package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who may have a spent token's successor again, and when. */
class RefreshUseTests {
  private static final Instant SPENT = Instant.parse("2026-11-21T10:00:00Z");
  private static final byte[] SEALED = {1};
  private static final byte[] DEVICE = {2};

  private final RefreshUse use = new RefreshUse(SPENT, SEALED, SPENT.plusSeconds(10), DEVICE);

  @Test
  void givesItToTheSameDeviceWithinTheWindow() {
    assertThat(use.successorFor(DEVICE, SPENT)).isEqualTo(SEALED);
    assertThat(use.successorFor(DEVICE, SPENT.plusMillis(9_999))).isEqualTo(SEALED);
    assertThat(use.successorFor(DEVICE, SPENT.plusSeconds(10))).isNull();
  }

  @Test
  void givesItToNoOtherDevice() {
    assertThat(use.successorFor(new byte[] {3}, SPENT)).isNull();
    assertThat(use.successorFor(new byte[0], SPENT)).isNull();
  }

  @Test
  void allowsNodesClocksToDifferButNoneToBeSetBack() {
    assertThat(use.successorFor(DEVICE, SPENT.minusSeconds(30))).isEqualTo(SEALED);
    assertThat(use.successorFor(DEVICE, SPENT.minusSeconds(31))).isNull();
  }

  @Test
  void hasNothingToGiveOnceItIsForgotten() {
    assertThat(new RefreshUse(SPENT, null, null, DEVICE).successorFor(DEVICE, SPENT)).isNull();
  }
}
