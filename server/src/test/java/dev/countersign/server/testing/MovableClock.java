package dev.countersign.server.testing;

import dev.countersign.testsupport.TestClock;
import java.time.Instant;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Puts a {@link TestClock} in the place of the service's clock; ask for it as a parameter. */
@TestConfiguration(proxyBeanMethods = false)
public class MovableClock {
  @Bean
  @Primary
  TestClock testClock() {
    return TestClock.at(Instant.now());
  }
}
