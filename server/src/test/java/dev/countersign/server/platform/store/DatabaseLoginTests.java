package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLoginTests {
  @ParameterizedTest
  @CsvSource({
    "postgresql://app:secret@db/countersign, jdbc:postgresql://db/countersign, app, secret",
    "postgres://app:secret@db:6432/c, jdbc:postgresql://db:6432/c, app, secret",
    "postgresql://app:s%40+%2F@db/c?sslmode=require, jdbc:postgresql://db/c?sslmode=require, app, s@+/",
    "postgresql://app:a:b@[::1]:5432/c, jdbc:postgresql://[::1]:5432/c, app, a:b",
    "postgresql://app@db/c, jdbc:postgresql://db/c, app, ''",
    "jdbc:postgresql://db/c?user=app&password=secret, jdbc:postgresql://db/c, app, secret",
    "jdbc:postgresql://db:1/c?user=app&ssl=true&password=x, jdbc:postgresql://db:1/c?ssl=true, app, x",
    "'jdbc:postgresql://a,b/c?password=x&user=app&targetServerType=primary',"
        + " 'jdbc:postgresql://a,b/c?targetServerType=primary', app, x"
  })
  void readsBothForms(String address, String url, String user, String password) {
    assertThat(DatabaseLogin.parse("X", Secret.of(address)))
        .isEqualTo(new DatabaseLogin(url, user, Secret.of(password)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "mysql://app:secret@db/c",
        "postgresql://db/c",
        "postgresql://app:secret with space@db/c",
        "postgresql:app:secret",
        "jdbc:postgresql://db/c?password=secret",
        "jdbc:mysql://db/c?user=app&password=secret"
      })
  void refusesWhatItCannotReadWithoutShowingIt(String address) {
    assertThatThrownBy(() -> DatabaseLogin.parse("COUNTERSIGN_DATABASE_URL", Secret.of(address)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith("COUNTERSIGN_DATABASE_URL cannot be read.")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }
}
