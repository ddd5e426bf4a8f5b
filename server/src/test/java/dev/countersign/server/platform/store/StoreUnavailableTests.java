package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;

class StoreUnavailableTests {
  @AutoClose private final StoreFixture store = StoreFixture.create();

  @Test
  void isADatabaseThatEndsASession() {
    Throwable failure =
        catchThrowable(() ->
            store
                .jdbc()
                .sql("select pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class)
                .single());

    assertThat(failure).isInstanceOf(DataAccessException.class);
    assertThat(StoreUnavailable.isCauseOf(failure)).isTrue();
  }

  @Test
  void isADatabaseThatAnswersNobody() {
    HikariConfig nowhere = new HikariConfig();
    nowhere.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
    nowhere.setConnectionTimeout(250);
    nowhere.setInitializationFailTimeout(-1);
    try (HikariDataSource pool = new HikariDataSource(nowhere)) {
      TenantTransactions transactions = TenantTransactions.on(pool);

      Throwable failure = catchThrowable(() -> transactions.run(TenantId.DEFAULT, () -> {}));

      assertThat(StoreUnavailable.isCauseOf(failure)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "57P01, true",
    "57P03, true",
    "53300, true",
    "53100, true",
    "25006, true",
    "57014, false",
    "23505, false",
    "42501, false",
    "40P01, false"
  })
  void isTellingByTheState(String state, boolean away) {
    RuntimeException failure = new IllegalStateException(new SQLException("a failure", state));

    assertThat(StoreUnavailable.isCauseOf(failure)).isEqualTo(away);
  }

  @Test
  void isNotAStatementThatIsWrong() {
    Throwable failure =
        catchThrowable(() -> store.jdbc().sql("select nothing").query(String.class).single());

    assertThat(failure).isInstanceOf(DataAccessException.class);
    assertThat(StoreUnavailable.isCauseOf(failure)).isFalse();
    assertThat(StoreUnavailable.isCauseOf(new SQLException("without a state"))).isFalse();
  }
}
