using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// What the score loses when a patch of the picture is covered, <c>S(x) - S(x with the patch filled)</c>, and for each pixel the mean over the patches that cover it. Signed: below 0 where
/// the score rises when the pixel is hidden. The map has the picture's size. No gradient is taken, so it explains any model that runs; it costs one pass forward for each patch.
/// Zeiler, Fergus: "Visualizing and Understanding Convolutional Networks" (2014), section 4.2; their map has a value for each position of the patch, which the mean brings to pixels.
/// Patches lie every <see cref="Stride"/> from the upper left corner, and one more ends at the right and the lower edge where a rest would stay uncovered: all are whole.
/// </summary>
public sealed record Occlusion : ExplanationMethod
{
    /// <inheritdoc/>
    public override string Name => "occlusion";

    /// <summary>Side of a patch in pixels, at least 1; cut to the picture's where it is larger. Default null: an eighth of the picture's shorter side, rounded, at least 1 (28 of 224).</summary>
    public int? PatchSize { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A patch has at least one pixel."); }

    /// <summary>Pixels from patch to patch, 1 to the patch's side, so that none stays uncovered. Default null: half the side, rounded down, at least 1 (14 of 224: 225 passes).</summary>
    public int? Stride { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Patches are at least one pixel apart."); }

    /// <summary>What patches are filled with. Default <see cref="OcclusionFill.Value"/>.</summary>
    public OcclusionFill Fill { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such filling."); }

    /// <summary>
    /// The value of all channels under a patch, preprocessed as the pictures are. Default 0, which is grey for <c>x / 127.5 - 1</c>, the mean colour for Caffe's preprocessing, and black for
    /// <c>x / 255</c>. The paper's patch is grey. Not used with <see cref="OcclusionFill.PictureMean"/>.
    /// </summary>
    public float FillValue { get; init => field = float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Patches are filled with a finite number."); }

    private protected override IReadOnlyList<Explanation> ExplainBatch(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation)
    {
        var layout = PictureLayout.Of(model);
        var grid = GridFor(layout);
        var outputs = PictureScores.Outputs(model, images, this, cancellation);
        var scored = target.Of(outputs, Score);
        var result = new List<Explanation>(images.Batch);
        foreach (var (picture, drops) in Drops(model, images, grid, layout, outputs, scored, cancellation).Chunk(grid.Count).Index())
        {
            result.Add(new Explanation
            {
                Method = Name,
                Map = new Heatmap(layout.Height, layout.Width, Spread(drops, grid)),
                Class = scored.Classes[picture],
                Score = scored.Scores[picture],
                ScoreKind = Score,
            });
        }

        return result;
    }

    private PatchGrid GridFor(PictureLayout layout)
    {
        var size = PatchSize ?? Math.Max(1, (int)Math.Round(Math.Min(layout.Height, layout.Width) / 8.0, MidpointRounding.AwayFromZero));
        var stride = Stride ?? Math.Max(1, size / 2);
        if (stride > size) throw new ArgumentException($"{nameof(Stride)} is {stride}, more than the patch's side of {size}: the pixels between the patches would never be covered.", nameof(Stride));
        return new PatchGrid(layout.Height, layout.Width, size, stride);
    }

    /// <summary>What each picture's score loses by each patch: picture after picture, patch after patch.</summary>
    private IEnumerable<double> Drops(ExplainedModel model, Tensor images, PatchGrid grid, PictureLayout layout, Tensor outputs, TargetScores scored, CancellationToken cancellation)
    {
        var all = (long)images.Batch * grid.Count;
        var most = (int)Math.Min(BatchSize, all);
        var buffer = new Tensor(most, images.Shape);
        for (long start = 0; start < all; start += most)
        {
            var covered = buffer.Slice(0, (int)Math.Min(most, all - start));
            for (var i = 0; i < covered.Batch; i++) Cover(images[Picture(start + i)], layout, grid.RowStarts((int)((start + i) % grid.Count)), grid.PatchWidth, covered[i]);
            var found = PictureScores.Outputs(model, covered, this, cancellation);
            for (var i = 0; i < covered.Batch; i++)
                yield return PictureScores.Difference(scored.Gradient[Picture(start + i)], outputs[Picture(start + i)], found[i]);
        }

        int Picture(long index) => (int)(index / grid.Count);
    }

    private void Cover(ReadOnlySpan<float> picture, PictureLayout layout, IEnumerable<int> rows, int width, Span<float> into)
    {
        picture.CopyTo(into);
        for (var c = 0; c < layout.Channels; c++)
        {
            var fill = Fill == OcclusionFill.PictureMean ? Mean(picture, layout, c) : FillValue;
            foreach (var row in rows)
                for (var x = 0; x < width; x++) into[layout.Index(row + x, c)] = fill;
        }
    }

    private static float Mean(ReadOnlySpan<float> picture, PictureLayout layout, int channel)
    {
        var sum = 0.0;
        for (var p = 0; p < layout.Positions; p++) sum += picture[layout.Index(p, channel)];
        return (float)(sum / layout.Positions);
    }

    private static float[] Spread(double[] drops, PatchGrid grid)
    {
        var sums = new double[grid.Positions];
        var counts = new int[grid.Positions];
        for (var patch = 0; patch < drops.Length; patch++)
        {
            foreach (var start in grid.RowStarts(patch))
            {
                for (var x = 0; x < grid.PatchWidth; x++)
                {
                    sums[start + x] += drops[patch];
                    counts[start + x]++;
                }
            }
        }

        return [.. sums.Select((sum, i) => (float)(sum / counts[i]))];
    }
}
