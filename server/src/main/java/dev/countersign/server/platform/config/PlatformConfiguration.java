package dev.countersign.server.platform.config;

import dev.countersign.server.platform.id.IdGenerator;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PlatformConfiguration {
  /** A {@link Clock} is an {@code InstantSource} too; features ask for that. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  IdGenerator ids(Clock clock, SecureRandom random) {
    return new IdGenerator(clock, random);
  }

  /** Nobody but this machine reaches a service in development mode. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> loopbackInDevelopment(
      ServiceSettings settings) {
    return server -> {
      if (settings.mode() == ServiceSettings.Mode.DEVELOPMENT) {
        server.setAddress(InetAddress.getLoopbackAddress());
      }
    };
  }
}
