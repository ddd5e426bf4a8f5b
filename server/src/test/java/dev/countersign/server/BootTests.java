package dev.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.ServerTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class BootTests {
  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final int port;

  BootTests(TenantTransactions transactions, JdbcClient jdbc, @LocalServerPort int port) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.port = port;
  }

  @Test
  void worksOnTheStoreAsARoleThatSeesOneTenant() {
    String tenant =
        transactions.in(
            TenantId.DEFAULT,
            () -> jdbc.sql("select name from tenants").query(String.class).single());

    assertThat(tenant).isEqualTo("default");
    assertThat(jdbc.sql("select current_user").query(String.class).single())
        .isEqualTo("countersign_app");
  }

  @Test
  void listensOnThisMachineOnlyInDevelopmentMode() throws IOException {
    try (Socket loopback = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(loopback.isConnected()).isTrue();
    }
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        if (!address.isLoopbackAddress()) {
          Assertions.assertThatThrownBy(() -> new Socket(address, port).close())
              .isInstanceOf(IOException.class);
        }
      }
    }
  }
}
