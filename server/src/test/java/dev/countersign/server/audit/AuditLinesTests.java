package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditLinesTests {
  @TempDir private Path folder;
  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final List<AuditEvent> recorded = new ArrayList<>();

  @Test
  void writesEachCommittedEventAsALineOfJson() throws IOException {
    Path file = folder.resolve("audit.log");
    AuditLines lines =
        new AuditLines(recorded::addAll, file, TestClock.at(Instant.parse("2026-11-21T08:00:00Z")));
    AuditEvent failed =
        AuditEvent.of(TenantId.DEFAULT, AuditEventType.LOGIN_FAILED)
            .during("req-1")
            .with(Map.of("reason", "wrong_password"))
            .about(null, Map.of("identifier", "ada@example.com"));

    store.transactions().run(TenantId.DEFAULT, () -> lines.record(List.of(failed, failed)));
    store
        .transactions()
        .run(
            TenantId.DEFAULT,
            () -> lines.record(AuditEvent.of(TenantId.DEFAULT, AuditEventType.LOGOUT)));

    List<JsonNode> written = Files.readAllLines(file).stream().map(this::json).toList();
    assertThat(written).hasSize(3);
    JsonNode first = written.getFirst();
    assertThat(first.path("timestamp").asString()).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(first.path("event").asString()).isEqualTo("auth.login.failed");
    assertThat(first.path("severity").asString()).isEqualTo("warning");
    assertThat(first.path("request_id").asString()).isEqualTo("req-1");
    assertThat(first.path("metadata").path("reason").asString()).isEqualTo("wrong_password");
    assertThat(Files.readString(file)).doesNotContain("ada@example.com");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(recorded).hasSize(3);
  }

  @Test
  void writesNothingOfWhatWasRolledBack() {
    Path file = folder.resolve("audit.log");
    AuditLines lines = new AuditLines(recorded::addAll, file, TestClock.at(Instant.now()));
    try {
      store
          .transactions()
          .run(
              TenantId.DEFAULT,
              () -> {
                lines.record(AuditEvent.of(TenantId.DEFAULT, AuditEventType.LOGOUT));
                throw new IllegalStateException("rolled back");
              });
    } catch (IllegalStateException _) {
      assertThat(file).doesNotExist();
    }
  }

  private JsonNode json(String line) {
    return JsonMapper.shared().readTree(line);
  }
}
