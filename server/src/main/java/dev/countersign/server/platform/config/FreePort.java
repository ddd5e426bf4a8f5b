package dev.countersign.server.platform.config;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Refuses to start on a port that is taken, before there is a database that nobody will use. Taken
 * in the meantime, it is found when the web server starts.
 */
public final class FreePort implements ApplicationListener<ApplicationContextInitializedEvent> {
  @Override
  public void onApplicationEvent(ApplicationContextInitializedEvent event) {
    require(
        SettingsSource.of(event.getApplicationContext().getEnvironment())
            .get(ServiceSettings.class)
            .port());
  }

  /** Any port, 0, is free. */
  static void require(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      // As the web server does: what is left of connections to one that has ended is no obstacle.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(port));
    } catch (BindException taken) {
      throw new StartRefusedException(
          "Port "
              + port
              + " is taken, or not for this user. Stop what listens there, or choose another with"
              + " --port or COUNTERSIGN_PORT.",
          taken);
    } catch (IOException unclear) {
      throw new StartRefusedException("Port " + port + " cannot be listened on.", unclear);
    }
  }
}
