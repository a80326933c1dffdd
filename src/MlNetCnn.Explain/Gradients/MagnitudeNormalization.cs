namespace MlNetCnn.Explain;

/// <summary>Brings maps of single pixels, of which a few stand far out, to where they can be seen.</summary>
public static class MagnitudeNormalization
{
    extension(Heatmap map)
    {
        /// <summary>
        /// The magnitudes from 0 to 1, cut at a percentile: <c>min(|v| / percentile(|v|), 1)</c>. With <see cref="Heatmap.Normalize"/> the few largest values leave all others of a saliency map
        /// dark. Smilkov et al. 2017 (SmoothGrad), section 3: absolute values, outliers capped at the 99th percentile. A map of zeros stays one.
        /// </summary>
        /// <param name="percentile">Above 0, up to 100 (no cut). Between two values it is interpolated, as NumPy does. Where it is 0, the largest magnitude takes its place. Default 99.</param>
        /// <exception cref="ArgumentOutOfRangeException">The percentile is not above 0 and up to 100.</exception>
        public Heatmap NormalizeMagnitude(double percentile = 99)
        {
            ArgumentNullException.ThrowIfNull(map);
            if (percentile is not (> 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile is above 0 and at most 100.");
            var sorted = new float[map.Values.Length];
            for (var i = 0; i < sorted.Length; i++) sorted[i] = Math.Abs(map.Values[i]);
            Array.Sort(sorted);
            var at = percentile / 100 * (sorted.Length - 1);
            var below = (int)at;
            var above = Math.Min(below + 1, sorted.Length - 1);
            var most = sorted[below] + (at - below) * ((double)sorted[above] - sorted[below]);
            if (most == 0) most = sorted[^1];
            var result = new float[sorted.Length];
            if (most > 0)
                for (var i = 0; i < result.Length; i++) result[i] = (float)Math.Min(1, Math.Abs((double)map.Values[i]) / most);
            return new Heatmap(map.Height, map.Width, result);
        }
    }
}
