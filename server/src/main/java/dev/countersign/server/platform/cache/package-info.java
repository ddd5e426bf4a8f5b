/** What was looked up before, for a while: on this node, then in Redis where there is one. */
@NullMarked
package dev.countersign.server.platform.cache;

import org.jspecify.annotations.NullMarked;
