@NullMarked
package dev.countersign.server.oauth;

import org.jspecify.annotations.NullMarked;
