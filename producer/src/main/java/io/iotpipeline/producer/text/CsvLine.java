package io.iotpipeline.producer.text;

import java.util.List;
import java.util.Optional;

/**
 * A row of a CSV file as it is written. A quoted cell can contain line breaks.
 *
 * @param number of its first line, from 1
 * @param text unchanged, without the line break at its end
 * @param cells empty if the text cannot be split
 * @param problem why it cannot be split; null if it can
 */
public record CsvLine(long number, String text, Optional<List<String>> cells, String problem) {}
