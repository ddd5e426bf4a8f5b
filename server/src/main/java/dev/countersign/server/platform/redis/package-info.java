/** An optional Redis or Valkey that nodes share, and word from one node to all. */
@NullMarked
package dev.countersign.server.platform.redis;

import org.jspecify.annotations.NullMarked;
