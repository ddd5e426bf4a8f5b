package dev.countersign.webprobe;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.ratelimit.EdgeLimits;
import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The edge of the service around a controller made for tests. */
@SpringBootConfiguration
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration"
    })
@ComponentScan({
  "dev.countersign.server.platform.problem",
  "dev.countersign.server.platform.request",
  "dev.countersign.server.platform.web",
  "dev.countersign.server.platform.health"
})
@Import({ProbeController.class, EdgeLimits.class})
@EnableConfigurationProperties(ServiceSettings.class)
class ProbeService {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
