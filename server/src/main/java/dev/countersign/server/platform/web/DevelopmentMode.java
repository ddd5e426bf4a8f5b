package dev.countersign.server.platform.web;

import java.util.Locale;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Whether the service is for a person trying things out on this machine. */
@Component
public class DevelopmentMode {
  private final boolean on;

  DevelopmentMode(Environment environment) {
    String mode = environment.getProperty("countersign.mode", "development");
    this.on = !mode.toLowerCase(Locale.ROOT).equals("production");
  }

  public boolean isOn() {
    return on;
  }
}
