package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tenants, and people who are taken over from elsewhere. */
class AdministrationCommandTests extends CommandRun {
  @Test
  void listsMakesSuspendsAndResumesTenants() throws IOException {
    String acme =
        """
        {"id":"ten_2","slug":"acme","name":"Acme","status":"%s","hosts":[],"settings":{},
         "created_at":"2026-01-01T00:00:00Z"}\
        """;
    answer("/v1/admin/tenants/acme", 200, acme.formatted("suspended"));
    answer("/v1/admin/tenants/ten_2", 200, acme.formatted("active"));
    answer("/v1/admin/tenants", 200, "{\"items\":[" + acme.formatted("active") + "]}");

    assertThat(signedIn("tenants", "list")).isZero();
    assertThat(out.toString()).contains("ten_2", "acme", "active", "Acme");
    assertThat(signedIn("tenants", "suspend", "acme")).isZero();
    assertThat(out.toString()).contains("acme is suspended.");
    assertThat(signedIn("tenants", "resume", "ten_2")).isZero();
    assertThat(out.toString()).contains("acme is active.");

    service.removeContext("/v1/admin/tenants");
    answer("/v1/admin/tenants", 201, acme.formatted("active"));
    assertThat(
            signedIn(
                "tenants",
                "create",
                "acme",
                "--administrator",
                "ada@example.org",
                "--host",
                "acme.example.org"))
        .isZero();
    assertThat(String.join("", bodies))
        .contains("\"slug\":\"acme\"", "\"name\":\"acme\"")
        .contains("\"administrator_email\":\"ada@example.org\"", "[\"acme.example.org\"]");
  }

  @Test
  void tellsWhatBecameOfEachLineOfAnImport() throws IOException {
    answer(
        "/v1/admin/users/batch",
        200,
        """
        {"dry_run":true,"results":[
          {"index":0,"status":"created"},
          {"index":1,"status":"refused","code":"unsafe_hash","message":"Leave it out."},
          {"index":2,"status":"existing","id":"usr_1"}]}\
        """);
    Path file =
        Files.writeString(
            directory.resolve("people.csv"),
            """
            email,password_hash
            a@example.org,$2b$...
            only one cell
            b@example.org,hunter2
            c@example.org,
            """);

    assertThat(signedIn("users", "import", file.toString(), "--dry-run"))
        .isEqualTo(Failures.FAILED);

    assertThat(out.toString().lines())
        .containsExactly(
            "line 3: unreadable: There are 1 cells, and 2 columns.",
            "line 4: unsafe_hash: Leave it out.",
            "Nothing was changed. It would be: 1 created, 1 existing, 2 refused.");
    assertThat(out.toString()).doesNotContain("hunter2").doesNotContain("example.org");
    assertThat(err.toString()).contains("People 4 of 4");
    assertThat(asked).contains("/v1/admin/users/batch");
  }

  @Test
  void saysWhatIsWrongWithAFileBeforeAnythingIsSent() throws IOException {
    Path file = Files.writeString(directory.resolve("people.csv"), "name,mail\n");
    assertThat(signedIn("users", "import", file.toString())).isEqualTo(Failures.MISUSED);
    assertThat(err.toString()).contains("no column \"name\"");
    assertThat(signedIn("users", "import", directory.resolve("nothing.csv").toString()))
        .isEqualTo(Failures.MISUSED);
    assertThat(asked).isEmpty();
  }
}
