package dev.countersign.server.platform.web;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.request.FilterOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets pages of chosen origins call the API. The filter stands before everything that refuses, so
 * that such a page can read a refusal too. Credentials of the browser's own stay at home: a page
 * brings a token. The console and the documentation are for nobody else's pages.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CrossOriginSettings.class)
class CrossOrigin {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final List<String> SENT =
      List.of(
          "Accept",
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "X-API-Key",
          "X-Request-ID");
  private static final List<String> READ =
      List.of(
          "Allow",
          "Location",
          "Retry-After",
          "WWW-Authenticate",
          "X-RateLimit-Limit",
          "X-RateLimit-Remaining",
          "X-RateLimit-Reset",
          "X-Request-ID");

  @Bean
  FilterRegistrationBean<CorsFilter> crossOriginFilter(
      CrossOriginSettings settings, ProblemWriter problems) {
    CorsFilter filter = new CorsFilter(rules(settings.origins()));
    filter.setCorsProcessor(new Refusing(problems));
    FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(FilterOrder.CROSS_ORIGIN);
    // Without origins there is nothing to say, and a browser takes silence for a no.
    registration.setEnabled(!settings.origins().isEmpty());
    return registration;
  }

  @Bean
  ProductionCheck originsCheck(CrossOriginSettings settings) {
    return () ->
        settings.withoutTls().stream()
            .map(origin ->
                "COUNTERSIGN_CORS_ORIGINS names "
                    + origin
                    + ", whose pages come without TLS. Name its https:// address, or leave it out.")
            .toList();
  }

  private static UrlBasedCorsConfigurationSource rules(List<String> origins) {
    CorsConfiguration rule = new CorsConfiguration();
    rule.setAllowedOrigins(origins);
    rule.setAllowedMethods(METHODS);
    rule.setAllowedHeaders(SENT);
    rule.setExposedHeaders(READ);
    rule.setAllowCredentials(false);
    rule.setMaxAge(Duration.ofMinutes(10));
    UrlBasedCorsConfigurationSource rules = new UrlBasedCorsConfigurationSource();
    for (String path : List.of("/v1/**", "/oauth2/**", "/.well-known/**")) {
      rules.registerCorsConfiguration(path, rule);
    }
    return rules;
  }

  /** Says no in the words of every other refusal. */
  private static final class Refusing extends DefaultCorsProcessor {
    private final ProblemWriter problems;

    Refusing(ProblemWriter problems) {
      this.problems = problems;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
      if (response instanceof ServletServerHttpResponse servlet) {
        problems.write(
            servlet.getServletResponse(),
            new ProblemException(
                ErrorCode.FORBIDDEN,
                "Pages of this origin may not call the API. The operator can name it in"
                    + " COUNTERSIGN_CORS_ORIGINS."));
      }
    }
  }
}
