package io.glassbox.foundation.setting.value;

/** Values of {@code maxmemory-policy}: what makes room when memory is full. */
public enum MaxmemoryPolicy {
    VOLATILE_LRU,
    VOLATILE_LFU,
    VOLATILE_LRM,
    VOLATILE_RANDOM,
    VOLATILE_TTL,
    ALLKEYS_LRU,
    ALLKEYS_LFU,
    ALLKEYS_LRM,
    ALLKEYS_RANDOM,
    NOEVICTION
}
