/** Tests of the settings. */
@NullMarked
package dev.countersign.server.platform.config;

import org.jspecify.annotations.NullMarked;
