package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.UserBatchRequest;
import dev.countersign.api.UserImport;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A password that is right, and good for nothing but choosing another. */
@ServerTest
class ForcedChangeTests {
  private static final Pattern CHANGE_TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
  private static final String FORM = "/console/sign-in/change";
  private static final String SET_FOR_THEM = "Tr0ub4dor & 3 čaje";
  private static final String HASH = "$2b$05$AwevwOchZDiB0dh6ZVEiDOVx/ePnN6g8Nm/hl9jHnpvmfY2DU5YF.";

  private final ConsoleClient browser;
  private final String email = People.newEmail();

  ForcedChangeTests(@LocalServerPort int port, TestDatabase database) {
    this.browser = new ConsoleClient(port);
    Administrators.create(ApiClient.of(port), database)
        .post(
            "/v1/admin/users/batch",
            new UserBatchRequest(List.of(new UserImport(email, null, null, HASH, null, true))))
        .expect(200);
  }

  @Test
  void leadsFromASignInToANewPasswordAndIn() {
    HttpResponse<String> refused = browser.signIn(email, SET_FOR_THEM);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Choose a new password").contains("was set for you");
    assertThat(browser.get("/console").statusCode()).isEqualTo(303);
    String token = token(refused);

    HttpResponse<String> weak = change(token, "password");
    assertThat(weak.statusCode()).isEqualTo(422);
    assertThat(token(weak)).isEqualTo(token);

    assertThat(change(token, People.PASSWORD).body()).contains("Your password is set");
    assertThat(browser.signIn(email, SET_FOR_THEM).statusCode()).isEqualTo(422);
    assertThat(browser.signIn(email, People.PASSWORD).statusCode()).isEqualTo(303);
    assertThat(change(token, "another " + People.PASSWORD).statusCode()).isEqualTo(410);
  }

  private HttpResponse<String> change(String token, String password) {
    return browser.submit("/reset", FORM, Map.of("token", token, "password", password));
  }

  private static String token(HttpResponse<String> page) {
    Matcher token = CHANGE_TOKEN.matcher(page.body());
    assertThat(token.find()).as("a form in %s", page.body()).isTrue();
    return token.group(1);
  }
}
