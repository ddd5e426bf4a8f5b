package dev.countersign.server.platform.crypto;

/** Fresh master keys for tests without a service, kept in no file. */
public final class TestMasterKeys {
  private TestMasterKeys() {}

  public static MasterKeys fresh() {
    return TinkMasterKeys.parse(TinkMasterKeys.generate());
  }
}
