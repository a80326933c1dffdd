using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Writing;

/// <summary>What a batch normalization does outside of training: x scale + shift, channel by channel.</summary>
/// <param name="Source">The layer's path.</param>
/// <param name="Scale">gamma / sqrt(variance + epsilon).</param>
/// <param name="Shift">beta - mean scale.</param>
internal sealed record ChannelAffine(string Source, double[] Scale, double[] Shift)
{
    public static ChannelAffine Of(BatchNormalization layer, string path)
    {
        ReadOnlySpan<float> mean = layer.MovingMean!.Values, variance = layer.MovingVariance!.Values, gamma = layer.Gamma is { } g ? g.Values : [], beta = layer.Beta is { } b ? b.Values : [];
        double[] scale = new double[mean.Length], shift = new double[mean.Length];
        for (var c = 0; c < scale.Length; c++)
        {
            scale[c] = (gamma.IsEmpty ? 1 : gamma[c]) / Math.Sqrt(variance[c] + layer.Epsilon);
            shift[c] = (beta.IsEmpty ? 0 : beta[c]) - mean[c] * scale[c];
        }

        return new(path, scale, shift);
    }
}
