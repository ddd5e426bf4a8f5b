package dev.countersign.server.sessions;

/** Browsers' sessions looked up in PostgreSQL. */
class StoredBrowserSessionsTests extends BrowserSessionsContract {
  @Override
  BrowserSessionLookup lookup(StoredBrowserSessions stored) {
    return stored;
  }
}
