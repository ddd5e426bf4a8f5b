/** Time as the store can hold it. */
@NullMarked
package dev.countersign.server.platform.time;

import org.jspecify.annotations.NullMarked;
