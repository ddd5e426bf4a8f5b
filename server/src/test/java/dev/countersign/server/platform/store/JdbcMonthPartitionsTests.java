package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbcMonthPartitionsTests {
  @AutoClose private final StoreFixture store;
  private final TestClock clock = TestClock.at("2031-12-31T23:59:59.999Z");
  private final JdbcMonthPartitions partitions;
  private final IdGenerator ids = new IdGenerator(clock, new Random(1));

  JdbcMonthPartitionsTests(PostgresVersion version) {
    store = StoreFixture.createOn(version.server());
    partitions = new JdbcMonthPartitions(store.jdbc(), clock);
  }

  @Test
  void putsEachRowIntoTheMonthOfItsId() {
    partitions.ensure();

    assertThat(partitionOfNewPayment()).isEqualTo("payments_2031_12");
    clock.set(Instant.parse("2032-01-01T00:00:00Z"));
    assertThat(partitionOfNewPayment()).isEqualTo("payments_2032_01");
  }

  @Test
  void keepsRowsThatNoMonthWasMadeFor() {
    assertThat(partitionOfNewPayment()).isEqualTo("payments_elsewhen");
  }

  @Test
  void leavesAMonthAloneThatBeganWithoutItsPartition() {
    partitionOfNewPayment();

    partitions.ensure();

    assertThat(partitionOfNewPayment()).isEqualTo("payments_elsewhen");
    clock.set(Instant.parse("2032-01-15T00:00:00Z"));
    assertThat(partitionOfNewPayment()).isEqualTo("payments_2032_01");
  }

  @Test
  void letsSeveralNodesLookAtOnce() throws Exception {
    List<Future<?>> looks = new ArrayList<>();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      for (int node = 0; node < 4; node++) {
        looks.add(nodes.submit(partitions::ensure));
      }
    }
    for (Future<?> look : looks) {
      look.get();
    }

    assertThat(
            store
                .superuser()
                .sql("select count(*) from pg_class where relname ~ '^entries_203[12]_[0-9]{2}$'")
                .query(Integer.class)
                .single())
        .isEqualTo(13);
  }

  private String partitionOfNewPayment() {
    return store
        .superuser()
        .sql(
            """
            insert into payments
              (id, tenant_id, type, asset, amount, initiated_by, effective_at, recorded_at)
            values (:id, :id, 'payment', 'USD', 1, :id, now(), now())
            returning tableoid::regclass::text
            """)
        .param("id", ids.next())
        .query(String.class)
        .single();
  }
}
