package io.glassbox.foundation.setting.catalogue;

import org.jspecify.annotations.Nullable;

/** Which names a cluster node may announce: they travel in the bus protocol and in files whose fields blanks part. */
final class ClusterNames {
    private static final int LONGEST = 255;

    private ClusterNames() {}

    static @Nullable String hostnameObjection(String name) {
        if (name.length() > LONGEST) {
            return "Hostnames must be less than 256 characters";
        }
        return isMadeOf(name, "-.") ? null : "Hostnames may only contain alphanumeric characters, hyphens or dots";
    }

    static @Nullable String nodeNameObjection(String name) {
        if (name.length() > LONGEST) {
            return "Human nodename must be less than 256 characters";
        }
        return isMadeOf(name, "-._") ? null : "Announced human node name contained invalid character";
    }

    private static boolean isMadeOf(String name, String others) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
