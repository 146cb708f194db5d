package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.choice;
import static io.glassbox.foundation.setting.declare.Setting.number;
import static io.glassbox.foundation.setting.declare.Setting.optionalText;
import static io.glassbox.foundation.setting.declare.Setting.text;
import static io.glassbox.foundation.setting.declare.SettingFlag.SENSITIVE;

import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.AclPubsubDefault;
import io.glassbox.foundation.setting.value.ProtectedAction;
import java.util.List;

/** Who may do what. */
public final class SecuritySettings {
    /** Password of the default user. */
    public static final Setting<String> REQUIREPASS =
            optionalText("requirepass").with(SENSITIVE);

    /** File of the users. */
    public static final Setting<String> ACLFILE = text("aclfile", "").immutable();

    /** Channels that a new user may use. */
    public static final Setting<AclPubsubDefault> ACL_PUBSUB_DEFAULT =
            choice("acl-pubsub-default", AclPubsubDefault.RESETCHANNELS);

    /** Entries of ACL LOG. */
    public static final Setting<Long> ACLLOG_MAX_LEN = number("acllog-max-len", 0, Long.MAX_VALUE, 128);

    /** Who may set protected settings. */
    public static final Setting<ProtectedAction> ENABLE_PROTECTED_CONFIGS =
            choice("enable-protected-configs", ProtectedAction.NO).immutable();

    /** Who may use DEBUG. */
    public static final Setting<ProtectedAction> ENABLE_DEBUG_COMMAND =
            choice("enable-debug-command", ProtectedAction.NO).immutable();

    /** Who may use MODULE. */
    public static final Setting<ProtectedAction> ENABLE_MODULE_COMMAND =
            choice("enable-module-command", ProtectedAction.NO).immutable();

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            REQUIREPASS,
            ACLFILE,
            ACL_PUBSUB_DEFAULT,
            ACLLOG_MAX_LEN,
            ENABLE_PROTECTED_CONFIGS,
            ENABLE_DEBUG_COMMAND,
            ENABLE_MODULE_COMMAND);

    private SecuritySettings() {}
}
