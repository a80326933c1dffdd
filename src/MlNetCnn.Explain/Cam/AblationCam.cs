using MlNetCnn.Compute;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>
/// Ablation-CAM (Desai and Ramaswamy 2020, "Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization"), without gradients:
/// <c>w_k = (y - y_k) / y</c>, y the score and y_k the score with channel k of the layer's output set to 0; <c>map = relu(sum over k of w_k A_k)</c>. Where y is 0, so is the map.
/// </summary>
/// <remarks>
/// The network runs from the layer on, once per channel that is not all 0 already (of those w is 0), in batches of <see cref="ExplanationMethod.BatchSize"/>. A negative y, as logits can be,
/// turns the weights' signs, as the equation says.
/// </remarks>
public sealed record AblationCam : CamMethod
{
    /// <inheritdoc/>
    public override string Name => "ablation-cam";

    private protected override IEnumerable<Explanation> Explain(ExplainedModel model, FeatureLayer layer, Tensor images, Target target, CancellationToken cancellation)
    {
        var activations = model.Activations(layer, images, cancellation);
        // A way around the layer needs the picture too.
        var around = model.HasWayAround(layer);
        var purpose = ExplainedModel.For(Score) with { Inputs = around ? [layer.Path, model.InputName] : [layer.Path] };
        var scores = target.Of(Head(activations, images), Score);
        for (var i = 0; i < images.Batch; i++)
        {
            var settled = scores.Settled(i, target);
            var (weights, y) = (new double[layer.Channels], (double)scores.Scores[i]);
            int[] channels = [.. Enumerable.Range(0, layer.Channels).Where(IsAlive(new FeatureMaps(activations[i], layer)))];
            for (var start = 0; start < channels.Length && y != 0; start += BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(BatchSize, channels.Length - start);
                var ablated = Ablate(activations.Slice(i, 1), layer, channels.AsSpan(start, count));
                var part = settled.Of(Head(ablated, around ? Repeat(images.Slice(i, 1), count) : images), Score).Scores;
                for (var j = 0; j < count; j++) weights[channels[start + j]] = (y - part[j]) / y;
            }

            var map = new double[layer.Height * layer.Width];
            ChannelSum.Add(new FeatureMaps(activations[i], layer), weights, map);
            ChannelSum.Relu(map);
            yield return Found(layer, scores, i, map);
        }

        Tensor Head(Tensor activations, Tensor images) => model.Run(purpose, executable => executable.Predict(around ? [activations, images] : [activations], cancellation)[0]);
    }

    private static Func<int, bool> IsAlive(FeatureMaps maps)
    {
        var alive = new bool[maps.Channels];
        for (var p = 0; p < maps.Positions; p++)
            for (var k = 0; k < alive.Length; k++) alive[k] |= maps[p, k] != 0;
        return k => alive[k];
    }

    private static Tensor Repeat(Tensor one, int count)
    {
        var result = new Tensor(count, one.Shape);
        for (var j = 0; j < count; j++) one.Span.CopyTo(result[j]);
        return result;
    }

    private static Tensor Ablate(Tensor one, FeatureLayer layer, ReadOnlySpan<int> channels)
    {
        var result = Repeat(one, channels.Length);
        var positions = layer.Height * layer.Width;
        for (var j = 0; j < channels.Length; j++)
        {
            var values = result[j];
            if (layer.DataFormat == DataFormat.ChannelsFirst) values.Slice(channels[j] * positions, positions).Clear();
            else
                for (var v = channels[j]; v < values.Length; v += layer.Channels) values[v] = 0;
        }

        return result;
    }
}
