package dev.coppice.verify;

import dev.coppice.attest.VerifyingKey;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a bundle, whether or not anybody trusts the key.
 *
 * @param plan key that signed the plan before impact, null where none did
 * @param outcome key that signed the sealed bundle, null where none did
 */
public record Signed(@Nullable VerifyingKey plan, @Nullable VerifyingKey outcome) {

  static final Signed BY_NOBODY = new Signed(null, null);
}
