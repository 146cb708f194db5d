package io.glassbox.foundation.setting;

/**
 * What a client may change at this moment.
 *
 * @param includesProtected whether {@code enable-protected-configs} lets this client change protected settings
 * @param isLoading whether data is being loaded, so that settings which that depends on stay as they are
 */
public record ChangeRights(boolean includesProtected, boolean isLoading) {}
