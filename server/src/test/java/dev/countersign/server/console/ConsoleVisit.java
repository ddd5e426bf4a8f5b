package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.People;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** An administrator who is signed in to the console. */
abstract class ConsoleVisit {
  final int port;
  final ConsoleWorld world;
  final ConsoleClient browser;
  final ConsoleWorld.Person administrator;

  ConsoleVisit(int port, AutowireCapableBeanFactory beans) {
    this.port = port;
    this.world = ConsoleWorld.in(beans);
    this.browser = new ConsoleClient(port);
    this.administrator = world.administrator(port);
  }

  @BeforeEach
  void signIn() {
    assertThat(browser.signIn(administrator.email(), People.PASSWORD).statusCode()).isEqualTo(303);
  }
}
