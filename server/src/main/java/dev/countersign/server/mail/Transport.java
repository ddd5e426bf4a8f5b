package dev.countersign.server.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** Takes finished messages out of the service's hands. */
interface Transport {
  /** What messages are made for. */
  Session session();

  /** The address that messages come from. */
  String from();

  /**
   * Delivers a message, or throws: {@link RefusedMailException} where there is no point in trying
   * again.
   */
  void deliver(MimeMessage message, String name) throws IOException;
}
