package io.glassbox.foundation.setting.value;

/** Values of {@code acl-pubsub-default}: the channels that a new user may use. */
public enum AclPubsubDefault {
    ALLCHANNELS,
    RESETCHANNELS
}
