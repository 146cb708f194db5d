package io.glassbox.foundation.log;

/** The values of the setting {@code syslog-facility} with their numbers in {@code <syslog.h>}. */
public enum SyslogFacility {
    USER(1),
    LOCAL0(16),
    LOCAL1(17),
    LOCAL2(18),
    LOCAL3(19),
    LOCAL4(20),
    LOCAL5(21),
    LOCAL6(22),
    LOCAL7(23);

    final int code;

    SyslogFacility(int number) {
        this.code = number << 3;
    }
}
