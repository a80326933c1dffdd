using MlNetCnn.Compute;
using MlNetCnn.Keras;

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
        var grid = GridFor(model.InputShape);
        var outputs = PictureScores.Outputs(model, images, this, cancellation);
        var scored = target.Of(outputs, Score);
        var result = new List<Explanation>(images.Batch);
        foreach (var (picture, drops) in Drops(model, images, grid, outputs, scored, cancellation).Chunk(grid.Count).Index())
        {
            result.Add(new Explanation
            {
                Method = Name,
                Map = new Heatmap(model.InputShape[0], model.InputShape[1], Spread(drops, grid)),
                Class = scored.Classes[picture],
                Score = scored.Scores[picture],
                ScoreKind = Score,
            });
        }

        return result;
    }

    private PatchGrid GridFor(Shape shape)
    {
        var size = PatchSize ?? Math.Max(1, (int)Math.Round(Math.Min(shape[0], shape[1]) / 8.0, MidpointRounding.AwayFromZero));
        var stride = Stride ?? Math.Max(1, size / 2);
        if (stride > size) throw new ArgumentException($"{nameof(Stride)} is {stride}, more than the patch's side of {size}: the pixels between the patches would never be covered.", nameof(Stride));
        return new PatchGrid(shape[0], shape[1], size, stride);
    }

    /// <summary>What each picture's score loses by each patch: picture after picture, patch after patch.</summary>
    private IEnumerable<double> Drops(ExplainedModel model, Tensor images, PatchGrid grid, Tensor outputs, TargetScores scored, CancellationToken cancellation)
    {
        var all = (long)images.Batch * grid.Count;
        var most = (int)Math.Min(BatchSize, all);
        var buffer = new Tensor(most, images.Shape);
        for (long start = 0; start < all; start += most)
        {
            var covered = buffer.Slice(0, (int)Math.Min(most, all - start));
            for (var i = 0; i < covered.Batch; i++) Cover(images[Picture(start + i)], grid, (int)((start + i) % grid.Count), covered[i]);
            var found = PictureScores.Outputs(model, covered, this, cancellation);
            for (var i = 0; i < covered.Batch; i++)
                yield return PictureScores.Difference(scored.Gradient[Picture(start + i)], outputs[Picture(start + i)], found[i]);
        }

        int Picture(long index) => (int)(index / grid.Count);
    }

    private void Cover(ReadOnlySpan<float> picture, PatchGrid grid, int patch, Span<float> into)
    {
        picture.CopyTo(into);
        var channels = picture.Length / grid.Positions;
        for (var c = 0; c < channels; c++)
        {
            var fill = Fill == OcclusionFill.PictureMean ? Mean(picture, c, channels) : FillValue;
            foreach (var start in grid.RowStarts(patch))
                for (var x = 0; x < grid.PatchWidth; x++) into[(start + x) * channels + c] = fill;
        }
    }

    private static float Mean(ReadOnlySpan<float> picture, int channel, int channels)
    {
        var sum = 0.0;
        for (var i = channel; i < picture.Length; i += channels) sum += picture[i];
        return (float)(sum / (picture.Length / channels));
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
