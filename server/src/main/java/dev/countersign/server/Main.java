package dev.countersign.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class Main {
  static void main(String[] args) {
    SpringApplication.run(Main.class, args);
  }
}
