package dev.countersign.server.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.HealthReport;
import dev.countersign.api.HealthReport.Check;
import dev.countersign.server.testing.StoreFixture;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class JdbcDatabaseCheckTests {
  @Test
  void succeedsWhileTheDatabaseAnswers() {
    try (StoreFixture store = StoreFixture.create()) {
      assertThat(report(store.application()).overallHealthy()).isTrue();
    }
  }

  @Test
  void failsWithoutNamingTheDatabaseThatIsAway() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://127.0.0.1:1/secret_name");
    assertThat(report(nowhere).checks())
        .containsEntry("database", Check.unhealthy("Service temporarily unavailable"));
  }

  private static HealthReport report(DataSource database) {
    return new HealthChecks(
            List.of(new JdbcDatabaseCheck(database)), Clock.systemUTC(), Duration.ofSeconds(10))
        .report();
  }
}
