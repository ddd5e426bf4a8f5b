package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.Credentials;
import dev.countersign.testsupport.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.Oid;

class UuidArrayTests {
  private static final String IN_ORDER =
      "select id from unnest(?) with ordinality as given (id, at) order by at";

  // So often the driver has the statement prepared on the server, and asks for its answer in
  // binary.
  private static final int OFTEN = 8;

  @ParameterizedTest
  @ValueSource(strings = {"", "" + Oid.UUID_ARRAY})
  void arrivesAsGivenInBinaryAndAsText(String inBinary) throws SQLException {
    List<@Nullable UUID> ids =
        Arrays.asList(new UUID(-1, -1), null, new UUID(0, 0), new UUID(0x7000, 1L << 63));
    try (Connection connection = connect(inBinary)) {
      for (int time = 0; time < OFTEN; time++) {
        assertThat(returned(connection, ids)).isEqualTo(ids);
        assertThat(returned(connection, List.of())).isEmpty();
      }
    }
  }

  private static Connection connect(String inBinary) throws SQLException {
    Credentials owner = TestPostgres.shared().createDatabase().owner();
    String url = owner.url() + (owner.url().contains("?") ? "&" : "?");
    return DriverManager.getConnection(
        url + "binaryTransferEnable=" + inBinary, owner.user(), owner.password());
  }

  private static List<@Nullable UUID> returned(
      Connection connection, List<? extends @Nullable UUID> ids) throws SQLException {
    List<@Nullable UUID> returned = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(IN_ORDER)) {
      statement.setObject(1, UuidArray.of(ids));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          returned.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return returned;
  }
}
