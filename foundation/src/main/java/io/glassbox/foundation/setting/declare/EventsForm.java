package io.glassbox.foundation.setting.declare;

import io.glassbox.foundation.setting.text.Words;
import io.glassbox.foundation.setting.value.NotifiedEvents;
import java.util.List;

/** {@code notify-keyspace-events}: letters. */
record EventsForm() implements ValueForm<NotifiedEvents> {
    @Override
    public NotifiedEvents parse(List<String> words, NotifiedEvents current) throws SettingRefused {
        NotifiedEvents events = NotifiedEvents.parse(words.getFirst());
        if (events == null) {
            throw new SettingRefused("Invalid event class character. Use '" + NotifiedEvents.accepted() + "'.");
        }
        return events;
    }

    @Override
    public String print(NotifiedEvents value) {
        return value.toString();
    }

    @Override
    public List<Line> lines(NotifiedEvents value, NotifiedEvents defaultValue) {
        return List.of(new Line(Words.quote(print(value)), !value.equals(defaultValue)));
    }
}
