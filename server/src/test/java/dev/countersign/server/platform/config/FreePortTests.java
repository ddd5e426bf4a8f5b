package dev.countersign.server.platform.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTests {
  @Test
  void refusesOneThatIsTakenAndSaysWhatToDo() throws IOException {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = other.getLocalPort();
      assertThatExceptionOfType(StartRefusedException.class)
          .isThrownBy(() -> FreePort.require(other.getLocalPort()))
          .withMessageContaining("Port " + port + " is taken")
          .withMessageContaining("--port or COUNTERSIGN_PORT");
    }
    FreePort.require(port);
  }

  @Test
  void takesAnyOtherPort() {
    FreePort.require(0);
  }
}
