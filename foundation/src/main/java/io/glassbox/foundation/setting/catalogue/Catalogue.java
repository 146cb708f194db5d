package io.glassbox.foundation.setting.catalogue;

import io.glassbox.foundation.setting.declare.Setting;
import java.util.List;
import java.util.stream.Stream;

/** Every setting that the server itself has; extensions bring their own. */
public final class Catalogue {
    public static final List<Setting<?>> ALL = Stream.of(
                    NetworkSettings.ALL,
                    TlsSettings.ALL,
                    ProcessSettings.ALL,
                    MemorySettings.ALL,
                    EncodingSettings.ALL,
                    PersistenceSettings.ALL,
                    ReplicationSettings.ALL,
                    ClusterSettings.ALL,
                    SecuritySettings.ALL,
                    ObservationSettings.ALL)
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}
}
