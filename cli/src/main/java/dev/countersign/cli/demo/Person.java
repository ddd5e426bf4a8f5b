package dev.countersign.cli.demo;

import dev.countersign.api.Account;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.client.ConflictException;
import dev.countersign.client.CountersignClient;
import dev.countersign.client.Payments;

/** Somebody with a sign-in of their own. */
final class Person implements AutoCloseable {
  private final CountersignClient client;
  private final String email;
  private final boolean isNew;

  private Person(CountersignClient client, String email, boolean isNew) {
    this.client = client;
    this.email = email;
    this.isNew = isNew;
  }

  /** Registers, or signs in where an earlier run registered. */
  static Person registered(
      CountersignClient client, String email, String username, String password) {
    try {
      client.auth().register(new RegisterRequest(email, password, username));
      return new Person(client, email, true);
    } catch (ConflictException e) {
      client.auth().login(LoginRequest.byEmail(email, password));
      return new Person(client, email, false);
    }
  }

  String email() {
    return email;
  }

  boolean isNew() {
    return isNew;
  }

  Payments payments() {
    return client.payments();
  }

  /** What the person has in a currency, as a decimal. */
  String balance(String currency) {
    return client.payments().accounts().stream()
        .filter(account -> account.currency().equals(currency))
        .map(Account::balance)
        .findFirst()
        .orElse("0.00");
  }

  @Override
  public void close() {
    client.close();
  }
}
