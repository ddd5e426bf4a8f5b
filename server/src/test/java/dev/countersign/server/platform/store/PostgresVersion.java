package dev.countersign.server.platform.store;

import dev.countersign.testsupport.TestPostgres;

/** The oldest and the newest PostgreSQL that the store works on. */
enum PostgresVersion {
  OLDEST {
    @Override
    TestPostgres server() {
      return TestPostgres.version15().orElseThrow();
    }
  },
  NEWEST {
    @Override
    TestPostgres server() {
      return TestPostgres.version18();
    }
  };

  abstract TestPostgres server();
}
