namespace MlNetCnn.Explain;

/// <summary>
/// The score while pixels are exchanged, those first that the map says matter most: Petsiuk, Das, Saenko: "RISE" (BMVC 2018), section 4.3. Pixels go by the map brought to the picture's size,
/// the greatest value first, equal ones by row and then column; after step k of n steps <c>k * pixels / n</c> of them, rounded down, have been exchanged, in all channels.
/// </summary>
public abstract record PerturbationCurve : FaithfulnessMeasure<FaithfulnessCurve>
{
    /// <summary>Steps from the first picture to the last; no more than there are pixels are taken. Default 224, as the authors' program has for pictures of 224 x 224.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 65536.</exception>
    public int Steps { get; init => field = value is >= 1 and <= 65536 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A curve has 1 to 65536 steps."); } = 224;

    /// <summary>What the curve goes from, and to, for a picture.</summary>
    private protected abstract (float[] First, float[] Last) Ends(ReadOnlySpan<float> picture, PictureLayout layout);

    private protected override FaithfulnessCurve MeasureMaps(ScoredPictures pictures, IReadOnlyList<Heatmap> maps, CancellationToken cancellation)
    {
        var layout = PictureLayout.Of(pictures.Model);
        var pixels = layout.Positions;
        var steps = Math.Min(Steps, pixels);
        int[] exchanged = [.. Enumerable.Range(0, steps + 1).Select(k => (int)((long)k * pixels / steps))];
        double[] fractions = [.. exchanged.Select(n => (double)n / pixels)];
        var curves = new List<double[]>();
        for (var p = 0; p < pictures.Images.Batch; p++)
        {
            var picture = p;
            var order = Order(maps[p].Resize(layout.Height, layout.Width).Values);
            var (canvas, last) = Ends(pictures.Images[p], layout);
            var done = 0;
            // The variants come in their order, so that each goes on from the one before it.
            var scores = pictures.Of(steps + 1, _ => picture, (step, result) =>
            {
                for (; done < exchanged[step]; done++)
                    for (var c = 0; c < layout.Channels; c++) canvas[layout.Index(order[done], c)] = last[layout.Index(order[done], c)];
                canvas.CopyTo(result.Span);
            }, cancellation);
            curves.Add([.. scores.Select(s => (double)s)]);
        }

        return new FaithfulnessCurve(fractions, curves);
    }

    /// <summary>Pixels by falling value; equal ones by place.</summary>
    internal static int[] Order(ReadOnlySpan<float> values)
    {
        var copy = values.ToArray();
        // OrderBy keeps equal ones in their order.
        return [.. Enumerable.Range(0, copy.Length).OrderByDescending(i => copy[i])];
    }
}
