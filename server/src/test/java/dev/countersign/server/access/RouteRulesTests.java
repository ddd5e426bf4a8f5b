package dev.countersign.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.access.RouteRule.Requirement;
import dev.countersign.server.testing.ServerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint of the running service against the rules. */
@ServerTest
class RouteRulesTests {
  private static final Path DOCUMENT = Path.of("..", "docs", "access.md");
  private static final Pattern PAGES = Pattern.compile("/(?:console|verify|reset|invitation)\\b");

  private final RequestMappingHandlerMapping endpoints;

  RouteRulesTests(RequestMappingHandlerMapping requestMappingHandlerMapping) {
    this.endpoints = requestMappingHandlerMapping;
  }

  @Test
  void haveOneForEveryEndpoint() {
    List<String> without = new ArrayList<>();
    for (String endpoint : endpoints()) {
      String[] parts = endpoint.split(" ", 2);
      if (RouteRules.find(parts[0], example(parts[1])).isEmpty()) {
        without.add(endpoint);
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void openNoMoreThanIsMeantToBeOpen() {
    assertThat(
            endpoints().stream()
                .filter(endpoint -> requirement(endpoint) instanceof Requirement.Nothing))
        .containsExactlyInAnyOrder(
            "GET /.well-known/jwks.json",
            "GET /docs/openapi.json",
            "GET /docs/openapi.json.yaml",
            "GET /health",
            "GET /health/live",
            "GET /health/ready",
            "POST /oauth2/introspect",
            "POST /oauth2/revoke",
            "POST /oauth2/token",
            "POST /v1/auth/login",
            "POST /v1/auth/passkey",
            "POST /v1/auth/passkey/options",
            "POST /v1/auth/password/check",
            "POST /v1/auth/password/generate",
            "POST /v1/auth/refresh",
            "POST /v1/auth/register",
            "POST /v1/auth/password/forgot",
            "POST /v1/auth/password/reset",
            "POST /v1/auth/verify",
            "POST /v1/auth/verify/resend");
  }

  @Test
  void answerNothingThatTheyDoNotName() {
    assertThat(RouteRules.find("GET", PathContainer.parsePath("/"))).isEmpty();
    assertThat(RouteRules.find("GET", PathContainer.parsePath("/v1"))).isEmpty();
    assertThat(RouteRules.find("GET", PathContainer.parsePath("/v1/me/"))).isEmpty();
    assertThat(RouteRules.find("GET", PathContainer.parsePath("/V1/ME"))).isEmpty();
    assertThat(RouteRules.find("DELETE", PathContainer.parsePath("/v1/me"))).isEmpty();
    assertThat(RouteRules.find("HEAD", PathContainer.parsePath("/v1/me"))).isPresent();
  }

  @Test
  void areListedInTheDocuments() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(DOCUMENT)
        .as("run this test with -Dcountersign.write-docs=true to write it anew")
        .hasContent(expected);
  }

  private String document() {
    String rows =
        endpoints().stream()
            .map(endpoint -> "| `%s` | %s |\n".formatted(endpoint, words(rule(endpoint))))
            .collect(Collectors.joining());
    return """
    # Who may call what

    Every endpoint with its rule; what is not listed is refused. The rules stand in `RouteRules`, and
    this page is written from them.

    | endpoint | who may call it |
    |---|---|
    """
        + rows;
  }

  private static String words(RouteRule rule) {
    String who =
        switch (rule.requirement()) {
          case Requirement.Nothing _ -> "everybody";
          case Requirement.EitherWay _ -> "everybody, or a person by their own sign-in";
          case Requirement.SignedIn _ -> "whoever has a token or key";
          case Requirement.InPerson _ -> "a person by their own sign-in";
          case Requirement.Holding(var permission) -> "`" + permission.wireName() + "`";
          case Requirement.Operating(var permission) ->
              "the operator's key, or `" + permission.wireName() + "` in the first tenant";
        };
    Duration age = rule.factorMaxAge();
    return age == null
        ? who
        : who + ", with a second factor proved in the last " + age.toMinutes() + " minutes";
  }

  private static Requirement requirement(String endpoint) {
    return rule(endpoint).requirement();
  }

  private static RouteRule rule(String endpoint) {
    String[] parts = endpoint.split(" ", 2);
    return RouteRules.find(parts[0], example(parts[1])).orElseThrow();
  }

  private static PathContainer example(String pattern) {
    return PathContainer.parsePath(pattern.replaceAll("\\{[^}]*}", "x"));
  }

  /**
   * "GET /path" of each mapping; the error page and the pages for people are not reached over this
   * chain.
   */
  private Set<String> endpoints() {
    Set<String> found = new TreeSet<>();
    for (RequestMappingInfo mapping : endpoints.getHandlerMethods().keySet()) {
      for (String pattern : mapping.getPatternValues()) {
        if (!PAGES.matcher(pattern).lookingAt() && !pattern.contains("error")) {
          Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
          for (RequestMethod method :
              methods.isEmpty() ? Set.of(RequestMethod.values()) : methods) {
            found.add(method + " " + pattern);
          }
        }
      }
    }
    return found;
  }
}
