package dev.countersign.server.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compact set behind the view. */
class RevokedIdsTests {
  private static final Instant SOON = Instant.parse("2026-11-21T10:00:00Z");

  private final Random random = new Random(1);
  private final RevokedIds ids = new RevokedIds();

  @Test
  void containsWhatWasAddedAndNothingElse() {
    List<UUID> added = Stream.generate(this::newId).limit(20_000).toList();
    added.forEach(id -> ids.add(id, SOON));
    added.forEach(id -> ids.add(id, SOON));

    assertThat(ids.size()).isEqualTo(20_000);
    assertThat(added).allMatch(ids::contains);
    assertThat(Stream.generate(this::newId).limit(20_000)).noneMatch(ids::contains);
  }

  @Test
  void tellsApartIdsThatShareHalfTheirBits() {
    UUID id = newId();
    ids.add(id, SOON);
    assertThat(ids.contains(new UUID(id.getMostSignificantBits(), random.nextLong()))).isFalse();
    assertThat(ids.contains(new UUID(random.nextLong(), id.getLeastSignificantBits()))).isFalse();
    ids.add(new UUID(0, 0), SOON);
    assertThat(ids.contains(new UUID(0, 0))).isTrue();
    assertThat(ids.contains(new UUID(0, 1))).isFalse();
  }

  @Test
  void dropsWhatHasExpiredAndNothingElse() {
    List<UUID> early = Stream.generate(this::newId).limit(5_000).toList();
    List<UUID> late = Stream.generate(this::newId).limit(5_000).toList();
    early.forEach(id -> ids.add(id, SOON));
    late.forEach(id -> ids.add(id, SOON.plusSeconds(2)));

    ids.dropExpiredBefore(SOON.plusSeconds(1));

    assertThat(early).noneMatch(ids::contains);
    assertThat(late).allMatch(ids::contains);
    assertThat(ids.size()).isEqualTo(5_000);
  }

  @Test
  void keepsTheLaterOfTwoExpiries() {
    UUID id = newId();
    ids.add(id, SOON.plusSeconds(10));
    ids.add(id, SOON);
    ids.dropExpiredBefore(SOON.plusSeconds(5));
    assertThat(ids.contains(id)).isTrue();
  }

  @Test
  void showsReadersEveryIdWhileItGrowsAndShrinks() throws Exception {
    List<UUID> lasting = Stream.generate(this::newId).limit(2_000).toList();
    lasting.forEach(id -> ids.add(id, SOON.plusSeconds(100)));
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> readers = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        readers.add(
            threads.submit(() -> {
              boolean all = true;
              for (int round = 0; round < 200; round++) {
                all &= lasting.stream().allMatch(ids::contains);
              }
              return all;
            }));
      }
      for (int round = 0; round < 20; round++) {
        Stream.generate(this::newId).limit(3_000).forEach(id -> ids.add(id, SOON));
        ids.dropExpiredBefore(SOON.plusSeconds(1));
      }
      for (Future<Boolean> reader : readers) {
        assertThat(reader.get()).isTrue();
      }
    }
  }

  private UUID newId() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
