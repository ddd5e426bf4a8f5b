/** What an operator can set, and the beans every feature takes as given: time, chance, ids. */
@NullMarked
package dev.countersign.server.platform.config;

import org.jspecify.annotations.NullMarked;
