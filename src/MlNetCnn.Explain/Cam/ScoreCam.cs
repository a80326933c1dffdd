using MlNetCnn.Compute;
using MlNetCnn.Imaging;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>
/// Score-CAM (Wang et al. 2020, "Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks", algorithm 1), without gradients: each channel of the layer's output,
/// resized to the picture bilinearly and brought to 0 to 1, masks the picture; the weights w are made of the masked pictures' scores
/// (<see cref="Weights"/>); <c>map = relu(sum over k of w_k A_k)</c>. Channels of one value everywhere mask nothing and count nothing, as in the authors' program.
/// </summary>
/// <remarks>
/// The paper's score is the logit (<see cref="ScoreKind.Logit"/>). The network runs once per channel, in batches of <see cref="ExplanationMethod.BatchSize"/>. The mask multiplies the values
/// as the model takes them, after preprocessing.
/// </remarks>
public sealed record ScoreCam : CamMethod
{
    /// <inheritdoc/>
    public override string Name => "score-cam";

    /// <summary>How weights are made of scores. Default <see cref="ScoreCamWeights.Automatic"/>.</summary>
    public ScoreCamWeights Weights
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Weights are {string.Join(", ", Enum.GetNames<ScoreCamWeights>())}.");
    }

    private protected override IEnumerable<Explanation> Explain(ExplainedModel model, FeatureLayer layer, Tensor images, Target target, CancellationToken cancellation)
    {
        var activations = model.Activations(layer, images, cancellation);
        var scores = target.Of(model.Scores(images, Score, cancellation), Score);
        var softmax = Weights == ScoreCamWeights.Softmax || (Weights == ScoreCamWeights.Automatic && Score == ScoreKind.Logit);
        var baseline = softmax ? null : model.Scores(new Tensor(1, images.Shape), Score, cancellation);
        for (var i = 0; i < images.Batch; i++)
        {
            var settled = scores.Settled(i, target);
            var maps = new FeatureMaps(activations[i], layer);
            // Channels that mask something, and their scores.
            int[] channels = [.. Enumerable.Range(0, layer.Channels).Where(Varies(maps))];
            var found = new double[channels.Length];
            for (var start = 0; start < channels.Length; start += BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                var masked = Mask(model, images[i], new FeatureMaps(activations[i], layer), layer, channels.AsSpan(start, Math.Min(BatchSize, channels.Length - start)));
                var part = settled.Of(model.Scores(masked, Score, cancellation), Score).Scores;
                for (var j = 0; j < part.Count; j++) found[start + j] = part[j];
            }

            if (baseline is null) Softmax(found);
            else Subtract(found, settled.Of(baseline, Score).Scores[0]);
            var weights = new double[layer.Channels];
            for (var j = 0; j < channels.Length; j++) weights[channels[j]] = found[j];
            var map = new double[layer.Height * layer.Width];
            ChannelSum.Add(new FeatureMaps(activations[i], layer), weights, map);
            ChannelSum.Relu(map);
            yield return Found(layer, scores, i, map);
        }
    }

    private static Func<int, bool> Varies(FeatureMaps maps)
    {
        var varies = new bool[maps.Channels];
        for (var p = 1; p < maps.Positions; p++)
            for (var k = 0; k < varies.Length; k++) varies[k] |= maps[p, k] != maps[0, k];
        return k => varies[k];
    }

    private static Tensor Mask(ExplainedModel model, ReadOnlySpan<float> image, FeatureMaps maps, FeatureLayer layer, ReadOnlySpan<int> channels)
    {
        var result = new Tensor(channels.Length, model.InputShape);
        var (positions, depth) = (model.InputHeight * model.InputWidth, model.InputChannels);
        var small = new float[maps.Positions];
        for (var j = 0; j < channels.Length; j++)
        {
            for (var p = 0; p < small.Length; p++) small[p] = (float)maps[p, channels[j]];
            var mask = new OpenCvResize(model.InputHeight, model.InputWidth).Apply(small, layer.Height, layer.Width);
            var (least, most) = (mask.Min(), mask.Max());
            // Shrinking may leave out what varied.
            var scale = most > least ? 1 / ((double)most - least) : 0;
            for (var p = 0; p < mask.Length; p++) mask[p] = (float)((mask[p] - (double)least) * scale);
            var masked = result[j];
            for (var v = 0; v < masked.Length; v++) masked[v] = image[v] * mask[model.InputFormat == DataFormat.ChannelsFirst ? v % positions : v / depth];
        }

        return result;
    }

    private static void Softmax(Span<double> scores)
    {
        if (scores.IsEmpty) return;
        var most = double.NegativeInfinity;
        foreach (var score in scores) most = Math.Max(most, score);
        var sum = 0.0;
        foreach (ref var score in scores) sum += score = Math.Exp(score - most);
        foreach (ref var score in scores) score /= sum;
    }

    private static void Subtract(Span<double> scores, double baseline)
    {
        foreach (ref var score in scores) score -= baseline;
    }
}
