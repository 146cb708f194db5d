package io.glassbox.foundation.setting.declare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code latency-tracking-info-percentiles}: any number of percentiles, shown with up to six decimals. */
record PercentilesForm() implements ValueForm<List<Double>> {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    @Override
    public List<Double> parse(List<String> words, List<Double> current) throws SettingRefused {
        if (words.equals(List.of(""))) {
            return List.of();
        }
        List<Double> percentiles = new ArrayList<>();
        for (String word : words) {
            if (!NUMBER.matcher(word).matches()) {
                throw new SettingRefused("Invalid latency-tracking-info-percentiles parameters");
            }
            double percentile = Double.parseDouble(word);
            if (percentile < 0 || percentile > 100) {
                throw new SettingRefused("latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
            }
            percentiles.add(percentile);
        }
        return List.copyOf(percentiles);
    }

    @Override
    public String print(List<Double> value) {
        return value.stream().map(PercentilesForm::print).collect(Collectors.joining(" "));
    }

    private static String print(double percentile) {
        BigDecimal rounded = new BigDecimal(percentile).setScale(6, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public List<Line> lines(List<Double> value, List<Double> defaultValue) {
        return List.of(new Line(value.isEmpty() ? "\"\"" : print(value), true));
    }

    @Override
    public boolean takesSeveralWords() {
        return true;
    }
}
